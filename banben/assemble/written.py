"""Numbers that the writer put into titles by hand: 第三章 …, 第一部分 …, 附录二 …, 一、…, 1.2 …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from banben.model import Chapter, Heading, Inlines, Role, Text
from banben.numerals import value
from banben.walk import plain

_NUMERAL = r"([〇零一二三四五六七八九十百千]+|[0-9]{1,3})"
_GAP = r"[\s:：、.．·|—-]+"
# The words that a region prints before a number; 第一回 or 附录A are the writer's own and stay.
TITLES: Mapping[Role, re.Pattern[str]] = {
    "chapter": re.compile(rf"第\s*{_NUMERAL}\s*章{_GAP}"),
    "part": re.compile(rf"第\s*{_NUMERAL}\s*部分?{_GAP}"),
    "appendix": re.compile(rf"附[录錄]\s*{_NUMERAL}(?![0-9A-Za-z]){_GAP}"),
}
OWN = re.compile(
    r"第\s*[〇零一二三四五六七八九十百千0-9]+\s*[节節回讲講课課篇卷编編部集][\s:：]"
    r"|附[录錄]\s*[A-Z][\s:：]|(?i:chapter|part|appendix)\s+[0-9A-Z]+\b"
)
HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十0-9]{1,3}[节節]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})+[\s、.．]|[0-9]{1,2}[.．、]\s*(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a title says of its number: *number* 0 for a form that no region prints (第一回)."""

    number: int
    length: int


def written(chapter: Chapter) -> Written | None:
    """Return the number in the title of *chapter*, None where there is none."""
    title = plain(chapter.title)
    pattern = TITLES.get(chapter.role)
    if pattern and (found := pattern.match(title)) and found.end() < len(title):
        return Written(value(found[1]), found.end())
    if (found := OWN.match(title)) is not None:
        return Written(0, found.end())
    return None


def any_written(headings: Iterable[Heading]) -> bool:
    """Whether the writer numbers *headings* by hand, so that no numbers are added."""
    return any(HEADING.match(plain(heading.children)) for heading in headings)


def without_numbers(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """Return *chapters* without the numbers in their titles that are printed before them anyway."""
    return tuple(_without(chapter) for chapter in chapters)


def _without(chapter: Chapter) -> Chapter:
    found = written(chapter) if chapter.number else None
    if not found or not found.number:
        return chapter
    return replace(chapter, title=_cut(chapter.title, found.length))


def _cut(title: Inlines, length: int) -> Inlines:
    """Return *title* without its first *length* characters, whole when markup stands among them."""
    first = title[0]
    if not isinstance(first, Text) or len(first.text) < length:
        return title
    place = replace(first.origin, column=first.origin.column + length)
    rest = first.text[length:]
    return (Text(rest, place), *title[1:]) if rest else title[1:]
