"""A face cut to some characters, under another name, as OpenType or WOFF2; the same bytes every time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal

import uharfbuzz as hb
from fontTools.ttLib import TTFont, newTable

from banben.embedding.faces import Cut

Form = Literal["woff2", "opentype"]
# Beside what HarfBuzz keeps by itself (shaping, vertical forms, marks): widths of Chinese punctuation, ruby.
FEATURES = ("vert", "vrt2", "vkrn", "palt", "vpal", "halt", "vhal", "chws", "vchw", "ruby")
# Forms for other languages, for jiazhu of forms, and by choice: they would nearly double a subset of a
# font such as Noto CJK, whose faces are a region's own already.
DROPPED = ("locl", "aalt", "dnom", "frac", "numr")
NAMES = {"copyright": 0, "version": 5, "trademark": 7, "licence": 13, "address": 14}
ENGLISH = (3, 1, 0x409)
# Where the top of the em box can stand above the base line, in ems.
ORIGINS = (0.6, 1.1)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a font file says of itself: its strings in English, and the bits of OS/2 fsType."""

    copyright: str
    version: str
    trademark: str
    licence: str
    address: str
    permissions: int


@lru_cache(maxsize=64)
def notice(file: str, index: int) -> Notice:
    """Return what face *index* of the font *file* says of its rights."""
    with TTFont(file, fontNumber=index, lazy=True) as font:
        table = font["name"]
        said = {key: str(table.getDebugName(number) or "").strip() for key, number in NAMES.items()}
        return Notice(**said, permissions=font["OS/2"].fsType if "OS/2" in font else 0)


def subset(cut: Cut, characters: set[str], family: str, foreign: bool = False) -> bytes:
    """Return the face *cut* with the glyphs of *characters* as OpenType, named *family*.

    *foreign*: the book has passages in another language of ideographs, so that their forms stay (locl).
    """
    face = hb.Face(hb.Blob.from_file_path(cut.file), cut.index)
    wish = hb.SubsetInput()
    wish.unicode_set.update({ord(character) for character in characters})
    features = wish.layout_feature_tag_set
    features.update({_tag(name) for name in FEATURES})
    for name in DROPPED[foreign:]:
        features.discard(_tag(name))
    wish.flags = hb.SubsetFlags.NO_HINTING
    for axis in face.axis_infos:
        place = (
            min(max(cut.weight, axis.min_value), axis.max_value) if axis.tag == "wght" else axis.default_value
        )
        wish.pin_axis_location(face, axis.tag, place)
    return _renamed(hb.subset(face, wish).blob.data, cut, family)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _renamed(content: bytes, cut: Cut, family: str) -> bytes:
    """Return the font *content* named *family*, with the rights of its origin and the note of the change."""
    says = notice(cut.file, cut.index)
    full = f"{family} {cut.weight}"
    plain = full.replace(" ", "-")
    texts = {
        0: says.copyright, 1: family, 2: "Regular", 3: f"{plain};{says.version}", 4: full, 5: says.version,
        6: plain, 7: says.trademark, 10: f"Subset of {cut.family}, made by Banben for one book",
        13: says.licence, 14: says.address,
    }  # fmt: skip
    font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
    font["name"] = newTable("name")
    font["name"].names = []
    for number, text in texts.items():
        if text:
            font["name"].setName(text, number, *ENGLISH)
    if "CFF " in font:
        _rename_outlines(font["CFF "].cff, plain, family)
    if "glyf" in font and "vmtx" in font:
        _settle(font)
    return _saved(font)


def _rename_outlines(outlines: Any, plain: str, family: str) -> None:
    """Rename the font inside of a CFF table, whose own names are those of the font it comes from."""
    outlines.fontNames = [plain]
    top = outlines.topDictIndex[0]
    for key, text in (("FullName", plain), ("FamilyName", family)):
        if key in top.rawDict:
            setattr(top, key, text)


def _settle(font: Any) -> None:
    """Put glyphs that stand beside their column back: their bearing on top is not counted from the em box.

    TW-Kai-Ext-B 103.1 counts it from the base line, so that each character covers the next one in a column.
    """
    em, top = font["head"].unitsPerEm, font["OS/2"].sTypoAscender
    for name, (advance, bearing) in font["vmtx"].metrics.items():
        height = getattr(font["glyf"][name], "yMax", 0)
        if not ORIGINS[0] * em <= bearing + height <= ORIGINS[1] * em:
            font["vmtx"].metrics[name] = (advance, top - height)


def packed(content: bytes, form: Form) -> bytes:
    """Return the OpenType font *content* in *form*."""
    if form == "opentype":
        return content
    font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = "woff2"
    return _saved(font)


def _saved(font: Any) -> bytes:
    target = BytesIO()
    font.save(target)
    font.close()
    return target.getvalue()


def is_truetype(content: bytes) -> bool:
    """Whether the OpenType font *content* has TrueType's outlines, and so another media type."""
    return content[:4] == b"\x00\x01\x00\x00"


@lru_cache(maxsize=64)
def variants(file: str, index: int) -> frozenset[str]:
    """Return the variation sequences that face *index* of the font *file* has a glyph of its own for."""
    with TTFont(file, fontNumber=index, lazy=True) as font:
        tables = [table for table in font["cmap"].tables if table.format == 14]
        return frozenset(
            chr(base) + chr(selector)
            for table in tables
            for selector, pairs in table.uvsDict.items()
            for base, _ in pairs
        )
