"""What a reader of an edition must find: the text of every block, in reading order, with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from banben.folding import fold
from banben.model import (
    Block,
    Blocks,
    Box,
    Break,
    Chapter,
    CodeBlock,
    CrossRef,
    DefinitionList,
    Dots,
    Emphasis,
    Figure,
    Heading,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Ruby,
    Span,
    Strong,
    Styled,
    Table,
    Text,
    Variant,
    VariantBlock,
    Verbatim,
    Verse,
)

SHORT_TABLE = 900
"""Characters: one that waits takes no more than a third of the type area (styles/print.css, .few)."""
# How many characters may stand between two pieces of one block: a note's mark, a reading, a
# reference's words.
MARK, READING, REFERENCE = 8, 40, 160


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's text, folded; at most *gap* characters of made-up text stand before it.

    *apart*: the base and the reading of a ruby, in both orders; a reading that stands beside its
    character is a box of its own, which a PDF may draw after the lines of its page.
    """

    text: str
    gap: int
    origin: Origin
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """The pieces of one stream; *group* is the same for the cells of one table, else 0.

    *moves*: it belongs to a figure or table that may wait for the head of the next printed page.
    """

    pieces: tuple[Piece, ...]
    group: int = 0
    moves: bool = False


def main_units(chapter: Chapter) -> Iterator[Unit]:
    """Yield the units of *chapter* without its notes: title first, then block by block."""
    yield from _unit(chapter.title)
    for block in chapter.blocks:
        units = list(_block(block))
        yield from (replace(unit, moves=True) for unit in units) if _waits(block, units) else units


def _waits(block: Block, units: Sequence[Unit]) -> bool:
    """Whether *block* may wait for the head of the next page: figures, and tables that are no page long."""
    if isinstance(block, Table):
        return sum(len(piece.text) for unit in units for piece in unit.pieces) < SHORT_TABLE
    return isinstance(block, Figure)


def note_units(chapter: Chapter) -> Iterator[Unit]:
    """Yield the units of the notes of *chapter*."""
    for note in chapter.notes:
        yield from _units(note.blocks)


def _units(group: Blocks) -> Iterator[Unit]:
    for block in group:
        yield from _block(block)


def _block(block: Block) -> Iterator[Unit]:  # noqa: C901 - one case a kind of block
    match block:
        case Heading() | Paragraph():
            yield from _unit(block.children)
        case Quote() | VariantBlock():
            yield from _units(block.blocks)
        case Verse():
            for line in block.lines:
                yield from _unit(line)
        case List():
            for item in block.items:
                yield from _units(item.blocks)
        case DefinitionList():
            for entry in block.entries:
                yield from _unit(entry.term)
                for meaning in entry.meanings:
                    yield from _units(meaning)
        case Table():
            yield from _unit(block.caption)
            for row in (*block.head, *block.body):
                for cell in row:
                    yield from _unit(cell.children, id(block))
            yield from _unit(block.source)
        case Figure():
            yield from _unit(block.caption)
            yield from _unit(block.credit)
        case CodeBlock():
            if folded := fold(block.text):
                yield Unit((Piece(folded, 0, block.origin),))
        case Box():
            yield from _unit(block.title)
            yield from _units(block.blocks)
        case Break():
            return
        case _:
            assert_never(block)


def _unit(stream: Inlines, group: int = 0) -> Iterator[Unit]:
    pieces = tuple(_pieces(stream))
    if pieces:
        yield Unit(pieces, group)


def _pieces(stream: Inlines) -> Iterator[Piece]:
    """Yield the text of *stream* with the gap that the inlines before it leave, empty text left out."""
    gap = 0
    for text, room, origin, reading in _runs(stream):
        folded = fold(text)
        gap += room
        if folded and origin is not None:
            beside = fold(reading)
            apart = (folded + beside, beside + folded) if beside else ()
            yield Piece(folded, gap, origin, apart)
            gap = 0


# A text, the room before it, its origin, and its reading if it is the base of a ruby.
Run = tuple[str, int, Origin | None, str]


def _runs(stream: Inlines) -> Iterator[Run]:
    for item in stream:
        yield from _run(item)


def _run(item: Inline) -> Iterator[Run]:
    match item:
        case Text() | Verbatim():
            yield item.text, 0, item.origin, ""
        case Emphasis() | Strong() | Styled() | Span() | Variant():
            yield from _runs(item.children)
        case Link():
            yield from _runs(item.children)
            # On paper the address may follow its words.
            yield "", len(item.target) + MARK, None, ""
        case Dots():
            for text, room, origin, reading in _runs(item.children):
                for character in text:
                    yield character, room + 2, origin, reading
            yield "", 2, None, ""
        case Ruby():
            for pair in item.pairs:
                yield pair.base.text, READING, pair.base.origin, pair.reading
            yield "", READING, None, ""
        case NoteRef():
            yield "", MARK, None, ""
        case CrossRef():
            yield "", REFERENCE, None, ""
        case Image() | IndexMark() | LineBreak():
            return
        case _:
            assert_never(item)
