"""Numbers: chapters, headings below them, and figures and tables that have a caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from banben.assemble.written import any_written, written
from banben.maps import map_blocks
from banben.model import Block, Blocks, Chapter, Figure, Heading, Role, Table
from banben.problems import Problem, problem
from banben.walk import plain

NUMBERED: tuple[Role, ...] = ("part", "chapter", "appendix")
UNNUMBERED = "unnumbered"


def number_chapters(chapters: Sequence[Chapter]) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Return *chapters* numbered, and numbers written by hand that do not follow each other.

    Parts, chapters and appendices count from 1 each in its own sequence, through the whole book. Where
    the writer numbers a sequence by hand (第三章 …), those numbers count and titles without one have
    none; so in a chapter whose headings are numbered by hand. Figures and tables count in their
    chapter, notes last: (chapter, n), with chapter 0 where the chapter has no number, so that only n
    is printed.
    """
    by_hand = {chapter.role for chapter in chapters if written(chapter)}
    counts: Counter[Role] = Counter()
    problems: list[Problem] = []
    done: list[Chapter] = []
    part = False  # whether a part has begun since the last chapter, so that 第一章 may come again
    for chapter in chapters:
        number = 0
        if chapter.role in NUMBERED and UNNUMBERED not in chapter.attributes.classes:
            if chapter.role not in by_hand:
                number = counts[chapter.role] + 1
            elif found := written(chapter):
                number = found.number
                last = counts[chapter.role]
                if number and number != last + 1 and not (part and number == 1):
                    length = len(plain(chapter.title)[: found.length].rstrip(" \t\u3000：:、."))
                    problems.append(problem("X401", chapter.origin, length, number=number, expected=last + 1))
            counts[chapter.role] = number or counts[chapter.role]
        part = chapter.role == "part" or (part and not number)
        done.append(_number(replace(chapter, number=number)))
    return tuple(done), tuple(problems)


def _number(chapter: Chapter) -> Chapter:
    captions = _Captions(chapter.number if chapter.role != "part" else 0)
    own = [block for block in chapter.blocks if isinstance(block, Heading)]
    headings = chapter.role in ("chapter", "appendix") and not any_written(own)
    blocks = number_headings(chapter.blocks) if headings and chapter.number else chapter.blocks
    return replace(
        chapter,
        blocks=map_blocks(blocks, captions.number),
        notes=tuple(replace(n, blocks=map_blocks(n.blocks, captions.number)) for n in chapter.notes),
    )


def number_headings(blocks: Blocks) -> Blocks:
    """Return *blocks* with numbers on the headings that stand directly in the chapter.

    A number is as long as the heading lies deep among the chapter's headings: a chapter whose first
    headings have level 3 numbers them (1,), (2,). Unnumbered headings open no level of their own.
    """
    stack: list[tuple[int, int]] = []
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and UNNUMBERED not in block.attributes.classes:
            last = 0
            while stack and stack[-1][0] > block.level:
                last = stack.pop()[1]
            if stack and stack[-1][0] == block.level:
                last = stack.pop()[1]
            stack.append((block.level, last + 1))
            block = replace(block, number=tuple(count for _, count in stack))
        done.append(block)
    return tuple(done)


class _Captions:
    """The running numbers of one chapter's figures and tables."""

    def __init__(self, chapter: int) -> None:
        self.chapter = chapter
        self.figures = 0
        self.tables = 0

    def number(self, block: Block) -> Blocks:
        match block:
            case Figure() if block.caption:
                self.figures += 1
                return (replace(block, number=(self.chapter, self.figures)),)
            case Table() if block.caption:
                self.tables += 1
                return (replace(block, number=(self.chapter, self.tables)),)
            case _:
                return (block,)
