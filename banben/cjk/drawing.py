"""Composed text drawn: the glyphs that were measured, at the places that were chosen."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi

from banben.cjk.classes import Kind, kind
from banben.cjk.composed import AXIS, Composed
from banben.cjk.shaping import UNKNOWN, Run, Shaped
from banben.cjk.strips import Strip, top_of_square
from banben.patches import Function

FLOOR = 0.86
"""Ems from the head of a square of a column to the line on which a number stands in it."""
COLUMN = "v"
"""Added to a font's name for its vertical twin (columns.py puts it among the fonts)."""


@dataclass(slots=True)
class Pen:
    """Writes glyphs into a PDF stream; *vertical*: ideographs stand upright in a turned line.

    *columns* are the names of the fonts that stood, each with the top of its square in ems.
    """

    vertical: bool
    columns: dict[str, float] = field(default_factory=dict)
    fonts: dict[tuple[int, int], tuple[Any, float]] = field(default_factory=dict)

    def font(self, stream: Any, run: Run) -> tuple[Any, float]:
        """Return WeasyPrint's font of *run* and its size in pixels, asked of Pango once."""
        key = (id(stream._fonts), int(ffi.cast("intptr_t", run.font)))
        if key not in self.fonts:
            self.fonts[key] = stream.add_font(run.font)
        return self.fonts[key]

    def top(self, strip: Strip) -> float:
        """Return how far above the baseline the squares of a standing strip's font begin, in ems."""
        name = strip.font.hash
        if name not in self.columns:
            self.columns[name] = top_of_square(strip.run.font, strip.glyph)
        return self.columns[name]


def painter(pen: Pen, stock: Function) -> Function:
    """Draw composed boxes from their own glyphs, all others as WeasyPrint does."""

    def first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        if not isinstance(layout, Composed):
            return stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        if any(_is_foreign(pen, stream, layout, run) for run in _runs(layout)):
            return _draw_stock(stock, stream, textbox, matrix)
        x, y = matrix.values[4], matrix.values[5]
        if layout.squares:
            _combined(pen, stream, layout, x, y)
        else:
            _draw(pen, stream, layout, x + layout.lead, y)
        return []

    return first_line


def _runs(layout: Composed) -> list[Run]:
    first, end = layout.shaped.starts[layout.first], layout.shaped.starts[layout.end]
    return [run for run in layout.shaped.runs if run.first < end and run.end > first]


def _is_foreign(pen: Pen, stream: Any, layout: Composed, run: Run) -> bool:
    """Return whether *run* has pictures for glyphs, or characters that no font has."""
    font, _ = pen.font(stream, run)
    if font.bitmap or font.png or font.svg or font.colr:
        return True
    numbers = layout.shaped.numbers[run.first : run.end]
    return any(number & UNKNOWN for number in numbers)


def _draw_stock(stock: Function, stream: Any, textbox: Any, matrix: Any) -> Any:
    composed, style = textbox.pango_layout, textbox.style
    textbox.pango_layout = line_break.Layout(style)
    textbox.pango_layout.set_text(composed.text)
    emojis = stock(stream, textbox, "clip", "none", matrix)
    textbox.pango_layout.deactivate()
    textbox.pango_layout = composed
    return emojis


def _draw(pen: Pen, stream: Any, layout: Composed, x: float, y: float) -> None:
    """Draw the characters strip by strip; upright and lying ones are strips of their own."""
    for strip, stands in _strips(pen, stream, layout):
        if stands:
            # All squares stand about one axis, whatever the font's own baseline in them.
            stream.set_text_matrix(0, -1, -1, 0, x, y - strip.size * AXIS)
            stream.set_font_size(strip.font.hash + COLUMN, strip.size)
            stream.show_text(strip.column(pen.top(strip)))
        else:
            stream.set_text_matrix(1, 0, 0, -1, x, y)
            stream.set_font_size(strip.font.hash, strip.size)
            stream.show_text(strip.row())
        x += strip.width()
    if layout.hyphen is not None:
        _hyphen(pen, stream, layout.hyphen, x, y)


def _strips(pen: Pen, stream: Any, layout: Composed) -> Iterator[tuple[Strip, bool]]:
    shaped, place = layout.shaped, layout.first
    square = layout.style["font_size"]
    for run in _runs(layout):
        font, size = pen.font(stream, run)
        while place < layout.end and shaped.starts[place] < run.end:
            first = place
            stands = pen.vertical and _stands(shaped.text[place], shaped.widths[place] / square)
            while place < layout.end and shaped.starts[place] < run.end:
                if pen.vertical and stands is not _stands(shaped.text[place], shaped.widths[place] / square):
                    break
                place += 1
            yield Strip(layout, run, font, size, first, place), stands


@cache
def _is_chinese(character: str) -> bool:
    return kind(character) <= Kind.JOINER


def _stands(character: str, width: float) -> bool:
    """Return whether *character* stands upright in a column: Chinese does, and signs in a square (UAX 50)."""
    if _is_chinese(character):
        return True
    return 0.95 < width < 1.05 and not character.isalpha() and not character.isspace()


def _combined(pen: Pen, stream: Any, layout: Composed, x: float, y: float) -> None:
    """Show a short number upright in one square, or a letter in each (clreq, mixed text in vertical writing).

    A number is narrowed where it is wider than the square.
    """
    size, whole = layout.style["font_size"], sum(layout.advances)
    apart = layout.squares > 1
    narrow = 1.0 if apart else min(1.0, 0.96 * size / whole)
    before = 0.0
    for strip, _ in _strips(Pen(False, pen.columns, pen.fonts), stream, layout):
        stream.set_font_size(strip.font.hash, strip.size)
        for part in strip.letters() if apart else (strip,):
            # The row runs up the page that will be turned: it stands on its square's floor, in the middle.
            middle = part.width() / 2 if apart else narrow * (whole / 2 - before)
            floor = x + size * (FLOOR + apart * part.first)
            stream.set_text_matrix(0, -narrow, -1, 0, floor, y - size * AXIS + middle)
            stream.show_text(part.row())
            before += part.width()


def _hyphen(pen: Pen, stream: Any, hyphen: Shaped, x: float, y: float) -> None:
    """Show a hyphen that the text does not have. It is copied as one: a soft hyphen would come out unseen."""
    layout = Composed(hyphen, 0, 1, array("f", hyphen.widths), 0.0, None)
    for run in hyphen.runs:
        font, size = pen.font(stream, run)
        stream.set_text_matrix(1, 0, 0, -1, x, y)
        stream.set_font_size(font.hash, size)
        stream.show_text(Strip(layout, run, font, size, 0, 1).row())
