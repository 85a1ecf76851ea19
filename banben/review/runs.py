"""Runs: text without a barrier in it, what is printed for each stretch, and where it may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from banben.conversion.align import INVISIBLE
from banben.conversion.texts import ADDRESS, BARRIER
from banben.review.decision import REMARK
from banben.review.units import Decided

# What no passage can hold, because no rule looks into it or no line of a rule file can.
CLOSED = re.compile(f"[\\x00\\t\\n\\r{BARRIER}\\ud800-\\udfff]|{ADDRESS.pattern}")
# How far a context goes on either side before it is given up, in stretches.
FARTHEST = 24
# How many characters a passage has at least, where there are as many.
WIDE = 6
MARK = re.compile(r"[\W_]")


@dataclass(slots=True)
class Run:
    """Text that a passage may be cut from: bare, between two barriers; it begins at *start* of its unit.

    *taken* are the places, in the unit's source, of the invisible characters left out. *prints* has the
    printed form of each stretch by its place in the bare text; *locked* are stretches that an editor's
    line for a passage prints, whole or not at all.
    """

    start: int
    text: str
    taken: Sequence[int]
    prints: dict[tuple[int, int], str]
    locked: list[tuple[int, int]] = field(default_factory=list)

    def bare(self, at: int) -> int:
        """Return where the place *at* of the unit's source is in the text."""
        return at - self.start - sum(1 for place in self.taken if self.start <= place < at)

    def printed(self, start: int, end: int) -> str:
        """Return how the edition prints the text from *start* to *end*, which are cuts."""
        return "".join(text for (a, b), text in sorted(self.prints.items()) if start <= a and b <= end)

    def says(self, start: int, end: int) -> str | None:
        """Return what is printed from *start* to *end*; None where that cannot be told.

        Inside a stretch it can where the stretch prints a character for each.
        """
        whole = self._around(start, end)
        if whole:
            a, b = whole
            text = self.prints[whole]
            return text[start - a : len(text) - (b - end)]
        inside = self._inside(start, end)
        return None if self._is_cut(inside, start, end) else "".join(self.prints[place] for place in inside)

    def change(self, start: int, end: int, result: str) -> None:
        """Print *result* from *start* to *end*, unless it cannot be told what that replaces."""
        whole = self._around(start, end)
        inside = self._inside(start, end)
        if whole:
            a, b = whole
            text = self.prints[whole]
            if len(text) == b - a:
                self.prints[whole] = text[: start - a] + result + text[end - a :]
        elif not self._is_cut(inside, start, end):
            for place in inside:
                del self.prints[place]
            self.prints[start, end] = result

    def _around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of which *start* to *end* is a part."""
        return next(
            ((a, b) for a, b in self.prints if a <= start and end <= b and (a, b) != (start, end)), None
        )

    def _inside(self, start: int, end: int) -> list[tuple[int, int]]:
        return sorted(place for place in self.prints if place[0] < end and place[1] > start)

    def _is_cut(self, inside: Sequence[tuple[int, int]], start: int, end: int) -> bool:
        return inside[0][0] < start or inside[-1][1] > end

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield every place at which *text* stands."""
        at = self.text.find(text)
        while at >= 0:
            yield at, at + len(text)
            at = self.text.find(text, at + 1)

    def cuts(self) -> list[int]:
        """Return where a passage may begin or end."""
        ends = {0, *(end for _, end in self.prints)}
        return sorted(cut for cut in ends if not any(a < cut < b for a, b in self.locked))


def runs(item: Decided) -> tuple[Run, ...]:
    """Return the runs of a unit, in order."""
    source = item.unit.source
    hidden = {at for match in INVISIBLE.finditer(source) for at in range(*match.span())}
    closed = (match.span() for match in CLOSED.finditer(source) if match.start() not in hidden)
    edges = [0, *(edge for span in closed for edge in span), len(source)]
    found: list[Run] = []
    for start, end in list(pairwise(edges))[::2]:
        if start == end:
            continue
        taken = sorted(at for at in hidden if start <= at < end)
        text = "".join(char for at, char in enumerate(source[start:end], start) if at not in hidden)
        run = Run(start, text, taken, {})
        for at, old, new, decision in item.pieces():
            for place, size, printed in _stretches(at, old, new, decision is not None):
                if start <= place and place + size <= end and place not in hidden:
                    run.prints[run.bare(place), run.bare(place + size)] = printed
            if decision and decision.kind == "rule" and start <= at < end:
                run.locked.append((run.bare(at), run.bare(at + len(old))))
        found.append(run)
    return tuple(found)


def _stretches(at: int, old: str, new: str, whole: bool) -> Iterator[tuple[int, int, str]]:
    """Yield what is printed for a piece: for all of it, or for each character."""
    if whole:
        yield at, len(old), new
    else:
        for number, printed in enumerate(new):
            yield at + number, 1, printed


def context(run: Run, start: int, end: int, everything: str) -> tuple[int, int]:
    """Return the shortest stretch of *run* around *start* to *end* that is in *everything* but once.

    It has WIDE characters where the run has them, so that it also stays alone when the chapter grows.
    Where there is none, the longest one that a line of a rule file can hold.
    """
    cuts = run.cuts()
    lefts = [cut for cut in cuts if cut <= start][-FARTHEST:]
    rights = [cut for cut in cuts if cut >= end][:FARTHEST]
    windows = [(a, b) for a in lefts for b in rights if _fits(run.text[a:b])]
    windows.sort(key=lambda place: (_narrow(*place), _roughness(run.text, start, end, *place)))
    for a, b in windows:
        if once(run.text[a:b], everything):
            return a, b
    return windows[-1] if windows else (start, end)


def _narrow(a: int, b: int) -> tuple[bool, int]:
    """Return how far the stretch from *a* to *b* is from the width wanted: the narrow ones come last."""
    return b - a < WIDE, b - a


def once(text: str, everything: str) -> bool:
    """Whether *text* is in *everything* one time."""
    first = everything.find(text)
    return first >= 0 and everything.find(text, first + 1) < 0


def _fits(text: str) -> bool:
    return bool(text) and text == text.strip() and not text.startswith(REMARK)


def _roughness(text: str, start: int, end: int, a: int, b: int) -> tuple[bool, int]:
    """Return how ill the stretch from *a* to *b* reads: with a mark at an end, or with one side long."""
    return bool(MARK.match(text[a]) or MARK.match(text[b - 1])), abs((start - a) - (b - end))
