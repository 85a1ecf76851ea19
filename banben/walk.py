"""Ways through the tree: plain text, every block, every inline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

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
