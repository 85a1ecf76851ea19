"""The chapter's title and its headings' levels: chapter 1, sections 2, whatever the file starts at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from banben.model import Block, Blocks, Box, Heading, Item, List, Quote, VariantBlock
from banben.parse.context import Context

LOWEST = 6


@dataclass(frozen=True, slots=True)
class Titled:
    """The heading that is the chapter's title, if any, and the blocks below it."""

    title: Heading | None
    blocks: Blocks


def split_title(blocks: Blocks, context: Context) -> Titled:
    """Take the title out of *blocks* and mend the levels of the other headings.

    The title is the first heading of the highest rank in the file. Where the order names the chapter
    and the file has several headings of that rank, none of them a first-level heading, the order's name
    is the title and all of them are sections.
    """
    top = [block for block in blocks if isinstance(block, Heading)]
    if not top:
        return Titled(None, _mend(blocks, 1, 0, context))
    rank = min(heading.level for heading in top)
    first = next(heading for heading in top if heading.level == rank)
    equals = [heading for heading in top if heading.level == rank and heading is not first]
    if context.source.title and rank > 1 and equals:
        return Titled(None, _mend(blocks, 1, 2 - rank, context))
    for heading in equals:
        context.report("M208", heading.origin, context.rest(heading.origin))
    rest = tuple(block for block in blocks if block is not first)
    return Titled(first, _mend(rest, 1, (2 if equals else 1) - rank, context))


def _mend(blocks: Blocks, before: int, shift: int, context: Context) -> Blocks:
    return _Levels(before, shift, context).mend(blocks)


class _Levels:
    """Levels in reading order: each heading at most one deeper than the one before."""

    def __init__(self, before: int, shift: int, context: Context) -> None:
        self._before, self._shift, self._context = before, shift, context
        self._written = before - shift

    def mend(self, blocks: Sequence[Block]) -> Blocks:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                return self._heading(block)
            case VariantBlock():
                return replace(block, blocks=self.mend(block.blocks))
            case Quote() | Box():
                return replace(block, blocks=self._inside(block.blocks))
            case List():
                return replace(block, items=tuple(self._item(item) for item in block.items))
            case _:
                return block

    def _item(self, item: Item) -> Item:
        return replace(item, blocks=self._inside(item.blocks))

    def _inside(self, blocks: Blocks) -> Blocks:
        """Mend the headings inside a box by themselves: they are no step of the chapter's ladder."""
        if not any(_has_headings(block) for block in blocks):
            return blocks
        before, written = self._before, self._written
        self._before = self._written = LOWEST
        found = self.mend(blocks)
        self._before, self._written = before, written
        return found

    def _heading(self, heading: Heading) -> Heading:
        level = min(LOWEST, max(2, heading.level + self._shift))
        if heading.level > self._written + 1:
            context, expected = self._context, self._written + 1
            context.report(
                "M207", heading.origin, context.rest(heading.origin), written=heading.level, expected=expected
            )
        level = min(level, self._before + 1)
        self._before, self._written = level, heading.level
        return replace(heading, level=level)


def _has_headings(block: Block) -> TypeGuard[Heading | Quote | Box | List | VariantBlock]:
    return isinstance(block, (Heading, Quote, Box, List, VariantBlock))
