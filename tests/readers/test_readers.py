"""The shipped book in three readers: contents, pages in order, notes, page-list, pictures, fonts, writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from epubjs import EpubJs
from foliate import Foliate
from node_tools import MODULES, artefacts, browser, module
from playwright.sync_api import Browser, sync_playwright
from reader import Reader, serving
from shelf import Book, made
from vivliostyle import Vivliostyle

pytestmark = pytest.mark.slow

READERS = {"foliate": Foliate, "epubjs": EpubJs, "vivliostyle": Vivliostyle}
PACKAGES = ("foliate-js", "epubjs", "jszip", "@vivliostyle/viewer")
BOOKS = ("cn", "tw-vertical")
PICTURES = "() => [...document.images].map(e => [e.currentSrc || e.src, e.complete && e.naturalWidth > 0])"
FONTS = "async () => { await document.fonts.ready; return [...document.fonts].map(f => [f.family, f.status]); }"


@dataclass
class Open:
    """A book open in a reader; *shots* is where screenshots are kept."""

    reader: Reader
    book: Book
    shots: Path
    name: str

    def shot(self, what: str) -> None:
        self.reader.page.screenshot(path=self.shots / f"{self.name}-{what}.png")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    return {name: made(tmp_path_factory.mktemp(name), name) for name in BOOKS}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module", params=[(reader, book) for book in BOOKS for reader in READERS], ids="-".join)
def it(
    request: pytest.FixtureRequest,
    shelf: dict[str, Book],
    chromium: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Open]:
    kind, name = request.param
    for package in PACKAGES:
        module(package)
    book = shelf[name]
    shots = artefacts("readers", tmp_path_factory.getbasetemp())
    with serving(node=MODULES, book=book.folder, epub=book.epub.parent, hosts=Path(__file__).parent) as address:
        reader = READERS[kind](chromium, address)
        reader.open(f"{address}/epub/{book.epub.name}", f"{address}/book/EPUB/content.opf")
        yield Open(reader, book, shots, f"{kind}-{name}")
        reader.page.context.close()


def test_the_contents_are_the_books(it: Open) -> None:
    assert it.reader.contents() == [(entry.depth, entry.title) for entry in it.book.publication.entries]


def test_pages_turn_from_cover_to_cover(it: Open) -> None:
    """Every word comes once, paragraphs in order, none is cut; pictures and fonts are there; all is quiet.

    Only the cells of a table may come in another order: Vivliostyle breaks a row over two pages cell by cell.
    """
    reader, book = it.reader, it.book
    reader.faults.clear()
    reader.go_to("cover.xhtml")
    reader.turn()
    text, cut, pictures, fonts = "", [], {}, {}
    while len(book.without_notes(text)) < len(book.text):
        sight = reader.sight()
        assert sight.text or pictures
        text += sight.text
        cut += sight.cut
        pictures |= dict(reader.document().evaluate(PICTURES))
        fonts |= dict(reader.document().evaluate(FONTS))
        if not book.text.endswith(sight.text[-20:]):
            reader.turn()
        else:
            break
    text = book.without_notes(text)
    assert Counter(text) == Counter(book.text)
    at = 0
    for paragraph in book.paragraphs:
        at = text.index(paragraph, at)
    assert cut == []
    assert pictures
    assert all(pictures.values()), pictures
    assert set(fonts.values()) <= {"loaded", "unloaded"}, fonts
    assert reader.faults == []
