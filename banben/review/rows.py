"""Rows: the decisions of an edition by what was decided, the likeliest faults first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banben.conversion.segments import Kind, Vote
from banben.localize import Conversion
from banben.model import Origin

# What an editor is asked about when it is unsure; a proposal changed nothing, a rule is an answer.
ASKED: frozenset[Kind] = frozenset({"characters", "word"})
# A cell of a table and a line of a list hold no line end.
FLAT = str.maketrans("\t\n\r", "   ")


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence: the manuscript's text on either side of it, on one line; *unsure*: it is flagged."""

    origin: Origin
    before: str
    after: str
    confidence: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class Row:
    """All occurrences in which *source* became *result* with the same alternatives and kind.

    *confidence* is that of the least sure occurrence, whose *votes* stand here too; *mean* that of all.
    *rules* are all that decided. *places* are in the order of the book, the unsure ones first.
    """

    source: str
    result: str
    alternatives: tuple[str, ...]
    kind: Kind
    confidence: float
    mean: float
    votes: tuple[Vote, ...]
    rules: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How often it occurs."""
        return len(self.places)

    @property
    def doubt(self) -> float:
        """How many of the occurrences are expected to be wrong."""
        return (1 - self.mean) * self.count

    @property
    def unsure(self) -> tuple[Place, ...]:
        """The occurrences that an editor has to look at."""
        return tuple(place for place in self.places if place.unsure)


def rows(conversions: Iterable[Conversion], threshold: float) -> tuple[Row, ...]:
    """Return *conversions* in rows: those with one below *threshold* first, then the more doubtful.

    What stands in no file of the manuscript (an edition's own words) is left out.
    """
    groups: dict[tuple[str, str, tuple[str, ...], Kind], list[Conversion]] = {}
    for item in conversions:
        if item.origin.path:
            groups.setdefault((item.source, item.result, item.alternatives, item.kind), []).append(item)
    found = (_row(group, threshold) for group in groups.values())
    return tuple(sorted(found, key=lambda row: (not row.unsure, -row.doubt, -row.count, row.source)))


def _row(group: Sequence[Conversion], threshold: float) -> Row:
    least = min(group, key=lambda item: item.confidence)
    places = (_place(item, threshold) for item in group)
    return Row(
        least.source,
        least.result,
        least.alternatives,
        least.kind,
        least.confidence,
        sum(item.confidence for item in group) / len(group),
        least.votes,
        tuple(dict.fromkeys(item.rule for item in group)),
        tuple(sorted(places, key=lambda place: not place.unsure)),
    )


def _place(item: Conversion, threshold: float) -> Place:
    unsure = item.kind in ASKED and item.confidence < threshold
    before, after = item.before.translate(FLAT), item.after.translate(FLAT)
    return Place(item.origin, before, after, item.confidence, unsure)
