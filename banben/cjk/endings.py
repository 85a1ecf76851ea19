"""Which paragraphs of a chapter to set a line shorter or longer, so that it does not end with a few lines.

A page with less than five lines looks like a mistake. Either its lines go back to the page before, each
paragraph giving up one, or other paragraphs take one more each until there are five.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

LEAST = 5
"""Lines that a chapter's last page has at least."""
SPARE = 2
"""Lines more than needed that are tried: not all that a paragraph gives up reaches the last page."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that ends on *page*; it can have *fewest* (0 or less) to *most* (0 or more) lines more."""

    page: int
    lines: int
    fewest: int
    most: int

    def can_give(self, sign: int) -> int:
        """Return by how many lines it can be shorter (*sign* -1) or longer (1)."""
        return max(0, -self.fewest if sign < 0 else self.most)


Plan = tuple[int, ...]
"""For each paragraph by how many lines it is to be longer, mostly 0; -1 is a line shorter."""


def plans(paragraphs: Sequence[Paragraph], rows: int, room: int = 0, least: int = LEAST) -> Iterator[Plan]:
    """Yield plans for a chapter with *rows* lines on its last page, those with the fewest changes first.

    *room* is how many lines the page before has free already: what keeps its last lines together, such as
    widows, has left it so. Where shortening and lengthening cost the same, shortening saves the page.
    """
    fewest = max(1, rows - room)
    shorter = [(count, -1) for count in range(fewest, rows + SPARE)]
    longer = [(count, 1) for count in range(least - rows, least - rows + SPARE)]
    for count, sign in sorted([*shorter, *longer]):
        plan = chosen(paragraphs, count, sign)
        if plan is not None:
            yield plan


def chosen(paragraphs: Sequence[Paragraph], count: int, sign: int) -> Plan | None:
    """Return which paragraphs change by *count* lines in all, None where they cannot.

    The last pages come first and each gives one paragraph, its longest, before any gives a second: what
    is changed is spread, and few pages have to be made again. A paragraph gives a second line only when
    every other has given its first.
    """
    ranked = _ranked(paragraphs)
    given = [0] * len(paragraphs)
    while sum(given) < count:
        able = [index for index in ranked if paragraphs[index].can_give(sign) > given[index]]
        if not able:
            return None
        for index in able[: count - sum(given)]:
            given[index] += 1
    return tuple(sign * lines for lines in given)


def _ranked(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return the places of *paragraphs*: the longest of every page from the last page on, then the second."""
    by_page = sorted(range(len(paragraphs)), key=lambda index: -paragraphs[index].page)
    ranks: list[tuple[int, int, int]] = []
    for page, members in groupby(by_page, key=lambda index: paragraphs[index].page):
        longest_first = sorted(members, key=lambda index: (-paragraphs[index].lines, -index))
        ranks += [(rank, -page, index) for rank, index in enumerate(longest_first)]
    return [index for _, _, index in sorted(ranks)]
