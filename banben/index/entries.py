"""Entries: the marks of a book gathered by what they name, sorted, and grouped under their heads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from banben.index.names import joined, parts
from banben.index.order import Collation, Head
from banben.model import IndexMark


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands: *href* relative to the package folder, or `#id` in print.

    *label* names the place where there are no pages; *roman* says that its page has a roman folio.
    """

    href: str
    label: str
    roman: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of the book as it is printed, and its place."""

    mark: IndexMark
    place: Place


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry that one refers to: its name as printed and the id of its line in the index."""

    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index; *id* is unique among the index's. *see* are other entries, sorted."""

    term: str
    id: str
    places: tuple[Place, ...]
    see: tuple[Reference, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The entries under one head."""

    head: Head
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Line:
    """An entry while marks are gathered; *see* are entries as written."""

    term: str
    number: int
    reading: str = ""
    places: list[Place] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    under: dict[str, _Line] = field(default_factory=dict)


def groups(marked: Sequence[Marked], collation: Collation) -> tuple[Group, ...]:
    """Return the entries of *marked*, which stand in the book's order, as an index prints them."""
    gathering = _Gathering()
    for item in marked:
        gathering.add(item)
    lines = gathering.lines.values()

    def head(line: _Line) -> Head:
        return collation.head(line.term, line.reading)

    return tuple(
        Group(found, tuple(gathering.entry(line, collation) for line in under))
        for found, under in groupby(_sorted(lines, collation), head)
    )


def _sorted(lines: Iterable[_Line], collation: Collation) -> list[_Line]:
    return sorted(lines, key=lambda line: collation.key(line.term, line.reading))


class _Gathering:
    """The lines so far, by their terms; *written* leads from an entry as written to its printed form."""

    def __init__(self) -> None:
        self.lines: dict[str, _Line] = {}
        self.written: dict[str, tuple[str, str]] = {}
        self.count = 0

    def add(self, item: Marked) -> None:
        """Note the place or the reference of *item*.

        Marks that are written the same are the same entry, even if their words were converted differently.
        """
        mark = item.mark
        name = mark.written or joined(mark.under, mark.term)
        above = mark.under
        if above:
            _, above = self.written.setdefault(joined("", parts(name)[0]), ("", above))
        under, term = self.written.setdefault(name, (above, mark.term))
        line = self._line(self.lines, under or term)
        if under:
            line = self._line(line.under, term)
        line.reading = line.reading or mark.reading
        if mark.see:
            line.see += [mark.see] if mark.see not in line.see else []
        else:
            line.places.append(item.place)

    def _line(self, lines: dict[str, _Line], term: str) -> _Line:
        if term not in lines:
            self.count += 1
            lines[term] = _Line(term, self.count)
        return lines[term]

    def entry(self, line: _Line, collation: Collation) -> Entry:
        """Return *line* with everything under it."""
        found = [reference for written in line.see if (reference := self._reference(written))]
        return Entry(
            line.term,
            f"entry-{line.number}",
            tuple(line.places),
            tuple(sorted(found, key=lambda item: collation.key(item.title))),
            tuple(self.entry(inner, collation) for inner in _sorted(line.under.values(), collation)),
        )

    def _reference(self, written: str) -> Reference | None:
        under, term = self.written.get(written, ("", ""))
        lines = self.lines[under].under if under in self.lines else self.lines
        line = lines.get(term)
        if line is None:
            return None
        return Reference(f"{under}：{term}" if under else term, f"entry-{line.number}")
