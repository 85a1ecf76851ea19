"""Every kind of block and inline in both formats: golden XHTML in tests/golden/render/."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import urljoin

import pytest
import sample_book as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from banben import model, walk
from banben.documents import Document
from banben.editions import Format
from banben.model import Blocks, Chapter, Note, NoteRef, Origin, Paragraph, Text
from banben.problems import Problem
from banben.render import render
from banben.theme import load_theme

GOLDEN = Path(__file__).parent / "golden" / "render"
FORMATS: tuple[Format, ...] = ("epub", "pdf")
THEME = load_theme(Path("nowhere"))[0]
XHTML = "{http://www.w3.org/1999/xhtml}"
HERE = Origin("01.md", 1)


def chapter_of(blocks: Blocks, notes: tuple[Note, ...] = ()) -> Chapter:
    return Chapter("chapter", (Text("标题", HERE),), blocks, notes, model.PLAIN, HERE, "ch-a", 1)


def rendered(
    chapters: tuple[Chapter, ...], format: Format
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    book = replace(sample.book(), chapters=chapters)
    publication, problems = render(book, sample.edition(), format, sample.pictures(), THEME, sample.boxes())
    return publication.documents, problems


def constructs() -> Iterator[tuple[str, Chapter]]:
    """Yield each block of the sample that has a kind or box of its own, under a name."""
    seen: set[str] = set()
    for chapter in sample.parsed().chapters:
        for block in chapter.blocks:
            name = type(block).__name__.lower()
            name += f"-{block.kind}" if isinstance(block, (model.Box, model.Break)) else ""
            if isinstance(block, model.List):
                name += "-ordered" if block.ordered else ""
            if isinstance(block, Paragraph) and len(block.children) > 1:
                name += f"-{chapter.id}-{block.origin.line}"
            if name not in seen:
                seen.add(name)
                yield name, replace(chapter, blocks=(block,))


CONSTRUCTS = dict(constructs())


def test_the_sample_has_every_kind_of_block_and_inline() -> None:
    blocks = [block for chapter in sample.parsed().chapters for block in walk.chapter_blocks(chapter)]
    inlines = [item for block in blocks for stream in walk.streams(block) for item in walk.inlines(stream)]
    wanted = {*get_args(model.Block), *get_args(model.Inline)}
    assert {type(item) for item in (*blocks, *inlines)} == wanted
    assert {item.style for item in inlines if isinstance(item, model.Styled)} == set(get_args(model.Style))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_construct(name: str, format: Format, golden: Callable[[Path, str], None]) -> None:
    documents, problems = rendered((CONSTRUCTS[name],), format)
    opening = '<section class="chapter'
    whole = next(document.content for document in documents if opening in document.content)
    content, _, _ = whole.partition('<section class="index-pages')
    section = content[content.index(opening) : content.rindex("</section>") + 10]
    assert problems == ()
    golden(GOLDEN / f"{name}.{format}.xhtml", section + "\n")


@pytest.mark.parametrize("format", FORMATS)
def test_documents_are_xml_with_unique_ids_and_no_dangling_link(format: Format) -> None:
    documents, problems = rendered(sample.book().chapters, format)
    assert problems == ()
    targets, links = set(), set()
    for document in documents:
        root = etree.fromstring(document.content.encode())
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), document.name
        name = "" if format == "pdf" else document.name
        targets |= {name, *(f"{name}#{id}" for id in ids)}
        links |= {urljoin(name, a.get("href")) for a in root.iter(f"{XHTML}a")}
    assert {link for link in links if ":" not in link} <= targets


@pytest.mark.parametrize("format", FORMATS)
def test_a_line_leads_to_the_manuscript(format: Format) -> None:
    documents, _ = rendered(sample.book().chapters, format)
    for words, origin in (
        ("没有不好的产品", Origin(sample.FIRST, 20)),
        ("收到的钱占应收的钱的比例", Origin(sample.FIRST, 94)),
        ("写下对方部门的三个难处", Origin(sample.FIRST, 83)),
        ("第 2 季度", Origin(sample.FIRST, 53)),
    ):
        document = next(item for item in documents if words in item.content)
        line = document.content[: document.content.index(words)].count("\n") + 1
        assert document.origin_of(line) == origin


@given(st.text(st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(32)))), min_size=1))
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("format", FORMATS)
def test_no_text_is_lost(format: Format, text: str) -> None:
    documents, _ = rendered((chapter_of((Paragraph((Text(text, HERE),), model.PLAIN, HERE),)),), format)
    root = etree.fromstring(documents[-1].content.encode())
    section = next(element for element in root.iter(f"{XHTML}section") if element.get("id") == "ch-a")
    found = "".join(section.find(f"{XHTML}p").itertext())
    assert found == re.sub("[\ufffe\uffff]", "\ufffd", text)


def note_of(length: int) -> tuple[Chapter, ...]:
    body = Paragraph((Text("注" * length, HERE),), model.PLAIN, HERE)
    call = Paragraph((Text("文", HERE), NoteRef("a", 1, HERE)), model.PLAIN, HERE)
    return (chapter_of((call,), (Note("a", (body,), HERE, 1),)),)


def test_a_note_stands_at_the_foot_of_the_page() -> None:
    content = rendered(note_of(900), "pdf")[0][0].content
    assert 'class="note" data-mark="①"' in content
    assert "doc-footnote" not in content


def test_a_note_too_long_for_two_pages_stands_at_the_end_of_the_chapter() -> None:
    content = rendered(note_of(5000), "pdf")[0][0].content
    assert 'class="note"' not in content
    assert content.count("注" * 5000) == 1
    assert 'href="#ch-a-n1"' in content
    assert 'href="#ch-a-r1"' in content


def test_a_note_with_a_list_stands_at_the_end_of_the_chapter() -> None:
    call = Paragraph((NoteRef("a", 1, HERE),), model.PLAIN, HERE)
    note = Note("a", (sample.bullets("一", "二"),), HERE, 1)
    content = rendered((chapter_of((call,), (note,)),), "pdf")[0][0].content
    assert 'class="note"' not in content
    assert "<li>二</li>" in content


def test_a_note_in_a_table_stands_at_the_end_of_the_chapter() -> None:
    cell = model.Cell((Text("1", HERE), NoteRef("a", 1, HERE)), "", HERE)
    table = model.Table((), ((cell,),), (), (), model.PLAIN, HERE)
    note = Note("a", (sample.para("注文"),), HERE, 1)
    content = rendered((chapter_of((table,), (note,)),), "pdf")[0][0].content
    assert 'class="note"' not in content
    assert content.count("注文") == 1


def test_a_second_reference_does_not_print_the_note_twice() -> None:
    calls = tuple(Paragraph((NoteRef("a", 1, HERE),), model.PLAIN, HERE) for _ in range(2))
    chapter = chapter_of(calls, (Note("a", (sample.para("注文"),), HERE, 1),))
    for format in FORMATS:
        content = rendered((chapter,), format)[0][-1].content
        assert content.count("注文") == 1
        assert content.count("①") == (2 if format == "pdf" else 3)


def test_numbers_align_on_the_decimal_point() -> None:
    rows = tuple(sample.row("甲", text, aligns="lr") for text in ("1.25", "10", "7.5"))
    table = model.Table((), rows, (), (), model.PLAIN, HERE)
    content = rendered((chapter_of((table,)),), "pdf")[0][0].content
    assert '<td class="right number">1.25</td>' in content
    assert '<td class="right number" style="padding-right:1.40em">10</td>' in content
    assert '<td class="right number" style="padding-right:0.56em">7.5</td>' in content


def in_print(*stream: model.Inline) -> str:
    """Return the print markup of a paragraph of *stream* in a chapter of the sample."""
    chapter = chapter_of((Paragraph(stream, model.PLAIN, HERE),))
    rest = tuple(chapter for chapter in sample.book().chapters if chapter.id != "ch-a")
    content = rendered((*rest, chapter), "pdf")[0][0].content
    section = content[content.index('id="ch-a"') :]
    return section[section.index("<p>") + 3 : section.index("</p>")]


def test_dots_go_through_nested_markup() -> None:
    inner = model.Strong((Text("点，", HERE),))
    assert in_print(model.Dots((Text("重", HERE), inner)), Text("文", HERE)) == (
        '<span class="dots">重<strong>点，</strong></span>文'
    )


@pytest.mark.parametrize(
    ("after", "gap"), [("15分钟", "\u2009"), ("ROI", "\u2009"), ("的数", ""), ("，15", ""), (" 15", "")]
)
def test_a_label_keeps_apart_from_a_number_behind_it(after: str, gap: str) -> None:
    seen = in_print(model.CrossRef("tbl-cost", "label", HERE), Text(after, HERE))
    assert seen == f'<a class="ref" href="#tbl-cost">表 1-1</a>{gap}{after}'


def test_a_title_needs_no_gap() -> None:
    seen = in_print(model.CrossRef("tbl-cost", "title", HERE), Text("15", HERE))
    assert seen.endswith("一年的推广费用</a>15")


def table_of(rows: int) -> str:
    body = tuple(sample.row("甲", "一", "二") for _ in range(rows))
    return rendered((chapter_of((model.Table((), body, (), (), model.PLAIN, HERE),)),), "pdf")[0][0].content


def test_a_short_table_stays_together_and_a_long_one_may_split() -> None:
    assert 'class="table few"' in table_of(5)
    assert 'class="table"' in table_of(12)


def test_columns_have_widths_that_are_a_hundred_per_cent_in_all() -> None:
    found = re.findall(r'<col style="width:([\d.]+)%"/>', table_of(3))
    assert len(found) == 3
    assert sum(map(float, found)) == pytest.approx(100)


def test_a_table_in_a_list_in_a_box_reckons_with_less_room() -> None:
    cells = sample.row("上年销售额", "说明" * 40, aligns="ll")
    table = model.Table((), (cells,), (), (), model.PLAIN, HERE)
    item = model.Item((sample.para("一"), table), HERE)
    nest = sample.box("exercise", model.List((item,), True, 1, False, model.PLAIN, HERE))
    inner, outer = (
        float(re.findall(r"width:([\d.]+)%", rendered((chapter_of((block,)),), "pdf")[0][0].content)[0])
        for block in (nest, table)
    )
    assert inner > outer


def test_a_worksheet_without_a_title_says_so() -> None:
    for title, names in (("", "box box-worksheet whole untitled"), ("甲", "box box-worksheet whole")):
        block = sample.box("worksheet", sample.para("文"), title=title)
        assert f'<section class="{names}">' in rendered((chapter_of((block,)),), "pdf")[0][0].content


def test_a_head_cell_without_words_is_no_heading() -> None:
    head = tuple(replace(cell, heading=True) for cell in (model.Cell((), "", HERE), *sample.row("市场部")))
    block = model.Table((head,), (sample.row("甲", "一"),), (), (), model.PLAIN, HERE)
    for format in FORMATS:
        content = rendered((chapter_of((block,)),), format)[0][-1].content
        assert re.search(r"<tr><td></td><th[^>]*>市场部</th></tr>", content)


def test_brief_texts_stay_whole_on_a_screen_that_holds_them() -> None:
    few, many = (
        model.Table((), (sample.row(*["市场部门"] * count, aligns="l" * count),), (), (), model.PLAIN, HERE)
        for count in (3, 6)
    )
    seen = [rendered((chapter_of((block,)),), "epub")[0][-1].content.count("brief") for block in (few, many)]
    assert seen == [3, 0]
    assert "brief" not in rendered((chapter_of((few,)),), "pdf")[0][0].content
