"""Marks of notes that begin anew on every page: written over the chapter's marks, which are as wide.

A book asks for it with `data-notes="page"` on its root element; the chapter's mark stands in `data-mark` of
every note. An element with `data-of` shows the mark of the note with this id, on whatever page that is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.line_break import split_first_line

from banben.cjk.composed import Composed
from banben.cjk.shaping import shape
from banben.numerals import circled


def wanted(root: Any) -> bool:
    """Whether the document with *root* as its root box numbers its notes by page."""
    return root.element is not None and root.element.get("data-notes") == "page"


def numbered(called: Iterable[Any], marks: dict[Any, str]) -> None:
    """Give the notes *called* on one page, in their order, their marks by element."""
    for number, note in enumerate(called, start=1):
        marks[note.element] = circled(number)


def show(box: Any, context: Any, marks: Mapping[Any, str]) -> None:
    """Write the marks of *marks* wherever *box*, laid out, shows those of the chapter."""
    named = {element.get("id"): mark for element, mark in marks.items() if element.get("id")}
    for item in box.descendants():
        if not isinstance(item, TextBox) or item.element is None:
            continue
        element = item.element
        if item.element_tag.endswith(("::footnote-call", "::footnote-marker")):
            new, old = marks.get(element), element.get("data-mark")
        else:
            of = element.get("data-of")
            new, old = (named.get(of), (element.text or "").strip()) if of else (None, None)
        if new and old and new != old and old in item.text:
            _rewrite(item, item.text.replace(old, new), context)


def _rewrite(box: Any, text: str, context: Any) -> None:
    """Show *text* in the laid out *box*, in the room that it has."""
    layout, style = box.pango_layout, box.style
    box.text = text
    if isinstance(layout, Composed):
        shaped = shape(text, style)
        box.pango_layout = Composed(
            shaped, 0, len(text), array("f", shaped.widths), layout.lead, style, squares=layout.squares
        )
    else:
        box.pango_layout, *_ = split_first_line(text, style, context, None, 0)
