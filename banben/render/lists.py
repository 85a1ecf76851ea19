"""Lists of figures and of tables (插图目录, 表格目录): those that an edition asks for and has."""

from __future__ import annotations

from dataclasses import dataclass

from banben.documents import Landmark
from banben.editions import Edition, ListOf
from banben.model import Book, Figure, Table
from banben.render.contents import GAP, Line
from banben.render.flow import Setting
from banben.render.labels import caption_label
from banben.walk import chapter_blocks, plain

# epub:type of the list (EPUB Structural Semantics 1.1) and the blocks that it names.
KINDS: dict[ListOf, tuple[str, type[Figure] | type[Table]]] = {
    "figures": ("loi", Figure),
    "tables": ("lot", Table),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as lists.xhtml and nav.xhtml show it; *type* is its epub:type, *id* its place."""

    type: str
    id: str
    title: str
    lines: tuple[Line, ...]


def listings(book: Book, edition: Edition, setting: Setting) -> tuple[Listing, ...]:
    """Return the lists of *edition* in the order that it names; one without a line is left out."""
    found = []
    for kind in edition.lists:
        type, block = KINDS[kind]
        if lines := _lines(book, block, setting):
            found.append(Listing(type, type, edition.region.word(kind), lines))
    return tuple(found)


def _lines(book: Book, kind: type[Figure] | type[Table], setting: Setting) -> tuple[Line, ...]:
    """Return a line for each block of *kind* with a caption, in the book's order."""
    found: list[Line] = []
    for chapter in book.chapters:
        for block in chapter_blocks(chapter):
            if not isinstance(block, kind) or not block.number:
                continue
            place = setting.places.get(block.attributes.id)
            title = _title(block, caption_label(block, chapter, setting.region))
            if place:
                found.append(Line(title, place.href, 0, "caption", place.roman))
    return tuple(found)


def _title(block: Figure | Table, label: str) -> str:
    return f"{label}{GAP}{plain(block.caption)}".replace("\n", "")


def list_landmarks(found: tuple[Listing, ...], document: str) -> tuple[Landmark, ...]:
    """Return the landmarks of the lists, which stand in the EPUB's *document*."""
    return tuple(Landmark(item.type, item.title, f"{document}#{item.id}") for item in found)
