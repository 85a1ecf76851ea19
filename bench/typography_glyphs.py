"""The lines of a PDF as the positions of its glyphs show them, horizontal or vertical, whoever made it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pymupdf

# What a reader does not see and a copy holds: soft hyphens, joiners, zero-width spaces, byte order marks.
INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff")
# Glyphs whose baselines are no further apart than this, in points, stand on one line.
SAME_LINE = 2.5
# The share of the em box of an East Asian font above its baseline (hhea and OS/2 of Noto and Source Han).
ABOVE = 0.88
CENTRED = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


@dataclass(frozen=True, slots=True, order=True)
class Glyph:
    """A glyph in points along its line: *start* of its advance and *end*; *across* grows from line to line.

    *upright* is said of a vertical line only: the glyph stands as in a horizontal line.
    """

    start: float
    char: str
    size: float
    font: str
    end: float
    across: float
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The visible glyphs of one line, in order of their places; *across* is its baseline (or axis)."""

    across: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters in order."""
        return "".join(glyph.char for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its *number* from 1, its lines in reading order, and its invisible characters."""

    number: int
    lines: tuple[Line, ...]
    invisible: str


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF; *unembedded* counts its fonts that are not in the file, page by page.

    *centred*: its language is that of Taiwan or Hong Kong, whose stops stand in the middle of their squares.
    """

    pages: tuple[Page, ...]
    vertical: bool
    unembedded: int
    centred: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    """A character as MuPDF gives it, on the page as it is seen: y grows downwards.

    *turn* is the direction of its baseline; *own*: its font's writing mode is vertical (PDF, WMode 1).
    """

    char: str
    x: float
    y: float
    box: pymupdf.Rect
    size: float
    font: str
    turn: tuple[int, int]
    own: bool


def is_han(char: str) -> bool:
    """Whether *char* is an ideograph of the blocks that Chinese text is written in."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def is_latin(char: str) -> bool:
    """Whether *char* is an ASCII letter or digit; digits joined side by side (two or more) are none."""
    return len(char) == 1 and char.isascii() and char.isalnum()


def read(path: Path) -> Pages:
    """Return the lines of the PDF *path*; it is vertical when most of its ideographs follow downwards."""
    with pymupdf.open(path) as document:
        raw = [list(_characters(page)) for page in document]
        language = document.xref_get_key(document.pdf_catalog(), "Lang")[1].lower()
        unembedded = sum(font[1] == "n/a" for page in document for font in page.get_fonts())
    vertical = _is_vertical(raw)
    pages = tuple(_page(number, characters, vertical) for number, characters in enumerate(raw, 1))
    return Pages(pages, vertical, unembedded, language.startswith(CENTRED))


def _characters(page: pymupdf.Page) -> Iterator[_Raw]:
    """Yield the characters of *page* in the order of its content, turned as the reader sees them."""
    # MuPDF reads a page with /Rotate as if it had none.
    matrix = page.rotation_matrix
    turn = pymupdf.Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", ()):
            direction = pymupdf.Point(line["dir"]) * turn
            way = (round(direction.x), round(direction.y))
            if abs(direction.x) < 0.99 and abs(direction.y) < 0.99:
                continue
            for span in line["spans"]:
                for item in span["chars"]:
                    point = pymupdf.Point(item["origin"]) * matrix
                    box = pymupdf.Rect(item["bbox"]) * matrix
                    yield _Raw(
                        _plain(item["c"]),
                        point.x,
                        point.y,
                        box,
                        span["size"],
                        span["font"],
                        way,
                        bool(line["wmode"]),
                    )


def _plain(char: str) -> str:
    """Return *char*, or what it is the vertical form of (U+FE10 to U+FE44)."""
    kind, _, code = unicodedata.decomposition(char).partition(" ")
    return chr(int(code, 16)) if kind == "<vertical>" else char


def _is_vertical(pages: Sequence[Sequence[_Raw]]) -> bool:
    down: Counter[bool] = Counter()
    for characters in pages:
        for one, two in pairwise(raw for raw in characters if is_han(raw.char)):
            right, below = (two.x - one.x) / one.size, (two.y - one.y) / one.size
            if 0.5 < right < 1.6 and abs(below) < 0.5:
                down[False] += 1
            elif 0.5 < below < 1.6 and abs(right) < 0.5:
                down[True] += 1
    return down[True] > down[False]


