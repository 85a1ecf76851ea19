"""Characters of one font in one direction as PDF's text operators want them (ISO 32000-1, 9.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango

from banben.cjk.composed import Composed
from banben.cjk.shaping import EMPTY, Run

# What WeasyPrint itself does not call.
ffi.cdef(
    """
    void hb_font_get_glyph_v_origin (hb_font_t *font, hb_codepoint_t glyph, int32_t *x, int32_t *y);
    void hb_font_get_scale (hb_font_t *font, int *x_scale, int *y_scale);
    """,
    override=True,
)


@dataclass(frozen=True, slots=True)
class Strip:
    """Characters *first* to *end* of *layout*, in WeasyPrint's *font* at *size* pixels."""

    layout: Composed
    run: Run
    font: Any
    size: float
    first: int
    end: int

    def row(self) -> str:
        """Return the glyphs side by side, with what each advance differs from the font's own."""
        scale = 1000 / self.size
        return _joined([self._lying(place, scale) for place in range(self.first, self.end)])

    def column(self, top: float) -> str:
        """Return the glyphs one below the other; the font's own advance is one em (9.7.4.3).

        *top* is how far above the baseline the font's squares begin, in ems.
        """
        scale = 1000 / self.size
        return _joined([self._standing(place, scale, top) for place in range(self.first, self.end)])

    @property
    def glyph(self) -> int:
        """The first glyph's number in the font."""
        return self.layout.shaped.numbers[self.layout.shaped.starts[self.first]]

    def letters(self) -> Iterator[Strip]:
        """Yield every character as a strip of its own."""
        for place in range(self.first, self.end):
            yield replace(self, first=place, end=place + 1)

    def width(self) -> float:
        """Return how far the strip goes, in pixels."""
        return sum(self.layout.advances[self.first - self.layout.first : self.end - self.layout.first])

    def _advance(self, place: int) -> float:
        return self.layout.advances[place - self.layout.first]

    def _lying(self, place: int, scale: float) -> str:
        shaped = self.layout.shaped
        glyph, following = shaped.starts[place], shaped.starts[place + 1]
        advance = self._advance(place) * scale
        if following - glyph != 1 or shaped.shifts[glyph] or shaped.numbers[glyph] == EMPTY:
            return self._cluster(place, glyph, following, advance, scale)
        number = shaped.numbers[glyph]
        if number not in self.font.to_unicode or number not in self.font.widths:
            self._learn(place, number)
        shift = round(self.font.widths[number] - advance, 1)
        inner = self.layout.shifts.get(place, 0.0) * scale if self.layout.shifts else 0.0
        if inner:
            return f">{-inner:.5g}<{number:04x}>{shift + inner:.5g}<"
        return f"{number:04x}>{shift:g}<" if shift else f"{number:04x}"

    def _standing(self, place: int, scale: float, top: float) -> str:
        shaped = self.layout.shaped
        glyph = shaped.starts[place]
        advance = self._advance(place) * scale
        if glyph == shaped.starts[place + 1] or shaped.numbers[glyph] == EMPTY:
            return _shifted(advance)
        number = shaped.numbers[glyph]
        if number not in self.font.to_unicode or number not in self.font.widths:
            self._learn(place, number)
        tops = vars(self.font).setdefault("_banben_tops", {})
        if number not in tops:
            tops[number] = top_of_square(self.run.font, number)
        # A glyph of two squares, a dash, begins higher than the others.
        lower = round((tops[number] - top) * 1000, 1)
        return _shifted(lower) + f"{number:04x}" + _shifted(round(advance - 1000 - lower, 1))

    def _cluster(self, place: int, first: int, end: int, advance: float, scale: float) -> str:
        """Return no glyph, or several of one character: marks over a letter keep their offsets."""
        shaped, parts, left = self.layout.shaped, [], advance
        for glyph in range(first, end):
            number = shaped.numbers[glyph]
            if number == EMPTY:
                continue
            self._learn(place if glyph == first else -1, number)
            inner = shaped.shifts[glyph] * FROM_UNITS * scale
            own = shaped.advances[glyph] * FROM_UNITS * scale if glyph < end - 1 else left
            left -= own
            after = self.font.widths[number] + inner - own
            parts.append(_shifted(round(-inner, 1)) + f"{number:04x}" + _shifted(round(after, 1)))
            advance = 0.0
        return "".join(parts) or _shifted(round(-advance, 1))

    def _learn(self, place: int, number: int) -> None:
        """Tell the PDF what a glyph stands for, and how wide the font says it is."""
        shaped = self.layout.shaped
        end = place + 1
        while 0 < end < len(shaped.text) and shaped.starts[end] == shaped.starts[end + 1]:
            end += 1
        self.font.to_unicode.setdefault(number, shaped.text[place:end] if place >= 0 else "")
        if number not in self.font.widths:
            logical = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.run.font, number, ffi.NULL, logical)
            self.font.widths[number] = round(logical.width * FROM_UNITS * 1000 / self.size)


def _shifted(by: float) -> str:
    return f">{by:g}<" if by else ""


def _joined(parts: list[str]) -> str:
    shown = "".join(["<", *parts])
    return shown[:-1] if shown.endswith("<") else f"{shown}>"


def top_of_square(font: Any, glyph: int) -> float:
    """Return how far above the baseline a glyph's square begins, in ems; *font* is Pango's."""
    shape = pango.pango_font_get_hb_font(font)
    x, y, wide, high = (ffi.new("int32_t *"), ffi.new("int32_t *"), ffi.new("int *"), ffi.new("int *"))
    harfbuzz.hb_font_get_glyph_v_origin(shape, glyph, x, y)
    harfbuzz.hb_font_get_scale(shape, wide, high)
    return y[0] / high[0] if high[0] else 0.88
