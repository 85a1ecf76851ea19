"""Composed text drawn: the glyphs that were measured, at the places that were chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi

from banben.cjk.classes import Kind, kind
from banben.cjk.composed import Composed
from banben.cjk.shaping import EMPTY, Run, Shaped
from banben.writers.patches import Function

COLUMN = "v"
"""Added to a font's name for its vertical twin (columns.py puts it among the fonts)."""
WIDENED = 0.2
"""Ems by which a mark's square is wider than its glyph, where the glyph stands in the middle."""


@dataclass(slots=True)
class Pen:
    """Writes glyphs into a PDF stream; *vertical*: ideographs stand upright in a turned line."""

    vertical: bool
    fonts: dict[tuple[int, int], tuple[Any, float]] = field(default_factory=dict)

    def font(self, stream: Any, run: Run) -> tuple[Any, float]:
        """Return WeasyPrint's font of *run* and its size in pixels, asked of Pango once."""
        key = (id(stream._fonts), int(ffi.cast("intptr_t", run.font)))
        if key not in self.fonts:
            self.fonts[key] = stream.add_font(run.font)
        return self.fonts[key]


def painter(pen: Pen, stock: Function) -> Function:
    """Draw composed boxes from their own glyphs, all others as WeasyPrint does."""

    def first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        layout = textbox.pango_layout
        if not isinstance(layout, Composed):
            return stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        if any(_is_foreign(pen, stream, layout, run) for run in _runs(layout)):
            return _draw_stock(stock, stream, textbox, matrix)
        x, y = matrix.values[4], matrix.values[5]
        if layout.combined:
            _combined(pen, stream, layout, x, y)
        else:
            _strip(pen, stream, layout, x + layout.lead, y)
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
    return any(number > 0xFFFF and number != EMPTY for number in numbers)


def _draw_stock(stock: Function, stream: Any, textbox: Any, matrix: Any) -> Any:
    composed, style = textbox.pango_layout, textbox.style
    textbox.pango_layout = line_break.Layout(style)
    textbox.pango_layout.set_text(composed.text)
    emojis = stock(stream, textbox, "clip", "none", matrix)
    textbox.pango_layout.deactivate()
    textbox.pango_layout = composed
    return emojis


def _strip(pen: Pen, stream: Any, layout: Composed, x: float, y: float) -> None:
    """Draw the characters run by run; upright and lying ones are runs of their own."""
    shaped = layout.shaped
    size = layout.style["font_size"]
    place = layout.first
    for run in _runs(layout):
        font, font_size = pen.font(stream, run)
        while place < layout.end and shaped.starts[place] < run.end:
            end = place
            standing = pen.vertical and _stands(shaped.text[place], shaped.widths[place] / size)
            while end < layout.end and shaped.starts[end] < run.end:
                if pen.vertical and standing is not _stands(shaped.text[end], shaped.widths[end] / size):
                    break
                end += 1
            advances = layout.advances[place - layout.first : end - layout.first]
            if standing:
                _column(stream, font, font_size, shaped, place, end, advances, x, y)
            else:
                _row(stream, font, font_size, shaped, place, end, advances, x, y)
            x += sum(advances)
            place = end
    if layout.hyphen is not None:
        _hyphen(pen, stream, layout.hyphen, x, y)


@cache
def _stands_alone(character: str) -> bool:
    return kind(character) <= Kind.JOINER


def _stands(character: str, width: float) -> bool:
    """Return whether *character* stands upright in a column: Chinese does, and signs in a square (UAX 50)."""
    if _stands_alone(character):
        return True
    return 0.95 < width < 1.05 and not character.isalpha() and not character.isspace()


def _row(
    stream: Any,
    font: Any,
    size: float,
    shaped: Shaped,
    first: int,
    end: int,
    advances: Any,
    x: float,
    y: float,
) -> None:
    """Show glyphs in a row, with what each advance differs from the font's own (ISO 32000-1, 9.4.3)."""
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    stream.set_font_size(font.hash, size)
    stream.show_text(_shown(font, size, shaped, first, end, advances))


def _shown(font: Any, size: float, shaped: Shaped, first: int, end: int, advances: Any) -> str:
    scale = 1000 / size
    numbers, starts, known = shaped.numbers, shaped.starts, font.to_unicode
    widths = font.widths
    parts: list[str] = ["<"]
    for place in range(first, end):
        glyph = starts[place]
        following = starts[place + 1]
        if following - glyph != 1 or numbers[glyph] == EMPTY:
            parts.append(_cluster(font, scale, shaped, place, advances[place - first]))
            continue
        number = numbers[glyph]
        if number not in known:
            _learn(font, scale, shaped, place)
        width = widths.get(number)
        if width is None:
            width = widths[number] = round(shaped.advances[glyph] / 1024 * scale)
        advance = advances[place - first] * scale
        natural = shaped.widths[place] * scale
        if shaped.shifts[glyph] or shaped.rises[glyph]:
            parts.append(_cluster(font, scale, shaped, place, advances[place - first]))
            continue
        shift = round(width - advance, 1)
        if shift < -200 and kind(shaped.text[place]) is Kind.DOT and natural < 800:
            inner = round((natural - min(advance, 1000)) / 2, 1)
            parts.append(f">{inner:g}<{number:04x}>{round(shift - inner, 1):g}<")
        elif shift:
            parts.append(f"{number:04x}>{shift:g}<")
        else:
            parts.append(f"{number:04x}")
    shown = "".join(parts)
    return shown[:-1] if shown.endswith("<") else f"{shown}>"


