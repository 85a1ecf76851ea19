"""What stands on a laid out page: how many lines of its grid are taken, and by which paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

from banben.cjk.grid import SMALL, Grid, Kind, kind_of
from banben.cjk.grid_lines import SOURCE


@dataclass(slots=True)
class SetParagraph:
    """A paragraph on pages *first* to *last*, *box* and its *holder* as they were before its lines."""

    box: Any
    holder: Any
    first: int
    last: int
    lines: int


def set_paragraphs(pages: Sequence[Any]) -> list[SetParagraph]:
    """Return the body text of *pages*, in order, with pages counted from 0."""
    found: dict[int, SetParagraph] = {}
    for number, page in enumerate(pages):
        for line in _lines(page.children[0]):
            box, holder = getattr(line, SOURCE)
            known = found.setdefault(id(box), SetParagraph(box, holder, number, number, 0))
            known.last, known.lines = number, known.lines + 1
    return list(found.values())


def rows_taken(page: Any, grid: Grid) -> int:
    """Return the row of the grid in which the last thing on *page* stands, from 1; 0 for an empty page."""
    top = float(page.content_box_y())
    return max(0, ceil((max(_ends(page.children[0]), default=top) - top - SMALL) / grid.pitch))


def rows_left(page: Any, grid: Grid) -> int:
    """Return how many lines are free between the last thing on *page* and its notes."""
    notes = page.children[1]
    height = page.height - (notes.margin_height() if notes.children else 0)
    return max(0, int((height + SMALL) / grid.pitch) - rows_taken(page, grid))


def _lines(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, LineBox):
            if child.height and hasattr(child, SOURCE):
                yield child
        elif child.is_in_normal_flow() and kind_of(child) in (Kind.TEXT, Kind.MIXED):
            yield from _lines(child)


def _ends(box: Any) -> Iterator[float]:
    """Yield the lower edges of what is in the flow of *box*, which itself may reach to the page's foot."""
    for child in box.children:
        if isinstance(child, LineBox):
            if child.height:
                yield child.position_y + child.height
        elif child.is_in_normal_flow():
            if kind_of(child) in (Kind.TEXT, Kind.MIXED):
                yield from _ends(child)
            else:
                yield child.border_box_y() + child.border_height()
