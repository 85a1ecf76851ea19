"""References to the pages of a whole chapter or section: marks where those end, in print."""

from __future__ import annotations

from collections.abc import Iterator

from banben.maps import read_chapter
from banben.model import Book, Chapter, CrossRef, Heading
from banben.render.blocks import render_blocks
from banben.render.flow import Flow
from banben.render.places import END
from banben.walk import inlines


def ranged(book: Book) -> frozenset[str]:
    """Return the ids of chapters and sections to whose pages *book* refers, from the first to the last."""
    wanted = {
        item.target
        for chapter in book.chapters
        for stream in read_chapter(chapter)
        for item in inlines(stream)
        if isinstance(item, CrossRef) and item.form == "pages"
    }
    return frozenset(wanted & {id for chapter in book.chapters for id in _extended(chapter)})


def _extended(chapter: Chapter) -> Iterator[str]:
    yield chapter.id
    yield from (block.attributes.id for block in chapter.blocks if isinstance(block, Heading))


def blocks_with_ends(chapter: Chapter, flow: Flow) -> str:
    """Return the blocks of *chapter*, with an empty element where each section referred to ends."""
    wanted = flow.setting.ranged if flow.setting.print else frozenset()
    if not wanted:
        return render_blocks(chapter.blocks, flow)
    open: list[tuple[int, str]] = [(0, chapter.id)] if chapter.id in wanted else []
    parts: list[str] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            while open and open[-1][0] >= block.level:
                parts.append(_end(open.pop()[1]))
            if block.attributes.id in wanted:
                open.append((block.level, block.attributes.id))
        parts.append(render_blocks((block,), flow))
    return "".join((*parts, *(_end(id) for _, id in reversed(open))))


def _end(id: str) -> str:
    return f'<div id="{id}{END}"></div>\n'
