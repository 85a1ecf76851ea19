"""What all parts of one file's parse share: the file, the manuscript, and the problems found so far."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from banben.manuscript import BoxKind, Manuscript, Source
from banben.model import Inlines, Note, Origin
from banben.problems import Problem, problem


@dataclass(slots=True)
class Context:
    """The state of one call of `parse`; nothing of it outlives the call."""

    source: Source
    manuscript: Manuscript
    lines: list[str]
    regions: frozenset[str]
    audiences: frozenset[str]
    boxes: Mapping[str, BoxKind]
    read: Callable[[str, Origin, Context], Inlines]
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder of the chapter's file, relative to the book folder."""
        return posixpath.dirname(self.source.path)

    def report(self, code: str, origin: Origin, length: int = 1, **values: object) -> None:
        """Add a problem."""
        self.problems.append(problem(code, origin, max(1, length), **values))

    def words(self, text: str, origin: Origin) -> Inlines:
        """Read *text*, a title or credit that stands in an attribute, as inlines."""
        return self.read(text, origin, self) if text else ()

    def line_origin(self, row: int) -> Origin:
        """Return the first character that is no space of the line *row* (from 0)."""
        text = self.lines[row] if row < len(self.lines) else ""
        return Origin(self.source.path, row + 1, len(text) - len(text.lstrip()) + 1)

    def rest(self, origin: Origin) -> int:
        """Return how many characters stand from *origin* to the end of its line."""
        line = self.lines[origin.line - 1] if origin.line <= len(self.lines) else ""
        return max(1, len(line.rstrip()) - origin.column + 1)

    def find(self, origin: Origin, text: str) -> Origin:
        """Return where *text* stands at or after *origin* on its line; *origin* where it does not."""
        line = self.lines[origin.line - 1] if origin.line <= len(self.lines) else ""
        found = line.find(text, origin.column - 1) if text else -1
        return origin if found < 0 else Origin(origin.path, origin.line, found + 1)


def open_context(
    source: Source,
    manuscript: Manuscript,
    regions: Iterable[str],
    read: Callable[[str, Origin, Context], Inlines],
) -> Context:
    """Return the context for *source*; *regions* are the codes of the shipped regions.

    *read* makes inlines of a text; it is given here because it needs the context itself.
    """
    editions = manuscript.editions
    boxes = {name: kind for kind in manuscript.boxes for name in (kind.key, *kind.names)}
    return Context(
        source,
        manuscript,
        source.text.split("\n"),
        frozenset(regions) | {edition.region.code for edition in editions},
        manuscript.audiences
        | {edition.audience for edition in editions}
        | {name for kind in manuscript.boxes for name in kind.audiences},
        boxes,
        read,
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like *name*, or an empty string."""
    return next(iter(get_close_matches(name, sorted(known), 1, 0.5)), "")
