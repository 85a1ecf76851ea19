"""Ways through the tree: plain text, every block, every inline, and maps over both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

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
    CrossRef,
    Definition,
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
    RubyPair,
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


def children(inline: Inline) -> Inlines:
    """Return the inlines inside *inline*; the bases of a ruby count as its children."""
    match inline:
        case Emphasis() | Strong() | Styled() | Span() | Link() | Dots() | Variant():
            return inline.children
        case Ruby():
            return tuple(pair.base for pair in inline.pairs)
        case Text() | NoteRef() | CrossRef() | IndexMark() | Image() | Verbatim() | LineBreak():
            return ()
        case _:
            assert_never(inline)


def with_children(inline: Inline, inner: Inlines) -> Inline:
    """Return *inline* with *inner* in place of its children; leaves are returned as they are."""
    match inline:
        case Emphasis() | Strong() | Styled() | Span() | Link() | Dots() | Variant():
            return replace(inline, children=inner)
        case Ruby():
            texts = [item for item in inner if isinstance(item, Text)]
            pairs = zip(texts, inline.pairs, strict=True)
            return replace(inline, pairs=tuple(RubyPair(base, pair.reading) for base, pair in pairs))
        case Text() | NoteRef() | CrossRef() | IndexMark() | Image() | Verbatim() | LineBreak():
            return inline
        case _:
            assert_never(inline)


def inlines(stream: Inlines) -> Iterator[Inline]:
    """Yield every inline of *stream*, outer before inner, in reading order."""
    for item in stream:
        yield item
        yield from inlines(children(item))


def origins(stream: Inlines) -> Iterator[Origin]:
    """Yield the origins of those inlines of *stream* that have one, in reading order."""
    for item in inlines(stream):
        if not isinstance(item, (Emphasis, Strong, Styled, Span, Ruby, Dots, LineBreak)):
            yield item.origin


def plain(stream: Inlines) -> str:
    """Return the text that a reader sees of *stream*, without ruby readings, marks and pictures.

    A hard line break gives a newline. Cross-references are left out: their words come with rendering.
    """
    return "".join(
        item.text if isinstance(item, (Text, Verbatim)) else "\n" if isinstance(item, LineBreak) else ""
        for item in inlines(stream)
    )


def inner_blocks(block: Block) -> tuple[Blocks, ...]:
    """Return the groups of blocks directly inside *block*: one for each item, meaning or body."""
    match block:
        case Quote() | Box() | VariantBlock():
            return (block.blocks,)
        case List():
            return tuple(item.blocks for item in block.items)
        case DefinitionList():
            return tuple(meaning for entry in block.entries for meaning in entry.meanings)
        case Heading() | Paragraph() | Verse() | Table() | Figure() | CodeBlock() | Break():
            return ()
        case _:
            assert_never(block)


def blocks(group: Blocks) -> Iterator[Block]:
    """Yield every block of *group*, outer before inner, in reading order."""
    for block in group:
        yield block
        for inner in inner_blocks(block):
            yield from blocks(inner)


def chapter_blocks(chapter: Chapter) -> Iterator[Block]:
    """Yield every block of *chapter*, those of its notes last."""
    yield from blocks(chapter.blocks)
    for note in chapter.notes:
        yield from blocks(note.blocks)


def streams(block: Block) -> tuple[Inlines, ...]:
    """Return the inline streams that belong to *block* itself, each a unit of conversion."""
    match block:
        case Heading() | Paragraph():
            return (block.children,)
        case Verse():
            return block.lines
        case DefinitionList():
            return tuple(entry.term for entry in block.entries)
        case Table():
            return (
                block.caption,
                *(c.children for row in (*block.head, *block.body) for c in row),
                block.source,
            )
        case Figure():
            return (block.caption, block.credit)
        case Box():
            return (block.title,)
        case Quote() | List() | CodeBlock() | Break() | VariantBlock():
            return ()
        case _:
            assert_never(block)


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
    return tuple(_change_block(block, changes) for block in group)


def _change_block(block: Block, changes: Changes) -> Block:
    if not isinstance(block, (Break, VariantBlock)) and not changes.enters(block.attributes):
        return block
    match block:
        case Heading() | Paragraph():
            return replace(block, children=changes.stream(block.children, block))
        case Verse():
            return replace(block, lines=changes.streams(block.lines, block))
        case Quote() | VariantBlock():
            return replace(block, blocks=change_blocks(block.blocks, changes))
        case Box():
            title = changes.stream(block.title, block)
            return replace(block, title=title, blocks=change_blocks(block.blocks, changes))
        case List():
            items = (replace(item, blocks=change_blocks(item.blocks, changes)) for item in block.items)
            return replace(block, items=tuple(items))
        case DefinitionList():
            return replace(block, entries=tuple(_change_entry(e, block, changes) for e in block.entries))
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
    meanings = tuple(change_blocks(meaning, changes) for meaning in entry.meanings)
    return replace(entry, term=term, meanings=meanings)


def _change_table(table: Table, changes: Changes) -> Table:
    caption = changes.stream(table.caption, table)
    head, body = (
        tuple(
            tuple(replace(cell, children=changes.stream(cell.children, table)) for cell in row)
            for row in rows
        )
        for rows in (table.head, table.body)
    )
    return replace(table, caption=caption, head=head, body=body, source=changes.stream(table.source, table))


def _change_figure(figure: Figure, changes: Changes) -> Figure:
    return replace(
        figure,
        picture=_change_picture(figure.picture, changes.words),
        alt=changes.words(figure.alt, figure.origin),
        caption=changes.stream(figure.caption, figure),
        credit=changes.stream(figure.credit, figure),
    )


def _change_picture(picture: Image | Chart, words: Callable[[str, Origin], str]) -> Image | Chart:
    place = picture.origin
    if isinstance(picture, Image):
        return replace(picture, alt=words(picture.alt, place), title=words(picture.title, place))
    bars = (
        replace(bar, label=words(bar.label, place), group=words(bar.group, place)) for bar in picture.bars
    )
    return replace(
        picture,
        series=tuple(words(name, place) for name in picture.series),
        bars=tuple(bars),
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
    return tuple(new for item in stream for new in change(_map_children(item, change)))


def _map_children(item: Inline, change: Callable[[Inline], Inlines]) -> Inline:
    inner = children(item)
    return with_children(item, map_inlines(inner, change)) if inner else item


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
