"""WOFF2 in less than half of the time: Brotli at its last step but one, for one byte more in a hundred.

Of Noto Serif CJK with 1,464 characters 301 KB take 0.6 s instead of 298 KB in 1.5 s; fontTools leaves no
choice.
"""

from __future__ import annotations

from typing import Any

from fontTools.ttLib import woff2

from banben.patches import Patch

QUALITY = 10


class Quicker:
    """The `brotli` that fontTools calls, at QUALITY where it says nothing of it."""

    def __init__(self, stock: Any) -> None:
        self._stock = stock

    def compress(self, content: bytes, mode: int) -> bytes:
        """Return *content* compressed."""
        found: bytes = self._stock.compress(content, mode=mode, quality=QUALITY)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stock, name)


PATCH = Patch(woff2, "brotli", Quicker, "7d3fdb66391d4f17", reader=woff2.WOFF2Writer.close, alone=True)
