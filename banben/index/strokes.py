"""Strokes: how many a character has and where it stands among those with as many, by Unihan.

Unihan (Unicode's licence) comes from the system, Debian's package unicode-data: no Python package brings
its counts without fetching them when it runs.
"""

from __future__ import annotations

import bz2
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from banben.machine import shared

UNIHAN = "unicode/Unihan_IRGSources.txt.bz2"
ROW = re.compile(rb"^U\+([0-9A-F]+)\t(kTotalStrokes|kRSUnicode)\t(\d+)(?:'*\.(-?\d+))?(?: (\d+)$)?", re.M)
# Taiwan's standard (國字標準字體) and Hong Kong's (常用字字形表) write 艹 and 辶 with four strokes, 骨 with
# ten. Where they are the radical (140, 162, 188), Unihan has the mainland's count, one less.
MAINLAND = {140: 3, 162: 3, 188: 9}


@dataclass(frozen=True, slots=True, order=True)
class Strokes:
    """A character's place in an order by strokes: their number, then the Kangxi radical and its rest."""

    count: int
    radical: int
    rest: int


UNKNOWN = Strokes(0, 0, 0)


def strokes(character: str, traditional: bool) -> Strokes:
    """Return the place of *character* as its script counts, UNKNOWN where Unihan or the table lacks it."""
    table = unihan()
    found = table.get(ord(character)) if table else None
    if found is None:
        return UNKNOWN
    mainland, taiwan, radical, rest = found
    count = taiwan if traditional else mainland
    fewer = traditional and count - rest == MAINLAND.get(radical)
    return Strokes(count + fewer, radical, rest)


@cache
def unihan() -> Mapping[int, tuple[int, int, int, int]] | None:
    """Return for each code point its strokes in the mainland and in Taiwan, its radical and the rest.

    None where the machine lacks the table (E402).
    """
    path = shared(UNIHAN)
    if path is None:
        return None
    counts: dict[int, tuple[int, int]] = {}
    places: dict[int, tuple[int, int]] = {}
    for code, field, first, rest, second in ROW.findall(bz2.decompress(path.read_bytes())):
        if field == b"kRSUnicode":
            places[int(code, 16)] = (int(first), int(rest))
        else:
            counts[int(code, 16)] = (int(first), int(second or first))
    return {code: (*count, *places.get(code, (0, 0))) for code, count in counts.items()}
