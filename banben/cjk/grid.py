"""The baseline grid of a page: which blocks stand on it, and where its lines are.

clreq 2.3.2 (the type area is so many lines of so many characters) and 2.3.3 (headings and illustrations
take whole lines). A sheet asks for it with a declaration that WeasyPrint keeps and passes over, named
as in CSS Line Grid: `html { --line-snap: baseline }`. The pitch is the line height of the root element;
`--line-snap: none` takes an element out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox
from weasyprint.text import line_break

MARK = "_banben_grid"
SMALL = 0.01
"""CSS pixels below which a difference is none."""


class Kind(Enum):
    """What a block in the page's flow is to the grid."""

    TEXT = "lines of body text"
    MIXED = "blocks, some of them body text"
    UNIT = "no body text: it takes whole lines, and stands in the middle of them"


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines *pitch* apart, with the baseline *base* below the top of each; all in CSS pixels.

    *size* is the body's font size.
    """

    pitch: float
    base: float
    size: float

    @property
    def gap(self) -> float:
        """Half of the space between two lines: what overhangs by less meets nothing there."""
        return max(0.0, (self.pitch - self.size) / 2)

    def up(self, length: float, slack: float = SMALL) -> float:
        """Return *length*, a distance from the top of the type area, on the next line of the grid."""
        return ceil((length - slack) / self.pitch) * self.pitch

    def lines(self, length: float) -> int:
        """Return how many lines more *length* takes that hangs out of a line."""
        return max(0, ceil((length - self.gap) / self.pitch))


def grid_of(root: Any) -> Grid | None:
    """Return the grid that the root box's style asks for."""
    if not _asks(root.style, "baseline"):
        return None
    pitch, base = line_break.strut(root.style)
    return Grid(pitch, base, root.style["font_size"]) if pitch > 0 else None


def mark(box: Any, grid: Grid) -> Kind:
    """Set the kind of every block below *box* that is reached through the page's flow, and return its own.

    Tables, floats, columns and boxes in lines have lines of their own; a heading in larger type takes
    whole lines and stands in the middle of them (占行), so that it is no body text either.
    """
    kind = _kind(box, grid)
    setattr(box, MARK, kind)
    return kind


def _kind(box: Any, grid: Grid) -> Kind:
    if not _plain(box):
        return Kind.UNIT
    if any(isinstance(child, LineBox) for child in box.children):
        return Kind.TEXT if _on_grid(box.style, grid) else Kind.UNIT
    kinds = {mark(child, grid) for child in box.children if child.is_in_normal_flow()}
    return Kind.UNIT if kinds <= {Kind.UNIT} else Kind.MIXED


def _plain(box: Any) -> bool:
    style = box.style
    return (
        isinstance(box, BlockBox)
        and not box.is_table_wrapper
        and style["column_width"] == style["column_count"] == "auto"
        and not _asks(style, "none")
    )


def _on_grid(style: Any, grid: Grid) -> bool:
    height = float(line_break.strut(style)[0])
    return abs(float(style["font_size"]) - grid.size) < SMALL and abs(height - grid.pitch) < SMALL


def _asks(style: Any, value: str) -> bool:
    return any(getattr(token, "value", None) == value for token in style["__line_snap"])


def kind_of(box: Any) -> Kind | None:
    """Return what `mark` said of *box*, or of the box that it is a copy of."""
    return getattr(box, MARK, None)


def top_of(context: Any) -> float:
    """Return where the type area of the page that is being made begins."""
    return float(context.current_footnote_area.page.content_box_y())


def next_line(context: Any, place: float, slack: float = SMALL) -> float:
    """Return the first line of the grid that is not above *place* by more than *slack*."""
    top = top_of(context)
    return top + float(context._banben_grid.up(place - top, slack))
