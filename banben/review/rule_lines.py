"""Decisions to lines of rule files: which file each goes to, and the context of those for a passage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from banben.conversion.rules import ORDER, Rule, Scope, chapter_of
from banben.manuscript import GLOSSARY, HOUSE
from banben.order import is_markdown
from banben.problems import Problem, problem
from banben.review.decision import Decision, Spot
from banben.review.passages import Run, context, find, once, runs
from banben.review.rows import FLAT
from banben.review.tsv import MARKS
from banben.review.units import Decided


@dataclass(frozen=True, slots=True)
class Line:
    """A *rule* for the rule file *file*, by its path as problems show it; its origin is the decision's."""

    file: str
    rule: Rule


def rule_lines(
    decisions: Sequence[Decision], region: str, paths: Collection[str], units: Sequence[Decided]
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Return the lines that *decisions* are in the rule files of *region*.

    *paths* are the manuscript's files, *units* the edition's; only decisions for a passage need units.
    """
    writing = _Writing(region, paths, units, decisions)
    found = [item for decision in decisions for item in writing.lines(decision)]
    lines = dict.fromkeys(item for item in found if isinstance(item, Line))
    return tuple(lines), tuple(item for item in found if not isinstance(item, Line))


class _Writing:
    """One set of decisions on its way into rule files."""

    def __init__(
        self, region: str, paths: Collection[str], units: Sequence[Decided], decisions: Sequence[Decision]
    ) -> None:
        self.region = region
        self.chapters = {path for path in paths if is_markdown(path)}
        self.units = units
        self.decisions = decisions

    def lines(self, decision: Decision) -> Iterator[Line | Problem]:
        """Yield the lines that *decision* is, a passage's for each of its places."""
        match decision.scope:
            case "house":
                yield self._line(f"{HOUSE}/{GLOSSARY}", decision, decision.source, decision.result)
            case "book":
                yield self._line(GLOSSARY, decision, decision.source, decision.result)
            case "chapter":
                for path in dict.fromkeys(spot.path for spot in decision.spots):
                    if path in self.chapters:
                        folder = f"{GLOSSARY}/{chapter_of(path)}"
                        yield self._line(folder, decision, decision.source, decision.result, path)
                    else:
                        yield problem("R109", decision.origin, path=path)
            case "passage":
                for spot in decision.spots:
                    yield from self._passage(decision, spot)

    def _line(self, folder: str, decision: Decision, source: str, result: str, path: str = "") -> Line:
        note = decision.reason.translate(FLAT).strip()
        rule = Rule(
            source.strip(), result.strip(), note, decision.origin, decision.scope, path and chapter_of(path)
        )
        return Line(f"{folder}/{self.region}.tsv", rule)

    def _passage(self, decision: Decision, spot: Spot) -> Iterator[Line | Problem]:
        found = find(spot, decision.source, self.units)
        place = found and self._runs.place(*found, len(decision.source))
        if place is None or place[0].says(*place[1:]) != decision.result.strip():
            around = f"{spot.before}{MARKS[0]}{decision.source}{MARKS[1]}{spot.after}"
            yield problem("R110", decision.origin, path=spot.path, line=spot.line, passage=around)
            return
        run, start, end = place
        folder, chapter, everything = self._reach(spot.path)
        a, b = context(run, start, end, everything)
        if not once(run.text[a:b], everything):
            yield problem("R111", decision.origin, passage=run.text[a:b], path=spot.path)
        run.locked.append((a, b))
        yield self._line(folder, decision, run.text[a:b], run.printed(a, b), chapter)

    def _reach(self, path: str) -> tuple[str, str, str]:
        """Return where a passage of the file *path* is written, its chapter, and all that it can match.

        What stands in no chapter, as the book's title, goes into the book's own file.
        """
        if path in self.chapters:
            return f"{GLOSSARY}/{chapter_of(path)}", path, self._runs.texts[path]
        return GLOSSARY, "", "\n".join(self._runs.texts.values())

    @cached_property
    def _runs(self) -> _Runs:
        every = _Runs(self.units)
        # The wider first, so that the narrower has the last word.
        for scope in reversed(ORDER):
            for decision in self.decisions:
                if decision.scope == scope:
                    every.apply(decision, scope)
        return every


class _Runs:
    """The runs of every unit, as they will be printed once all decisions are taken."""

    def __init__(self, units: Sequence[Decided]) -> None:
        self.units = units
        self.by_unit: Mapping[int, tuple[Run, ...]] = {id(item): runs(item) for item in units}
        texts: dict[str, list[str]] = {}
        for item in units:
            texts.setdefault(item.unit.origin.path, []).extend(run.text for run in self.by_unit[id(item)])
        self.texts = {path: "\n".join(parts) for path, parts in texts.items()}

    def place(self, item: Decided, at: int, size: int) -> tuple[Run, int, int] | None:
        """Return the run that holds the *size* characters from *at* of a unit's source, and where."""
        for run in self.by_unit[id(item)]:
            start, end = run.bare(at), run.bare(at + size)
            if 0 <= start < end <= len(run.text):
                return run, start, end
        return None

    def apply(self, decision: Decision, scope: Scope) -> None:
        """Print *decision*'s result wherever it counts."""
        for item, at in self._places(decision, scope):
            place = self.place(item, at, len(decision.source))
            if place:
                run, start, end = place
                run.change(start, end, decision.result.strip())

    def _places(self, decision: Decision, scope: Scope) -> Iterable[tuple[Decided, int]]:
        if scope == "passage":
            found = (find(spot, decision.source, self.units) for spot in decision.spots)
            return [item for item in found if item]
        paths = {spot.path for spot in decision.spots}
        return [
            (item, at)
            for item in self.units
            if scope != "chapter" or item.unit.origin.path in paths
            for at, conversion in item.conversions
            if conversion.source == decision.source and conversion.kind != "rule"
        ]
