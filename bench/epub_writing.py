"""One publication written by our writer, or by EbookLib's own pages, with its time and memory."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

from ebooklib import epub

from banben.documents import Publication
from banben.writers.epub import write

PEAK = re.compile(r"VmHWM:\s*(\d+) kB")


def timed(publication: Publication, writer: str) -> tuple[float, float, float]:
    """Return wall and CPU seconds of *writer*, and the process's peak in MB (Linux) with all it was given."""
    roads: dict[str, Callable[[Publication], object]] = {"banben": write, "ebooklib": plain}
    start, busy = time.perf_counter(), time.process_time()
    roads[writer](publication)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    found = PEAK.search(Path("/proc/self/status").read_text("ascii"))
    return wall, cpu, int(found[1]) / 1024 if found else 0.0


def plain(publication: Publication) -> bytes:
    """Write the documents with EbookLib as its samples do: `EpubHtml`, its nav, its NCX."""
    book = epub.EpubBook()
    book.set_identifier(publication.metadata.identifier or "urn:uuid:0")
    book.set_title(publication.metadata.title)
    book.set_language(publication.edition.region.language)
    pages = []
    for document in publication.documents:
        if document.kind not in ("nav", "cover"):
            page = epub.EpubHtml(title=document.title, file_name=document.name)
            page.content = document.content.encode("utf-8")
            book.add_item(page)
            pages.append(page)
    book.toc = list(pages)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *pages]
    target = io.BytesIO()
    epub.write_epub(target, book, {"raise_exceptions": True})
    return target.getvalue()
