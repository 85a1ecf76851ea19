"""How wide a composed paragraph wants to be: for table columns and boxes that shrink to fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred

from banben.cjk.lines import Composer
from banben.cjk.paragraphs import Paragraph
from banben.cjk.spacing import ANYWHERE_COST
from banben.cjk.tree import place
from banben.patches import Function


def measurer(composer: Composer, stock: Function) -> Function:
    """Measure a paragraph's lines as they will be composed: narrowest words, or everything in a row."""

    def line_widths(
        context: Any, box: Any, outer: bool, is_line_start: bool, minimum: bool, skip_stack: Any = None,
        first_line: bool = False,
    ) -> Iterator[float]:  # fmt: skip
        indent = _indent(box) if isinstance(box, boxes.LineBox) else None
        composed = None if indent is None else composer.measured_apart(box, _atom_width(context, minimum))
        if composed is None or not composed.root.end:
            yield from stock(context, box, outer, is_line_start, minimum, skip_stack, first_line)
            return
        start = place(composed.root, skip_stack)
        for number, width in enumerate(_widths(composed, start, minimum, box.style["overflow_wrap"])):
            yield width + (indent or 0.0 if number == 0 and not start else 0.0)
            if first_line:
                return

    return line_widths


def _atom_width(context: Any, minimum: bool) -> Any:
    measure = preferred.min_content_width if minimum else preferred.max_content_width
    return lambda box: measure(context, box)


def _indent(box: Any) -> float | None:
    """Return the indent of the first line, None where it is reckoned from something else."""
    indent = box.style["text_indent"]
    if check_math(indent):
        return None
    return 0.0 if indent.unit == "%" else indent.value


def _widths(composed: Paragraph, start: int, minimum: bool, wrap: str) -> Iterator[float]:
    measures = composed.measures
    for end in measures.breaks:
        if end <= start or (measures.penalties[end] == ANYWHERE_COST and wrap != "anywhere"):
            continue
        over = end == composed.root.end
        if minimum or over or end in measures.forced:
            # WeasyPrint itself takes the spaces off the end of the widest line.
            lost = 0.0 if over and not minimum else measures.tails[end]
            yield max(measures.ends[end] - measures.ends[start] - lost - measures.heads[start], 0.0)
            start = end
