"""The labels a reader sees: 第一章, 一、, 图 2-1, ①; numbers as the region's words write them."""

from __future__ import annotations

import re

from banben.editions import Region
from banben.model import Chapter, Figure, Heading, Table
from banben.numerals import circled, han, written

# What a region's word for figures or tables has of the chapter's number, up to its own: {c}- or {c}之.
ABOVE = re.compile(r"\{c\}[^{]*")


def chapter_label(chapter: Chapter, region: Region) -> str:
    """Return 第一章, 第一部分, 附录一 …, or nothing for a chapter without a number."""
    if not chapter.number or chapter.role not in ("part", "chapter", "appendix"):
        return ""
    return region.word(chapter.role).format(n=han(chapter.number))


def heading_label(number: tuple[int, ...], region: Region) -> str:
    """Return the number before a heading: 一、 then （一） then 1. then (1), in columns 1、 and （1）."""
    columns = region.numerals == "han"
    match number:
        case ():
            return ""
        case (n,):
            return region.word("section").format(n=han(n))
        case (_, n):
            return region.word("subsection").format(n=han(n))
        case (_, _, n):
            return f"{n}、" if columns else f"{n}. "
        case _:
            return f"（{number[-1]}）" if columns else f"({number[-1]}) "


def reference_label(heading: Heading, chapter: Chapter, region: Region) -> str:
    """Return how another place calls a section: 第二章第一节; nothing for an unnumbered heading."""
    if not heading.number:
        return ""
    section = region.word("division").format(n=han(heading.number[0]))
    return chapter_label(chapter, region) + section + heading_label(heading.number[1:], region).rstrip("、. ")


def caption_label(block: Figure | Table, chapter: Chapter, region: Region) -> str:
    """Return 图 2-1 or 表 2-1, 图 1 in a chapter without a number, nothing where there is no caption.

    In columns, where a figure must not lie on its side, it is 图二之一.
    """
    if not block.number:
        return ""
    above, own = (written(number, region.numerals) if number else "" for number in block.number)
    word = region.word("figure" if isinstance(block, Figure) else "table")
    if not above:
        return ABOVE.sub("", word).format(n=own)
    if chapter.role == "appendix":
        return word.format(c=region.word("annex").format(n=above), n=own)
    return word.format(c=above, n=own)


def note_mark(number: int) -> str:
    """Return ① to ㊿, beyond them the number in brackets; a star where assembly gave no number."""
    return circled(number) if number else "*"
