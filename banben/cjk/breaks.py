"""Where the lines of a paragraph end: the least total badness, not line by line (clreq 3.4, 3.5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

BEAM = 24
"""Endings kept for each line. More changed no line of the shipped book."""
EVEN = 0.05
"""Ems between two ideographs from which a line looks loose."""
LOOSE = 10.0
TIGHT = 6.0
LOOSEST = 0.25
"""Ems up to which lines are looked at, unless a paragraph of long words needs looser ones."""
DESPERATE = 1.5
POOR = 1000.0
"""The cost of a paragraph that breaks a rule: its last line of one ideograph, say."""
OVERFULL = 1e6
NEARLY_FULL = 9.0
TOLERANCE = 0.13
"""Ems between ideographs beyond which a paragraph is not set longer on purpose."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A paragraph of n items as lengths in CSS pixels; a break at b ends a line before item b.

    *ends* has the natural position before each item (n + 1), spacing between neighbours included.
    *breaks* are the places where a line may end, n the last, *penalties* what each costs. For a line
    of the items a to b: *heads*[a] is lost at its start and *tails*[b] at its end (negative: a hyphen is
    added); its last visible item is *lasts*[b]. *shrinks* and *gaps* are running sums (n + 1) of what can
    be taken away after each item and of what gaps and spaces take first; *slots* is the running number
    of places that can be spread. A line ends by force at *forced* and with a hyphen at *hyphens*.
    """

    size: float
    ends: Sequence[float]
    breaks: Sequence[int]
    penalties: Sequence[float]
    heads: Sequence[float]
    tails: Sequence[float]
    lasts: Sequence[int]
    shrinks: Sequence[float]
    gaps: Sequence[float]
    slots: Sequence[int]
    forced: frozenset[int] = frozenset()
    hyphens: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """Items *start* to *end*; *extra* is the room that is left, negative where the line is too long."""

    start: int
    end: int
    extra: float


@dataclass(frozen=True, slots=True)
class _State:
    """The best way to end a line at *place*: what it cost, how loose it got, and from where."""

    cost: float
    loosest: float
    place: int
    line: Line | None
    before: _State | None


def broken(
    measures: Measures,
    widths: tuple[float, float],
    start: int = 0,
    justified: bool = True,
    looseness: int = 0,
) -> tuple[Line, ...]:
    """Return the lines from item *start* on; *widths* are those of the first line and of the others.

    *looseness*: so many lines more (or fewer) than the best, as near as the paragraph allows.
    """
    finals = _finals(measures, widths, start, justified)
    best = _best(finals)
    wanted = best + looseness
    if wanted != best:
        # Of the line counts that can be had, the nearest to the wanted one, and never past it.
        possible = [count for count in _tolerable(finals) if min(best, wanted) <= count <= max(best, wanted)]
        best = min(possible or [best], key=lambda count: abs(count - wanted))
    lines: list[Line] = []
    state: _State | None = finals[best]
    while state is not None and state.line is not None:
        lines.append(state.line)
        state = state.before
    return tuple(reversed(lines))


def variants(measures: Measures, widths: tuple[float, float]) -> tuple[int, int]:
    """Return how many lines fewer and more than the best the whole paragraph can have, as (-1, 1)."""
    finals = _finals(measures, widths, 0, True)
    best = _best(finals)
    counts = [*_tolerable(finals), best]
    return min(counts) - best, max(counts) - best


def _best(finals: dict[int, _State]) -> int:
    return min(finals, key=lambda count: finals[count].cost)


def _tolerable(finals: dict[int, _State]) -> list[int]:
    return [count for count, state in finals.items() if state.loosest <= TOLERANCE]


def _finals(
    measures: Measures, widths: tuple[float, float], start: int, justified: bool
) -> dict[int, _State]:
    """Return the best way to the end for each number of lines; where a line gets too loose, of all ways."""
    finals = _reached(measures, widths, start, justified, LOOSEST)
    best = finals[_best(finals)]
    if best.loosest <= LOOSEST and best.cost < POOR:
        return finals
    return _reached(measures, widths, start, justified, DESPERATE)


def _reached(
    measures: Measures, widths: tuple[float, float], start: int, justified: bool, loosest: float
) -> dict[int, _State]:
    """Return the best way to the end for each number of lines, of lines up to *loosest*."""
    last = measures.breaks[-1]
    whole = measures.ends[last] - measures.tails[last] - measures.ends[start] - measures.heads[start]
    if whole <= widths[0] / 3 and not measures.forced:
        line = Line(start, last, widths[0] - whole)
        return {1: _State(1.0, 0.0, last, line, _State(0.0, 0.0, start, None, None))}
    edges = [measures.ends[place] - measures.tails[place] for place in measures.breaks]
    states = [_State(0.0, 0.0, start, None, None)]
    finals: dict[int, _State] = {}
    count = 0
    while states:
        width = widths[0] if count == 0 else widths[1]
        reached: dict[int, _State] = {}
        for state in states:
            for line, cost, stretch in _lines(measures, edges, state.place, width, justified, loosest):
                total = state.cost + cost
                known = reached.get(line.end)
                if known is None or total < known.cost:
                    loose = max(state.loosest, stretch)
                    reached[line.end] = _State(total, loose, line.end, line, state)
        count += 1
        if last in reached:
            finals[count] = reached.pop(last)
        states = list(reached.values())
        if len(states) > BEAM:
            states.sort(key=lambda state: state.cost)
            del states[BEAM:]
        if finals and states and min(state.cost for state in states) > finals[min(finals)].cost + OVERFULL:
            break
    return finals


def _lines(
    measures: Measures,
    edges: list[float],
    start: int,
    width: float,
    justified: bool,
    loosest: float = LOOSEST,
) -> list[tuple[Line, float, float]]:
    """Return the lines that may begin at *start*, each with its cost and its ems between ideographs."""
    origin = measures.ends[start] + measures.heads[start]
    size, breaks = measures.size, measures.breaks
    lowest = bisect_right(breaks, start)
    limit = origin + width
    top = min(bisect_right(edges, limit + 2 * size, lowest), len(breaks)) - 1
    if measures.forced:
        top = next((index for index in range(lowest, top + 1) if breaks[index] in measures.forced), top)
    found: list[tuple[Line, float, float]] = []
    for index in range(max(top, lowest), lowest - 1, -1):
        place = breaks[index]
        extra = limit - edges[index]
        if extra < -0.01:
            cost, stretch = _tight(measures, start, place, extra), 0.0
            if cost >= OVERFULL:
                if index > lowest or found:
                    continue
                stretch = 1.0
        elif index == len(breaks) - 1 or place in measures.forced:
            # A last line is full or plainly short: nearly full, its edge looks like a fault.
            cost, stretch = (NEARLY_FULL if 1.1 * size < extra < 3 * size else 1.0), 0.0
        else:
            cost, stretch = _loose(measures, start, place, extra, width if not justified else 0.0)
            if found and stretch > loosest:
                break
        line = Line(start, place, max(extra, 0.0) if extra > -0.01 else extra)
        found.append((line, cost if cost >= OVERFULL else cost + measures.penalties[place], stretch))
    return found


def _tight(measures: Measures, start: int, place: int, extra: float) -> float:
    """Return the cost of a line too long by -*extra*: `OVERFULL` and more where it cannot be squeezed."""
    room = measures.shrinks[max(measures.lasts[place], start)] - measures.shrinks[start]
    return OVERFULL - extra if -extra > room + 0.01 else 1 + TIGHT * (extra / room) ** 2


def _loose(measures: Measures, start: int, place: int, extra: float, ragged: float) -> tuple[float, float]:
    """Return the cost of a line with *extra* room and its ems between ideographs; *ragged*: the width that
    it leaves open instead, if it is not justified."""
    last = max(measures.lasts[place], start)
    slots = measures.slots[last] - measures.slots[start]
    soft = measures.gaps[last] - measures.gaps[start]
    stretch = extra / ragged / 2 if ragged else max(0.0, extra - soft / 2) / (max(slots, 1) * measures.size)
    return 1 + LOOSE * (stretch / EVEN) ** 2 + (soft and min(1.0, extra / soft)), stretch
