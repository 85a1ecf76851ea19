"""Composed lines as WeasyPrint's own boxes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from banben.cjk.breaks import Line
from banben.cjk.emitter import WIDEST, emitted
from banben.cjk.paragraphs import Paragraph, paragraph
from banben.cjk.settings import Settings
from banben.cjk.tree import ForeignError, Node, indices, place, skip_to

NEARLY = 1.1
"""Ems: a last line that is so nearly full is filled, for its edge would look like a fault."""
AHEAD = 400
"""Items that the next line may hold, at most."""
KEPT = 64
"""Paragraphs remembered with all their measures: those that the next pages may still ask for."""


@dataclass(slots=True)
class Composer:
    """The paragraphs of one document. WeasyPrint asks line by line, and again where a page is made anew."""

    settings: Settings
    known: OrderedDict[int, tuple[Any, Paragraph | None]] = field(default_factory=OrderedDict)

    def paragraph(
        self, linebox: Any, containing_block: Any, context: Any, skip: Any = None
    ) -> Paragraph | None:
        """Return *linebox* measured, None where it is left to WeasyPrint; *skip*: the place of a line."""
        held = self._held(linebox, skip)
        if held is not None:
            return held[1]
        found = self._measured(linebox, containing_block, context)
        self.known[id(linebox)] = (linebox, found)
        if len(self.known) > KEPT:
            self.known.popitem(last=False)
        return found

    def _held(self, linebox: Any, skip: Any) -> tuple[Any, Paragraph | None] | None:
        held = self.known.get(id(linebox))
        if held is None or held[0] is not linebox:
            return None
        if held[1] is not None and not _same(held[1].root, place(held[1].root, skip)):
            return None
        return held

    def measured_apart(self, linebox: Any, atom_width: Callable[[Any], float]) -> Paragraph | None:
        """Return *linebox* measured before its page is known, None where it is left to WeasyPrint."""
        held = self._held(linebox, None)
        if held is not None:
            return held[1]
        return self._composed(linebox, (0, 0), atom_width)

    def _measured(self, linebox: Any, containing_block: Any, context: Any) -> Paragraph | None:
        def atom_width(box: Any) -> float:
            laid_out = inline.atomic_box(context, box, 0, None, containing_block, [], [])
            width: float = laid_out.margin_width()
            return width

        return self._composed(linebox, containing_block, atom_width)

    def _composed(self, linebox: Any, containing_block: Any, atom_width: Any) -> Paragraph | None:
        chinese = (linebox.style["lang"] or "").lower().startswith("zh")
        if not chinese and not any(_is_chinese(box) for box in linebox.descendants()):
            return None
        try:
            return paragraph(linebox, containing_block, self.settings, atom_width)
        except ForeignError:
            return None


def _is_chinese(box: Any) -> bool:
    """Whether *box* has Chinese, or a circled number as a note's mark is, upright in a column."""
    return isinstance(box, boxes.TextBox) and any(
        character >= "\u2e80" or "\u2460" <= character <= "\u24ff" for character in box.text
    )


def _same(node: Node, start: int) -> bool:
    """Return whether the boxes near item *start* still are what was measured.

    Page numbers come later (target-counter), in boxes of their own.
    """
    if node.kind == "text":
        return node.shaped is not None and node.shaped.text == node.box.text.replace("\n", " ")
    if node.kind != "inline":
        return True
    boxes = node.box.children
    return len(node.children) == len(boxes) and all(
        node.children[index].box is boxes[index] and _same(node.children[index], start)
        for index in indices(node, start, start + AHEAD)
    )


def next_line(
    composer: Composer, context: Any, linebox: Any, x: float, width: float, skip: Any, containing_block: Any,
    absolute_boxes: list[Any], fixed_boxes: list[Any],
) -> tuple[Any, Any, bool] | None:  # fmt: skip
    """Return the line of *linebox* at *skip*, how to go on, and whether it ends by force; None: not ours."""
    composed = composer.paragraph(linebox, containing_block, context, skip)
    if composed is None or not composed.root.end:
        return None
    start = max(place(composed.root, skip), composed.origin)
    if start >= composed.root.end:
        # Nothing but white space is left.
        return None
    full = width + linebox.text_indent
    looseness = getattr(linebox, "_banben_looseness", 0)
    line = composed.line(start, full, width, looseness)
    forced = line.end in composed.measures.forced
    if line.end >= composed.finish:
        line = replace(line, end=composed.root.end)

    def atom(box: Any, position: float) -> Any:
        return inline.atomic_box(context, box, position, None, containing_block, absolute_boxes, fixed_boxes)

    over = line.end == composed.root.end
    align = linebox.style["text_align_all"] if not (forced or over) else linebox.style["text_align_last"]
    justified = align == "justify" or (
        align in ("auto", "start")
        and linebox.style["text_align_all"] == "justify"
        and 0 < line.extra < composed.measures.size * min(NEARLY, WIDEST * _slots(composed, line))
    )
    box, end = emitted(composed, line, x, linebox.position_y, justified, atom)
    box.position_x = linebox.position_x
    box.width = end - linebox.content_box_x()
    box._banben_composed = True
    resume = None if over else skip_to(composed.root, line.end)
    return box, resume, forced and not over


def _slots(composed: Paragraph, line: Line) -> int:
    return composed.measures.slots[line.end - 1] - composed.measures.slots[line.start]
