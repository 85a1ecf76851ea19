"""Rare characters: those that the fonts of common readers lack, so that an EPUB must bring their glyphs.

Common is what a region's own character sets hold (banben/regions/*.toml says why) and what the Latin,
Greek and Cyrillic fonts of every system hold: Windows Glyph List 4, which is the sum of Windows' and
DOS's code pages (OpenType specification, "Recommendations for OpenType fonts"). Beyond the first plane all
is rare: fonts of the old sets have what they hold of it at code points of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from banben.editions import Region

LATIN_SETS = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "cp437", "mac_roman")
# What Windows Glyph List 4 has beyond those code pages.
LATIN_SIGNS = frozenset("−∕∙∟↨ℓ℮⅛⅜⅝⅞▬►◄◘◙☺☻☼♀♂♠♣♥♦♪♫")
# Every system draws these in colours of its own, from one font that no EPUB could carry.
EMOJI = ((0x1F000, 0x1FAFF), (0x1F1E6, 0x1F1FF), (0x2648, 0x2653), (0x26F0, 0x26FA), (0x2708, 0x270D))
EMOJI_SIGNS = frozenset(
    "⌚⌛⌨⏏⏩⏪⏫⏬⏭⏮⏯⏰⏱⏲⏳⏸⏹⏺☀☁☂☃☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸☹☺♟♨♻♾♿⚒⚓⚔⚕⚖⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛽"
    "✂✅✏✒✔✖✝✡✨✳✴❄❇❌❎❓❔❕❗❣❤➕➖➗➡➰➿⤴⤵⬅⬆⬇⬛⬜⭐⭕"
)
# Nobody but the writer's own machine knows what they stand for.
PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
VARIANTS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
PICTURED = "\ufe0e\ufe0f"  # choose between a sign and its emoji
IDEOGRAPH = r"[㐀-鿿豈-﫿𠀀-𳿿]"
SELECTOR = "[\ufe00-\ufe0d\U000e0100-\U000e01ef]"
LETTER = r"[A-Za-zÀ-ɏ]"


def is_rare(character: str, sets: tuple[str, ...]) -> bool:
    """Whether *character* needs a glyph and fonts that hold the character sets *sets* may lack it."""
    point = ord(character)
    if point < 0x100 or character in LATIN_SIGNS or is_emoji(character) or within(point, PRIVATE):
        return False
    if is_variant(character):
        return character not in PICTURED
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"} or point == 0xFFFD:
        return False
    return point > 0xFFFF or not any(_holds(name, character) for name in (*sets, *LATIN_SETS))


def rare_of(text: str, region: Region) -> frozenset[str]:
    """Return the rare characters of *text*, variation selectors among them."""
    return frozenset(character for character in set(text) if _is_rare(character, region.common))


_is_rare = lru_cache(maxsize=None)(is_rare)


def pieces(rare: Iterable[str]) -> re.Pattern[str]:
    """Return what finds each of the *rare* characters, with what it forms a glyph with.

    A variation selector goes with its ideograph (UTS #37), a combining mark with its letter: o̍.
    """
    marks = "".join(sorted(c for c in rare if unicodedata.category(c).startswith("M") and not is_variant(c)))
    others = "".join(sorted(c for c in rare if not unicodedata.category(c).startswith("M")))
    forms = [f"{IDEOGRAPH}{SELECTOR}"]
    if marks:
        forms.append(f"{LETTER}?[{re.escape(marks)}]+")
    if others:
        forms.append(f"[{re.escape(others)}][\u0300-\u036f]*")
    return re.compile("|".join(forms))


def within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether one of *ranges* (first, last) holds the code point *point*."""
    return any(first <= point <= last for first, last in ranges)


def is_emoji(character: str) -> bool:
    """Whether every system draws *character* as a picture of its own."""
    return character in EMOJI_SIGNS or within(ord(character), EMOJI)


def is_variant(character: str) -> bool:
    """Whether *character* is a variation selector, which chooses a form of the ideograph before it."""
    return within(ord(character), VARIANTS)


def _holds(name: str, character: str) -> bool:
    try:
        character.encode(name)
    except UnicodeEncodeError:
        return False
    return True
