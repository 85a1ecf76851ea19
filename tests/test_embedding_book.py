"""Whole books with fonts inside: sizes, EPUBCheck, and what a browser draws each character with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import node_tools
import pytest
import tinycss2
from drawn import fonts_of
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, sync_playwright

from banben import shipped
from banben.config.book import Overrides
from banben.documents import Artifact
from banben.embedding.cascade import families, passages
from banben.glyphs import has_shape
from banben.pipeline import Prepared, Request, make, prepare
from banben.problems import Problem

pytestmark = pytest.mark.slow

RARE = "𪚥"
BOOK = """\
[book]
title = "罕用字"
slug = "rare"
published = 2026-11-23
identifier = "urn:uuid:5c6b2f7e-3c1b-4f0e-9a57-0c1c8d3a2b12"
"""
EDITIONS = {
    "tw": "",
    "tw-columns": 'region = "tw"\nwriting = "vertical"',
    "tw-fonts": 'region = "tw"\nembed_fonts = true',
    "kobo": 'region = "tw"\nstore = "kobo"',
}
CHAPTER = f"""\
# 书里的{RARE}字

普通的字，还有{RARE}，和*楷体*。
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A finished EPUB: its files by path, the font files of each CSS family, EPUBCheck's messages by id."""

    artifact: Artifact
    files: dict[str, bytes]
    faces: dict[str, list[str]]
    said: tuple[str, ...]

    @property
    def sheet(self) -> str:
        names = ("style.css", "screen.css", "book.css")
        return "".join(self.files.get(f"EPUB/{name}", b"").decode("utf-8") for name in names)

    @property
    def documents(self) -> dict[str, str]:
        return {n: content.decode("utf-8") for n, content in self.files.items() if n.endswith(".xhtml")}

    def characters(self, name: str) -> set[str]:
        font = TTFont(BytesIO(self.files[f"EPUB/{name}"]))
        return set(map(chr, font.getBestCmap()))


