"""Marks beside the line: emphasis dots, and lines under names that do not run together (clreq 3.1.8).

A sheet asks for dots with `--emphasis: dot`, which WeasyPrint keeps, hands down and passes over.
"""

from __future__ import annotations

from typing import Any

from banben.cjk.classes import Kind, kind
from banben.cjk.composed import Composed
from banben.cjk.tree import classes
from banben.patches import Function

RADIUS = 0.09
BELOW, ABOVE = 0.36, 1.04
"""Ems from the baseline to the dot: below a row; above a turned one, which is the column's right side."""
SHORT = 0.06
"""Ems that a line under a name or title leaves free at both ends."""
UNDERLINED = {"name", "work"}


def dots(vertical: bool, stock: Function) -> Function:
    """Draw a dot beside every character that carries emphasis, none beside marks."""

    def draw(stream: Any, textbox: Any, offset_x: float, text_overflow: Any, block_ellipsis: Any) -> None:
        stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        layout = textbox.pango_layout
        if (
            isinstance(layout, Composed)
            and _asked(textbox.style)
            and textbox.style["visibility"] == "visible"
        ):
            _draw(stream, textbox, layout, vertical)

    return draw


def _asked(style: Any) -> bool:
    return any(getattr(token, "value", None) == "dot" for token in style["__emphasis"] or ())


def _draw(stream: Any, textbox: Any, layout: Composed, vertical: bool) -> None:
    size = textbox.style["font_size"]
    x = textbox.position_x + layout.lead
    baseline = textbox.position_y + textbox.baseline
    y = baseline - ABOVE * size if vertical else baseline + BELOW * size
    with stream.stacked():
        stream.set_color(textbox.style["color"], stroke=True)
        stream.set_line_cap(1)
        stream.set_line_width(2 * RADIUS * size)
        if layout.squares:
            for square in range(layout.squares):
                _dot(stream, x + (square + 0.5) * size, y)
            return
        for place, advance in enumerate(layout.advances, start=layout.first):
            if _carries(layout.shaped.text[place]):
                _dot(stream, x + layout.shaped.widths[place] / 2, y)
            x += advance


def _dot(stream: Any, x: float, y: float) -> None:
    """Draw a line of no length with round ends."""
    stream.move_to(x, y)
    stream.line_to(x, y)
    stream.stroke()


def _carries(character: str) -> bool:
    return kind(character) is Kind.IDEOGRAPH or character.isalnum()


def lines(stock: Function) -> Function:
    """Draw the line under a name a little shorter than the name, so that two neighbours are two."""

    def draw(
        stream: Any, textbox: Any, offset_x: float, offset_y: float, thickness: float, color: Any
    ) -> None:
        if not isinstance(textbox.pango_layout, Composed) or UNDERLINED.isdisjoint(classes(textbox)):
            stock(stream, textbox, offset_x, offset_y, thickness, color)
            return
        by = SHORT * textbox.style["font_size"]
        x, width = textbox.position_x, textbox.width
        textbox.position_x, textbox.width = x + by, width - 2 * by
        stock(stream, textbox, offset_x, offset_y, thickness, color)
        textbox.position_x, textbox.width = x, width

    return draw
