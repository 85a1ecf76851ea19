"""Text as outlines: the shapes of a face's glyphs as SVG path data, set in lines or in columns."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import uharfbuzz as hb

from banben.fonts import Face, has_glyph

# Curly quotation marks have no vertical form; GB/T 15834-2011 (5.2) puts corner brackets there.
UPRIGHT = str.maketrans("“”‘’", "『』「」")
ACROSS = r"(?:[0-9]{1,2}|[A-Z]{1,2})(?! *[A-Za-z0-9])"  # short enough to stand across a column
LATIN = r"[!-~\u00a0-\u024f]"
RUN = re.compile(rf"{ACROSS}|{LATIN}+(?: +{LATIN}+)*|.", re.DOTALL)
# 破折号 is one stroke of two ems in the middle of the line (GB/T 15834-2011, 5.1.5); the glyphs that fonts
# have for — and ⸺ are Latin: shorter, lower, and with a gap between two. So it is drawn here.
DASH = "\N{TWO-EM DASH}"
DASH_LENGTH, DASH_INSET, DASH_STROKE = 2.0, 0.05, 0.06  # ems
PRECISION = 1  # decimals: the cover is 1600 units wide
# The one substitution that a glyph in a column gets; HarfBuzz would make others of its own accord.
VERTICAL = {"vert": True, "locl": False, "ccmp": False, "rlig": False, "calt": False, "liga": False}
TYPO_ASCENDER = 68  # OpenType's OS/2 table: sTypoAscender, then sTypoDescender


@dataclass(frozen=True)
class Typeface:
    """An open face. *middle* is the height of the em box's centre over the baseline, in ems."""

    units: int
    middle: float
    font: hb.Font
    language: str

    def glyph(self, character: str) -> int:
        """Return the number of the glyph of *character*, 0 where there is none."""
        return self.font.get_nominal_glyph(ord(character)) or 0

    def vertical(self, character: str) -> int:
        """Return the number of the glyph of *character* in a column (OpenType feature `vert`)."""
        text = hb.Buffer()
        text.add_str(character)
        text.direction, text.script, text.language = "ltr", "Hani", self.language
        hb.shape(self.font, text, VERTICAL)
        return int(text.glyph_infos[0].codepoint)


@lru_cache(maxsize=8)
def open_typeface(face: Face, language: str) -> Typeface | None:
    """Return *face*, opened for text in *language*, or None where its file cannot be read."""
    try:
        opened = hb.Face(hb.Blob.from_file_path(face.file), face.index)
    except (OSError, hb.HarfBuzzError):
        return None
    metrics = opened.reference_table("OS/2").data
    if not opened.glyph_count or len(metrics) < TYPO_ASCENDER + 4:
        return None
    ascender, descender = struct.unpack_from(">hh", metrics, TYPO_ASCENDER)
    font = hb.Font(opened)
    if opened.has_var_data:
        font.set_variations({"wght": face.weight})
    return Typeface(opened.upem, (ascender + descender) / 2 / opened.upem, font, language)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a glyph's origin stands; *sideways* after a quarter turn to the right."""

    x: float
    y: float
    sideways: bool = False

    def moved(self, advance: float) -> Place:
        """Return the place *advance* further along the line."""
        return replace(self, y=self.y + advance) if self.sideways else replace(self, x=self.x + advance)

    def point(self, along: float, above: float) -> tuple[float, float]:
        """Return the point that is so far *along* the line and *above* its baseline."""
        if self.sideways:
            return self.x + above, self.y + along
        return self.x + along, self.y - above


