"""The text that a reader sees in a finished file, folded for comparison: by page, by document."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pymupdf
from lxml import etree

from banben.folding import fold

XHTML = "{http://www.w3.org/1999/xhtml}"
UNREAD = {XHTML + name for name in ("head", "rt", "rp", "script", "style", "template")}


# What lies off the page is not read; a word that a line end divides is whole again; ligatures come as
# the letters that they stand for.
READ = pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_DEHYPHENATE


def pdf_pages(content: bytes) -> list[str]:
    """Return the folded text of each page of a PDF, in content order; text off the page is not read."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return [fold(page.get_text("text", flags=READ)) for page in document]


def epub_files(content: bytes, names: tuple[str, ...]) -> list[bytes]:
    """Return the documents *names* of an EPUB as they are stored."""
    with ZipFile(BytesIO(content)) as archive:
        return [archive.read(f"EPUB/{name}") for name in names]


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
