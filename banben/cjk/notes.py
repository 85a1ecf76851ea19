"""Footnotes in WeasyPrint that are never lost: long ones go on at the foot of the next page."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import LayoutContext, block
from weasyprint.layout import page as layout_page

from banben.cjk import notes_figures, notes_lines, notes_page
from banben.patches import Function, Patch


def released(stock: Function) -> Function:
    """Give up the room of a note whose line is taken off the page."""

    def release(self: Any, footnote: Any) -> None:
        foot = getattr(self, "_banben_foot", None)
        if foot is not None:
            foot.release(footnote)
        elif not hasattr(self, "_banben_notes"):
            stock(self, footnote)
        # Otherwise what stands apart is laid out, after the page's notes: stock would set them once more.

    return release


PATCHES = (
    Patch(
        layout_page,
        "block_level_layout",
        notes_page.pages,
        "656f183328e8b1b5",
        reader=layout_page.make_page,
        alone=True,
    ),
    Patch(block, "_linebox_layout", notes_lines.paragraphs, "e07bbe000974787e"),
    Patch(block, "iter_line_boxes", notes_lines.lines, "04aec48abfcad809", alone=True),
    Patch(block, "_in_flow_layout", notes_figures.blocks, "c2537262836dd981"),
    Patch(block, "block_container_layout", notes_figures.containers, "65842ca53a8391eb"),
    Patch(LayoutContext, "unlayout_footnote", released, "c7c223cf4a0fda54"),
)
