"""The page list of whole books: its words stand at the head of the same page of the PDF."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pymupdf
import pytest
from lxml import etree

from banben.documents import Artifact
from banben.editions import Edition
from banben.folding import fold
from banben.load import Overrides
from banben.numerals import value
from banben.pipeline import Prepared, Request, make, prepare
from banben.problems import failed
from banben.shipped import chapters
from banben.verify.package import EPUB_TYPE, XHTML
from banben.verify.reading import pdf_pages

FOREIGN = Path(__file__).parent / "foreign"
BOOKS = (("shipped", "cn"), ("shipped", "tw-vertical"), ("foreign", "cn"))
DRAWN = 100
APART = "\0"
"""Stands for what only one of the formats has at its place: readings, marks of notes, places of the index."""
LABEL = re.compile("图|圖|表")


@dataclass(frozen=True)
class Marked:
    """A line of the page list: its label, its document, and the folded words after its mark.

    *heads* are the heads of tables and the labels in its document, and nothing.
    """

    label: str
    document: str
    after: str
    heads: frozenset[str]


@cache
def made(book: str, edition: str, *formats: Any) -> dict[str, Artifact]:
    """Return the files of an edition, as they are published."""
    root = chapters() if book == "shipped" else FOREIGN
    prepared = prepare(Request(root, Overrides(), (edition,), formats))
    outcome = make(prepared, prepared.manuscript.editions[0], lambda _: None)
    assert not failed(outcome.problems), outcome.problems
    assert [item for item in outcome.problems if item.code.startswith("X60")] == []
    return {item.artifact.format: item.artifact for item in outcome.made}


def page_list(content: bytes) -> list[Marked]:
    """Return the page list of an EPUB with the words at its marks."""
    with ZipFile(BytesIO(content)) as archive:
        trees = {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if ".xhtml" in name
        }
    nav = next(
        nav for nav in trees["EPUB/nav.xhtml"].iter(f"{XHTML}nav") if nav.get(EPUB_TYPE) == "page-list"
    )
    texts: dict[str, tuple[str, dict[str, int], frozenset[str]]] = {}
    found = []
    for link in nav.iter(f"{XHTML}a"):
        name, _, id = link.get("href").partition("#")
        if name not in texts:
            parts: list[str] = []
            marks: dict[str, int] = {}
            collect(trees[f"EPUB/{name}"].find(f"{XHTML}body"), parts, marks)
            texts[name] = "".join(parts), marks, heads(trees[f"EPUB/{name}"])
        text, marks, above = texts[name]
        found.append(Marked(link.text, name, text[marks[id] :][:16], above))
    return found


def heads(root: Any) -> frozenset[str]:
    """Return what may stand above the text of a page: heads of tables, labels of boxes, of the colophon."""
    dts = "".join(dt.text for dt in root.iter(f"{XHTML}dt") if dt.getparent().tag == f"{XHTML}div")
    labels = [
        *root.iter(f"{XHTML}thead"),
        *(e for e in root.iter(f"{XHTML}span") if e.get("class") == "label"),
    ]
    return frozenset({"", fold(dts), *(fold("".join(element.itertext())) for element in labels)})


def collect(element: Any, parts: list[str], marks: dict[str, int]) -> None:
    """Add the folded characters of *element* to *parts*, the places of page breaks to *marks*."""
    types, classes = element.get(EPUB_TYPE) or "", element.get("class") or ""
    if not isinstance(element.tag, str):
        return
    if element.tag in (f"{XHTML}rt", f"{XHTML}svg") or "noteref" in types or "locators" in classes:
        parts.append(APART)
        return
    if types == "pagebreak":
        marks[element.get("id")] = len(parts)
    parts.extend(fold(element.text or ""))
    for child in element:
        collect(child, parts, marks)
        parts.extend(fold(child.tail or ""))


def labels(content: bytes) -> list[str]:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return [page.get_label() for page in document]


def in_figures(label: str) -> str:
    """Return *label*, a folio as printed, as a PDF's label has it, which knows no Chinese numerals."""
    return label if label.isascii() else str(value(label))


def is_at_head(mark: Marked, text: str) -> bool:
    """Whether the words after *mark* begin the flow of the page with *text*.

    Above them may stand a figure or table that waited for the page, or the head of the table that goes on.
    A PDF may give the label of a box before what stands beside it; its contents have dots between the lines.
    """
    words = mark.after.split(APART)[0][: 3 if mark.document == "nav.xhtml" else 6]
    above, found, _ = text.partition(words or mark.after.lstrip(APART)[:1])
    return bool(found) and (above in mark.heads or bool(LABEL.match(above)))


@pytest.mark.slow
@pytest.mark.parametrize(("book", "edition"), BOOKS)
def test_the_words_after_a_mark_stand_at_the_head_of_its_page(book: str, edition: str) -> None:
    files = made(book, edition)
    pages, names = pdf_pages(files["pdf"].content), labels(files["pdf"].content)
    listed = page_list(files["epub"].content)
    drawn = random.Random(edition).sample(listed, min(DRAWN, len(listed)))
    wrong = []
    for mark in drawn:
        text = pages[names.index(in_figures(mark.label))]
        if not is_at_head(mark, text):
            wrong.append((mark, text[:40]))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("book", "edition"), BOOKS)
def test_every_page_with_text_is_listed_once_and_in_order(book: str, edition: str) -> None:
    files = made(book, edition)
    pages, names = pdf_pages(files["pdf"].content), labels(files["pdf"].content)
    listed = [in_figures(mark.label) for mark in page_list(files["epub"].content)]
    # The first page is the half title, which an EPUB lacks.
    expected = [name for at, name in enumerate(names) if pages[at] and at]
    assert listed == expected


@pytest.mark.slow
def test_what_else_is_asked_for_makes_no_difference() -> None:
    assert made("shipped", "cn", "epub")["epub"].content == made("shipped", "cn")["epub"].content


def small(folder: Path, edition: str, *formats: Any) -> tuple[Prepared, Edition]:
    """Return a book of one page, whose one edition has the lines *edition* in book.toml."""
    (folder / "01.md").write_text("# 头一章\n\n一句话。\n", "utf-8")
    (folder / "book.toml").write_text(f'[book]\ntitle = "小书"\n\n[editions.cn]\n{edition}\n', "utf-8")
    prepared = prepare(Request(folder, Overrides(), (), formats))
    return prepared, prepared.manuscript.editions[0]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("", "print"),
        ('page_list = "print"', "print"),
        ('page_list = "none"', "none"),
        ('formats = ["epub"]', "none"),
        ('formats = ["epub"]\npage_list = "none"', "none"),
    ],
)
def test_pages_are_listed_where_the_edition_has_a_pdf(tmp_path: Path, edition: str, expected: str) -> None:
    for formats in ((), ("epub",)):
        prepared, found = small(tmp_path, edition, *formats)
        assert found.page_list == expected
        assert [item for item in prepared.problems if item.severity == "error"] == []


@pytest.mark.slow
@pytest.mark.parametrize("page_list", ["print", "none"])
def test_an_edition_may_go_without(tmp_path: Path, page_list: str) -> None:
    prepared, edition = small(tmp_path, f'page_list = "{page_list}"', "epub")
    outcome = make(prepared, edition, lambda _: None)
    (file,) = outcome.made
    with ZipFile(BytesIO(file.artifact.content)) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
    assert not failed(outcome.problems)
    assert ("page-list" in nav, "pagebreak" in nav) == (
        (True, True) if page_list == "print" else (False, False)
    )