def _learn(font: Any, scale: float, shaped: Shaped, place: int) -> None:
    """Tell the PDF what the first glyph at *place* stands for, and how wide it is."""
    glyph, end = shaped.starts[place], place + 1
    while end < len(shaped.text) and shaped.starts[end] == shaped.starts[end + 1]:
        end += 1
    number = shaped.numbers[glyph]
    font.to_unicode.setdefault(number, shaped.text[place:end])
    if number not in font.widths:
        spaced = shaped.advances[glyph] / 1024
        font.widths[number] = round(spaced * scale)


def _cluster(font: Any, scale: float, shaped: Shaped, place: int, advance: float) -> str:
    """Return several glyphs of one character, or none; marks set over a letter keep their offsets."""
    first, end = shaped.starts[place], shaped.starts[place + 1]
    if first == end or (end - first == 1 and shaped.numbers[first] == EMPTY):
        shift = round(-advance * scale, 1)
        return f">{shift:g}<" if shift else ""
    left = advance * scale
    parts: list[str] = []
    for glyph in range(first, end):
        number = shaped.numbers[glyph]
        if number == EMPTY:
            continue
        font.to_unicode.setdefault(number, shaped.text[place] if glyph == first else "")
        width = font.widths.setdefault(number, round(shaped.advances[glyph] / 1024 * scale))
        inner = shaped.shifts[glyph] / 1024 * scale
        own = shaped.advances[glyph] / 1024 * scale if glyph < end - 1 else left
        left -= own
        before, after = round(-inner, 1), round(width + inner - own, 1)
        parts.append(
            (f">{before:g}<" if before else "") + f"{number:04x}" + (f">{after:g}<" if after else "")
        )
    return "".join(parts)


def _column(
    stream: Any,
    font: Any,
    size: float,
    shaped: Shaped,
    first: int,
    end: int,
    advances: Any,
    x: float,
    y: float,
) -> None:
    """Show upright glyphs one below the other (ISO 32000-1, 9.7.4.3), in a line that will be turned."""
    scale = 1000 / size
    middle = size * (font.ascent + font.descent) / 2000
    stream.set_text_matrix(0, -1, -1, 0, x, y - middle)
    stream.set_font_size(font.hash + COLUMN, size)
    parts: list[str] = ["<"]
    for place in range(first, end):
        glyph = shaped.starts[place]
        if glyph == shaped.starts[place + 1] or shaped.numbers[glyph] == EMPTY:
            more = round(advances[place - first] * scale, 1)
            parts.append(f">{more:g}<" if more else "")
            continue
        number = shaped.numbers[glyph]
        if number not in font.to_unicode or number not in font.widths:
            _learn(font, scale, shaped, place)
        more = round(advances[place - first] * scale - 1000, 1)
        parts.append(f"{number:04x}>{more:g}<" if more else f"{number:04x}")
    shown = "".join(parts)
    stream.show_text(shown[:-1] if shown.endswith("<") else f"{shown}>")


def _combined(pen: Pen, stream: Any, layout: Composed, x: float, y: float) -> None:
    """Show a short number upright in one square: narrowed where it is wider (clreq 3.2.4)."""
    shaped = layout.shaped
    size = layout.style["font_size"]
    width = sum(layout.advances)
    narrow = min(1.0, 0.96 * size / width)
    for run in shaped.runs:
        font, font_size = pen.font(stream, run)
        # Upright after the page is turned: the row runs up the page, digits stand on the square's floor.
        bottom = x + size * 0.86
        left = y - size * 0.38 + narrow * width / 2
        stream.set_text_matrix(0, -narrow, -1, 0, bottom, left)
        stream.set_font_size(font.hash, font_size)
        stream.show_text(_shown(font, font_size, shaped, 0, len(shaped.text), layout.advances))


def _hyphen(pen: Pen, stream: Any, hyphen: Shaped, x: float, y: float) -> None:
    """Show a hyphen that the text does not have: it is copied as a soft one (ISO 32000-1, 14.8.2.2.3)."""
    stream.stream.append(b"/Span << /ActualText <FEFF00AD> >> BDC")
    for run in hyphen.runs:
        font, size = pen.font(stream, run)
        _row(stream, font, size, hyphen, 0, 1, hyphen.widths, x, y)
    stream.stream.append(b"EMC")
