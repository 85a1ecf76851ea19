"""Own checks of a PDF as read back: pages, labels, bookmarks, metadata, fonts, tofu."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf
import uharfbuzz

from banben.documents import Artifact, Publication
from banben.folding import fold
from banben.problems import Problem, problem

POINTS = 72 / 25.4
# A page may differ from its trim size by what rounding to a hundredth of a millimetre does.
TOLERANCE = 0.05
FONT_OR_TEXT = re.compile(rb"/(\S+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>")


def check_file(artifact: Artifact, publication: Publication) -> tuple[Problem, ...]:
    """Return what is wrong with the PDF *artifact* made from *publication*."""
    checks: tuple[Check, ...] = (_pages, _labels, _bookmarks, _information, _fonts, _tofu)
    try:
        with pikepdf.open(BytesIO(artifact.content)) as pdf:
            return tuple(found for check in checks for found in check(pdf, artifact, publication))
    except pikepdf.PdfError as fault:
        return (problem("V308", file=artifact.name, reason=fault),)


Check = Callable[[pikepdf.Pdf, Artifact, Publication], Iterator[Problem]]


def _pages(pdf: pikepdf.Pdf, artifact: Artifact, publication: Publication) -> Iterator[Problem]:
    if len(pdf.pages) != artifact.pages:
        yield problem("V302", file=artifact.name, found=len(pdf.pages), expected=artifact.pages)
    trim = publication.edition.trim
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = (float(edge) for edge in page.trimbox)
        width, height = (right - left) / POINTS, (top - bottom) / POINTS
        if abs(width - trim.width) > TOLERANCE or abs(height - trim.height) > TOLERANCE:
            yield problem(
                "V307",
                file=artifact.name,
                page=number,
                found=f"{width:.1f} × {height:.1f}",
                expected=f"{trim.width:g} × {trim.height:g}",
            )
            return


def _labels(pdf: pikepdf.Pdf, artifact: Artifact, _: Publication) -> Iterator[Problem]:
    if "/PageLabels" not in pdf.Root:
        yield problem("V303", file=artifact.name)


def _bookmarks(pdf: pikepdf.Pdf, artifact: Artifact, publication: Publication) -> Iterator[Problem]:
    with pdf.open_outline() as outline:
        found = [item.title for item in _flat(outline.root)]
    rest = iter([fold(title) for title in found])
    for entry in publication.entries:
        # Bookmarks may name more than the contents do: the contents themselves, the index.
        if fold(entry.title) not in rest:
            yield problem("V304", file=artifact.name, entry=entry.title)
            return


def _flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _information(pdf: pikepdf.Pdf, artifact: Artifact, publication: Publication) -> Iterator[Problem]:
    language = publication.edition.region.language
    found = str(pdf.Root.get("/Lang", ""))
    if found != language:
        yield problem("V305", file=artifact.name, field="Lang", found=found, expected=language)
    title = str(pdf.docinfo.get("/Title", ""))
    if not title.startswith(publication.metadata.title):
        expected = publication.metadata.title
        yield problem("V305", file=artifact.name, field="Title", found=title, expected=expected)
    if "/StructTreeRoot" not in pdf.Root:
        yield problem("V305", file=artifact.name, field="StructTreeRoot", found="", expected="tags")


def _all_fonts(pdf: pikepdf.Pdf) -> Mapping[str, Any]:
    """Return the fonts of all pages by resource name; WeasyPrint gives all pages the same resources."""
    found: dict[str, Any] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        if resources.objgen not in seen or resources.objgen == (0, 0):
            seen.add(resources.objgen)
            found.update({name.lstrip("/"): font for name, font in resources.get("/Font", {}).items()})
    return found


def _descriptor(font: pikepdf.Dictionary) -> Any:
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    return inner.get("/FontDescriptor", {})


def _program(font: pikepdf.Dictionary) -> Any:
    descriptor = _descriptor(font)
    return next(
        (descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor), None
    )


def _fonts(pdf: pikepdf.Pdf, artifact: Artifact, _: Publication) -> Iterator[Problem]:
    for font in _all_fonts(pdf).values():
        if font.get("/Subtype") != "/Type3" and _program(font) is None:
            yield problem("V301", file=artifact.name, font=str(font.get("/BaseFont", "?")).lstrip("/"))


def _tofu(pdf: pikepdf.Pdf, artifact: Artifact, _: Publication) -> Iterator[Problem]:
    """Glyph 0 is .notdef, and WeasyPrint numbers characters without a glyph beyond the font's last."""
    fonts = _all_fonts(pdf)
    counts = {name.encode(): _glyph_count(font) for name, font in fonts.items()}
    for number, page in enumerate(pdf.pages, 1):
        for name in sorted(_pages_tofu(_content(page), counts)):
            base = str(fonts[name.decode()].get("/BaseFont", "?")).lstrip("/")
            yield problem("V306", file=artifact.name, page=number, font=base)


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents")
    if content is None:
        return b""
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def _glyph_count(font: pikepdf.Dictionary) -> int:
    """Return how many glyphs the font program has; 65536 where it cannot be told."""
    program = _program(font)
    if program is None:
        return 0x10000
    return int(uharfbuzz.Face(program.read_bytes()).glyph_count) or 0x10000


def _pages_tofu(content: bytes, counts: Mapping[bytes, int]) -> set[bytes]:
    """Return the fonts of which *content*, a page's operators, shows glyphs that they do not have."""
    wanting: set[bytes] = set()
    font, limit = b"", 0x10000
    for match in FONT_OR_TEXT.finditer(content):
        name, text = match.groups()
        if name is not None:
            font, limit = name, counts.get(name, 0x10000)
        elif font in counts and len(text) % 4 == 0:
            glyphs = struct.unpack(f">{len(text) // 4}H", bytes.fromhex(text.decode("ascii")))
            if glyphs and not 0 < min(glyphs) <= max(glyphs) < limit:
                wanting.add(font)
    return wanting
