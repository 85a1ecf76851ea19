"""What the package says of the book is the book's own; a design of its own is no defect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planted import C01, CSS, OPF, before, changed, swap
from sample_publication import epub, page

from banben.documents import Document, Publication
from banben.verify.epub import check_package
from banben.writers.epub import write

COLUMNS = "html { -epub-writing-mode: vertical-rl; writing-mode: vertical-rl }\n"


def codes(publication: Publication, old: str = "", new: str = "") -> set[str]:
    artifact = write(publication)[0]
    if old:
        artifact = changed(artifact, swap(OPF, old, new))
    return {item.code for item in check_package(artifact, publication)}


def vertical() -> Publication:
    base = epub()
    return replace(base, edition=replace(base.edition, writing="vertical"), sheet=COLUMNS + base.sheet)


def with_title_page(body: str) -> Publication:
    base = epub()
    document = Document("title.xhtml", "书名页", "titlepage", page("书名页", body))
    return replace(base, documents=(base.documents[0], document, *base.documents[1:]))


def test_a_vertical_edition_is_vertical() -> None:
    assert codes(vertical()) == set()
    assert codes(vertical(), '"rtl"', '"ltr"') == {"V232"}
    assert codes(replace(vertical(), sheet="p { margin: 0 }")) == {"V232"}


def test_a_passage_in_columns_makes_no_vertical_book() -> None:
    artifact = changed(write(epub())[0], before(CSS, b".plaque { writing-mode: vertical-rl }\n"))
    assert check_package(artifact, epub()) == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>轮子<br/>与车</h1>", set()),
        ('<p><img src="cover.jpg" alt="轮子与车"/></p>', set()),
        ("<h1>轮子</h1>", {"V235"}),
    ],
)
def test_the_title_page_says_the_title(body: str, expected: set[str]) -> None:
    assert codes(with_title_page(body)) == expected


@pytest.mark.parametrize("found", ["2026-13-01", "26-11-23", "1202-11-23", "2026-11-23 "])
def test_a_date_that_is_not_the_books_is_found(found: str) -> None:
    expected = set() if found.strip() == "2026-11-23" else {"V234"}
    assert codes(epub(), "<dc:date>2026-11-23", f"<dc:date>{found}") == expected


def test_a_document_in_the_wrong_language_has_its_name() -> None:
    artifact = changed(write(epub())[0], swap(C01, ' lang="zh-Hans-CN"', ' lang="zh"', 1))
    (problem,) = check_package(artifact, epub())
    assert dict(problem.values)["name"] == "c01.xhtml"
