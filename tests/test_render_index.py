"""The index and the lists of figures and tables in both formats, and references to whole chapters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from trees import book, chapter, edition, para

from banben.documents import Publication
from banben.editions import Edition, Format
from banben.model import (
    Attributes,
    Block,
    Book,
    Cell,
    Chapter,
    CrossRef,
    Heading,
    IndexMark,
    Origin,
    Role,
    Table,
    Text,
)
from banben.problems import Problem
from banben.render import index as rendering
from banben.render import render
from banben.render.index import lacking
from banben.theme import load_theme

THEME = load_theme(Path("nowhere"))[0]
HERE = Origin("a.md")
CN = replace(edition("cn"), formats=("epub", "pdf"))


def mark(term: str, under: str = "", see: str = "") -> IndexMark:
    return IndexMark(term, under, HERE, f"{under}/{term}" if under else term, see)


def heading(words: str, id: str, level: int = 2, *number: int) -> Heading:
    return Heading(level, (Text(words, HERE),), Attributes(id=id), HERE, number)


def one(*blocks: Block, id: str = "ch-a", role: Role = "chapter", number: int = 1) -> Chapter:
    return replace(chapter(*blocks), id=id, role=role, number=number)


def made(whole: Book, format: Format, how: Edition = CN) -> Publication:
    publication, problems = render(whole, how, format, {}, THEME, ())
    assert problems == ()
    return publication


def content(publication: Publication, name: str) -> str:
    return next(document.content for document in publication.documents if document.name == name)


def body(publication: Publication) -> str:
    """Return the index alone, on one line."""
    whole = "".join(document.content for document in publication.documents)
    return whole[whole.index('<section class="index-pages') :].replace("\n", "")


MARKED = book(
    one(para(mark("渠道"), "话。"), id="ch-p", role="preface", number=0),
    one(
        para(mark("渠道"), "话。"),
        heading("甲", "s1", 2, 1),
        para(mark("渠道"), mark("渠道"), "话。", mark("CRM", see="渠道/线上")),
        heading("丙", "s2", 3, 1, 1),
        para(mark("线上", "渠道"), "话。"),
    ),
)


def test_an_index_on_the_screen_says_where_its_links_lead() -> None:
    publication = made(MARKED, "epub")
    assert [document.name for document in publication.documents][-1] == "index.xhtml"
    found = re.findall(r'<a href="([^"]+)">([^<]+)</a>', body(publication))
    assert found == [
        ("#entry-3", "渠道：线上"),
        ("c00.xhtml#ch-p-x1", "章"),
        ("c01.xhtml#ch-a-x1", "第一章"),
        ("c01.xhtml#ch-a-x2", "第一章第一节"),
        ("c01.xhtml#ch-a-x4", "第一章第一节"),
    ]
    assert '<span id="entry-3">线上</span>' in body(publication)


def test_a_printed_index_has_a_locator_for_each_place_and_knows_roman_pages() -> None:
    found = re.findall(r'<a( class="roman-folio")? href="(#ch[^"]+)">–</a>', body(made(MARKED, "pdf")))
    assert [place for _, place in found] == ["#ch-p-x1", "#ch-a-x1", "#ch-a-x2", "#ch-a-x3", "#ch-a-x4"]
    assert [bool(roman) for roman, _ in found] == [True, False, False, False, False]


def test_an_entry_sees_another_or_sees_another_too() -> None:
    whole = book(one(para(mark("甲", see="乙"), mark("乙"), mark("乙", see="丙"), mark("丙"))))
    found = re.findall(r"<em>(\S+?)</em><a href=\"#entry-\d\">(.)</a>", body(made(whole, "pdf")))
    assert found == [("见", "乙"), ("另见", "丙")]


def test_contents_bookmarks_and_landmarks_lead_to_the_index() -> None:
    screen, paper = made(MARKED, "epub"), made(MARKED, "pdf")
    assert [(entry.title, entry.href) for entry in screen.entries][-1] == ("索引", "index.xhtml")
    assert [(entry.title, entry.href) for entry in paper.entries][-1] == ("索引", "#book-index")
    assert screen.landmarks[-1].href == "index.xhtml#book-index"


def test_no_marks_no_index_and_none_on_request() -> None:
    plain = book(one(para("话。")))
    for publication in (
        made(plain, "epub"),
        made(plain, "pdf"),
        made(MARKED, "pdf", replace(CN, index="none")),
    ):
        assert "doc-index" not in "".join(document.content for document in publication.documents)
        assert "索引" not in [entry.title for entry in publication.entries]


@pytest.mark.parametrize(
    ("region", "index", "heads"),
    [("cn", "", ["C", "Q"]), ("tw", "", ["十一畫", "西文與數字"]), ("tw", "zhuyin", ["ㄑ", "西文與數字"])],
)
def test_heads_are_those_of_the_region_or_the_edition(region: str, index: str, heads: list[str]) -> None:
    own = replace(edition(region), index=index)  # type: ignore[arg-type]
    assert re.findall(r'<h2 class="index-head">(.*?)</h2>', body(made(MARKED, "epub", own))) == heads


def test_an_editors_readings_sort_the_index() -> None:
    whole = replace(book(one(para(mark("长尾"), mark("品牌")))), readings=(("长尾", "chang2 wei3"),))
    assert re.findall(r'<h2 class="index-head">(.*?)</h2>', body(made(whole, "epub"))) == ["C", "P"]


def test_a_machine_without_the_table_of_strokes_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lacking(MARKED, edition("tw")) == ()
    monkeypatch.setattr(rendering, "unihan", lambda: None)
    assert lacking(MARKED, edition("tw")) == (Problem("E402"),)
    assert lacking(MARKED, edition("cn")) == ()
    assert lacking(book(one(para("话。"))), edition("tw")) == ()


# --- lists of figures and tables --------------------------------------------------------


def table(caption: str, id: str, *number: int) -> Table:
    words = (Text(caption, HERE),) if caption else ()
    row = (Cell((Text("一", HERE),), "", HERE),)
    return Table((), (row,), words, (), Attributes(id=id), HERE, number)


LISTED = book(one(table("两笔账", "t1", 1, 1), table("", "t2"), table("又两笔", "t3", 1, 2)))


def test_a_list_names_what_has_a_caption() -> None:
    text = content(made(LISTED, "pdf", replace(CN, lists=("figures", "tables"))), "book.xhtml")
    assert re.findall(r'<p class="entry to-caption"><a class="arabic" href="(.*?)">(.*?)</a>', text) == [
        ("#t1", "表 1-1　两笔账"),
        ("#t3", "表 1-2　又两笔"),
    ]
    assert "表格目录" in text
    assert "插图目录" not in text  # there is no figure
    assert "表格目录" not in content(made(LISTED, "pdf"), "book.xhtml")


def test_the_lists_of_an_epub_stand_in_its_navigation() -> None:
    publication = made(LISTED, "epub", replace(CN, lists=("tables",)))
    text = content(publication, "nav.xhtml")
    assert 'epub:type="lot"' in text
    assert '<a href="c00.xhtml#t3">表 1-2　又两笔</a>' in text
    assert ("lot", "nav.xhtml#lot") in [(place.type, place.href) for place in publication.landmarks]


# --- references to pages ----------------------------------------------------------------


def reference(target: str) -> CrossRef:
    return CrossRef(target, "pages", HERE)


REFERRING = book(
    one(
        para(reference("s1"), reference("s3"), reference("ch-a"), reference("t1")),
        heading("甲", "s1"),
        para("甲的话。"),
        heading("乙", "s2", 3),
        heading("丙", "s3"),
        table("账", "t1", 1, 1),
    )
)


def test_a_reference_to_pages_knows_where_a_section_ends() -> None:
    text = content(made(REFERRING, "pdf"), "book.xhtml")
    order = [found for found in re.findall(r'id="([^"]+)"', text) if found != "contents"]
    assert order == ["ch-a", "s1", "s2", "s1-end", "s3", "t1", "s3-end", "ch-a-end"]
    assert '<a class="pages" href="#s1" data-before="第 " data-after=" 页" data-end="#s1-end"></a>' in text
    assert '<a class="page" href="#t1" data-before="第 " data-after=" 页"></a>' in text


def test_on_the_screen_it_has_words() -> None:
    text = content(made(REFERRING, "epub"), "c00.xhtml")
    assert '<a class="ref brief" href="c00.xhtml#ch-a">第一章</a>' in text
    assert "-end" not in text


def test_the_front_matters_pages_are_roman() -> None:
    whole = book(one(para(reference("ch-p")), id="ch-p", role="preface", number=0))
    assert '<a class="pages roman-pages"' in content(made(whole, "pdf"), "book.xhtml")
