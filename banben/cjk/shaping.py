"""Pango's glyphs of a text, read once: WeasyPrint shapes a line several times and again to draw it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

from banben.cjk.features import Wish, quotes_of_chinese, set_attributes, wishes_of

STRIDE = ffi.sizeof("PangoGlyphInfo") // ffi.sizeof("int")
"""A glyph's integers as Pango has them: number, width, offset to the right, offset down, flags."""
UNKNOWN = 0x10000000
"""PANGO_GLYPH_UNKNOWN_FLAG: no font has the character."""
EMPTY = 0x0FFFFFFF
"""PANGO_GLYPH_EMPTY: a character that shows nothing."""

# What WeasyPrint itself does not call.
ffi.cdef("gpointer g_object_ref (gpointer object);", override=True)


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs *first* to *end* of a text, in one font of Pango's."""

    font: Any
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text's glyphs.

    *starts* holds the number of each character's first glyph, and one more for the end: a character
    that has none of its own (the second of a ligature) starts where the next one does. *widths* are
    the characters' advances in CSS pixels, kerning and letter spacing included; *advances*, *shifts* and
    *rises* are the glyphs' own, in Pango's units.
    """

    text: str
    numbers: array[int]
    advances: array[int]
    shifts: array[int]
    rises: array[int]
    starts: array[int]
    widths: array[float]
    runs: tuple[Run, ...]
    height: float
    plain: bool
    """No right-to-left run: the glyphs stand in the order of the characters."""


def shape(text: str, style: Any, vertical: bool = False) -> Shaped:
    """Return the glyphs of *text*, which holds no line end, in *style*; *vertical*: with upright forms."""
    wishes = wishes_of(text, vertical)
    shaped = _shape(text, style, wishes)
    narrow = [place for place in quotes_of_chinese(text) if shaped.widths[place] < 0.9 * style["font_size"]]
    if narrow and len(style["font_family"]) > 1:
        # A font made for Latin has narrow marks: the family that comes next has Chinese ones.
        families = ",".join(style["font_family"][1:])
        shaped = _shape(text, style, [*wishes, *(Wish(place, families=families) for place in narrow)])
    return shaped


def _shape(text: str, style: Any, wishes: Sequence[Wish]) -> Shaped:
    layout = line_break.Layout(style)
    set_attributes(layout.layout, style, text, wishes)
    _set_text(layout, text)
    line, _ = layout.get_first_line()
    numbers, advances, shifts, rises = array("I"), array("i"), array("i"), array("i")
    places: list[int] = []
    runs: list[Run] = []
    plain = True
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        plain = plain and not item.analysis.level & 1
        first = len(numbers)
        raw = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * STRIDE * 4))
        values = raw.cast("i")
        numbers.extend(raw.cast("I")[::STRIDE])
        advances.extend(values[1::STRIDE])
        shifts.extend(values[2::STRIDE])
        rises.extend(values[3::STRIDE])
        clusters = memoryview(ffi.buffer(glyphs.log_clusters, glyphs.num_glyphs * 4)).cast("i")
        offset = item.offset
        places.extend(offset + cluster for cluster in clusters)
        runs.append(Run(_held(item.analysis.font, style.font_config), first, len(numbers)))
    _, height = line_break.line_size(line, style)
    layout.deactivate()
    starts, widths = _by_character(text, places, advances)
    spacing = style["letter_spacing"]
    if spacing != "normal" and spacing:
        widths = [width + spacing if starts[n] < starts[n + 1] else width for n, width in enumerate(widths)]
    return Shaped(
        text, numbers, advances, shifts, rises, starts, array("d", widths), tuple(runs), height, plain
    )


def _held(font: Any, config: Any) -> Any:
    """Return *font* so that it lives as long as the document's fonts: Pango lets go of those of a layout."""
    fonts = vars(config).setdefault("_banben_fonts", {})
    number = int(ffi.cast("intptr_t", font))
    if number not in fonts:
        gobject.g_object_ref(font)
        fonts[number] = ffi.gc(font, gobject.g_object_unref)
    return fonts[number]


def _set_text(layout: Any, text: str) -> None:
    """Set *text* as it is: WeasyPrint's own way would add the letter spacing, unevenly at the ends."""
    layout.text = text
    encoded = text.encode()
    pango.pango_layout_set_text(layout.layout, encoded, len(encoded))


def _by_character(text: str, places: list[int], advances: array[int]) -> tuple[array[int], list[float]]:
    """Return each character's first glyph and its advance, from the glyphs' bytes in the text."""
    if text.isascii():
        numbers: Any = range(len(text) + 1)
    else:
        ends = accumulate((len(character.encode()) for character in text), initial=0)
        numbers = {byte: number for number, byte in enumerate(ends)}
    count = len(text)
    starts = array("i", [-1]) * (count + 1)
    widths = [0.0] * count
    for glyph, (place, advance) in enumerate(zip(places, advances, strict=True)):
        character = numbers[place]
        if starts[character] < 0:
            starts[character] = glyph
        widths[character] += advance * FROM_UNITS
    following = starts[count] = len(places)
    for number in range(count - 1, -1, -1):
        if starts[number] < 0:
            starts[number] = following
        else:
            following = starts[number]
    return starts, widths


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a glyph's ink begins and ends between its origin (0) and its advance (1)."""

    left: float
    right: float


def ink(font: Any, glyph: int, along: bool = True) -> Ink:
    """Return the ink of *glyph* along the line, as parts of its advance.

    *along* False: from the top of the em square downwards, for a glyph that stands upright in a column.
    """
    inked, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph, inked, logical)
    if along:
        width = logical.width or 1
        return Ink(inked.x / width, (inked.x + inked.width) / width)
    size = logical.width or 1
    # The square's middle is where the middle of the font's line is.
    top = logical.y + (logical.height - size) / 2
    return Ink((inked.y - top) / size, (inked.y + inked.height - top) / size)
