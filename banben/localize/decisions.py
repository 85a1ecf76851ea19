"""Decisions: what was changed, where in the manuscript, and by which rule."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from banben.localize.align import Segment
from banben.model import Origin, Text


@dataclass(frozen=True, slots=True)
class Conversion:
    """One decision: at *origin* the text *source* became *result* by *rule*.

    *rule* is the engine's name (`opencc:s2tw`) or the place of a glossary's line (`glossary/tw.tsv:3`).
    The engine's are stretches of neighbouring characters that changed. *alternatives* are other results
    that were weighed.
    """

    origin: Origin
    source: str
    result: str
    rule: str
    alternatives: tuple[str, ...] = ()


def decisions(runs: Sequence[Text], segments: Sequence[Segment], engine: str) -> Iterator[Conversion]:
    """Yield what happened to the string that *runs* make, in its order."""
    starts = [0, *accumulate(len(run.text) for run in runs)]
    at = 0
    for segment in segments:
        for offset, source, result in _changes(segment):
            yield Conversion(_place(runs, starts, at + offset), source, result, segment.rule or engine)
        at += len(segment.source)


def place(runs: Sequence[Text], at: int) -> Origin:
    """Return where the character *at* of the string that *runs* make stands in the manuscript."""
    return _place(runs, [0, *accumulate(len(run.text) for run in runs)], at)


def _place(runs: Sequence[Text], starts: Sequence[int], at: int) -> Origin:
    number = min(bisect_right(starts, at), len(runs)) - 1
    origin = runs[number].origin
    return replace(origin, column=origin.column + at - starts[number])


def _changes(segment: Segment) -> Iterator[tuple[int, str, str]]:
    source, result = segment.source, segment.result
    if source == result:
        return
    if segment.rule or len(source) != len(result):
        yield 0, source, result
        return
    start = -1
    for at, (old, new) in enumerate(zip(source, result, strict=True)):
        if old != new:
            start = at if start < 0 else start
        elif start >= 0:
            yield start, source[start:at], result[start:at]
            start = -1
    if start >= 0:
        yield start, source[start:], result[start:]
