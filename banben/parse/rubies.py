"""Ruby from Markdown's braces: which reading belongs to which character."""

from __future__ import annotations

import re
from typing import Literal

from banben.model import Origin, Ruby, RubyPair, Text
from banben.parse.context import Context
from banben.parse.scripts import BOPOMOFO

# A character with its variation selectors and combining marks.
_CHARACTER = re.compile(r".[\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309a]*", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def ruby(base: str, readings: tuple[str, ...], origin: Origin, context: Context) -> Ruby:
    """Return *base* with its *readings*: as many as characters, or one for the whole."""
    parts = _CHARACTER.findall(base)
    if len(readings) == 1:
        parts = [base]
    elif len(parts) != len(readings):
        length = len(base) + sum(len(reading) + 1 for reading in readings) + 2
        context.report("M106", origin, length, base=base, count=len(parts), readings=len(readings))
        parts, readings = [base], (" ".join(readings),)
    pairs, column = [], origin.column + 1
    for part, reading in zip(parts, readings, strict=True):
        pairs.append(RubyPair(Text(part, Origin(origin.path, origin.line, column)), reading))
        column += len(part)
    return Ruby(tuple(pairs), kind_of(readings))


def kind_of(readings: tuple[str, ...]) -> Literal["pinyin", "zhuyin", "gloss"]:
    """Return what the readings are by their script."""
    joined = "".join(readings)
    if BOPOMOFO.search(joined):
        return "zhuyin"
    return "pinyin" if _LATIN.match(joined) else "gloss"
