"""What loading a manuscript folder yields: sources in reading order, configuration, data; no I/O."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from banben.editions import Edition
from banben.model import Metadata, Origin, Role

# The folder of rule files, and where those of the house stand among a manuscript's texts.
GLOSSARY = "glossary"
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line that stands at *origin* in its own file; it begins at *column* (from 1)."""

    column: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Source:
    """One Markdown file in reading order, decoded, without BOM, with `\\n` line ends.

    *title* is what the order calls it, empty where the file's first heading decides; *role* likewise
    None. A part without a file has an empty *path* and *text*. *depth* is the nesting in the order.
    *origin* is where the order names the file (book.toml, SUMMARY.md), for problems about the order.
    *stretches* are what each line of *text* is made of, where other files were included; else empty.
    """

    path: str
    text: str
    title: str
    role: Role | None
    depth: int
    origin: Origin
    stretches: tuple[tuple[Stretch, ...], ...] = ()

    def place(self, origin: Origin) -> Origin:
        """Return where the writer finds *origin*, a place of *text*: it may be in an included file."""
        if not self.stretches or origin.path != self.path:
            return origin
        row = self.stretches[min(origin.line, len(self.stretches)) - 1]
        found = row[max(0, bisect_right([item.column for item in row], origin.column) - 1)]
        return replace(found.origin, column=found.origin.column + max(0, origin.column - found.column))


@dataclass(frozen=True, slots=True)
class BoxKind:
    """A kind of box (boxes.toml): the names that open it in a manuscript and what it prints.

    *label* is printed before the writer's title. *audiences*: empty prints for all. *template* is a
    file of templates/boxes/. *breaks* says whether the box may be split by a page turn.
    """

    key: str
    names: tuple[str, ...]
    label: str
    template: str
    audiences: frozenset[str] = frozenset()
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript folder as read from disk.

    *texts* holds every text file that frames and stages need again, by path relative to *root*:
    the sources, book.toml, SUMMARY.md, CSV data, rule files; those of the house under HOUSE.
    *audiences* are all that a passage may be for: reader, trainer, and those that boxes, editions and
    `[book] audiences` name.
    """

    root: Path
    metadata: Metadata
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    boxes: tuple[BoxKind, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    audiences: frozenset[str] = frozenset({"reader", "trainer"})
