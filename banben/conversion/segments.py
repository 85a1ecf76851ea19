"""Lines and segments: what became of each stretch of a line, by which rule, and how sure that is."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, overload

# same        converted character for character, nothing to choose
# characters  a word in which a character has several forms; the judges or a rule chose
# word        another word of the region's vocabulary, or what a switch (units, dates …) prints
# proposal    left as it is; the vocabulary knows another word that depends on the sense
# rule        an editor's line in a rule file: locked, no later step looks at it
# kept        an address, code, another script: byte for byte
Kind = Literal["same", "characters", "word", "proposal", "rule", "kept"]


class Line(NamedTuple):
    """A string that is converted as one, and the manuscript's file that it stands in.

    *names* are the surnames that this file shows to be somebody's.
    """

    text: str
    path: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vote:
    """What one *judge* (opencc, jieba, lattice, pattern …) would print for the segment's source."""

    judge: str
    result: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line and what became of it.

    *rule* names what decided: `opencc:s2tw`, `vote`, `lexicon`, `pattern:只/隻`, `pack:business`,
    `switch:units`, or the place of an editor's line (`glossary/tw.tsv:3`). *confidence* is the estimated
    probability that *result* is what the region prints. *alternatives* are the other results weighed, the
    likeliest first.
    """

    source: str
    result: str
    rule: str = ""
    kind: Kind = "same"
    confidence: float = 1.0
    votes: tuple[Vote, ...] = ()
    alternatives: tuple[str, ...] = ()


# A segment in as few values as marshal can hold: source and result, and the rest where there is a rest.
_Flat: TypeAlias = "tuple[Any, ...]"


Uneven: TypeAlias = "tuple[tuple[int, int, int], ...]"


class Converted(Sequence[Segment]):
    """A line converted: its *text*, the *rules* of the editor that it used, and its segments.

    *uneven* are the stretches whose length changed: (place in the source, source's length, result's).

    Segments are many and seldom asked for: they lie packed, and are unpacked each time.
    """

    __slots__ = ("packed", "rules", "text", "uneven")

    def __init__(self, text: str, rules: tuple[str, ...], uneven: Uneven, packed: bytes) -> None:
        self.text = text
        self.rules = rules
        self.uneven = uneven
        self.packed = packed

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> Converted:
        """Return the line that *segments* make."""
        return cls(
            "".join(segment.result for segment in segments),
            tuple({segment.rule: None for segment in segments if segment.kind == "rule"}),
            tuple(_uneven(segments)),
            marshal.dumps([_flat(segment) for segment in segments]),
        )

    def _unpacked(self) -> list[Segment]:
        return [_segment(flat) for flat in marshal.loads(self.packed)]

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._unpacked())

    def __len__(self) -> int:
        return len(marshal.loads(self.packed))

    @overload
    def __getitem__(self, index: int) -> Segment: ...

    @overload
    def __getitem__(self, index: slice) -> list[Segment]: ...

    def __getitem__(self, index: int | slice) -> Segment | list[Segment]:
        return self._unpacked()[index]


def _uneven(segments: Sequence[Segment]) -> Iterator[tuple[int, int, int]]:
    at = 0
    for segment in segments:
        if len(segment.source) != len(segment.result):
            yield at, len(segment.source), len(segment.result)
        at += len(segment.source)


def _flat(segment: Segment) -> _Flat:
    short = (segment.source, segment.result)
    if segment.kind == "same":
        return short
    votes = tuple((vote.judge, vote.result) for vote in segment.votes)
    return (*short, segment.rule, segment.kind, segment.confidence, votes, segment.alternatives)


def _segment(flat: _Flat) -> Segment:
    if len(flat) == 2:
        return Segment(*flat)
    source, result, rule, kind, confidence, votes, alternatives = flat
    return Segment(source, result, rule, kind, confidence, tuple(Vote(*v) for v in votes), alternatives)
