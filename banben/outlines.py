"""Text as outlines: the shapes of a face's glyphs as SVG path data, set in lines or in columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, TTLibError

from banben.fonts import Face, has_glyph

# The OpenType language systems (the registry's tags) whose vertical forms a region wants.
LANGUAGES = {"zh-Hans": "ZHS ", "zh-Hant-TW": "ZHT ", "zh-Hant-HK": "ZHH "}
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


@dataclass(frozen=True, slots=True)
class Typeface:
    """An open face. *middle* is the height of the em box's centre over the baseline, in ems."""

    units: int
    middle: float
    names: dict[int, str]
    glyphs: Any
    vertical: dict[str, str]


@lru_cache(maxsize=8)
def open_typeface(face: Face, language: str) -> Typeface | None:
    """Return *face*, opened for text in *language*, or None where its file cannot be read."""
    try:
        font = TTFont(face.file, fontNumber=face.index, lazy=True)
        os2 = font["OS/2"]
        units = font["head"].unitsPerEm
        location = {"wght": face.weight} if "fvar" in font else None
        return Typeface(
            units=units,
            middle=(os2.sTypoAscender + os2.sTypoDescender) / 2 / units,
            names=font.getBestCmap() or {},
            glyphs=font.getGlyphSet(location=location),
            vertical=_vertical_forms(font, language),
        )
    except (OSError, TTLibError, KeyError, AttributeError):
        return None


def _vertical_forms(font: TTFont, language: str) -> dict[str, str]:
    """Return the `vert` substitutions of *font* for *language* (OpenType GSUB, lookup type 1)."""
    table = font["GSUB"].table if "GSUB" in font else None
    if table is None or table.ScriptList is None:
        return {}
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = scripts.get("hani") or scripts.get("DFLT")
    if script is None:
        return {}
    tag = next((tag for prefix, tag in LANGUAGES.items() if language.startswith(prefix)), "")
    systems = {record.LangSysTag: record.LangSys for record in script.LangSysRecord}
    system = systems.get(tag) or script.DefaultLangSys
    forms: dict[str, str] = {}
    for index in system.FeatureIndex if system else ():
        feature = table.FeatureList.FeatureRecord[index]
        if feature.FeatureTag == "vert":
            for lookup in feature.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[lookup].SubTable:
                    forms.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return forms


@dataclass(frozen=True, slots=True)
class Outliner:
    """Sets text in the first of *faces* that has each character; what none has leaves its room empty."""

    faces: tuple[Face, ...]
    language: str

    def line(self, text: str, x: float, y: float, size: float) -> str:
        """Return path data of *text* from *x* on the baseline *y*."""
        pen = SVGPathPen(None, ntos=_short)
        for character in text.replace("——", DASH):
            x += self._draw(pen, character, Transform(1, 0, 0, 1, x, y), size)
        return str(pen.getCommands())

    def width(self, text: str, size: float) -> float:
        """Return the advance of *text* set in a line."""
        return sum(self._advance(character) for character in text.replace("——", DASH)) * size

    def column(self, text: str, x: float, y: float, size: float) -> str:
        """Return path data of *text* set downwards from *y*, centred on *x*.

        Ideographs and numbers of up to two digits stand upright, longer Latin runs lie on their side
        (clreq section 3.2.5, mixed text in vertical writing).
        """
        pen = SVGPathPen(None, ntos=_short)
        for run in runs(text):
            length = self._run_length(run) * size
            middle = self._middle(run[0])
            if upright(run) or self._vertical_form(run):
                shift = size / 2 if self._vertical_form(run) else self.width(run, size) / 2
                place = Transform(1, 0, 0, 1, x - shift, y + size / 2 + middle * size)
                for character in run:
                    place = place.translate(self._draw(pen, character, place, size, vertical=True), 0)
            else:
                # The quarter turn takes the baseline to a vertical, the em box's centre to the column's.
                place = Transform(0, 1, -1, 0, x - middle * size, y)
                for character in run:
                    place = place.translate(self._draw(pen, character, place, size), 0)
            y += length
        return str(pen.getCommands())

    def length(self, text: str, size: float) -> float:
        """Return how far *text* reaches downwards when it is set in a column."""
        return sum(self._run_length(run) for run in runs(text)) * size

    def _run_length(self, run: str) -> float:
        return 1.0 if upright(run) else self.width(run, 1)

    def _face(self, character: str) -> Typeface | None:
        for face in self.faces:
            if has_glyph(face, character):
                opened = open_typeface(face, self.language)
                if opened and ord(character) in opened.names:
                    return opened
        return None

    def _middle(self, character: str) -> float:
        face = self._face(character)
        return face.middle if face else 0.38

    def _vertical_form(self, run: str) -> bool:
        face = self._face(run) if len(run) == 1 and run != DASH else None
        return face is not None and face.names[ord(run)] in face.vertical

    def _advance(self, character: str) -> float:
        if character == DASH:
            return DASH_LENGTH
        face = self._face(character)
        if face is None:
            return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5
        return float(face.glyphs[face.names[ord(character)]].width) / face.units

    def _draw(
        self, pen: SVGPathPen, character: str, place: Transform, size: float, vertical: bool = False
    ) -> float:
        """Draw *character* with its origin at *place* and return its advance along the line."""
        face = self._face(character)
        if character == DASH:
            _stroke(TransformPen(pen, place.scale(size, -size)), self._middle("一"))
        elif face is not None:
            name = face.names[ord(character)]
            name = face.vertical.get(name, name) if vertical else name
            scale = size / face.units
            face.glyphs[name].draw(TransformPen(pen, place.scale(scale, -scale)))
        return self._advance(character) * size


def _stroke(pen: TransformPen, middle: float) -> None:
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
