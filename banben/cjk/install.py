"""The extension as a whole: what of WeasyPrint 70.0 it stands in for."""

from __future__ import annotations

from typing import Any

from weasyprint.draw import text as drawn_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred
from weasyprint.pdf import fonts

from banben.cjk import columns, drawing, endings_composed, marks, pictures, widths
from banben.cjk.lines import Composer, next_line
from banben.cjk.settings import Settings
from banben.patches import Function, Patch


def patches(settings: Settings) -> tuple[Patch, ...]:
    """Return what composes the lines of one document; each document has its own memory."""
    composer = Composer(settings)
    pen = drawing.Pen(settings.vertical)

    def split(stock: Function) -> Function:
        return _splitter(composer, stock)

    def draw(stock: Function) -> Function:
        return drawing.painter(pen, stock)

    def emphasise(stock: Function) -> Function:
        return marks.dots(settings.vertical, stock)

    def measure(stock: Function) -> Function:
        return widths.measurer(composer, stock)

    def build(stock: Function) -> Function:
        return columns.twins(pen, stock)

    turned = (Patch(fonts, "build_fonts_dictionary", build, FONTS), *pictures.PATCHES)
    return (
        *(turned if settings.vertical else ()),
        *endings_composed.patches(composer),
        Patch(inline, "split_inline_box", split, SPLIT),
        Patch(inline, "justify_line", _justifier, JUSTIFY),
        Patch(preferred, "inline_line_widths", measure, WIDTHS),
        Patch(drawn_text, "draw_first_line", draw, DRAW),
        Patch(drawn_text, "draw_text", emphasise, TEXT),
        Patch(drawn_text, "draw_text_decoration", marks.lines, DECORATION),
    )


SPLIT = "3a0cb7ca7e34c7ef"
JUSTIFY = "f83b21ff8793ba6b"
WIDTHS = "6c24f789e3ce5bb7"
FONTS = "fc551bef35d0d6c3"
TEXT = "ebaf96239c6ca363"
DECORATION = "2ddf203897c2f259"
DRAW = "1bb8eae6d88e71b1"


def _splitter(composer: Composer, stock: Function) -> Function:
    """Compose a paragraph's lines where they are Chinese; all else is split as before."""

    def split(
        context: Any, box: Any, position_x: float, max_x: float, bottom_space: float, skip_stack: Any,
        containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, line_placeholders: Any,
        waiting_floats: Any, line_children: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Any:  # fmt: skip
        if isinstance(box, boxes.LineBox) and not first_letter_style and not first_line_style:
            found = next_line(
                composer, context, box, position_x, max_x - position_x, skip_stack, containing_block,
                absolute_boxes, fixed_boxes,
            )  # fmt: skip
            if found is not None:
                line, resume_at, forced = found
                return line, resume_at, forced, "\u2e80", "\u2e80", {"left": 0, "right": 0}
        return stock(
            context, box, position_x, max_x, bottom_space, skip_stack, containing_block, absolute_boxes,
            fixed_boxes, line_placeholders, waiting_floats, line_children, first_letter_style,
            first_line_style,
        )  # fmt: skip

    return split


def _justifier(stock: Function) -> Function:
    """Leave composed lines alone: they are justified already."""

    def justify(context: Any, line: Any, extra_width: float) -> None:
        if not getattr(line, "_banben_composed", False):
            stock(context, line, extra_width)

    return justify
