"""Which characters a font file draws, read back from the finished file."""

from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont, TTLibError

FONTS = (".woff2", ".woff", ".otf", ".ttf")


def characters_of(content: bytes) -> frozenset[str] | None:
    """Return the characters that the font *content* draws; None where one of its tables cannot be read."""
    try:
        with TTFont(BytesIO(content), lazy=True) as font:
            for tag in font.reader.keys():  # noqa: SIM118 - the reader is no mapping
                font.reader[tag]
            return frozenset(map(chr, font.getBestCmap() or ()))
    # A WOFF2 that is cut off fails in its decompressor, which has an error of its own.
    except (TTLibError, OSError, ValueError, KeyError, AssertionError, EOFError, RuntimeError):
        return None
