"""Ids: every chapter, heading, figure and table gets one that is unique in the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from banben.assemble.names import ID, ascii_slug, chapter_slug, unused
from banben.assemble.places import Place, place_of
from banben.maps import Changes, change_chapter, map_blocks, map_inlines, read_chapter
from banben.model import (
    Block,
    Blocks,
    Break,
    Chapter,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    Origin,
    Span,
    Table,
    VariantBlock,
)
from banben.problems import Problem, problem
from banben.walk import chapter_blocks, inlines, origins

LETTERS: Mapping[type[Block], str] = {Heading: "s", Figure: "f", Table: "t"}


@dataclass(slots=True)
class _Ids:
    """What is given so far; *names* leads from an id as written to the id in the book."""

    texts: Mapping[str, str]
    taken: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def claim(self, written: str, origin: Origin, fallback: str) -> str:
        """Return the id for what is *written* at *origin*, *fallback* where nothing is written."""
        if not written:
            return unused(fallback, self.taken) if fallback else ""
        if written in self.places:
            self._repeated(written, origin)
            return unused(fallback or self.names[written], self.taken)
        self.places[written] = origin
        if written not in self.names:
            self.names[written] = unused(
                fallback or f"id-{ascii_slug(written) or len(self.taken)}", self.taken
            )
        return self.names[written]

    def _repeated(self, written: str, origin: Origin) -> None:
        first = self.places[written]
        here: Place = place_of(self.texts, origin, f"#{written}")
        self.problems.append(
            problem("X101", here.origin, here.length, id=written, first=f"{first.path}:{first.line}")
        )


def give_ids(
    chapters: Sequence[Chapter], texts: Mapping[str, str]
) -> tuple[tuple[Chapter, ...], Mapping[str, str], tuple[Problem, ...]]:
    """Return *chapters* with their ids, the way from written ids to those, and repeated ids as problems.

    A written id that is a valid ASCII name stays as it is; another is replaced by a name made here.
    Names made here come from the file's name and the position: `ch-duty`, `ch-duty-s3` (its third
    heading), `ch-duty-f1`, `ch-duty-t1`; so they stay while the text around them is edited.
    """
    ids = _Ids(texts)
    for chapter in chapters:
        for written in written_ids(chapter):
            if ID.match(written):
                ids.names[written] = written
                ids.taken.add(written)
    named = tuple(_name(chapter, position, ids) for position, chapter in enumerate(chapters, 1))
    return named, ids.names, tuple(ids.problems)


def written_ids(chapter: Chapter) -> list[str]:
    """Return the ids that stand in *chapter* as written."""
    found = [chapter.attributes.id]
    for block in chapter_blocks(chapter):
        found.append("" if isinstance(block, (Break, VariantBlock)) else block.attributes.id)
        if isinstance(block, Figure) and isinstance(block.picture, Image):
            found.append(block.picture.attributes.id)
    found += (_inline_id(item) for stream in read_chapter(chapter) for item in inlines(stream))
    return [name for name in found if name]


def _inline_id(item: Inline) -> str:
    return item.attributes.id if isinstance(item, (Span, Image)) else ""


def _name(chapter: Chapter, position: int, ids: _Ids) -> Chapter:
    origin = chapter.origin
    listed = chapter.role == "part" and not chapter.blocks  # its origin is the order, no file of its own
    name = "" if listed else chapter_slug(origin.path)
    start = "part" if chapter.role == "part" else "ch"
    own = f"{start}-{name.removeprefix(f'{start}-') or chapter.number or f'p{position}'}"
    chapter_id = ids.claim(chapter.attributes.id, origin, own)
    counts: Counter[str] = Counter()

    def block(item: Block) -> Blocks:
        if isinstance(item, (Break, VariantBlock)):
            return (item,)
        fallback = ""
        if letter := LETTERS.get(type(item)):
            counts[letter] += 1
            fallback = f"{chapter_id}-{letter}{counts[letter]}"
        if isinstance(item, Figure):
            item = _only_id(item)
        new = ids.claim(item.attributes.id, item.origin, fallback)
        return (replace(item, attributes=replace(item.attributes, id=new)) if new else item,)

    def inline(item: Inline) -> Inlines:
        if not isinstance(item, (Span, Image)) or not item.attributes.id:
            return (item,)
        new = ids.claim(item.attributes.id, next(origins((item,)), origin), "")
        return (replace(item, attributes=replace(item.attributes, id=new)),)

    def streams(group: tuple[Inlines, ...], _: Block | None) -> tuple[Inlines, ...]:
        return tuple(map_inlines(stream, inline) for stream in group)

    chapter = change_chapter(replace(chapter, id=chapter_id), Changes(streams))
    return replace(
        chapter,
        blocks=map_blocks(chapter.blocks, block),
        notes=tuple(replace(note, blocks=map_blocks(note.blocks, block)) for note in chapter.notes),
    )


def _only_id(figure: Figure) -> Figure:
    """Return *figure* with the id of its picture as its own: the same id must not stand twice."""
    picture = figure.picture
    if not isinstance(picture, Image) or not picture.attributes.id:
        return figure
    return replace(
        figure,
        attributes=replace(figure.attributes, id=figure.attributes.id or picture.attributes.id),
        picture=replace(picture, attributes=replace(picture.attributes, id="")),
    )
