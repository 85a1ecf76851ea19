"""What stands inside an open element: inlines, finished blocks, and parts that only a parent can place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from banben.model import (
    Attributes,
    Block,
    Box,
    Break,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Inline,
    Inlines,
    List,
    Origin,
    Paragraph,
    Quote,
    Table,
    VariantBlock,
    Verse,
)

BLOCKS = (
    Heading, Paragraph, Quote, Verse, List, DefinitionList, Table, Figure, CodeBlock, Box, Break,
    VariantBlock,
)  # fmt: skip


@dataclass(slots=True)
class Frame:
    """An element, open or closed; *html* tells a tag from a Markdown mark of the same meaning."""

    name: str
    attributes: Attributes
    origin: Origin
    length: int = 1
    html: bool = False
    content: list[Piece] = field(default_factory=list)


Piece: TypeAlias = Inline | Block | Frame


def is_block(piece: Piece) -> TypeGuard[Block]:
    """Whether *piece* is a finished block."""
    return isinstance(piece, BLOCKS)


def is_inline(piece: Piece) -> TypeGuard[Inline]:
    """Whether *piece* is an inline."""
    return not isinstance(piece, (Frame, *BLOCKS))


def runs(pieces: Iterable[Piece]) -> Iterator[Inlines | Block | Frame]:
    """Yield blocks and parts one by one, and the inlines between them as one stream."""
    run: list[Inline] = []
    for piece in pieces:
        if is_inline(piece):
            run.append(piece)
            continue
        if run:
            yield tuple(run)
            run = []
        if isinstance(piece, Frame) or is_block(piece):
            yield piece
    if run:
        yield tuple(run)
