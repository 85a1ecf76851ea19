"""What rendering knows while it goes through a chapter: the edition's setting and the chapter's notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from banben.documents import Asset
from banben.editions import Format, Region
from banben.index.entries import Marked
from banben.manuscript import BoxKind
from banben.model import Chapter, Note, Origin
from banben.render.markup import mark
from banben.render.places import Place
from banben.render.templates import Templates
from banben.render.upright import in_column, in_line
from banben.type_area import Page


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every chapter of one format of an edition.

    *duokan*: notes take the form that Duokan and WeRead know, a picture in place of a number.
    """

    format: Format
    region: Region
    pictures: Mapping[str, Asset]
    boxes: Mapping[str, BoxKind]
    places: Mapping[str, Place]
    templates: Templates
    page: Page
    vertical: bool = False
    notes_by_page: bool = False
    origins: list[Origin] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    ranged: frozenset[str] = frozenset()
    duokan: bool = False

    @property
    def print(self) -> bool:
        """Whether pages are made; otherwise the text flows on a screen."""
        return self.format == "pdf"

    def words(self, text: str) -> Markup:
        """Return *text*, a label or a title, as XHTML for the line or the column that it stands in."""
        return in_column(text) if self.vertical else in_line(text)


@dataclass(slots=True)
class Flow:
    """One chapter on its way: which notes were met, which wait for its end (*ended*: or stand there).

    *apart* is true where a footnote cannot stand (WeasyPrint repeats or loses those in tables), *linked*
    inside a link, *alone* where pictures stand without text, *level* in a table that lies across the
    columns; *around* holds what is read right before and after the stream in a column; *inset* is how
    much of the measure the lists and boxes around take away, in em.
    *section* is how another place calls the section.
    """

    setting: Setting
    chapter: Chapter
    href: str
    notes: dict[str, Note] = field(init=False)
    met: set[str] = field(default_factory=set)
    waiting: list[Note] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    marks: int = 0
    apart: bool = False
    linked: bool = False
    alone: bool = False
    level: bool = False
    around: tuple[str, str] = ("", "")
    inset: float = 0
    section: str = ""

    def __post_init__(self) -> None:
        self.notes = {note.label: note for note in self.chapter.notes}

    @property
    def columns(self) -> bool:
        """Whether the text here runs from the top down."""
        return self.setting.vertical and not self.level

    def words(self, text: str) -> Markup:
        """Return *text*, a label, as XHTML for the line or the column that it stands in."""
        return self.setting.words(text) if self.columns else in_line(text)

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
