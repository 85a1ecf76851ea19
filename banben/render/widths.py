"""The widths of a table's columns: labels stay whole, long texts share the rest, a hand gets room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from banben.render.columns import PADDING, SLACK, Column, depth

# A column of nothing longer is one of labels: it does not wrap where that is possible.
LABEL = 6 + PADDING + SLACK
# What labels may take before they have to wrap like the rest, and what print may take of a form.
LABELS_SHARE, FORM_SHARE = 0.6, 0.45
# A column ten times as long gets four times the room.
DAMPING = 0.6
# The last touch: shift so much (em) from column to column while that saves a line, in tables of this size.
SHIFT, SHIFTS = 0.5, 24
MOST_CELLS = 200


def widths(columns: Sequence[Column], available: float) -> tuple[float, ...]:
    """Return the width of each column in per cent, in all 100; *available* is the table's width in em."""
    if not columns:
        return ()
    form = any(column.empty for column in columns)
    return _percents(_form(columns, available) if form else _shared(columns, available))


def _shared(columns: Sequence[Column], available: float) -> list[float]:
    """Return the widths of a table to read: each text on one line if that fits, else the rest shared."""
    spare = available - sum(column.whole for column in columns)
    if spare >= 0:
        return [column.whole + spare / len(columns) for column in columns]
    floors = _floors(columns, available)
    return _smoothed(columns, floors, _poured(columns, floors, available))


def _floors(columns: Sequence[Column], available: float) -> list[float]:
    """Return what each column gets before the rest is shared: labels their whole length if that fits."""
    floors = [column.least for column in columns]
    for at, column in sorted(enumerate(columns), key=lambda item: item[1].whole):
        wider = sum(floors) - floors[at] + column.whole
        if column.whole <= LABEL and wider <= available * LABELS_SHARE:
            floors[at] = column.whole
    return floors


def _poured(columns: Sequence[Column], floors: Sequence[float], available: float) -> list[float]:
    """Return *floors* with the rest of *available* poured over them; a column that holds its text is full."""
    done = list(floors)
    rest = available - sum(done)
    while rest > 0.01 and (open_ := [at for at, c in enumerate(columns) if c.whole - done[at] > 0.01]):
        total = sum(columns[at].mass ** DAMPING for at in open_)
        for at in open_:
            share = rest * columns[at].mass ** DAMPING / total
            done[at] += min(share, columns[at].whole - done[at])
        rest = available - sum(done)
    return done


def _smoothed(columns: Sequence[Column], floors: Sequence[float], poured: list[float]) -> list[float]:
    """Return *poured* with a little shifted from column to column, as long as the table gets shorter."""
    best = poured
    if sum(len(column.lengths) for column in columns) > MOST_CELLS:
        return best
    for _ in range(SHIFTS):
        tries = [best, *_shifted(best, floors)]
        shortest = min(tries, key=lambda widths: depth(columns, widths))
        if shortest is best:
            break
        best = shortest
    return best


def _shifted(widths: Sequence[float], floors: Sequence[float]) -> list[list[float]]:
    found = []
    for steps in (1, 2, 4):
        for source, target in permutations(range(len(widths)), 2):
            if widths[source] - steps * SHIFT >= floors[source]:
                shifted = list(widths)
                shifted[source] -= steps * SHIFT
                shifted[target] += steps * SHIFT
                found.append(shifted)
    return found


def _form(columns: Sequence[Column], available: float) -> list[float]:
    """Return the widths of a table to fill in: print takes what it needs, the hand gets the rest."""
    printed = [column for column in columns if not column.empty]
    fixed = [column.whole for column in printed]
    heads = [column.whole for column in columns if column.empty]
    # Where the heads over the empty cells have to wrap, print does not keep more than its part.
    part = sum(fixed) / sum((*fixed, *heads))
    most = available * (min(FORM_SHARE, part) if sum((*fixed, *heads)) > available else FORM_SHARE)
    if sum(fixed) > most:
        fixed = _poured(printed, _floors(printed, most), most)
    room = max(available - sum(fixed), available / 2)
    spare = (room - sum(heads)) / len(heads)
    rooms = [head + spare if spare >= 0 else room / len(heads) for head in heads]
    return [(rooms if column.empty else fixed).pop(0) for column in columns]


def _percents(widths: Sequence[float]) -> tuple[float, ...]:
    """Return *widths* in per cent with one decimal; the widest takes what rounding leaves of 100."""
    total = sum(widths)
    found = [round(width / total * 100, 1) for width in widths]
    widest = found.index(max(found))
    found[widest] = round(100 - sum(found) + found[widest], 1)
    return tuple(found)
