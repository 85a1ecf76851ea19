"""Where every id of the book stands and what a reference to it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from banben.editions import Format, Region
from banben.manuscript import BoxKind
from banben.model import Block, Book, Box, Chapter, Figure, Heading, Image, Inlines, Role, Span, Table
from banben.render.labels import caption_label, chapter_label, reference_label
from banben.walk import chapter_blocks, inlines, plain, streams

FRONT: tuple[Role, ...] = ("preface", "foreword", "dedication", "acknowledgements", "about")
BOOK = "book.xhtml"
# The data of an EPUB's charts.
DATA = "descriptions.xhtml"
# Where a chapter or section ends that a reference to its pages names; after its id.
END = "-end"


def link_id(figure: str) -> str:
    """Return the id of the link, below the chart *figure*, that leads to its data."""
    return f"{figure}-details"


def data_id(figure: str) -> str:
    """Return the id of the data of the chart *figure*."""
    return f"{figure}-data"


@dataclass(frozen=True, slots=True)
class Place:
    """*href* is relative to the package folder, or `#id` in print; *roman* for front matter folios."""

    href: str
    label: str
    title: Inlines
    roman: bool


def document_name(position: int) -> str:
    """Return the EPUB file of the chapter at *position* (from 0)."""
    return f"c{position:02d}.xhtml"


def front_matter(book: Book) -> int:
    """Return how many chapters stand before the body (roman folios)."""
    count = 0
    while count < len(book.chapters) and book.chapters[count].role in FRONT:
        count += 1
    return count


def find_places(book: Book, format: Format, region: Region, boxes: Mapping[str, BoxKind]) -> dict[str, Place]:
    """Return the place of every id of *book*."""
    found: dict[str, Place] = {}
    front = front_matter(book)
    for position, chapter in enumerate(book.chapters):
        document = "" if format == "pdf" else document_name(position)
        for id, label, title in _chapter_places(chapter, region, boxes):
            found.setdefault(id, Place(f"{document}#{id}", label, title, position < front))
    return found


def _chapter_places(
    chapter: Chapter, region: Region, boxes: Mapping[str, BoxKind]
) -> Iterator[tuple[str, str, Inlines]]:
    own = chapter_label(chapter, region)
    if chapter.id:
        yield chapter.id, own, chapter.title
    for block in chapter_blocks(chapter):
        for item in (item for stream in streams(block) for item in inlines(stream)):
            if isinstance(item, (Span, Image)) and item.attributes.id:
                yield item.attributes.id, own, () if own else chapter.title
        id = block_id(block)
        if not id:
            continue
        match block:
            case Heading():
                yield id, reference_label(block, chapter, region), block.children
            case Figure() | Table():
                yield id, caption_label(block, chapter, region), block.caption
            case Box():
                kind = boxes.get(block.kind)
                yield id, kind.label if kind else "", block.title
            case _:
                yield id, own, () if own else chapter.title


def block_id(block: Block) -> str:
    """Return the id of *block*, if it can have one."""
    attributes = getattr(block, "attributes", None)
    return attributes.id if attributes else ""


def place_text(place: Place, form: str, region: Region) -> str:
    """Return what a reference prints: its label, its title, or both as the region joins them."""
    title = plain(place.title).replace("\n", "")
    match form:
        case "title":
            return title or place.label
        case "full" if place.label and title:
            return region.word("full").format(label=place.label, title=title)
        case _:
            return place.label or title
