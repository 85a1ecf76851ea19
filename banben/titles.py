"""Titles divided into columns or lines where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from banben.pictures.outlines import DASH, runs, upright

WORD = re.compile(r"[!-~\u00a0-\u024f]+[ \u3000]*|.", re.DOTALL)
AFTER = "的了之与與和及或：，、；！？。⸺…·　 "  # a column or line ends well after one of these
NEVER_FIRST = "的了着著之，。、；：？！）」』”’》〉】…⸺·"
NEVER_LAST = "（「『“‘《〈【"
STOPS = "：；！？⸺"  # and best of all after one of these
PAUSE, STOP = 5.0, 10.0  # how many ems of unevenness such a break is worth
FAULT = 100.0


def into_columns(text: str, count: int) -> tuple[str, ...]:
    """Return *text* in at most *count* columns of like length."""
    return _divide(tuple(runs(text)), count)


def into_lines(text: str, count: int) -> tuple[str, ...]:
    """Return *text* in at most *count* lines of like length; a Latin word is never broken."""
    return _divide(tuple(WORD.findall(text.replace("——", DASH))), count)


def _divide(pieces: Sequence[str], count: int) -> tuple[str, ...]:
    """Return *pieces* joined into at most *count* parts: least cost, and of equals the longest first."""
    ideal = sum(map(_weight, pieces)) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    found: list[tuple[float, tuple[int, ...]]] = []
    for _ in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in range(start + 1, len(pieces) + 1):
                choice = (cost + _cost(pieces, start, end, ideal), (*cuts, -end))
                reached[end] = min(reached.get(end, choice), choice)
        best = reached
        if len(pieces) in best:
            found.append(best[len(pieces)])
    if not found:
        return ()
    ends = [-end for end in min(found)[1]]
    parts = ("".join(pieces[a:b]).strip() for a, b in zip((0, *ends), ends, strict=False))
    return tuple(part for part in parts if part)


def _weight(piece: str) -> float:
    return 1.0 if upright(piece) else 0.5 * len(piece)


def _cost(pieces: Sequence[str], start: int, end: int, ideal: float) -> float:
    """Return how ill a part of pieces[start:end] reads: its unevenness and the break after it."""
    cost = abs(sum(map(_weight, pieces[start:end])) - ideal)
    if end < len(pieces):
        last = pieces[end - 1][-1]
        cost -= STOP if last in STOPS else PAUSE if last in AFTER else 0.0
        if pieces[end][0] in NEVER_FIRST or pieces[end - 1][-1] in NEVER_LAST:
            cost += FAULT
    return cost
