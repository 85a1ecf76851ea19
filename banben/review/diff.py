"""The whole text, source beside edition, by chapter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from banben.conversion.segments import Kind
from banben.localize import Localized
from banben.model import Origin
from banben.review.units import Decided, decided
from banben.walk import plain

# "" is text that the edition prints as the manuscript has it.
Change = Kind | Literal[""]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a unit; `same` was converted character for character."""

    source: str
    result: str
    change: Change


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit (a paragraph, a cell, a title), source and edition stretch by stretch."""

    origin: Origin
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ChapterDiff:
    """The units of one file of the manuscript, in the order of its lines."""

    path: str
    title: str
    pairs: tuple[Pair, ...]


def diff(localized: Localized) -> tuple[ChapterDiff, ...]:
    """Return the text of *localized* by file, in reading order; book.toml comes as the first."""
    titles = {item.origin.path: plain(item.title) for item in reversed(localized.book.chapters)}
    pairs: dict[str, list[Pair]] = {}
    for item in decided(localized):
        if item.unit.source.strip():
            pairs.setdefault(item.unit.origin.path, []).append(_pair(item))
    order = [path for path in dict.fromkeys((*reversed(titles), *pairs)) if path in pairs]
    return tuple(
        ChapterDiff(path, titles.get(path, ""), tuple(sorted(pairs[path], key=lambda pair: pair.origin)))
        for path in sorted(order, key=lambda path: path in titles)
    )


def _pair(item: Decided) -> Pair:
    found: list[Stretch] = []
    for _, source, result, conversion in item.pieces():
        change: Change = conversion.kind if conversion else "" if source == result else "same"
        found.append(Stretch(source, result, change))
    return Pair(item.unit.origin, tuple(found))
