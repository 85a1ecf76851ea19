"""Pictures that move: no reader can stop them in a book (WCAG 2.2, 2.2.2)."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from banben.documents import Asset

MOVING = ("image/gif", "image/webp", "image/png")


def moves(asset: Asset) -> bool:
    """Whether *asset* has several frames or, as a drawing, animates itself."""
    if asset.media_type == "image/svg+xml":
        return b"<animate" in asset.content or b"@keyframes" in asset.content
    if asset.media_type not in MOVING:
        return False
    try:
        with Image.open(BytesIO(asset.content)) as picture:
            return bool(getattr(picture, "is_animated", False))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):  # verification reports it
        return False