def _page(number: int, characters: Sequence[_Raw], vertical: bool) -> Page:
    hyphens = set(_hyphens(characters))
    unseen = [n for n, raw in enumerate(characters) if raw.char in INVISIBLE and n not in hyphens]
    invisible = "".join(characters[number].char for number in unseen)
    hidden = frozenset(unseen)
    seen = [raw for n, raw in enumerate(characters) if not raw.char.isspace() and n not in hidden]
    if vertical:
        return Page(number, tuple(_columns([_down(raw) for raw in seen])), invisible)
    rows = _rows([_along(raw) for raw in seen if raw.turn[1] == 0])
    return Page(number, tuple(map(_line, rows)), invisible)


def _hyphens(characters: Sequence[_Raw]) -> Iterator[int]:
    """Yield the places of soft hyphens that are seen: where a word is parted, the next one is elsewhere."""
    for number, raw in enumerate(characters):
        if raw.char == "\u00ad":
            rest = [other for other in characters[number + 1 : number + 3] if not other.char.isspace()]
            near = rest and max(abs(rest[0].x - raw.x), abs(rest[0].y - raw.y)) < 2 * raw.size
            if not near:
                yield number


def _along(raw: _Raw) -> Glyph:
    return Glyph(raw.x, raw.char, raw.size, raw.font, raw.box.x1, raw.y)


def _down(raw: _Raw) -> Glyph:
    """Return *raw* in a column; its place across is the middle of its em box, whichever way it stands."""
    if raw.own:
        # MuPDF's box of it begins at its horizontal baseline, where its em box is over by `ABOVE`.
        top, middle = raw.box.y0 - ABOVE * raw.size, (raw.box.x0 + raw.box.x1) / 2
        return Glyph(top, raw.char, raw.size, raw.font, top + raw.box.height, -middle)
    if raw.turn[1] == 0:
        top = raw.y - ABOVE * raw.size
        middle = (raw.box.x0 + raw.box.x1) / 2
        return Glyph(top, raw.char, raw.size, raw.font, top + raw.size, -middle, upright=True)
    # Turned clockwise, the baseline stands left of the axis by half an em less the depth of the em box.
    middle = raw.x + (ABOVE - 0.5) * raw.size * raw.turn[1]
    return Glyph(raw.y, raw.char, raw.size, raw.font, raw.box.y1, -middle)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.across):
        if row and glyph.across - row[0].across > SAME_LINE:
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: Sequence[Glyph]) -> Line:
    across, _ = Counter(round(glyph.across, 2) for glyph in row).most_common(1)[0]
    return Line(across, tuple(sorted(row)))


def _columns(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Yield the columns; digits that stand side by side in one (tate-chu-yoko) are one glyph of it."""
    aside = [glyph for glyph in glyphs if glyph.upright and glyph.char.isascii()]
    rows = list(_rows([glyph for glyph in glyphs if not (glyph.upright and glyph.char.isascii())]))
    for glyph in _beside(aside):
        nearest = min(rows, key=lambda row: abs(row[0].across - glyph.across), default=None)
        if nearest is None or abs(nearest[0].across - glyph.across) > glyph.size:
            rows.append([glyph])
        else:
            nearest.append(replace(glyph, across=nearest[0].across))
    yield from sorted(map(_line, rows), key=lambda line: line.across)


def _beside(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield upright glyphs, those that stand side by side at one height within an em joined."""
    cell: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (round(one.start), -one.across)):
        if cell and (
            abs(glyph.start - cell[0].start) > 1 or abs(cell[-1].across - glyph.across) > glyph.size
        ):
            yield _cell(cell)
            cell = []
        cell.append(glyph)
    if cell:
        yield _cell(cell)


def _cell(glyphs: Sequence[Glyph]) -> Glyph:
    middle = (glyphs[0].across + glyphs[-1].across) / 2
    return replace(glyphs[0], char="".join(glyph.char for glyph in glyphs), across=middle)
