"""The text that a reader sees in a finished file, folded for comparison: by page, by document."""

from __future__ import annotations

import ctypes
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from banben.verify.expected import fold

XHTML = "{http://www.w3.org/1999/xhtml}"
UNREAD = {XHTML + name for name in ("head", "rt", "rp", "script", "style", "template")}


def pdf_pages(content: bytes) -> list[str]:
    """Return the folded text of each page of a PDF, in content order; text off the page is not read."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [fold(_page_text(document, number)) for number in range(len(document))]
    finally:
        document.close()


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    text_page = page.get_textpage()
    try:
        return _bounded(text_page.raw, page.get_bbox())
    finally:
        text_page.close()
        page.close()


def _bounded(raw: Any, box: tuple[float, float, float, float]) -> str:
    """Return the text inside *box* (left, bottom, right, top, in points)."""
    left, bottom, right, top = box
    # PDFium takes the corners as left, top, right, bottom and counts UTF-16 units.
    count = pdfium.FPDFText_GetBoundedText(raw, left, top, right, bottom, None, 0)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer(count * 2)
    pdfium.FPDFText_GetBoundedText(
        raw, left, top, right, bottom, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), count
    )
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def epub_documents(content: bytes, names: tuple[str, ...]) -> list[str]:
    """Return the folded text of the documents *names* of an EPUB, without the readings of ruby."""
    with ZipFile(BytesIO(content)) as archive:
        return [fold(markup_text(archive.read(f"EPUB/{name}"))) for name in names]


def markup_text(markup: bytes) -> str:
    """Return the text of an XHTML document's body as a reader sees it, readings of ruby left out."""
    parts: list[str] = []
    _collect(etree.fromstring(markup), parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    if element.tag not in UNREAD and isinstance(element.tag, str):
        if element.text:
            parts.append(element.text)
        for child in element:
            _collect(child, parts)
            if child.tail:
                parts.append(child.tail)
