"""What rendering knows while it goes through a chapter: the edition's setting and the chapter's notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from banben.documents import Asset
from banben.editions import Format, Region
from banben.manuscript import BoxKind
from banben.model import Chapter, Note, Origin
from banben.render.markup import mark
from banben.render.places import Place
from banben.render.templates import Templates
from banben.type_area import Page


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every chapter of one format of an edition."""

    format: Format
    region: Region
    pictures: Mapping[str, Asset]
    boxes: Mapping[str, BoxKind]
    places: Mapping[str, Place]
    templates: Templates
    page: Page
    origins: list[Origin] = field(default_factory=list)

    @property
    def print(self) -> bool:
        """Whether pages are made; otherwise the text flows on a screen."""
        return self.format == "pdf"


@dataclass(slots=True)
class Flow:
    """One chapter on its way: which notes were met, which wait for the chapter's end.

    *apart* is true where a footnote cannot stand (WeasyPrint repeats or loses those in tables), *linked*
    inside a link, *dotted* inside emphasis dots, *alone* where pictures stand without text;
    *inset* is how much of the measure the lists and boxes around take away, in em.
    """

    setting: Setting
    chapter: Chapter
    href: str
    notes: dict[str, Note] = field(init=False)
    met: set[str] = field(default_factory=set)
    waiting: list[Note] = field(default_factory=list)
    marks: int = 0
    apart: bool = False
    linked: bool = False
    dotted: bool = False
    alone: bool = False
    inset: float = 0

    def __post_init__(self) -> None:
        self.notes = {note.label: note for note in self.chapter.notes}

    def mark(self, origin: Origin) -> str:
        """Return the mark of a block that begins here."""
        return mark(self.setting.origins, origin)

    def anchor(self) -> str:
        """Return the next id for an index mark of this chapter."""
        self.marks += 1
        return f"{self.chapter.id}-x{self.marks}"

    def note_ids(self, note: Note) -> tuple[str, str]:
        """Return the ids of *note* and of its first reference."""
        return f"{self.chapter.id}-n{note.number}", f"{self.chapter.id}-r{note.number}"