@dataclass
class Pen:
    """Writes path data from the contours that HarfBuzz draws; *scale* to the units of the picture."""

    place: Place = Place(0, 0)
    scale: float = 1.0
    written: list[str] = field(default_factory=list)

    def _write(self, command: str, *points: tuple[float, float]) -> None:
        placed = (self.place.point(x * self.scale, y * self.scale) for x, y in points)
        self.written.append(command + " ".join(f"{_short(x)},{_short(y)}" for x, y in placed))

    # The names are those that HarfBuzz calls.
    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """Begin a contour."""
        self._write("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """Go straight to *point*."""
        self._write("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """Go along a quadratic curve."""
        self._write("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """Go along a cubic curve."""
        self._write("C", *points)

    def closePath(self) -> None:  # noqa: N802
        """End the contour."""
        self._write("Z")


@dataclass(frozen=True, slots=True)
class Outliner:
    """Sets text in the first of *faces* that has each character; what none has leaves its room empty."""

    faces: tuple[Face, ...]
    language: str

    def line(self, text: str, x: float, y: float, size: float) -> str:
        """Return path data of *text* from *x* on the baseline *y*."""
        pen = Pen()
        for character in text.replace("——", DASH):
            x += self._draw(pen, character, Place(x, y), size)
        return "".join(pen.written)

    def width(self, text: str, size: float) -> float:
        """Return the advance of *text* set in a line."""
        return sum(self._advance(character) for character in text.replace("——", DASH)) * size

    def column(self, text: str, x: float, y: float, size: float) -> str:
        """Return path data of *text* set downwards from *y*, centred on *x*.

        Ideographs and numbers of up to two digits stand upright, longer Latin runs lie on their side
        (clreq section 3.2.3, mixed text in vertical writing).
        """
        pen = Pen()
        for run in runs(text):
            length = self._run_length(run) * size
            middle = self._middle(run[0])
            if upright(run) or self._vertical_form(run):
                shift = size / 2 if self._vertical_form(run) else self.width(run, size) / 2
                place = Place(x - shift, y + size / 2 + middle * size)
                for character in run:
                    place = place.moved(self._draw(pen, character, place, size, vertical=True))
            else:
                # The quarter turn takes the baseline to a vertical, the em box's centre to the column's.
                place = Place(x - middle * size, y, sideways=True)
                for character in run:
                    place = place.moved(self._draw(pen, character, place, size))
            y += length
        return "".join(pen.written)

    def length(self, text: str, size: float) -> float:
        """Return how far *text* reaches downwards when it is set in a column."""
        return sum(self._run_length(run) for run in runs(text)) * size

    def _run_length(self, run: str) -> float:
        return 1.0 if upright(run) else self.width(run, 1)

    def _face(self, character: str) -> Typeface | None:
        for face in self.faces:
            if has_glyph(face, character):
                opened = open_typeface(face, self.language)
                if opened and opened.glyph(character):
                    return opened
        return None

    def _middle(self, character: str) -> float:
        face = self._face(character)
        return face.middle if face else 0.38

    def _vertical_form(self, run: str) -> bool:
        face = self._face(run) if len(run) == 1 and run != DASH else None
        return face is not None and face.vertical(run) != face.glyph(run)

    def _advance(self, character: str) -> float:
        if character == DASH:
            return DASH_LENGTH
        face = self._face(character)
        if face is None:
            return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5
        return float(face.font.get_glyph_h_advance(face.glyph(character))) / face.units

    def _draw(self, pen: Pen, character: str, place: Place, size: float, vertical: bool = False) -> float:
        """Draw *character* with its origin at *place* and return its advance along the line."""
        face = self._face(character)
        pen.place = place
        if character == DASH:
            pen.scale = size
            _stroke(pen, self._middle("一"))
        elif face is not None:
            pen.scale = size / face.units
            glyph = face.vertical(character) if vertical else face.glyph(character)
            face.font.draw_glyph_with_pen(glyph, pen)
        return self._advance(character) * size


def _stroke(pen: Pen, middle: float) -> None:
    """Draw the dash in ems, at the height *middle*."""
    left, right = DASH_INSET, DASH_LENGTH - DASH_INSET
    low, high = middle - DASH_STROKE / 2, middle + DASH_STROKE / 2
    pen.moveTo((left, low))
    for point in ((right, low), (right, high), (left, high)):
        pen.lineTo(point)
    pen.closePath()


def runs(text: str) -> Iterator[str]:
    """Yield *text* in the pieces that a column keeps together, with the marks of vertical text."""
    yield from RUN.findall(text.replace("——", DASH).translate(UPRIGHT))


def upright(run: str) -> bool:
    """Whether *run* stands upright in a column (UAX #50), or across it as one (縱中橫)."""
    if re.fullmatch(ACROSS, run):
        return True
    return len(run) == 1 and unicodedata.east_asian_width(run) in "WF"


def _short(value: float) -> str:
    return f"{value:.{PRECISION}f}".rstrip("0").rstrip(".")
