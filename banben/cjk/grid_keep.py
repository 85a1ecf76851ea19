"""What announces a list stays with it: a paragraph that ends with a colon, and the first item.

Headings and the labels of boxes are kept by the sheet (`break-after: avoid`); no sheet can see a colon.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox

COLONS = ("：", ":")
ANNOUNCED = frozenset({"ul", "ol", "dl", "blockquote", "pre"})


def keep_announced(box: Any) -> None:
    """Forbid a page break before the first item wherever a paragraph below *box* announces a list."""
    blocks = [child for child in box.children if child.is_in_normal_flow()]
    if any(isinstance(block, LineBox) for block in blocks):
        return
    for block, following in pairwise(blocks):
        if following.element_tag in ANNOUNCED and _announces(block):
            # Styles are shared between elements that look alike.
            block.style = block.style.copy()
            block.style["break_after"] = "avoid"
    for block in blocks:
        keep_announced(block)


def _announces(block: Any) -> bool:
    if block.style["break_after"] != "auto":
        return False
    last = block
    while last.children:
        last = last.children[-1]
    return isinstance(last, TextBox) and last.text.rstrip().endswith(COLONS)
