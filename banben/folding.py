"""Text folded for comparison: what a font, a line's end or a format may change is made the same."""

from __future__ import annotations

import re
import unicodedata

DOTS = {ord("‧"): "·"}
# Spaces, hyphens and invisible characters move when lines are broken.
UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2010\u2011\u2060\ufe00-\ufe0f\ufeff-]+")


def fold(text: str) -> str:
    """Return *text* as it is compared: compatibility forms made plain, case and unseen characters gone.

    A font may give one glyph to 一 and to the radical ⼀, or to ‧ and ·, and a PDF knows only the glyph,
    hence NFKC and DOTS.
    """
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(DOTS)).casefold()
