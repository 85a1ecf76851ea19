"""Drawing in WeasyPrint and writing in pydyf: glyphs a line at a time, fonts read where they lie."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.draw import text
from weasyprint.pdf import fonts
from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango

from banben.patches import Function, Patch

STRIDE = ffi.sizeof("PangoGlyphInfo") // ffi.sizeof("int")
"""A glyph's integers as Pango has them: number, width, offset to the right, offset down, flags."""
ENOUGH = 6
"""zlib's level: 9, which pydyf asks for, takes twice the time for a file 1 % smaller."""


def glyph_lines(stock: Function) -> Function:
    """Write a line of glyphs that the fonts know already from Pango's memory, without an object for each.

    A line with a glyph that is new, raised, shifted, missing or coloured is left to the stock function.
    """

    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        if (
            text_overflow == "ellipsis"
            or block_ellipsis != "none"
            or textbox.style["font_size"] < 1e-6
            or not textbox.text.strip()
        ):
            return stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        line, _ = textbox.pango_layout.get_first_line()
        runs = _known_runs(stream, line)
        if runs is None:
            return stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for font, size, shown in runs:
            stream.set_font_size(font.hash, size)
            stream.show_text(shown)
        return []

    return draw


def _known_runs(stream: Any, line: Any) -> list[tuple[Any, float, str]] | None:
    """Return font, size and glyphs of each run of *line*, neighbours in one font together."""
    runs: list[tuple[Any, float, str]] = []
    previous = None
    run = line.runs[0]
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        face = run.data.item.analysis.font
        run = run.next
        if face != previous:
            font, size = stream.add_font(face)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
            pieces = vars(font).setdefault("_banben_pieces", {})
            runs.append((font, size, ""))
        shown = _shown(glyphs, font, size, pieces)
        if shown is None:
            return None
        runs[-1] = (font, size, runs[-1][2] + _closed(f"<{shown}"))
        previous = face
    return runs or None


def _closed(shown: str) -> str:
    """Return glyphs with their last bracket closed, or taken away if nothing came after it."""
    return shown[:-1] if shown.endswith("<") else f"{shown}>"


def _shown(glyphs: Any, font: Any, size: float, pieces: dict[tuple[int, int], str]) -> str | None:
    count = glyphs.num_glyphs
    numbers = memoryview(ffi.buffer(glyphs.glyphs, count * STRIDE * 4)).cast("i").tolist()
    if any(numbers[2::STRIDE]) or any(numbers[3::STRIDE]):
        return None
    shown = []
    for glyph in zip(numbers[::STRIDE], numbers[1::STRIDE], strict=True):
        piece = pieces.get(glyph)
        if piece is None:
            number, width = glyph
            if number not in font.to_unicode or number not in font.widths:
                return None
            shift = font.widths[number] + 0.0 - width * 1000 * FROM_UNITS / size
            piece = pieces[glyph] = f"{number:04x}" + (f">{int(shift)}<" if shift else "")
        shown.append(piece)
    return "".join(shown)


def face_content(stock: Function) -> Function:
    """Give a font's file as it lies in memory: it is copied only once it is cut down to its used glyphs."""
    held = []

    def content(hb_object: Any, ot_color: Any = None, glyph: Any = None) -> Any:
        if ot_color is not None:
            return stock(hb_object, ot_color, glyph)
        blob = ffi.gc(harfbuzz.hb_face_reference_blob(hb_object), harfbuzz.hb_blob_destroy)
        held.append(blob)
        length = ffi.new("unsigned int *")
        start = harfbuzz.hb_blob_get_data(blob, length)
        return None if start == ffi.NULL else ffi.buffer(start, int(length[0]))

    return content


def cleaned(stock: Function) -> Function:
    """Copy what is left of a font, for pydyf knows bytes only."""

    def clean(self: Any, to_unicode: Any, hinting: Any) -> None:
        stock(self, to_unicode, hinting)
        self.file_content = bytes(self.file_content)

    return clean


def as_bytes(stock: Function) -> Function:
    """Look at an item's type once."""

    def convert(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        if kind is int:
            return b"%d" % item
        return stock(item)

    return convert


def deflate(stock: Any) -> Any:
    """Let pydyf deflate at zlib's own level instead of the highest."""
    return SimpleNamespace(compressobj=lambda level: stock.compressobj(level=min(level, ENOUGH)))


class Rendered(pydyf.Object):  # type: ignore[misc] # the stock class has no types
    """An object as it stands in the file: pydyf would render it for the body and for the identifier."""

    data = b""
    compressible = False

    def __init__(self, source: Any) -> None:
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self.offset = source.offset
        self.compressible = source.compressible
        self.data = source.data


def render_once(pdf: Any) -> None:
    """Put what stands in the file in the place of each object; nothing can be changed afterwards."""
    pdf.objects = [item if item.free == "f" else Rendered(item) for item in pdf.objects]


PATCHES = (
    Patch(text, "draw_first_line", glyph_lines, "1bb8eae6d88e71b1"),
    Patch(fonts, "get_hb_object_data", face_content, "03040a623df04c2b", alone=True),
    Patch(fonts.Font, "clean", cleaned, "794f0211f18453f1"),
    Patch(pydyf, "_to_bytes", as_bytes, "1cefd02c285d3aee"),
    Patch(pydyf, "zlib", deflate, "f17b6bdcfedf2f50", reader=pydyf.Stream, alone=True),
)
