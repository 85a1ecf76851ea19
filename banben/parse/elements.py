"""The allowed elements, Markdown's marks among them, and what each becomes in the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banben.parse.block_elements import BLOCK_ELEMENTS
from banben.parse.context import Context
from banben.parse.flow import Convert
from banben.parse.inline_elements import INLINE_ELEMENTS
from banben.parse.pieces import Frame, Piece

# Their content is for programs: nothing of it is text of the book.
BANNED = frozenset({
    "script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "select", "textarea",
    "link", "meta", "base", "frame", "frameset", "noscript", "template", "canvas",
})  # fmt: skip
# Parts of a larger element, which takes them up when it ends; alone they are out of place.
PARTS = frozenset({
    "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "figcaption", "summary",
    "rt", "rb", "rp",
})  # fmt: skip
SILENT = frozenset({"col", "colgroup", "wbr"})
ELEMENTS: Mapping[str, Convert] = {**INLINE_ELEMENTS, **BLOCK_ELEMENTS}


def convert(frame: Frame, context: Context) -> Sequence[Piece]:
    """Return what the finished element *frame* is in the tree."""
    name = frame.name
    if rule := ELEMENTS.get(name):
        return rule(frame, context)
    if name in PARTS:
        return (frame,)
    if name in BANNED:
        context.report("M301", frame.origin, frame.length, name=name)
        return ()
    if name not in SILENT:
        context.report("M302", frame.origin, frame.length, name=name)
    return frame.content
