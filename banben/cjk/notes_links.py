"""Links between a note's mark in the text and the note at the page's foot, in both directions."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox
from weasyprint.urls import get_link


class Call(InlineBox):  # type: ignore[misc] # the stock class has no types
    """A mark that can be hit: its line height is nothing, so that lines stay on the grid."""

    def hit_area(self) -> tuple[float, float, float, float]:
        """Return the rectangle of the mark's own text."""
        x, y, width, height = super().hit_area()
        for child in self.children[:1]:
            y, height = child.border_box_y(), child.border_height()
        return x, y, width, height


def link(root: Any) -> None:
    """Link every call below *root*, before layout, with its note; those of notes in notes too."""
    calls = [box for box in root.descendants() if box.footnote is not None]
    for number, call in enumerate(calls, start=1):
        _link(call, str(number))


def _link(call: Any, name: str) -> None:
    note = call.footnote
    note.style["anchor"] = note.style["anchor"] or f"note-{name}"
    # A style is shared by all boxes that look alike.
    call.style = call.style.copy()
    call.style["anchor"] = f"call-{name}"
    call.link = get_link(f"#{note.style['anchor']}", None)
    if type(call) is InlineBox:
        call.__class__ = Call
    # What is tagged as a link in the PDF are boxes of `a`, pseudo-elements included.
    call.element_tag = "a::footnote-call"
    for box in note.children:
        if box.element_tag.endswith("::footnote-marker"):
            box.element_tag, box.link = "a::footnote-marker", get_link(f"#call-{name}", None)
    inner = [box for box in note.descendants() if box.footnote is not None]
    for number, box in enumerate(inner, start=1):
        _link(box, f"{name}-{number}")
