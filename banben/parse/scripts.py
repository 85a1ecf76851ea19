"""Chinese and other characters: where a line end is a space, and which characters may touch a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Ideographs, kana, bopomofo, CJK punctuation and fullwidth forms. Hangul is left out: Korean parts words.
CHINESE = re.compile(
    "[\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f"
    "\uff01-\uff60\uffe0-\uffe6\U00016fe0-\U00018dff\U0001b000-\U0001b16f\U0001f200-\U0001f2ff"
    "\U00020000-\U0003ffff]"
)
# Punctuation that Chinese shares with other scripts (UAX #11 ambiguous): its neighbour tells whose it is.
SHARED = frozenset("“”‘’—…·‧–•\ufe00\ufe01\ufe0e\ufe0f")
IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BOPOMOFO = re.compile("[\u3105-\u312f\u31a0-\u31bf]")
WINDOW = 8


def is_chinese(character: str) -> bool:
    """Whether *character* is an ideograph, Chinese punctuation or another fullwidth form."""
    return CHINESE.match(character) is not None


def touches_chinese(character: str) -> bool:
    """Whether an emphasis mark beside *character* follows the Chinese rule, not CommonMark's."""
    return character in SHARED or is_chinese(character)


def space_between(before: str, after: str) -> str:
    """Return what a line end between *before* and *after* prints: a space between Latin words only."""
    if not before or not after:
        return ""
    sides = {_side(reversed(before)), _side(after)}
    return " " if "other" in sides and "chinese" not in sides else ""


def _side(text: Iterable[str]) -> str:
    for character in text:
        if character not in SHARED:
            return "chinese" if is_chinese(character) else "other"
    return "shared"
