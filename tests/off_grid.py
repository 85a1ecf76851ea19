"""The lines of a laid out document that stand off its baseline grid, read back from where the ink is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import BlockBox, InlineBox, LineBox, TextBox
from weasyprint.text.line_break import strut

NEAR = 0.002
"""Parts of a line: a hundredth of a millimetre."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of body text: *row* counts lines of the grid from the top of the type area, from 0."""

    page: int
    row: float
    text: str

    @property
    def on_grid(self) -> bool:
        return abs(self.row - round(self.row)) < NEAR


def lines(document: Document) -> Iterator[Line]:
    """Yield the body lines of all pages: as high as the grid's, in the root's font size, in the flow."""
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        root = next(child for child in box.children if child.element_tag == "html")
        pitch, base = strut(root.style)
        for line in _flow(root, pitch, root.style["font_size"]):
            ink = next(_baselines(line), None)
            if ink is not None:
                text = "".join(found.text for found in line.descendants() if isinstance(found, TextBox))
                yield Line(number, (ink - box.content_box_y() - base) / pitch, text)


def off_grid(document: Document) -> list[Line]:
    """Return the body lines of *document* that are not on the grid."""
    return [line for line in lines(document) if not line.on_grid]


def _flow(box: Any, pitch: float, size: float) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, LineBox):
            if abs(strut(box.style)[0] / pitch - 1) < NEAR and box.style["font_size"] == size:
                yield child
        elif isinstance(child, BlockBox) and child.is_in_normal_flow() and not _apart(child):
            yield from _flow(child, pitch, size)


def _apart(box: Any) -> bool:
    taken_out = any(getattr(token, "value", None) == "none" for token in box.style["__line_snap"])
    return taken_out or bool(box.is_table_wrapper)


def _baselines(box: Any) -> Iterator[float]:
    """Yield the baselines of the text that stands on the line's own."""
    for child in box.children:
        if child.style["vertical_align"] == "baseline":
            if isinstance(child, TextBox):
                yield child.position_y + child.baseline
            elif isinstance(child, InlineBox) and child.is_in_normal_flow():
                yield from _baselines(child)
