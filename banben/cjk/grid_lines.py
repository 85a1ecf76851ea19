"""Lines of body text set on the page's grid by WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.layout import block

from banben.cjk import grid_blocks
from banben.cjk.grid import SMALL, Grid, Kind, grid_of, kind_of, mark, next_line
from banben.cjk.grid_blocks import MOVED
from banben.cjk.grid_keep import keep_announced
from banben.patches import Function, Patch

SOURCE = "_banben_source"
"""On every line: the paragraph's one box of lines before they were broken, and the block that holds it."""


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
        start = next_line(context, place)
        found = stock(context, box, start, bottom, skip, holder, *rest)
        return _snapped(found, context, place, (box, holder))

    return lines


def _snapped(lines: Iterator[Any], context: Any, place: float, source: Any) -> Iterator[Any]:
    grid: Grid = context._banben_grid
    started = False
    for line, resume_at in lines:
        top = next_line(context, place)
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


PATCHES = (
    Patch(layout, "initialize_page_maker", marked, "5bb3c878d722af53"),
    Patch(block, "iter_line_boxes", snapped_lines, "04aec48abfcad809", alone=True),
    Patch(block, "_in_flow_layout", grid_blocks.blocks_in_whole_lines, "c2537262836dd981"),
)
