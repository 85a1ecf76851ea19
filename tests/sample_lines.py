"""Small texts laid out with the composer of lines, and what stands where in them, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint import HTML, Document
from weasyprint.formatting_structure.boxes import AtomicInlineLevelBox, LineBox, TextBox
from weasyprint.text.fonts import FontConfiguration

from banben.cjk.composed import Composed
from banben.cjk.install import patches
from banben.cjk.settings import Settings
from banben.patches import patched

EM = 20.0
"""CSS pixels of one ideograph in every sample."""
FONTS = {"zh-Hans-CN": "SC", "zh-Hant-TW": "TC", "zh-Hant-HK": "HK"}
SHEET = """
@page {{ size: 1000px 6000px; margin: 0 }}
html {{ font: {em}px/2 "Noto Serif CJK {font}"; text-align: justify }}
body {{ margin: 0; width: {width}em }}
p, div {{ margin: 0 }} table {{ border-spacing: 0 }} td {{ padding: 0 }}
sup {{ font-size: .6em; vertical-align: super; line-height: 0 }} a {{ color: inherit }}
"""
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'/>"
"""One em in the square, for <img>."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in a line, its place from the left of the page and its advance in ems."""

    character: str
    x: float
    advance: float

    @property
    def right(self) -> float:
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class Line:
    """A line box; *left* and *right* are what WeasyPrint knows as its ends, in ems.

    *glyphs* are empty where WeasyPrint made the line itself (*composed* is False then).
    """

    text: str
    left: float
    right: float
    top: float
    hyphenated: bool
    composed: bool
    glyphs: tuple[Glyph, ...]

    def gap(self, place: int) -> float:
        """Return how far the character at *place* stands from where the one before it began."""
        return self.glyphs[place].x - self.glyphs[place - 1].x


@cache
def fonts() -> FontConfiguration:
    """Return the fonts of the system, looked up once for all samples."""
    return FontConfiguration()


def page(body: str, width: float, language: str = "zh-Hans-CN", sheet: str = "") -> str:
    """Return *body* in a page whose type area is *width* ems wide."""
    style = SHEET.format(em=EM, font=FONTS[language], width=width) + sheet
    return f'<html lang="{language}"><style>{style}</style><body>{body}</body></html>'


def laid_out(
    body: str,
    width: float,
    settings: Settings | None = None,
    language: str = "zh-Hans-CN",
    sheet: str = "",
) -> Document:
    """Return the document of *body*, laid out with the composer."""
    with patched(patches(settings or Settings())):
        return HTML(string=page(body, width, language, sheet)).render(font_config=fonts())


def pdf(
    body: str,
    width: float,
    settings: Settings | None = None,
    language: str = "zh-Hans-CN",
    sheet: str = "",
) -> bytes:
    """Return the PDF of *body*, laid out and drawn with the composer."""
    with patched(patches(settings or Settings())):
        source = HTML(string=page(body, width, language, sheet))
        content = source.write_pdf(font_config=fonts(), uncompressed_pdf=True)
    assert isinstance(content, bytes)
    return content


def lines(
    body: str,
    width: float,
    settings: Settings | None = None,
    language: str = "zh-Hans-CN",
    sheet: str = "",
) -> list[Line]:
    """Return the lines of *body*, outermost first, in the order of the page."""
    return list(read(laid_out(body, width, settings, language, sheet)))


def texts(body: str, width: float, settings: Settings | None = None, **given: str) -> list[str]:
    """Return what each line of *body* says."""
    return [line.text for line in lines(body, width, settings, **given)]


def read(document: Document) -> Iterator[Line]:
    """Yield the lines of *document* that hold something."""
    for sheet in document.pages:
        for box in sheet._page_box.descendants():
            if isinstance(box, LineBox) and _inside(box):
                yield _line(box)


def _inside(box: Any) -> list[Any]:
    """Return the text boxes and pictures of a line, those of lines inside it left out."""
    found: list[Any] = []
    for child in getattr(box, "children", ()):
        if isinstance(child, (TextBox, AtomicInlineLevelBox)):
            found.append(child)
        else:
            found.extend(_inside(child))
    return found


def _line(box: Any) -> Line:
    parts = _inside(box)
    layouts = [part.pango_layout for part in parts if isinstance(part, TextBox)]
    composed = all(isinstance(layout, Composed) for layout in layouts)
    glyphs = [glyph for part in parts for glyph in _glyphs(part)] if composed else []
    return Line(
        "".join(part.text if isinstance(part, TextBox) else "￼" for part in parts),
        box.position_x / EM,
        (box.position_x + box.width) / EM,
        box.position_y / EM,
        composed and any(layout.hyphen is not None for layout in layouts),
        composed,
        tuple(glyphs),
    )


def _glyphs(part: Any) -> Iterator[Glyph]:
    if not isinstance(part, TextBox):
        yield Glyph("￼", part.position_x / EM, part.margin_width() / EM)
        return
    layout: Composed = part.pango_layout
    x = part.position_x + layout.lead
    for character, advance in zip(layout.text, layout.advances, strict=True):
        yield Glyph(character, x / EM, advance / EM)
        x += advance
