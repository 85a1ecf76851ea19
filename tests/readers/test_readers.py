"""The shipped book in three readers: contents, pages in order, notes, page-list, pictures, fonts, writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from epubjs import EpubJs
from foliate import Foliate
from node_tools import MODULES, artefacts, browser, module
from playwright.sync_api import Browser, sync_playwright
from reader import Reader, Sight, serving
from shelf import Book, made
from vivliostyle import Vivliostyle

pytestmark = pytest.mark.slow

T = TypeVar("T")

READERS: dict[str, Callable[[Browser, str], Reader]] = {
    "foliate": Foliate,
    "epubjs": EpubJs,
    "vivliostyle": Vivliostyle,
}
PACKAGES = ("foliate-js", "epubjs", "jszip", "@vivliostyle/viewer")
BOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "cn": ("cn", {}),
    "tw-vertical": ("tw-vertical", {}),
    "cn-fonts": ("cn", {"embed_fonts": True}),
}
PICTURES = "() => [...document.images].map(e => [e.currentSrc || e.src, e.complete && e.naturalWidth > 0])"
PARAGRAPH = "[...document.querySelectorAll('section p')].filter(p => p.checkVisibility())[0]"
WRITING = f"() => getComputedStyle({PARAGRAPH}).writingMode"
# Where its first two characters stand.
FLOW = f"""() => {{
  const paragraph = {PARAGRAPH}, walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let text = walk.nextNode();
  while (text.data.trim().length < 2) text = walk.nextNode();
  const from = text.data.search(/\\S/);
  return [from, from + 1].map(at => {{
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getBoundingClientRect();
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  }});
}}"""
START = 6  # characters: what follows may stand on the next page
INTERFACE = {"FontAwesome", "-viv-ts-sp"}  # fonts of Vivliostyle's own
PAGES = 500
FADING = 500  # ms: Vivliostyle's veil over a page that loads
LONG = 12  # characters: no head of a table is a paragraph of so many
FONTS = (
    "async () => { await document.fonts.ready; return [...document.fonts].map(f => [f.family, f.status]); }"
)


@dataclass
class Open:
    """A book open in a reader; *shots* is where screenshots are kept."""

    reader: Reader
    book: Book
    shots: Path
    name: str

    def shot(self, what: str) -> None:
        self.reader.page.wait_for_timeout(FADING)
        self.reader.page.screenshot(path=self.shots / f"{self.name}-{what}.png")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    return {
        name: made(tmp_path_factory.mktemp(name), edition, **changes)
        for name, (edition, changes) in BOOKS.items()
    }


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
    with serving(
        node=MODULES, book=book.folder, epub=book.epub.parent, hosts=Path(__file__).parent
    ) as address:
        reader = READERS[kind](chromium, address)
        reader.open(f"{address}/epub/{book.epub.name}", f"{address}/book/EPUB/content.opf")
        yield Open(reader, book, shots, f"{kind}-{name}")
        reader.page.context.close()


def test_the_contents_are_the_books(it: Open) -> None:
    assert it.reader.contents() == [(entry.depth, entry.title) for entry in it.book.publication.entries]


def test_pages_turn_from_cover_to_cover(it: Open) -> None:
    """Every word comes, paragraphs once and in order, none is cut; pictures, fonts are there; all is quiet.

    The cells of a table may come in another order: Vivliostyle breaks a row over two pages cell by cell, and
    repeats the head.
    """
    reader, book = it.reader, it.book
    reader.faults.clear()
    text = ""
    cut: list[tuple[str, float]] = []
    pictures: dict[str, bool] = {}
    fonts: dict[str, str] = {}
    for sight in read_on(reader, book.text[-20:]):
        text += sight.text
        cut += sight.cut
        pictures |= dict(reader.document().evaluate(PICTURES))
        fonts |= dict(reader.document().evaluate(FONTS))
    text = book.without_notes(text)
    assert Counter(book.text) - Counter(text) == Counter()
    assert set(Counter(text) - Counter(book.text)) <= book.heads
    at = 0
    for paragraph in book.paragraphs:
        at = text.index(paragraph, at)
        assert len(paragraph) < LONG or text.count(paragraph) == book.text.count(paragraph)
    assert cut == []
    assert pictures
    assert all(pictures.values()), pictures
    assert set(fonts.values()) <= {"loaded", "unloaded"}, fonts
    loaded = {family for family, status in fonts.items() if status == "loaded"}
    assert bool(loaded - INTERFACE) == bool(book.publication.fonts), loaded
    assert reader.faults == []


def read_on(reader: Reader, end: str) -> Iterator[Sight]:
    """Yield what each page shows, from the one after the cover to the one that shows the words *end*."""
    reader.go_to("cover.xhtml")
    for _ in range(PAGES):
        reader.turn()
        sight = reader.sight()
        yield sight
        if sight.text.endswith(end):
            return
    pytest.fail(f"no end after {PAGES} pages")


def test_a_note_is_opened(it: Open) -> None:
    reader, book = it.reader, it.book
    for number, mark in enumerate(sample(list(book.notes), 3), 1):
        reader.go_to(f"{book.document_of(mark)}#{mark}")
        words = reader.open_note(mark)
        it.shot(f"note-{number}")
        assert book.notes[mark][:START] in words


def test_the_page_list_leads_to_the_words_of_the_printed_page(it: Open) -> None:
    reader, book = it.reader, it.book
    pages = book.publication.pages
    assert pages
    listed = reader.pages()
    if listed is not None:
        assert [href for _, href in listed] == [leaf.href for leaf in pages]
        assert all(label in ("", leaf.label) for (label, _), leaf in zip(listed, pages, strict=True))
    for number, leaf in enumerate(sample(pages, 4), 1):
        reader.go_to(leaf.href)
        it.shot(f"page-{number}")
        shown, words = reader.sight().text, book.after(leaf.href)[:START]
        if words not in shown:  # the marker is the last thing on the screen
            reader.turn()
            shown = shown[-START:] + reader.sight().text[:START]
        assert words in shown


def test_text_runs_as_the_edition_says(it: Open) -> None:
    reader, book = it.reader, it.book
    vertical = book.edition.vertical
    assert reader.progression() == ("rtl" if vertical else "ltr")
    reader.go_to("c01.xhtml")
    it.shot("chapter")
    assert reader.document().evaluate(WRITING) == ("vertical-rl" if vertical else "horizontal-tb")
    (x, y), (next_x, next_y) = reader.document().evaluate(FLOW)
    assert (next_y > y and abs(next_x - x) < 1) if vertical else (next_x > x and abs(next_y - y) < 1)


def sample(things: Sequence[T], count: int) -> list[T]:
    """Return *count* of *things*, from the first to the last, evenly."""
    return [things[at * (len(things) - 1) // max(count - 1, 1)] for at in range(min(count, len(things)))]
