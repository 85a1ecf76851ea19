"""Small fonts drawn by the tests, and what fontconfig would say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from banben.fonts import Installed, read

OFL = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
OFL_ADDRESS = "https://openfontlicense.org"
VERT = "feature vert { sub u3002 by u3002.vert; } vert;"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file of the tests: its family, where it is, its weight, and what it draws."""

    family: str
    path: Path
    weight: int
    characters: str


def draw(
    folder: Path,
    family: str,
    characters: str,
    *,
    weight: int = 400,
    permissions: int = 0,
    copyright: str = 'Copyright 2026 The Drawers, with Reserved Font Name "Drawn"',
    licence: str = OFL,
    address: str = OFL_ADDRESS,
    variants: Sequence[tuple[str, str]] = (),
    bearing_from: int = 880,
) -> Font:
    """Draw a TrueType font of boxes, one for each of *characters*, with a vertical form of 。

    *permissions* are the bits of OS/2 fsType; *variants* are (ideograph, selector) with a glyph of their own.
    *bearing_from* is the height from which the bearings on top count, rightly that of the em box.
    """
    names = {ord(c): f"u{ord(c):04X}" for c in characters}
    extra = [f"u{ord(base):04X}.{number}" for number, (base, _) in enumerate(variants)]
    order = [".notdef", *names.values(), *(["u3002.vert"] if "。" in characters else []), *extra]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    pairs = [(ord(b), ord(s), glyph) for (b, s), glyph in zip(variants, extra, strict=True)]
    builder.setupCharacterMap(names, pairs or None)
    builder.setupGlyf({glyph: _box(number) for number, glyph in enumerate(order)})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    heights = {glyph: _side(number) for number, glyph in enumerate(order)}
    bearings = {glyph: (1000, abs(bearing_from - height)) for glyph, height in heights.items()}
    builder.setupVerticalMetrics(bearings)
    builder.setupVerticalHeader(ascent=500, descent=-500)
    said = {"familyName": family, "styleName": "Regular", "copyright": copyright, "version": "Version 1.0"}
    said |= {"licenseDescription": licence, "licenseInfoURL": address, "psName": family.replace(" ", "")}
    builder.setupNameTable({key: text for key, text in said.items() if text})
    builder.setupOS2(usWeightClass=weight, fsType=permissions, sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    if "。" in characters:
        builder.addOpenTypeFeatures(VERT)
    path = folder / f"{family.replace(' ', '-').lower()}-{weight}.ttf"
    builder.save(path)
    return Font(family, path, weight, characters)


def _side(number: int) -> int:
    return 100 + number * 7 % 700


def _box(number: int) -> object:
    """Return a square whose size tells the glyph."""
    pen = TTGlyphPen(None)
    side = _side(number)
    pen.moveTo((0, 0))
    for point in ((side, 0), (side, side), (0, side)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def installed_with(*fonts: Font) -> Installed:
    """Return what fontconfig would say where *fonts* are installed and no others."""
    weights = {400: 80, 500: 100, 600: 180, 700: 200}
    return read(
        "\n".join(
            "\t".join((f.family, str(f.path), "0", str(weights[f.weight]), "0", _charset(f.characters)))
            for f in fonts
        )
    )


def _charset(characters: str) -> str:
    return " ".join(f"{ord(character):x}" for character in sorted(characters))
