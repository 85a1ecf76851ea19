"""Characters as the composer of lines sees them (clreq sections 3.1.2 to 3.1.4)."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache

from banben.editions import Prohibition


class Kind(IntEnum):
    """What a character is in a line. The order is used: everything up to `JOINER` is Chinese."""

    IDEOGRAPH = 0
    OPENING = 1
    CLOSING = 2
    STOP = 3
    """Pause or stop: 、，。．；：！？"""
    DOT = 4
    """Middle dot."""
    LEADER = 5
    """Half of a dash or ellipsis: — …"""
    JOINER = 6
    """～－／ and other full-width signs."""
    LATIN = 7
    """Letters and digits of alphabets, and the marks that belong to them."""
    SPACE = 8
    OTHER = 9
    """Pictures, edges of boxes, forced breaks."""


OPENINGS = "（〔［｛【〖《〈「『﹁﹃〝“‘"
CLOSINGS = "）〕］｝】〗》〉」』﹂﹄〞〟”’"
STOPS = "、，。．；：！？｡､"
DOTS = "·・‧•"
LEADERS = "—―⸺…⋯"
JOINERS = "～〜－／"
SPACES = " \u00a0\u2002\u2003\u2005\u2009\u202f"
QUOTES = "“”‘’"
"""Full width in Chinese, proportional in Latin: the font's advance tells which."""

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Stand in the text and show nothing; neighbours see each other through them."""

NOT_AT_START: dict[Prohibition, frozenset[str]] = {}
NOT_AT_START["loose"] = frozenset(CLOSINGS + "、，。．；：！？｡､" + ")]},.;:!?")
NOT_AT_START["normal"] = NOT_AT_START["loose"] | frozenset(DOTS + LEADERS + JOINERS + "%‰℃℉°々〻ー")
NOT_AT_START["strict"] = NOT_AT_START["normal"] | frozenset("％℅′″￠〆ゝゞヽヾ/-–")
NOT_AT_END: dict[Prohibition, frozenset[str]] = {}
NOT_AT_END["loose"] = frozenset(OPENINGS + "([{")
NOT_AT_END["normal"] = NOT_AT_END["loose"] | frozenset("￥¥$€£＄№§")
NOT_AT_END["strict"] = NOT_AT_END["normal"] | frozenset("／/#＃@＠")
COUNTED = frozenset(
    "年月日时時分秒元万萬亿億千百个個倍人次号號章节節页頁条條点點折岁歲周週天届屆期家款项項种種类類度"
)
"""What is counted or measured: does not leave the digits before it (clreq 3.1.5.2)."""

_TABLE = {
    **dict.fromkeys(OPENINGS, Kind.OPENING),
    **dict.fromkeys(CLOSINGS, Kind.CLOSING),
    **dict.fromkeys(STOPS, Kind.STOP),
    **dict.fromkeys(DOTS, Kind.DOT),
    **dict.fromkeys(LEADERS, Kind.LEADER),
    **dict.fromkeys(JOINERS, Kind.JOINER),
    **dict.fromkeys(SPACES, Kind.SPACE),
}


@cache
def kind(character: str) -> Kind:
    """Return the kind of one character; U+FFFC stands for a box."""
    if character in _TABLE:
        return _TABLE[character]
    code = ord(character)
    if character in INVISIBLE or code in (0xFFFC, 0x0A) or 0x2500 <= code <= 0x27BF:
        return Kind.OTHER
    if 0x2E80 <= code <= 0xA4CF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF:
        return Kind.IDEOGRAPH
    if 0xFE10 <= code <= 0xFE6F or 0xFF00 <= code <= 0xFFEF:
        return Kind.JOINER
    if unicodedata.category(character)[0] in "LNMPS":
        return Kind.LATIN
    return Kind.OTHER


def is_word(character: str) -> bool:
    """Return whether *character* is a letter or digit that stands off from ideographs (clreq 3.2.2)."""
    return kind(character) is Kind.LATIN and (character.isalnum() or character in "%‰°@#$€£¥&+")


def in_latin(text: str, place: int) -> bool:
    """Return whether the mark at *place* stands among Latin on both sides; a text's end counts as Chinese."""
    if not 0 < place < len(text) - 1:
        return False
    return all(kind(text[beside]) in (Kind.LATIN, Kind.SPACE) for beside in (place - 1, place + 1))
