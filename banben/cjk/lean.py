"""Boxes of composed lines that hold no more than what differs from line to line.

WeasyPrint's own copies carry some thirty attributes each, most of them zeros: an eighth of what a long book
keeps in memory until it is painted.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

SIDES = ("top", "right", "bottom", "left")
CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
ZEROS: dict[str, Any] = {
    **{f"margin_{side}": 0 for side in SIDES},
    **{f"padding_{side}": 0 for side in SIDES},
    **{f"border_{side}_width": 0 for side in SIDES},
    "min_width": 0, "min_height": 0, "max_width": inf, "max_height": inf, "width": 0, "height": 0,
    **{f"border_{corner}_radius": (0, 0) for corner in CORNERS},
    "background": None, "first_letter_style": None, "first_line_style": None,
    "remove_decoration_sides": frozenset(), "bare": True,
}  # fmt: skip
"""What text and line boxes have whatever the sheet says: both are anonymous (CSS 2.1, 9.2.1.1)."""
OWN = {
    *ZEROS, "element_tag", "element", "style", "children", "text", "position_x", "position_y", "baseline",
    "pango_layout", "text_indent", "resume_at", "index",
}  # fmt: skip


class LeanText(boxes.TextBox):  # type: ignore[misc] # the stock class has no types
    """A piece of text in a line."""

    children = ()


class LeanLine(boxes.LineBox):  # type: ignore[misc] # the stock class has no types
    """A line."""

    text_indent = 0


for _name, _value in ZEROS.items():
    setattr(LeanText, _name, _value)
    setattr(LeanLine, _name, _value)


def lean_text(source: Any, text: str) -> Any:
    """Return a box for *text*, a part of *source*'s."""
    box = _lean(LeanText, source)
    box.text = text
    return box


def lean_line(source: Any, children: list[Any]) -> Any:
    """Return a line of *source* that holds *children*."""
    box = _lean(LeanLine, source)
    box.children = children
    return box


def _lean(kind: Any, source: Any) -> Any:
    box = kind.__new__(kind)
    box.element_tag, box.element, box.style = source.element_tag, source.element, source.style
    for name in vars(source).keys() - OWN:
        setattr(box, name, getattr(source, name))
    return box
