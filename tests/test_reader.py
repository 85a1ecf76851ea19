"""A book of the starter, opened in a browser as a reader would: text, pictures, notes, fonts, dark pages."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from zipfile import ZipFile

import pytest
from drawn import fonts_of
from lxml import etree
from playwright.sync_api import Browser, Page, sync_playwright

from banben.config.book import Overrides
from banben.documents import Artifact
from banben.pipeline import Request, make, prepare

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
SMALLEST = 320
# How readers paint a page: by the scheme that the system tells (Foliate, Thorium), or over the book.
PAINTS = {
    "white page": ("light", ""),
    "dark page": ("dark", "html { color-scheme: dark; background: #121212; }"),
    "night theme that the book is not told of": ("light", "html { background: #121212; color: #ddd; }"),
    "white page on a dark system": ("dark", "html { background: #fff; color: #000; }"),
}
TOLD = ("white page", "dark page")
READABLE = 4.5  # WCAG 2.2, 1.4.3
LABEL = 2.5  # of a coloured label on a page that the book is not told of: it must still be seen

# Every element with words of its own: its colour and the colours of the boxes around it, innermost first.
COLOURS = """() => [...document.body.querySelectorAll('*')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
    && e.namespaceURI.endsWith('xhtml') && !e.closest('rp'))
  .map(e => {
    const behind = [];
    for (let at = e; at; at = at.parentElement) behind.push(getComputedStyle(at).backgroundColor);
    return {name: e.localName + '.' + e.className, words: e.textContent.trim().slice(0, 20),
            colour: getComputedStyle(e).color, behind};
  })"""
SEEN = """() => { const box = document.querySelector(':target').getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight; }"""


class Server(SimpleHTTPRequestHandler):
    """Serves the unzipped book, silently, with the types that the package declares."""

    def guess_type(self, path: str | PathLike[str]) -> str:
        return "application/xhtml+xml" if str(path).endswith(".xhtml") else super().guess_type(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Shelf:
    """The unzipped book at an address, and a browser; *faults* is all that went wrong while pages loaded."""

    address: str
    spine: tuple[str, ...]
    browser: Browser
    faults: list[str]

    def page(self, scheme: str = "light") -> Page:
        context = self.browser.new_context(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page = context.new_page()
        page.on("requestfailed", lambda request: self.faults.append(f"{request.url}: {request.failure}"))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "response",
            lambda answer: self.faults.append(f"{answer.url}: {answer.status}") if not answer.ok else None,
        )
        return page

    def open(self, page: Page, name: str) -> None:
        page.goto(urljoin(self.address, name), wait_until="load")


def spine(package: Path) -> tuple[str, ...]:
    """Return the documents of the package in reading order."""
    tree = etree.parse(package)
    space = {"opf": "http://www.idpf.org/2007/opf"}
    hrefs = {item.get("id"): item.get("href") for item in tree.iterfind(".//opf:item", space)}
    return tuple(hrefs[item.get("idref")] for item in tree.iterfind(".//opf:itemref", space))


@contextmanager
def opened(folder: Path, artifact: Artifact, chromium: str) -> Iterator[Shelf]:
    """Unpack *artifact* into *folder*, serve it, and open a browser on it."""
    (folder / artifact.name).write_bytes(artifact.content)
    with ZipFile(folder / artifact.name) as archive:
        archive.extractall(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/EPUB/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield Shelf(address, spine(folder / "EPUB" / "content.opf"), browser, [])
        browser.close()
    server.shutdown()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    folder = tmp_path_factory.mktemp("shelf")
    with as_file(files("banben") / "starter") as starter:
        prepared = prepare(Request(starter, Overrides(), ("tw",), ("epub",)))
        (edition,) = prepared.manuscript.editions
        (made,) = make(prepared, edition, lambda progress: None).made
    with opened(folder, made.artifact, chromium) as found:
        yield found


@pytest.fixture(scope="module")
def page(shelf: Shelf) -> Page:
    return shelf.page()


def test_every_document_shows_words_or_a_picture(shelf: Shelf, page: Page) -> None:
    shelf.faults.clear()
    for name in shelf.spine:
        shelf.open(page, name)
        words = page.inner_text("body").strip()
        assert words or name == "cover.xhtml", name
        assert page.title(), name
        assert page.locator("parsererror").count() == 0, name
    assert shelf.faults == []


def test_the_language_is_the_editions(shelf: Shelf, page: Page) -> None:
    for name in shelf.spine:
        shelf.open(page, name)
        assert page.evaluate("document.documentElement.lang") == "zh-Hant-TW", name
    assert "數" in page.inner_text("body")


def test_pictures_are_whole_and_described(shelf: Shelf, page: Page) -> None:
    found = 0
    for name in shelf.spine:
        shelf.open(page, name)
        for picture in page.locator("img").all():
            assert picture.evaluate("e => e.complete && e.naturalWidth > 0"), (name, picture)
            assert picture.get_attribute("alt"), (name, picture)
            found += 1
    assert found >= 2  # the cover and the chart


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE["width"], SMALLEST])
def test_nothing_is_wider_than_a_phone(shelf: Shelf, width: int, scheme: str) -> None:
    page = shelf.page(scheme)
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    for name in shelf.spine:
        shelf.open(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.context.close()


def test_every_link_leads_to_something(shelf: Shelf, page: Page) -> None:
    targets: set[str] = set()
    links: list[tuple[str, str]] = []
    for name in shelf.spine:
        shelf.open(page, name)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        targets |= {name, *(f"{name}#{id}" for id in ids)}
        hrefs = page.evaluate("[...document.links].map(e => e.getAttribute('href'))")
        links += [(name, href) for href in hrefs]
    lost = [(name, href) for name, href in links if "://" not in href and urljoin(name, href) not in targets]
    assert links
    assert lost == []


def test_the_contents_lead_to_every_chapter(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "nav.xhtml")
    hrefs = page.evaluate("[...document.querySelectorAll('#toc a')].map(e => e.getAttribute('href'))")
    chapters = [name for name in shelf.spine if name.startswith("c0") or name == "descriptions.xhtml"]
    assert list(dict.fromkeys(urldefrag(href).url for href in hrefs)) == chapters


def test_a_note_is_reached_and_left_again(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "c01.xhtml")
    mark = page.locator("a.noteref").first
    page.evaluate("document.querySelector('.noteref').closest('p').style.marginBottom = '3000px'")
    origin = mark.get_attribute("id")
    mark.click()
    note = page.locator(":target")
    assert page.evaluate(SEEN)
    assert note.get_attribute("role") == "doc-footnote"
    assert "腳註" in note.inner_text()
    note.locator("a[role=doc-backlink]").click()
    assert page.evaluate("location.hash") == f"#{origin}"
    assert page.evaluate(SEEN)


def drawn_with(page: Page, selector: str) -> set[str]:
    """Return the families whose glyphs the browser shows for the words of the first *selector*."""
    return {font["familyName"] for font in fonts_of(page, selector)}


@pytest.mark.parametrize("selector", ["h1 .chapter-title", "h2", ".box-scene p", "strong", ".caption", "td"])
def test_words_are_drawn_with_the_regions_fonts(shelf: Shelf, page: Page, selector: str) -> None:
    shelf.open(page, "c01.xhtml")
    stack = page.locator(selector).first.evaluate("e => getComputedStyle(e).fontFamily")
    named = [family.strip(" \"'") for family in stack.split(",")]
    used = drawn_with(page, selector)
    assert used
    # The running text is the reader's own font; of a family with a form for each region it is Taiwan's.
    assert not [family for family in used if re.search(r" (SC|HK|JP|KR)\b", family)]
    if selector != "td":
        assert all(family.startswith(named[0]) for family in used), (used, named)  # …TC Medium


def channels(colour: str) -> tuple[float, float, float, float]:
    """Return red, green, blue (0 to 255) and opacity of a computed `rgb()` or `rgba()`."""
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].replace(",", " ").split()]
    red, green, blue, *opacity = numbers
    return red, green, blue, opacity[0] if opacity else 1.0


def luminance(colour: tuple[float, float, float]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, behind: list[str]) -> float:
    """Return the contrast of *colour* on the boxes *behind* it, which may be translucent (WCAG 2.2)."""
    ground = (255.0, 255.0, 255.0)
    for box in reversed(behind):
        *over, opacity = channels(box)
        red, green, blue = (o * opacity + g * (1 - opacity) for o, g in zip(over, ground, strict=True))
        ground = (red, green, blue)
    red, green, blue, _ = channels(colour)
    light, dark = sorted((luminance((red, green, blue)), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("rgb(0, 0, 0)", ["rgb(255, 255, 255)"]) == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", ["rgba(0, 0, 0, 0)"]) == pytest.approx(4.48, abs=0.01)
    half = contrast("rgb(255, 255, 255)", ["rgba(0, 0, 0, 0.5)", "rgb(255, 255, 255)"])
    assert half == contrast("rgb(255, 255, 255)", ["rgb(127.5, 127.5, 127.5)"])


@pytest.mark.parametrize("paint", PAINTS)
def test_words_can_be_read_however_the_page_is_painted(shelf: Shelf, paint: str) -> None:
    """Coloured labels too where the book is told of the page; elsewhere at least the running text."""
    faint: list[str] = []
    for name, page in painted(shelf, paint):
        for found in page.evaluate(COLOURS):
            label = found["name"].startswith("span.")
            ratio = contrast(found["colour"], found["behind"])
            if ratio < (READABLE if paint in TOLD or not label else LABEL):
                faint.append(f"{name} {found['name']} {found['words']} {ratio:.1f}")
    assert faint == []


@pytest.mark.parametrize("paint", PAINTS)
def test_a_picture_stands_on_white_however_the_page_is_painted(shelf: Shelf, paint: str) -> None:
    grounds = [
        channels(picture.evaluate("e => getComputedStyle(e).backgroundColor"))
        for _, page in painted(shelf, paint)
        for picture in page.locator(".figure img").all()
    ]
    assert grounds
    assert set(grounds) == {(255, 255, 255, 1)}


def painted(shelf: Shelf, paint: str) -> Iterator[tuple[str, Page]]:
    """Yield the documents of the book, each open on a page of the *paint*."""
    scheme, sheet = PAINTS[paint]
    page = shelf.page(scheme)
    for name in shelf.spine:
        shelf.open(page, name)
        if sheet:
            page.add_style_tag(content=sheet)
        yield name, page
    page.context.close()
