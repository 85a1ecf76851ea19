"""The documents of a publication: front matter, contents, landmarks, labels."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sample_book as sample
from lxml import etree

from banben.config.book import UNDATED
from banben.documents import Publication
from banben.editions import Format
from banben.model import Contributor, Heading, Table
from banben.regions import load_region
from banben.render import render
from banben.render.contents import Line, nested
from banben.render.front import title_lines, written_date
from banben.render.labels import caption_label, chapter_label, heading_label, note_mark
from banben.theme import load_theme
from banben.writers.opf import DC, add_metadata

THEME = load_theme(Path("nowhere"))[0]


def publication(format: Format, region: str = "cn", audience: str = "reader") -> Publication:
    edition = sample.edition(audience, region=region)
    return render(sample.book(), edition, format, sample.pictures(), THEME, sample.boxes())[0]


def content(made: Publication, name: str) -> str:
    return next(document.content for document in made.documents if document.name == name)


def test_an_epub_has_its_documents_in_reading_order() -> None:
    names = [document.name for document in publication("epub").documents]
    front = ["cover.xhtml", "title.xhtml", "colophon.xhtml", "nav.xhtml"]
    chapters = [f"c0{number}.xhtml" for number in range(5)]
    assert names == [*front, *chapters, "descriptions.xhtml", "index.xhtml"]


def test_print_is_one_document() -> None:
    (document,) = publication("pdf").documents
    assert (document.name, document.kind) == ("book.xhtml", "book")
    assert document.title == sample.metadata().title


@pytest.mark.parametrize("region", ["cn", "tw", "hk"])
def test_every_document_says_its_language(region: str) -> None:
    language = load_region(region).language
    for made in (publication("epub", region), publication("pdf", region)):
        for document in made.documents:
            assert f'lang="{language}" xml:lang="{language}">' in document.content


def test_entries_are_parts_chapters_and_sections() -> None:
    made = publication("epub")
    seen = [(entry.depth, entry.title, entry.href) for entry in made.entries]
    assert seen == [
        (0, "前言", "c00.xhtml"),
        (0, "第一部分　两个轮子", "c01.xhtml"),
        (1, "第一章　江湖的来历：一个肩膀挑不下的担子", "c02.xhtml"),
        (2, "一、超市里的两个人", "c02.xhtml#sec-shop"),
        (2, "二、两条路怎样走到一起", "c02.xhtml#sec-roads"),
        (1, "第二章　各管一摊", "c03.xhtml"),
        (2, "一、播种与收割", "c03.xhtml#sec-sow"),
        (0, "附录一　工作表", "c04.xhtml"),
        (0, "图表数据", "descriptions.xhtml"),
        (0, "索引", "index.xhtml"),
    ]
    assert [entry.href for entry in publication("pdf").entries][:2] == ["#ch-preface", "#part-wheels"]


def test_landmarks_lead_to_the_body_behind_the_preface() -> None:
    found = {place.type: place.href for place in publication("epub").landmarks}
    assert found == {
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "c01.xhtml",
        "backmatter": "index.xhtml#book-index",
    }


def test_nav_declares_itself_and_hides_its_landmarks() -> None:
    made = publication("epub")
    document = next(item for item in made.documents if item.kind == "nav")
    assert document.properties == ("nav",)
    assert 'role="doc-toc"' in document.content
    assert 'aria-label="导航"' in document.content
    assert '<nav id="landmarks" epub:type="landmarks" hidden="hidden"' in document.content


def test_the_colophon_has_the_isbn_of_its_format() -> None:
    assert "978-7-111-11111-5" in content(publication("epub"), "colophon.xhtml")
    assert "978-7-111-11112-2" in content(publication("pdf"), "book.xhtml")
    assert "2026年11月23日" in content(publication("epub"), "colophon.xhtml")


def test_a_book_without_a_date_claims_none() -> None:
    book = replace(sample.book(), metadata=replace(sample.metadata(), published=UNDATED))
    for format in ("epub", "pdf"):
        made, _ = render(book, sample.edition(), format, sample.pictures(), THEME, sample.boxes())
        whole = "".join(document.content for document in made.documents)
        assert "2000" not in whole
        assert "出版日期" not in whole
        assert "dcterms.created" not in whole
        package = etree.Element("package")
        add_metadata(package, made)
        assert package.find(f".//{{{DC}}}date") is None


def test_contributors_of_a_role_share_a_line() -> None:
    people = (Contributor("甲"), Contributor("丙", "edt"), Contributor("乙"))
    book = replace(sample.book(), metadata=replace(sample.metadata(), contributors=people))
    made, _ = render(book, sample.edition(), "epub", sample.pictures(), THEME, sample.boxes())
    assert "<dd>甲、乙　著　丙　编</dd>" in content(made, "colophon.xhtml")
    credits = re.findall(r'<p class="book-credit">(.*?)</p>', content(made, "title.xhtml"))
    assert credits == ["甲、乙　著", "丙　编"]


def test_the_trainers_edition_says_so() -> None:
    assert "讲师版" in content(publication("epub", audience="trainer"), "colophon.xhtml")
    assert "讲师版" not in content(publication("epub"), "colophon.xhtml")


def test_a_contributor_with_an_unknown_role_is_named_without_it() -> None:
    metadata = replace(sample.metadata(), contributors=(Contributor("林河", "zzz"),))
    book = replace(sample.book(), metadata=metadata)
    made, _ = render(book, sample.edition(), "epub", {}, THEME, sample.boxes())
    assert '<p class="book-credit">林河</p>' in content(made, "title.xhtml")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("江湖地位", ("江湖地位",)),
        ("市场部与销售部的江湖地位", ("市场部与销售部的", "江湖地位")),
        ("两个轮子：一本写给同事的书", ("两个轮子：", "一本写给同事的书")),
    ],
)
def test_a_long_title_breaks_where_it_pauses(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, 10) == lines


def test_dates_are_the_regions() -> None:
    assert written_date(date(2026, 3, 5), load_region("cn")) == "2026年3月5日"


def test_labels() -> None:
    region = load_region("cn")
    chapters = {chapter.id: chapter for chapter in sample.book().chapters}
    assert chapter_label(chapters["ch-origin"], region) == "第一章"
    assert chapter_label(chapters["ch-preface"], region) == ""
    assert [heading_label(n, region) for n in ((), (2,), (2, 1), (2, 1, 3))] == ["", "二、", "（一）", "3. "]
    table = next(block for block in chapters["ch-origin"].blocks if isinstance(block, Table))
    assert caption_label(table, chapters["ch-origin"], region) == "表 1-1"
    assert caption_label(table, chapters["ch-sheets"], region) == "表 附1-1"
    unnumbered = replace(table, number=(0, 2))
    assert caption_label(unnumbered, chapters["ch-preface"], region) == "表 2"
    assert [note_mark(n) for n in (1, 20, 21, 51, 0)] == ["①", "⑳", "㉑", "(51)", "*"]


def test_references_print_labels_titles_and_pages() -> None:
    paper = content(publication("pdf"), "book.xhtml")
    assert '<a class="ref" href="#fig-talent">图 1-1</a>' in paper
    assert '<a class="ref" href="#tbl-cost">一年的推广费用</a>' in paper
    assert '<a class="ref" href="#sec-shop">第一章第一节“超市里的两个人”</a>' in paper
    assert '<a class="page" href="#tbl-cost" data-before="第 " data-after=" 页"></a>' in paper
    assert '<a class="ref brief" href="c02.xhtml#tbl-cost">表 1-1</a>' in content(
        publication("epub"), "c02.xhtml"
    )


def test_contents_nest_even_where_a_level_is_skipped() -> None:
    flat = [Line(str(depth), "#a", depth, "chapter", False) for depth in (0, 2, 1, 0)]
    tree = nested(flat)
    assert [line.title for line in tree] == ["0", "0"]
    assert [line.title for line in tree[0].children] == ["2", "1"]


def test_headings_below_the_contents_are_left_out() -> None:
    headings = [block for block in sample.book().chapters[2].blocks if isinstance(block, Heading)]
    assert "先看人" in str(headings)
    assert "先看人" not in content(publication("epub"), "nav.xhtml")


@pytest.mark.parametrize("format", ["epub", "pdf"])
def test_unlisted_headings_are_in_no_contents(format: Format) -> None:
    book = sample.book()
    chapter = book.chapters[2]
    blocks = tuple(
        replace(block, attributes=replace(block.attributes, classes=("unlisted",)))
        if isinstance(block, Heading) and block.attributes.id == "sec-roads"
        else block
        for block in chapter.blocks
    )
    chapters = (*book.chapters[:2], replace(chapter, blocks=blocks), *book.chapters[3:])
    made, _ = render(
        replace(book, chapters=chapters), sample.edition(), format, sample.pictures(), THEME, sample.boxes()
    )
    hrefs = [entry.href for entry in made.entries]
    assert not [href for href in hrefs if href.endswith("#sec-roads")]
    assert [href for href in hrefs if href.endswith("#sec-shop")]
    whole = "".join(document.content for document in made.documents)
    assert re.search('<h2 id="sec-roads" class="unlisted">', whole)


def test_bookmarks_are_as_deep_as_the_chapters_nest() -> None:
    book = sample.book()
    deep = tuple(replace(chapter, depth=4) for chapter in book.chapters)
    paper = render(
        replace(book, chapters=deep), sample.edition(), "pdf", sample.pictures(), THEME, sample.boxes()
    )[0]
    whole = content(paper, "book.xhtml")
    assert re.findall(r"<h1 data-running.*?bookmark-level:(\d)", whole) == ["5"] * len(deep)
    assert set(re.findall(r"<h2 .*?bookmark-level:(\d)", whole)) == {"6"}
    assert set(re.findall(r"<h3 .*?bookmark-level:(\d)", whole)) == {"7"}
    assert "bookmark-level" not in "".join(item.content for item in publication("epub").documents)
