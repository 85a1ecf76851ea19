"""The words and numbers of a chart: how wide they are, where they break, how a value is printed."""

from __future__ import annotations

import re
import unicodedata

SIZE = 8.5  # points
SMALL = 7.5
CLOSING = "，。、；：？！）」』”’》〉】…—％%)]}.,;:?!"


def reckon(text: str, size: float = SIZE) -> float:
    """Return about how wide the widest line of *text* is; an ideograph takes one em (UAX #11)."""
    return size * max(sum(map(_em, line)) for line in text.split("\n"))


def _em(character: str) -> float:
    """Return the advance of *character* in a Hei, in ems; for Latin the mean of its kind, rounded up."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "%MWm\N{EM DASH}\N{HORIZONTAL ELLIPSIS}":
        return 0.95
    return 0.68 if character.isupper() else 0.57


def wrap(text: str, width: float, size: float = SIZE) -> str:
    """Return *text* in lines of at most *width*; closing marks stay with what they close."""
    lines = [""]
    for part in re.findall(r"[^\s\u2e80-\uffef]+\s*|\s+|.", text):
        full = reckon(lines[-1] + part.rstrip(), size) > width
        if full and lines[-1] and part[0] not in CLOSING:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += part
    return "\n".join(lines).rstrip()


def number(value: float, unit: str = "") -> str:
    """Return *value* as it is printed: a true minus, commas from five digits on, then the unit."""
    digits = f"{abs(value):,.10g}" if abs(value) >= 10000 else f"{abs(value):.10g}"
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    gap = "\N{THIN SPACE}" if re.match(r"[A-Za-z]", unit) else ""
    return f"{sign}{digits}{gap}{unit}"
