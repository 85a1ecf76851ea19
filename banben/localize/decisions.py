"""Decisions: what was changed, where in the manuscript, by which rule, and how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from banben.conversion.segments import Kind, Segment, Vote
from banben.model import Book, Origin, Text
from banben.problems import Problem

# How much of the source's text stands on either side of a decision.
CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Conversion:
    """One decision: at *origin* the text *source* became *result*; the rest is as in `Segment`.

    *before* and *after* are the source's text on either side, at most CONTEXT characters of the same unit.
    """

    origin: Origin
    source: str
    result: str
    rule: str
    kind: Kind = "characters"
    confidence: float = 1.0
    votes: tuple[Vote, ...] = ()
    alternatives: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A string that was converted as one (a paragraph, a cell, a title), before and after."""

    origin: Origin
    source: str
    result: str


@dataclass(frozen=True)
class Localized:
    """A book in its region's script, with every decision and what an editor should look at.

    *gather* finds the decisions: they are many, and a build does not ask for them.
    """

    book: Book
    gather: Callable[[], Iterable[Conversion]]
    units: tuple[Unit, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def conversions(self) -> tuple[Conversion, ...]:
        """Every decision, in the book's order."""
        return tuple(self.gather())


def decisions(runs: Sequence[Text], segments: Sequence[Segment]) -> Iterator[Conversion]:
    """Yield what was decided in the string that *runs* make, in its order.

    Stretches in which nothing could be chosen are no decisions.
    """
    starts = [0, *accumulate(len(run.text) for run in runs)]
    text = "".join(run.text for run in runs)
    at = 0
    for item in segments:
        end = at + len(item.source)
        if item.kind not in ("same", "kept"):
            yield Conversion(
                _place(runs, starts, at),
                item.source,
                item.result,
                item.rule,
                item.kind,
                item.confidence,
                item.votes,
                item.alternatives,
                text[max(0, at - CONTEXT) : at],
                text[end : end + CONTEXT],
            )
        at = end


def place(runs: Sequence[Text], at: int) -> Origin:
    """Return where the character *at* of the string that *runs* make stands in the manuscript."""
    return _place(runs, [0, *accumulate(len(run.text) for run in runs)], at)


def _place(runs: Sequence[Text], starts: Sequence[int], at: int) -> Origin:
    number = min(bisect_right(starts, at), len(runs)) - 1
    origin = runs[number].origin
    return replace(origin, column=origin.column + at - starts[number])
