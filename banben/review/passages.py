"""Passages: the shortest context that names one place of a chapter, and how the edition prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from banben.conversion.rules import ORDER
from banben.localize import Conversion
from banben.review.decision import Decision, Spot
from banben.review.rows import FLAT
from banben.review.runs import Run, context, once, runs
from banben.review.units import Decided


@dataclass(frozen=True, slots=True)
class Passage:
    """What a decision is at one of its places: a line's source and result.

    *safe*: it stands nowhere else, or only where the same is printed.
    """

    source: str
    result: str
    safe: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a *run* of the file *path*."""

    path: str
    run: Run
    start: int
    end: int


class Passages:
    """The places of decisions for a passage, in the text as it is printed once all decisions are taken.

    *chapters* are the manuscript's files that can have rule files of their own; what stands in another,
    as the book's title, goes into the book's, so that its context must be alone in the whole book.
    """

    def __init__(
        self, units: Sequence[Decided], decisions: Sequence[Decision], chapters: Collection[str]
    ) -> None:
        self.units = units
        self.chapters = chapters
        local = any(decision.scope == "passage" for decision in decisions)
        self.runs: Mapping[int, tuple[Run, ...]] = {id(item): runs(item) for item in units if local}
        self.texts: dict[str, str] = {}
        self.places = {
            (decision, spot): self._place(decision, spot)
            for decision in decisions
            if decision.scope == "passage"
            for spot in decision.spots
        }
        self._print(decisions)
        self._shut_repeated()
        self.passages = {key: self._passage(key[0], place) for key, place in self.places.items()}

    def at(self, decision: Decision, spot: Spot) -> Passage | None:
        """Return the passage of *decision* at *spot*; None if that is gone, or another line rules there."""
        return self.passages[decision, spot]

    def _place(self, decision: Decision, spot: Spot) -> _Place | None:
        found = find(spot, decision.source, self.units)
        return found and self._in_run(*found, len(decision.source))

    def _in_run(self, item: Decided, at: int, size: int) -> _Place | None:
        for run in self.runs[id(item)]:
            start, end = run.bare(at), run.bare(at + size)
            if 0 <= start < end <= len(run.text):
                return _Place(item.unit.origin.path, run, start, end)
        return None

    def _print(self, decisions: Sequence[Decision]) -> None:
        """Print what is decided, the wider scopes first, so that the narrower have the last word."""
        for scope in reversed(ORDER):
            for decision in decisions:
                if decision.scope == scope:
                    for place in self._where(decision):
                        place.run.change(place.start, place.end, decision.result.strip())

    def _where(self, decision: Decision) -> Iterator[_Place]:
        if decision.scope == "passage":
            yield from (place for spot in decision.spots if (place := self.places[decision, spot]))
            return
        paths = {spot.path for spot in decision.spots}
        for item in self.units if self.runs else ():
            if decision.scope != "chapter" or item.unit.origin.path in paths:
                for at, conversion in item.conversions:
                    if conversion.source == decision.source and conversion.kind != "rule":
                        place = self._in_run(item, at, len(decision.source))
                        if place:
                            yield place

    def _shut_repeated(self) -> None:
        """Lock every place that a line will print besides the one that it is for."""
        for place in filter(None, self.places.values()):
            passage = self._context(place)[0]
            if passage.safe and not once(passage.source, self._everything(place.path)):
                for run in self._reach(place.path):
                    run.locked += run.places(passage.source)

    def _passage(self, decision: Decision, place: _Place | None) -> Passage | None:
        if place is None or place.run.says(place.start, place.end) != decision.result.strip():
            return None
        passage, span = self._context(place)
        if passage.safe:
            place.run.locked.append(span)
        return passage

    def _context(self, place: _Place) -> tuple[Passage, tuple[int, int]]:
        """Return the passage for *place* and where it stands in its run."""
        everything = self._everything(place.path)
        a, b = context(place.run, place.start, place.end, everything)
        source, result = place.run.text[a:b], place.run.printed(a, b)
        safe = once(source, everything) or all(
            run.says(*span) == result for run in self._reach(place.path) for span in run.places(source)
        )
        return Passage(source, result, safe), (a, b)

    def _reach(self, path: str) -> Iterable[Run]:
        """Return the runs in which a passage of the file *path* can match."""
        own = path in self.chapters
        for item in self.units:
            if not own or item.unit.origin.path == path:
                yield from self.runs[id(item)]

    def _everything(self, path: str) -> str:
        key = path if path in self.chapters else ""
        if key not in self.texts:
            self.texts[key] = "\n".join(run.text for run in self._reach(path))
        return self.texts[key]


def find(spot: Spot, source: str, units: Iterable[Decided]) -> tuple[Decided, int] | None:
    """Return the unit of *units* in which *spot* is, and where in its source; None if it is gone.

    The line and the column decide while the manuscript is as it was, else the text around the place.
    """
    known = [item for item in units if item.unit.origin.path == spot.path]
    for item in known:
        for at, conversion in item.conversions:
            if _is_at(spot, source, conversion):
                return item, at
    for width in (len(spot.before) + len(spot.after), 12, 6):
        before, after = spot.before[-width:], spot.after[:width]
        if not before and not after:
            continue
        for item in sorted(known, key=lambda item: abs(item.unit.origin.line - spot.line)):
            at = item.unit.source.translate(FLAT).find(before + source + after)
            if at >= 0:
                return item, at + len(before)
    return None


def _is_at(spot: Spot, source: str, conversion: Conversion) -> bool:
    origin = conversion.origin
    if (origin.line, origin.column, conversion.source) != (spot.line, spot.column, source):
        return False
    around = (conversion.before.translate(FLAT), conversion.after.translate(FLAT))
    return around == (spot.before, spot.after) or not (spot.before or spot.after)
