"""Targets: what each id of an assembled book names, for cross-references and the contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from banben.maps import read_chapter
from banben.model import (
    Block,
    Book,
    Box,
    Break,
    Chapter,
    Figure,
    Heading,
    Image,
    Origin,
    Role,
    Span,
    Table,
    VariantBlock,
)
from banben.walk import chapter_blocks, inlines, origins, plain

Kind = Literal["chapter", "section", "figure", "table", "box", "place"]


@dataclass(frozen=True, slots=True)
class Target:
    """What an id names.

    *role* is its chapter's. *number* is (n,) for a chapter; the path below the chapter for a section;
    (chapter, n) for a figure or table; () for what has none. For a figure of an appendix the first
    number is the appendix's, to be printed as appendices are (A-1); 0 stands for a chapter without
    number, so that only n is printed. *title* is plain text: a title, a caption. A `place` is any other
    block or span with an id: it has neither number nor title. *box* is the kind of a box.
    """

    kind: Kind
    role: Role
    number: tuple[int, ...]
    chapter_id: str
    title: str
    origin: Origin
    box: str = ""


def targets(book: Book) -> Mapping[str, Target]:
    """Return every id of *book* with what it names, chapter by chapter; titles in the book's script."""
    return chapter_targets(book.chapters)


def chapter_targets(chapters: Sequence[Chapter]) -> Mapping[str, Target]:
    """Return every id of *chapters* with what it names."""
    found: dict[str, Target] = {}
    for chapter in chapters:
        number = (chapter.number,) if chapter.number else ()
        title = plain(chapter.title)
        found[chapter.id] = Target("chapter", chapter.role, number, chapter.id, title, chapter.origin)
        found.update(_inside(chapter))
    return found


def _inside(chapter: Chapter) -> Iterator[tuple[str, Target]]:
    for block in chapter_blocks(chapter):
        if not isinstance(block, (Break, VariantBlock)) and block.attributes.id:
            yield block.attributes.id, _target(block, chapter)
    for item in (item for stream in read_chapter(chapter) for item in inlines(stream)):
        if isinstance(item, (Span, Image)) and item.attributes.id:
            origin = next(origins((item,)), chapter.origin)
            yield item.attributes.id, Target("place", chapter.role, (), chapter.id, "", origin)


def _target(block: Block, chapter: Chapter) -> Target:
    role, name, origin = chapter.role, chapter.id, block.origin
    match block:
        case Heading():
            return Target("section", role, block.number, name, plain(block.children), origin)
        case Figure():
            return Target("figure", role, block.number, name, plain(block.caption), origin)
        case Table():
            return Target("table", role, block.number, name, plain(block.caption), origin)
        case Box():
            return Target("box", role, (), name, plain(block.title), origin, block.kind)
        case _:
            return Target("place", role, (), name, "", origin)
