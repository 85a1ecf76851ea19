"""Maps over the tree: streams, words, inlines and blocks changed, all else the very same nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar, assert_never

from banben.model import (
    Attributes,
    Block,
    Blocks,
    Book,
    Box,
    Break,
    Chapter,
    Chart,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    List,
    Origin,
    Paragraph,
    Quote,
    Row,
    Table,
    VariantBlock,
    Verse,
)
from banben.walk import children, with_children

T = TypeVar("T")
N = TypeVar("N", bound=Any)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a map does to the parts of a tree.

    *streams* gets the streams that are read as one (the lines of a verse; else always one stream) and
    their block, and returns as many. *words* changes strings outside streams (alternative texts, chart
    labels). *enters* says of a block's attributes whether the map goes into it at all.
    """

    streams: Callable[[tuple[Inlines, ...], Block | None], tuple[Inlines, ...]]
    words: Callable[[str, Origin], str] = lambda text, _: text
    enters: Callable[[Attributes], bool] = lambda _: True

    def stream(self, stream: Inlines, block: Block | None) -> Inlines:
        """Return *stream*, which is read alone, changed."""
        return self.streams((stream,), block)[0]


def change_blocks(group: Blocks, changes: Changes) -> Blocks:
    """Return *group* changed, in reading order."""
    return _kept(group, tuple([_change_block(block, changes) for block in group]))