def opened(artifact: Artifact, problems: tuple[Problem, ...]) -> Opened:
    with ZipFile(BytesIO(artifact.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    said = tuple(dict(found.values)["id"] for found in problems if found.code in ("V401", "V402", "V403"))
    book = Opened(artifact, files, {}, said)
    for rule in tinycss2.parse_stylesheet(book.sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.at_keyword == "font-face":
            items = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            values = {item.name: item.value for item in items}
            (family,) = families(values["font-family"])
            addresses = [
                part for token in values["src"] if token.type == "function" for part in token.arguments
            ]
            paths = [part.value for part in addresses if part.value.startswith("fonts/")]
            book.faces.setdefault(family, []).extend(paths)
    return book


def made(prepared: Prepared, **changes: Any) -> dict[str, Opened]:
    """Make every edition of *prepared*, with *changes*, and open it."""
    found = {}
    for edition in prepared.manuscript.editions:
        outcome = make(prepared, replace(edition, **changes), lambda progress: None)
        assert [item for item in outcome.problems if item.severity == "error"] == []
        found[edition.name] = opened(next(one.artifact for one in outcome.made), outcome.problems)
    return found


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opened]:
    root = tmp_path_factory.mktemp("rare")
    tables = (f'\n[editions.{name}]\nformats = ["epub"]\n{keys}\n' for name, keys in EDITIONS.items())
    (root / "book.toml").write_text(BOOK + "".join(tables), "utf-8")
    (root / "01.md").write_text(CHAPTER, "utf-8")
    return made(prepare(Request(root, Overrides(), epubcheck=True)))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=node_tools.browser(), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def drawn_with(page: Page, selector: str) -> list[tuple[str, bool, int]]:
    """Return family, whether it comes from the book, and glyphs, of every font that draws *selector*."""
    fonts = fonts_of(page, selector)
    return [(font["familyName"], font["isCustomFont"], int(font["glyphCount"])) for font in fonts]


def show(page: Page, book: Opened, folder: Path, name: str) -> None:
    for path, content in book.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    page.goto((folder / "EPUB" / name).as_uri())
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_rare_character_is_drawn_from_the_book(
    books: dict[str, Opened], page: Page, tmp_path: Path, edition: str
) -> None:
    show(page, books[edition], tmp_path, "c00.xhtml")
    page.screenshot(path=node_tools.artefacts("fonts", tmp_path) / f"{edition}.png")
    (font,) = drawn_with(page, "p .rare")
    assert font == ("Banben Rare", True, 1)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert '"Banben Rare"' in loaded or "Banben Rare" in loaded


def test_all_text_is_drawn_from_a_book_with_its_fonts(
    books: dict[str, Opened], page: Page, tmp_path: Path
) -> None:
    show(page, books["tw-fonts"], tmp_path, "c00.xhtml")
    fonts = {(family, own) for family, own, _ in drawn_with(page, "p")}
    assert fonts == {("Banben Song", True), ("Banben Kai", True), ("Banben Rare", True)}
    assert {family for family, _, _ in drawn_with(page, "p em")} == {"Banben Kai"}
    titles = {family for family, _, _ in drawn_with(page, ".chapter-title")}
    assert titles == {"Banben Song", "Banben Rare"}


def test_without_fonts_the_text_is_the_readers_own(
    books: dict[str, Opened], page: Page, tmp_path: Path
) -> None:
    show(page, books["tw"], tmp_path, "c00.xhtml")
    fonts = drawn_with(page, "p")
    assert [family for family, own, _ in fonts if own] == ["Banben Rare"]
    assert [family for family, own, _ in fonts if not own]


def test_kobo_gets_no_woff2(books: dict[str, Opened]) -> None:
    assert not [name for name in books["kobo"].files if name.endswith(".woff2")]
    assert [name for name in books["kobo"].files if name.startswith("EPUB/fonts/banben-rare.")]


def test_apple_is_told_to_show_the_fonts(books: dict[str, Opened]) -> None:
    package = books["tw"].files["EPUB/content.opf"].decode("utf-8")
    assert '<meta property="ibooks:specified-fonts">true</meta>' in package
    assert "META-INF/com.apple.ibooks.display-options.xml" in books["tw"].files
    assert not [name for name in books["kobo"].files if "apple" in name]


def test_the_licences_are_linked_and_stand_in_no_manifest(books: dict[str, Opened]) -> None:
    package = books["tw"].files["EPUB/content.opf"].decode("utf-8")
    assert 'rel="dcterms:license" href="fonts/licences.txt"' in package
    assert '<item href="fonts/licences.txt"' not in package
    assert "Banben Rare ←" in books["tw"].files["EPUB/fonts/licences.txt"].decode("utf-8")


def test_woff2_is_stored_as_it_is(books: dict[str, Opened]) -> None:
    with ZipFile(BytesIO(books["tw"].artifact.content)) as archive:
        packed = [entry for entry in archive.infolist() if entry.filename.endswith(".woff2")]
    assert packed and all(entry.compress_type == ZIP_STORED for entry in packed)


def test_epubcheck_says_nothing(books: dict[str, Opened]) -> None:
    assert [said for book in books.values() for said in book.said] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_epubcheck_ts_says_hardly_more(books: dict[str, Opened], tmp_path: Path, edition: str) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(books[edition].artifact.content)
    # That a linked resource stands in no manifest (EPUB 3.3 section 5.5.7) is unknown to epubcheck-ts alone.
    said = {(message.id, message.severity) for message in node_tools.epubcheck_ts(path)}
    assert said <= {("CSS-028", "usage"), ("OPF-003", "usage")}


@pytest.fixture(scope="module")
def shipped_books() -> dict[str, Opened]:
    """The shipped book with its fonts."""
    request = Request(shipped.chapters(), Overrides(), ("cn", "tw-vertical"), ("epub",))
    return made(prepare(request), embed_fonts=True, page_list="none")


def test_the_shipped_book_has_no_fonts_and_with_them_stays_small(shipped_books: dict[str, Opened]) -> None:
    alone = prepare(Request(shipped.chapters(), Overrides(), ("cn",), ("epub",)))
    (without,) = made(alone, page_list="none").values()
    assert not [path for path in without.files if path.startswith("EPUB/fonts/")]
    more = len(shipped_books["cn"].artifact.content) - len(without.artifact.content)
    assert 200_000 < more < 1_500_000


def test_each_font_draws_all_of_its_own_text(shipped_books: dict[str, Opened]) -> None:
    for book in shipped_books.values():
        holds = {family: set().union(*map(book.characters, paths)) for family, paths in book.faces.items()}
        for content in book.documents.values():
            for passage in passages(content, book.sheet):
                stack = [family for family in passage.font.families if family in holds]
                assert stack, passage
                drawn = set().union(*(holds[family] for family in stack))
                assert {c for c in passage.text if has_shape(c)} <= drawn, passage
