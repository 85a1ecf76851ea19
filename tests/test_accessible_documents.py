"""Every document of an EPUB: headings in order, roles beside epub:type, heads of tables, languages, texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sample_book as sample
from lxml import etree

from banben.config.book import Overrides
from banben.documents import Publication
from banben.model import PLAIN, Attributes, Cell, Figure, Image, Paragraph, Span, Table, Text
from banben.pipeline import Request, make, prepare
from banben.regions import known_regions
from banben.render import render
from banben.shipped import chapters as shipped
from banben.theme import load_theme

X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
THEME = load_theme(Path("nowhere"))[0]
HEADINGS = tuple(f"{X}h{level}" for level in range(1, 7))
# epub:type (EPUB Structural Semantics 1.1) and the role of the same meaning (DPUB-ARIA 1.1).
ROLES = {
    **{name: f"doc-{name}" for name in (
        "acknowledgments", "afterword", "appendix", "bibliography", "chapter", "colophon", "conclusion",
        "dedication", "endnotes", "footnote", "foreword", "glossary", "index", "introduction", "noteref",
        "pagebreak", "part", "preface", "tip", "toc",
    )},
    "page-list": "doc-pagelist",
}  # fmt: skip
NAMED = ("nav", "section[@role='doc-index']", "section[@role='doc-appendix' and @class='descriptions']")

Documents = dict[str, Any]


def parsed(made: Publication) -> Documents:
    return {item.name: etree.fromstring(item.content.encode()) for item in made.documents}


def sampled(code: str = "cn", vertical: bool = False) -> Documents:
    edition = sample.edition(region=code)
    if vertical:
        edition = replace(edition, writing="vertical", region=edition.region.in_columns())
    return parsed(render(sample.book(), edition, "epub", sample.pictures(), THEME, sample.boxes())[0])


@pytest.fixture(scope="module")
def editions() -> dict[str, Documents]:
    """Return the sample's editions and the shipped book's, as EPUBs read back."""
    found = {code: sampled(code) for code in known_regions()}
    return {**found, "vertical": sampled("tw", vertical=True)}


def of(made: dict[str, Documents]) -> Iterator[tuple[str, Any]]:
    for edition, documents in made.items():
        for name, tree in documents.items():
            yield f"{edition} {name}", tree


def jumps(tree: Any) -> list[str]:
    """Return the headings that are more than a level below the one before."""
    found, before = [], 0
    for heading in tree.iter(*HEADINGS):
        level = int(heading.tag[-1])
        if level > before + 1:
            found.append("".join(heading.itertext()))
        before = level
    return found


def roleless(tree: Any) -> list[str]:
    """Return the epub:types whose element lacks the role of the same meaning; landmarks name other places."""
    found = []
    for element in tree.iter():
        listed = any(parent.get(TYPE) == "landmarks" for parent in element.iterancestors())
        for word in (element.get(TYPE) or "").split() if not listed else ():
            if word in ROLES and element.get("role") != ROLES[word]:
                found.append(word)
    return found


def test_planted_faults_are_found() -> None:
    body = '<body xmlns:epub="http://www.idpf.org/2007/ops"><h1>甲</h1><h3>乙</h3><p epub:type="tip"/></body>'
    tree = etree.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml">{body}</html>')
    assert jumps(tree) == ["乙"]
    assert roleless(tree) == ["tip"]


def test_no_level_of_headings_is_left_out(editions: dict[str, Documents]) -> None:
    assert {name: jumps(tree) for name, tree in of(editions) if jumps(tree)} == {}
    assert sum(1 for _, tree in of(editions) for _ in tree.iter(*HEADINGS)) > 30


def test_a_role_stands_beside_every_epub_type_that_has_one(editions: dict[str, Documents]) -> None:
    assert {name: roleless(tree) for name, tree in of(editions) if roleless(tree)} == {}


def test_what_is_listed_among_landmarks_has_a_name(editions: dict[str, Documents]) -> None:
    for name, tree in of(editions):
        ids = {item.get("id") for item in tree.iter()}
        for path in NAMED:
            for element in tree.xpath(f"//x:{path}", namespaces={"x": X[1:-1]}):
                named = element.get("aria-labelledby") in ids or element.get("aria-label")
                assert named, (name, element.get("id"))


def test_every_reference_of_aria_leads_to_an_element(editions: dict[str, Documents]) -> None:
    seen = 0
    for name, tree in of(editions):
        ids = {item.get("id") for item in tree.iter()}
        for attribute in ("aria-labelledby", "aria-describedby", "aria-details"):
            for element in tree.iterfind(f".//*[@{attribute}]"):
                assert element.get(attribute) in ids, name
                seen += 1
    assert seen


def test_every_picture_has_a_text_or_is_an_ornament(editions: dict[str, Documents]) -> None:
    for name, tree in of(editions):
        for image in tree.iter(X + "img"):
            assert bool(image.get("alt")) is (image.get("role") != "presentation"), name


def test_every_head_of_a_table_says_its_scope(editions: dict[str, Documents]) -> None:
    heads = [head for _, tree in of(editions) for head in tree.iter(X + "th")]
    assert heads
    for head in heads:
        assert head.get("scope") == ("col" if head.getparent().getparent().tag == X + "thead" else "row")
        assert "".join(head.itertext()).strip()


def test_both_attributes_of_language_agree(editions: dict[str, Documents]) -> None:
    for name, tree in of(editions):
        for element in tree.iter():
            assert element.get("lang") == element.get(LANG), name
        assert tree.get("lang"), name


def test_labels_are_in_the_books_language(editions: dict[str, Documents]) -> None:
    named = [element for _, tree in of(editions) for element in tree.iterfind(".//*[@aria-label]")]
    labels = [element.get("aria-label") for element in named if element.get("role") != "doc-pagebreak"]
    assert labels
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in label) for label in labels)


# --- what the sample does not hold ----------------------------------------------------------


def rendered(*blocks: Any) -> Any:
    book = sample.book()
    chapter = replace(book.chapters[2], blocks=blocks, notes=())
    changed = replace(book, chapters=(*book.chapters[:2], chapter, *book.chapters[3:]))
    made = render(changed, sample.edition(), "epub", sample.pictures(), THEME, sample.boxes())[0]
    return parsed(made)["c02.xhtml"]


def test_an_ornament_is_passed_over() -> None:
    at = sample.at("02.md", 3)
    key = next(key for key in sample.pictures() if not key.startswith("chart:"))
    own = Attributes(classes=("decorative",))
    image = Image(key, "", "", own, at)
    tree = rendered(Figure(image, "", (), (), own, at), Paragraph((Text("河", at), image), PLAIN, at))
    found = [(image.get("alt"), image.get("role")) for image in tree.iter(X + "img")]
    assert found == [("", "presentation")] * 2


def test_heads_that_span_say_whether_they_head_columns_or_rows() -> None:
    at = sample.at("02.md", 3)

    def cell(words: str, **more: Any) -> Cell:
        return Cell((Text(words, at),) if words else (), "", at, **more)

    head = ((cell("", heading=True), cell("去年", heading=True, colspan=2)),)
    body = (
        (cell("市场", heading=True, rowspan=2), cell("1"), cell("2")),
        (cell("3"), cell("4")),
    )
    tree = rendered(Table(head, body, (Text("两笔账", at),), (), PLAIN, at))
    heads = [("".join(th.itertext()), th.get("scope")) for th in tree.iter(X + "th")]
    assert heads == [("去年", "col"), ("市场", "row")]


def test_a_first_column_of_heads_is_asked_for() -> None:
    at = sample.at("02.md", 3)
    cells = [tuple(Cell((Text(word, at),), "", at) for word in row) for row in ("甲乙", "丙丁")]
    under = (Cell((Text("戊", at),), "", at),)
    table = Table((), (*cells, under), (Text("题", at),), (), PLAIN, at)
    asked = replace(table, attributes=Attributes(classes=("row-heads",)))
    assert list(rendered(table).iter(X + "th")) == []
    heads = [("".join(th.itertext()), th.get("scope")) for th in rendered(asked).iter(X + "th")]
    assert heads == [("甲", "row"), ("丙", "row")]


def test_a_passage_says_its_language_twice() -> None:
    at = sample.at("02.md", 3)
    tree = rendered(Paragraph((Span(Attributes(lang="en"), (Text("lead to cash", at),)),), PLAIN, at))
    (span,) = (item for item in tree.iter(X + "span") if item.get("lang") == "en")
    assert span.get(LANG) == "en"


# --- the shipped book -----------------------------------------------------------------------


@pytest.mark.slow
def test_the_shipped_book_is_sound_in_every_edition(tmp_path: Path) -> None:
    found: dict[str, Documents] = {}
    prepared = prepare(Request(shipped(), Overrides(), (), ("epub",)))
    for edition in prepared.manuscript.editions:
        # Pages are found by laying out the book; their marks have tests of their own.
        for made in make(prepared, replace(edition, page_list="none"), lambda _: None).made:
            path = tmp_path / made.artifact.name
            path.write_bytes(made.artifact.content)
            with ZipFile(path) as archive:
                names = [name for name in archive.namelist() if name.endswith(".xhtml")]
                found[edition.name] = {name: etree.fromstring(archive.read(name)) for name in names}
    assert len(found) >= 4
    for check in (
        test_no_level_of_headings_is_left_out,
        test_a_role_stands_beside_every_epub_type_that_has_one,
        test_what_is_listed_among_landmarks_has_a_name,
        test_every_reference_of_aria_leads_to_an_element,
        test_every_picture_has_a_text_or_is_an_ornament,
        test_every_head_of_a_table_says_its_scope,
        test_both_attributes_of_language_agree,
        test_labels_are_in_the_books_language,
    ):
        check(found)