def _kept(old: tuple[T, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    """Return *old* where *new* holds the very same items: most maps change few of the nodes they visit."""
    return old if len(old) == len(new) and all(map(is_, old, new)) else new


def _with(node: N, **values: Any) -> N:
    """Return *node* with *values*; itself where it has them already, which spares half of all new nodes."""
    for name, value in values.items():
        if getattr(node, name) is not value:
            return replace(node, **values)
    return node


def _change_block(block: Block, changes: Changes) -> Block:
    if not isinstance(block, (Break, VariantBlock)) and not changes.enters(block.attributes):
        return block
    match block:
        case Heading() | Paragraph():
            return _with(block, children=changes.stream(block.children, block))
        case Verse():
            return _with(block, lines=changes.streams(block.lines, block))
        case Quote() | VariantBlock():
            return _with(block, blocks=change_blocks(block.blocks, changes))
        case Box():
            title = changes.stream(block.title, block)
            return _with(block, title=title, blocks=change_blocks(block.blocks, changes))
        case List():
            items = [_with(item, blocks=change_blocks(item.blocks, changes)) for item in block.items]
            return _with(block, items=_kept(block.items, tuple(items)))
        case DefinitionList():
            entries = tuple([_change_entry(entry, block, changes) for entry in block.entries])
            return _with(block, entries=_kept(block.entries, entries))
        case Table():
            return _change_table(block, changes)
        case Figure():
            return _change_figure(block, changes)
        case CodeBlock() | Break():
            return block
        case _:
            assert_never(block)


def _change_entry(entry: Definition, block: Block, changes: Changes) -> Definition:
    term = changes.stream(entry.term, block)
    meanings = tuple([change_blocks(meaning, changes) for meaning in entry.meanings])
    return _with(entry, term=term, meanings=_kept(entry.meanings, meanings))


def _change_table(table: Table, changes: Changes) -> Table:
    caption = changes.stream(table.caption, table)
    head, body = (
        _kept(rows, tuple([_change_row(row, table, changes) for row in rows]))
        for rows in (table.head, table.body)
    )
    return _with(table, caption=caption, head=head, body=body, source=changes.stream(table.source, table))


def _change_row(row: Row, table: Table, changes: Changes) -> Row:
    return _kept(row, tuple([_with(cell, children=changes.stream(cell.children, table)) for cell in row]))


def _change_figure(figure: Figure, changes: Changes) -> Figure:
    return _with(
        figure,
        picture=_change_picture(figure.picture, changes.words),
        alt=changes.words(figure.alt, figure.origin),
        caption=changes.stream(figure.caption, figure),
        credit=changes.stream(figure.credit, figure),
    )


def _change_picture(picture: Image | Chart, words: Callable[[str, Origin], str]) -> Image | Chart:
    place = picture.origin
    if isinstance(picture, Image):
        return _with(picture, alt=words(picture.alt, place), title=words(picture.title, place))
    bars = [_with(bar, label=words(bar.label, place), group=words(bar.group, place)) for bar in picture.bars]
    return _with(
        picture,
        series=_kept(picture.series, tuple([words(name, place) for name in picture.series])),
        bars=_kept(picture.bars, tuple(bars)),
        unit=words(picture.unit, place),
        axis=words(picture.axis, place),
        label=words(picture.label, place),
        grouping=words(picture.grouping, place),
    )


def change_chapter(chapter: Chapter, changes: Changes) -> Chapter:
    """Return *chapter* changed: its title, its blocks, its notes."""
    if not changes.enters(chapter.attributes):
        return chapter
    return replace(
        chapter,
        title=changes.stream(chapter.title, None),
        blocks=change_blocks(chapter.blocks, changes),
        notes=tuple(replace(note, blocks=change_blocks(note.blocks, changes)) for note in chapter.notes),
    )


def change_book(book: Book, changes: Changes) -> Book:
    """Return *book* with its chapters changed; metadata stays."""
    return replace(book, chapters=tuple(change_chapter(chapter, changes) for chapter in book.chapters))


def read_streams(group: Blocks) -> Iterator[Inlines]:
    """Yield every stream of *group* in reading order (a term before its meanings)."""
    found: list[Inlines] = []

    def note(streams: tuple[Inlines, ...], _: Block | None) -> tuple[Inlines, ...]:
        found.extend(streams)
        return streams

    change_blocks(group, Changes(note))
    yield from found


def read_chapter(chapter: Chapter) -> Iterator[Inlines]:
    """Yield every stream of *chapter* in reading order: title, blocks, notes."""
    yield chapter.title
    yield from read_streams(chapter.blocks)
    for item in chapter.notes:
        yield from read_streams(item.blocks)


def map_inlines(stream: Inlines, change: Callable[[Inline], Inlines]) -> Inlines:
    """Return *stream* with each inline replaced by what *change* gives for it, inner ones first.

    The base of a ruby must stay one Text.
    """
    return _kept(stream, tuple([new for item in stream for new in change(_map_children(item, change))]))


def _map_children(item: Inline, change: Callable[[Inline], Inlines]) -> Inline:
    inner = children(item)
    mapped = map_inlines(inner, change) if inner else inner
    return item if mapped is inner else with_children(item, mapped)


def map_streams(group: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """Return *group* with *change* applied to every stream, in reading order."""
    return change_blocks(group, _each(change))


def _each(change: Callable[[Inlines], Inlines]) -> Changes:
    return Changes(lambda streams, _: tuple(change(stream) for stream in streams))


def map_chapter(chapter: Chapter, change: Callable[[Inlines], Inlines]) -> Chapter:
    """Return *chapter* with *change* applied to its title, its blocks and its notes."""
    return change_chapter(chapter, _each(change))


def map_book(book: Book, change: Callable[[Inlines], Inlines]) -> Book:
    """Return *book* with *change* applied to every stream of its chapters; metadata stays."""
    return change_book(book, _each(change))


def map_blocks(group: Blocks, change: Callable[[Block], Blocks]) -> Blocks:
    """Return *group* with each block replaced by what *change* gives for it, outer before inner.

    The inner blocks of what *change* returned are mapped in their turn.
    """
    return tuple(_map_inner(new, change) for block in group for new in change(block))


def _map_inner(block: Block, change: Callable[[Block], Blocks]) -> Block:
    match block:
        case Quote() | Box() | VariantBlock():
            return replace(block, blocks=map_blocks(block.blocks, change))
        case List():
            items = (replace(item, blocks=map_blocks(item.blocks, change)) for item in block.items)
            return replace(block, items=tuple(items))
        case DefinitionList():
            entries = (
                replace(entry, meanings=tuple(map_blocks(meaning, change) for meaning in entry.meanings))
                for entry in block.entries
            )
            return replace(block, entries=tuple(entries))
        case Heading() | Paragraph() | Verse() | Table() | Figure() | CodeBlock() | Break():
            return block
        case _:
            assert_never(block)
