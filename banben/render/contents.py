"""The contents: entries for nav, NCX, bookmarks and the printed contents, and the landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from banben.documents import Entry
from banben.editions import Format, Region
from banben.model import Book, Chapter, Heading
from banben.render.labels import chapter_label, heading_label
from banben.render.places import document_name, front_matter
from banben.walk import plain

DEEPEST = 2
UNLISTED = "unlisted"
GAP = "\N{IDEOGRAPHIC SPACE}"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as contents show it, with those under it.

    *role* is the chapter's, or `section`; *level* is 0 for chapters and parts, 1 for sections, 2 below.
    """

    title: str
    href: str
    depth: int
    role: str
    roman: bool
    level: int = 0
    children: tuple[Line, ...] = ()


def chapter_title(chapter: Chapter, region: Region) -> str:
    """Return 第一章　标题, as contents and running heads show it."""
    title = plain(chapter.title).replace("\n", "")
    return GAP.join(filter(None, (chapter_label(chapter, region), title)))


def heading_title(heading: Heading, region: Region) -> str:
    """Return 一、标题."""
    return heading_label(heading.number, region) + plain(heading.children).replace("\n", "")


def listed(heading: Heading) -> bool:
    """Whether the contents show *heading*; its writer leaves it out with `{.unlisted}`."""
    return UNLISTED not in heading.attributes.classes


def lines(book: Book, region: Region, format: Format) -> tuple[Line, ...]:
    """Return parts, chapters and sections in reading order, none of them nested yet."""
    found: list[Line] = []
    front = front_matter(book)
    for position, chapter in enumerate(book.chapters):
        document = "" if format == "pdf" else document_name(position)
        href = f"#{chapter.id}" if format == "pdf" else document
        roman = position < front
        found.append(Line(chapter_title(chapter, region), href, chapter.depth, chapter.role, roman))
        found += [
            Line(
                heading_title(heading, region),
                f"{document}#{heading.attributes.id}",
                chapter.depth + level,
                "section",
                roman,
                level,
            )
            for heading, level in _sections(chapter)
        ]
    return tuple(found)


def _sections(chapter: Chapter) -> Iterator[tuple[Heading, int]]:
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.attributes.id and listed(block):
            level = block.level - 1
            if chapter.depth + level <= DEEPEST:
                yield block, level


def entries(flat: Sequence[Line]) -> tuple[Entry, ...]:
    """Return *flat* as writers take it."""
    return tuple(Entry(line.title, line.href, line.depth) for line in flat)


def nested(flat: Sequence[Line]) -> tuple[Line, ...]:
    """Return *flat* as a tree: each line under the last one that stands higher."""
    done: list[Line] = []
    rest = list(flat)
    while rest:
        line = rest.pop(0)
        inner = 0
        while inner < len(rest) and rest[inner].depth > line.depth:
            inner += 1
        under = nested(rest[:inner])
        done.append(replace(line, children=under))
        rest = rest[inner:]
    return tuple(done)
