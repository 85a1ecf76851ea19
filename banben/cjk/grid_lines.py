"""Lines of body text set on the page's grid by WeasyPrint, and what stands between them in whole lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import block

from banben.cjk.grid import SMALL, Grid, Kind, grid_of, kind_of, mark
from banben.cjk.grid_keep import keep_announced
from banben.writers.patches import Function, Patch

MOVED = "_banben_moved"
"""On the first line of a block: how far it was moved down to the grid."""
SOURCE = "_banben_source"
"""On every line: the paragraph's one box of lines before they were broken, and the block that holds it."""
GIVES = 1 / 6
"""The part of a line that the margins of a table or picture give up, so that it takes a line less."""


def marked(stock: Function) -> Function:
    """Look at the grid and at the kinds of blocks once, before the first page."""

    def initialize(context: Any, root_box: Any) -> Any:
        context._banben_grid = grid = grid_of(root_box)
        if grid:
            mark(root_box, grid)
            keep_announced(root_box)
        return stock(context, root_box)

    return initialize


def snapped_lines(stock: Function) -> Function:
    """Move the lines of body text to the next line of the grid."""

    def lines(context: Any, box: Any, place: float, bottom: Any, skip: Any, holder: Any, *rest: Any) -> Any:
        if kind_of(holder) is not Kind.TEXT:
            return stock(context, box, place, bottom, skip, holder, *rest)
        start = _next_line(context, place)
        found = stock(context, box, start, bottom, skip, holder, *rest)
        return _snapped(found, context, place, (box, holder))

    return lines


def _snapped(lines: Iterator[Any], context: Any, place: float, source: Any) -> Iterator[Any]:
    grid: Grid = context._banben_grid
    started = False
    for line, resume_at in lines:
        top = _next_line(context, place)
        setattr(line, SOURCE, source)
        if line.height == 0:
            # A line of nothing but what is positioned: it belongs to the line that follows.
            line.translate(0, top - line.position_y)
            line.position_y = place
        else:
            if not started:
                setattr(line, MOVED, top - place)
            started = True
            place = _set_on_grid(line, top, grid)
        yield line, resume_at


def _set_on_grid(line: Any, top: float, grid: Grid) -> float:
    """Give *line* its place in whole lines from *top*, and return where they end."""
    above = grid.lines(line.baseline - grid.base) * grid.pitch
    below = grid.lines(line.height - line.baseline - (grid.pitch - grid.base)) * grid.pitch
    baseline = grid.base + above
    shift = top + baseline - line.position_y - line.baseline
    if abs(shift) > SMALL / 100:
        line.translate(0, shift)
    line.position_y, line.baseline = top, baseline
    line.height = grid.pitch + above + below
    return top + float(line.height)


def _top(context: Any) -> float:
    """Return where the type area of the page that is being made begins."""
    return float(context.current_footnote_area.page.content_box_y())


def _next_line(context: Any, place: float, slack: float = SMALL) -> float:
    top = _top(context)
    return top + float(context._banben_grid.up(place - top, slack))


def blocks_in_whole_lines(stock: Function) -> Function:
    """Set what is no body text in the middle of whole lines, and a box's edge close to its first line."""

    def lay_out(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        result = stock(context, box, index, child, *rest)
        kind = kind_of(child)
        abort, _, resume_at, position_y, margins, next_page, children, max_lines = result
        if kind is None or abort or not children or children[-1].index != index:
            return result
        placed = children[-1]
        continued = rest[7] is not None
        if kind is not Kind.UNIT:
            if not continued:
                _close_top(placed)
            return result
        if resume_at is not None or context.excluded_shapes or placed.border_height() == 0:
            return result
        position_y, margins = _centred(context, placed, position_y, margins, rest[5], continued)
        return abort, result[1], resume_at, position_y, margins, next_page, children, max_lines

    return lay_out


def _close_top(box: Any) -> None:
    """Move a box's upper edge and an item's sign with its first line: what was added stands outside."""
    moved = _first_moved(box)
    if moved <= SMALL:
        return
    if box.style["height"] == "auto" and (box.padding_top or box.border_top_width):
        box.margin_top += moved
        box.height -= moved
    if box.children[0].is_absolutely_positioned() and box.children[0].element_tag.endswith("::marker"):
        box.children[0].translate(0, moved)


def _first_moved(box: Any) -> float:
    for child in box.children:
        if isinstance(child, LineBox):
            if child.height:
                return float(getattr(child, MOVED, 0))
        elif child.is_in_normal_flow() and child.margin_height():
            return _first_moved(child) if kind_of(child) in (Kind.TEXT, Kind.MIXED) else 0
    return 0


def _centred(
    context: Any, box: Any, position_y: float, margins: list[float], bottom_space: float, continued: bool
) -> tuple[float, list[float]]:
    """Move *box*, which ends at *position_y* with *margins* below, and return where it ends now.

    With its margins it takes whole lines; what lacks is added half above and half below, all below at
    the head of a page. The box is not moved over the foot of the page.
    """
    grid: Grid = context._banben_grid
    margin = block.collapse_margin(margins)
    end = position_y + margin
    gives = min(grid.pitch * GIVES, margin, 2 * box.margin_top)
    rest = _next_line(context, end, max(SMALL, gives)) - end
    at_head = continued or box.position_y + box.margin_top - _top(context) < SMALL
    room = context.page_bottom - bottom_space - position_y
    shift = 0.0 if at_head else min(rest / 2, max(0.0, room))
    box.translate(0, shift)
    # The parent looks at the margin's own value, too.
    box.margin_bottom += rest - shift
    return position_y + shift, _widened(margins, rest - shift)


def _widened(margins: list[float], by: float) -> list[float]:
    """Return *margins* that collapse to *by* more."""
    largest = max(0.0, *margins)
    return [largest + by, *(margin for margin in margins if margin < 0)]


PATCHES = (
    Patch(layout, "initialize_page_maker", marked, "5bb3c878d722af53"),
    Patch(block, "iter_line_boxes", snapped_lines, "04aec48abfcad809", alone=True),
    Patch(block, "_in_flow_layout", blocks_in_whole_lines, "c2537262836dd981"),
)
