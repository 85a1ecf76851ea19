"""Blocks between the lines of the grid: boxes, tables, figures, in whole lines of it."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import block

from banben.cjk.grid import SMALL, Grid, Kind, kind_of, next_line, top_of
from banben.patches import Function

MOVED = "_banben_moved"
"""On the first line of a block: how far it was moved down to the grid."""
GIVES = 1 / 6
"""The part of a line that the margins of a table or picture give up, so that it takes a line less."""


def blocks_in_whole_lines(stock: Function) -> Function:
    """Set what is no body text in the middle of whole lines, and a box's edge close to its first line."""

    def lay_out(context: Any, box: Any, index: int, child: Any, *rest: Any) -> Any:
        kind = kind_of(child)
        place = child.position_x, child.position_y
        result = stock(context, box, index, child, *rest)
        if kind in (Kind.TEXT, Kind.MIXED) and _hangs_over(context, child, result, index, rest):
            child.position_x, child.position_y = place
            result = stock(context, box, index, child, *_raised(context, result, rest))
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


def _hangs_over(context: Any, child: Any, result: Any, index: int, rest: Any) -> bool:
    """Whether the padding of a box that fills its page from the top hangs over the foot.

    Stock lays out such a box once more only if something stands above it.
    """
    abort, _, resume_at, position_y, _, _, children, _ = result
    if abort or resume_at is not None or not rest[1] or not children or children[-1].index != index:
        return False
    below = children[-1].padding_bottom + children[-1].border_bottom_width
    whole = block.avoid_page_break(child.style["break_inside"], context)
    return bool(below and not whole and context.overflows_page(rest[5], position_y))


def _raised(context: Any, result: Any, rest: Any) -> list[Any]:
    """Return the arguments *rest* for laying out anew above the room that the box's lower edge takes."""
    placed = result[6].pop()
    block.remove_placeholders(context, [placed], rest[2], rest[3])
    again = list(rest)
    again[0] = result[6]
    again[5] += placed.padding_bottom + placed.border_bottom_width
    return again


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
    gives = min(grid.pitch * GIVES, margin)
    rest = next_line(context, end, max(SMALL, gives)) - end
    at_head = continued or box.position_y + box.margin_top - top_of(context) < SMALL
    room = context.page_bottom - bottom_space - position_y
    shift = 0.0 if at_head else max(-box.margin_top, min(rest / 2, max(0.0, room)))
    box.translate(0, shift)
    # The parent looks at the margin's own value, too.
    box.margin_bottom += rest - shift
    return position_y + shift, _widened(margins, rest - shift)


def _widened(margins: list[float], by: float) -> list[float]:
    """Return *margins* that collapse to *by* more."""
    largest = max(0.0, *margins)
    return [largest + by, *(margin for margin in margins if margin < 0)]
