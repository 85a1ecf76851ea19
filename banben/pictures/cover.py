"""The cover: templates/cover.svg filled with outlines, as a drawing and as the JPEG that stores want."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from banben.documents import Asset
from banben.editions import Edition, Region
from banben.fonts import Installed, stack
from banben.model import Metadata, Origin
from banben.pictures.drawings import examine_drawing
from banben.pictures.outlines import Outliner
from banben.pictures.rasters import rasterised
from banben.problems import Problem, problem
from banben.render.templates import Templates
from banben.theme import Theme
from banben.titles import into_columns, into_lines

TEMPLATE = "cover.svg"
MOST_COLUMNS = 4
ENOUGH = 0.8  # fewer columns are better as long as they are this much of the largest size
MOST_LINES = 8
LEADING = 1.25
JPEG_WIDTH = 1600  # Kobo and Apple ask for 1400 at least, Google Play for at most 7200
MOST_JPEG_BYTES = 300_000
QUALITIES = (92, 88, 84, 80, 75, 70, 60)


def cover(
    metadata: Metadata, edition: Edition, theme: Theme, installed: Installed
) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Return cover.svg, all of it outlines, and cover.jpg; nothing where the template is at fault.

    *metadata* is in the edition's script already. Characters without a glyph leave a gap: the check of
    glyphs has named them.
    """
    pens = Pens(edition.region, installed)
    templates = Templates(theme, latin=mostly_latin, columns=pens.columns, lines=pens.lines, line=pens.line)
    filled = templates.fill(TEMPLATE, **_words(metadata, edition))
    if templates.problems:
        return (), tuple(templates.problems)
    verdict = examine_drawing(filled.encode())
    if verdict.picture is None:
        reasons = (dict(values) for _, values in verdict.faults)
        said = "; ".join(next(iter(reason.values()), "<!ENTITY>") for reason in reasons)
        return (), (problem("T112", Origin(f"templates/{TEMPLATE}"), reason=said),)
    drawing = verdict.picture
    svg = Asset("cover.svg", drawing.media_type, drawing.content, drawing.width, drawing.height)
    return (svg, jpeg(svg)), ()


def _words(metadata: Metadata, edition: Edition) -> dict[str, object]:
    """Return the words that the template sets, each empty where the book has none."""
    region = edition.region
    roles = [person.role for person in metadata.contributors]
    role = "aut" if "aut" in roles else next(iter(roles), "")
    names = "、".join(person.name for person in metadata.contributors if person.role == role)
    known = dict(region.words)
    return {
        "language": region.language,
        "title": edition.title or metadata.title,
        "subtitle": edition.subtitle or metadata.subtitle,
        "author": known["by"].format(name=names, role=known.get(role, "")).strip() if names else "",
        "imprint": edition.imprint or metadata.imprint.name,
        "label": known.get(edition.audience, ""),
    }


@dataclass(frozen=True, slots=True)
class Pens:
    """What the template draws with: text as outlines in the region's faces, as large as its box allows."""

    region: Region
    installed: Installed

    def columns(
        self, text: str, right: float, top: float, width: float, height: float, size: float, gap: float = 0.3
    ) -> Markup:
        """Return *text* as columns from *right* to left, the later ones ending where the longest ends.

        *size* is the largest allowed, *gap* the room between columns in ems.
        """
        pen = self._outliner("song", 600)
        divisions = [into_columns(text, count) for count in range(1, MOST_COLUMNS + 1)]

        def fitting(parts: tuple[str, ...]) -> float:
            across = len(parts) + (len(parts) - 1) * gap
            deepest = max((pen.length(part, 1) for part in parts), default=1.0)
            return min(size, width / max(across, 1), height / max(deepest, 0.01))

        parts = _fewest(divisions, fitting)
        fit = fitting(parts)
        deepest = max((pen.length(part, fit) for part in parts), default=0.0)
        paths = []
        for index, part in enumerate(parts):
            drop = deepest - pen.length(part, fit) if index else 0.0
            paths.append(pen.column(part, right - fit / 2 - index * fit * (1 + gap), top + drop, fit))
        return Markup("".join(paths))

    def lines(self, text: str, x: float, top: float, width: float, height: float, size: float) -> Markup:
        """Return *text* in lines that begin at *x*, at most *size* large, words unbroken."""
        pen = self._outliner("song", 600)
        divisions = [into_lines(text, count) for count in range(1, MOST_LINES + 1)]

        def fitting(parts: tuple[str, ...]) -> float:
            widest = max((pen.width(part, 1) for part in parts), default=1.0)
            return min(size, width / max(widest, 0.01), height / (LEADING * max(len(parts), 1)))

        parts = _fewest(divisions, fitting)
        fit = fitting(parts)
        baselines = (top + (0.88 + index * LEADING) * fit for index in range(len(parts)))
        return Markup("".join(pen.line(part, x, y, fit) for part, y in zip(parts, baselines, strict=True)))

    def line(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        anchor: str = "start",
        weight: int = 500,
    ) -> Markup:
        """Return *text* in Hei on the baseline *y*, smaller where it would be wider than *width*."""
        pen = self._outliner("hei", weight)
        size = min(size, width / max(pen.width(text, 1), 0.01))
        advance = pen.width(text, size)
        return Markup(
            pen.line(text, x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * advance, y, size)
        )

    def _outliner(self, role: str, weight: int) -> Outliner:
        faces = (self.installed.face(family, weight) for family in stack(self.region, role))
        return Outliner(tuple(face for face in faces if face), self.region.language)


def mostly_latin(text: str) -> bool:
    """Whether *text* is for lines: less than half of it ideographs."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return wide < len(text) / 2


def _fewest(
    divisions: Sequence[tuple[str, ...]], fitting: Callable[[tuple[str, ...]], float]
) -> tuple[str, ...]:
    """Return the division with the fewest parts that is set nearly as large as any."""
    largest = max(map(fitting, divisions))
    return next(parts for parts in divisions if fitting(parts) >= ENOUGH * largest)


def jpeg(svg: Asset) -> Asset:
    """Return *svg* as a JPEG of JPEG_WIDTH, in the best quality that stays under MOST_JPEG_BYTES."""
    image = rasterised(svg, JPEG_WIDTH / svg.width)
    for quality in QUALITIES:
        target = io.BytesIO()
        image.save(target, "JPEG", quality=quality, optimize=True, progressive=False, subsampling=0)
        if target.tell() <= MOST_JPEG_BYTES:
            break
    return Asset("cover.jpg", "image/jpeg", target.getvalue(), image.width, image.height)
