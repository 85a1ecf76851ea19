"""Where a printed page begins is read from the layout: the text's own place, whatever the page adds to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_publication import EDITION, page, picture, print_book

from banben.documents import Document, PageStart, Publication, Spot
from banben.editions import Numerals
from banben.folding import fold
from banben.model import Origin
from banben.pagination.starts import BLOCK, with_blocks
from banben.writers.pdf import starts, write

SHEET = """\
@page { size: 100mm 60mm; margin: 10mm; @top-center { content: "书眉" counter(page) } }
html { font-family: "Noto Serif CJK SC"; font-size: 10pt; line-height: 15pt }
p, h1, table { margin: 0; padding: 0; border-spacing: 0 }
h1 { font-size: 10pt; break-before: page }
td, th { padding: 0; height: 30pt }
.front { page: front }
.body { page: body; break-before: recto }
.note { float: footnote }
.more::after { content: "（接下页）" }
.rt { display: inline-block; width: 0 }
"""
LONG = "".join(f"第{n}个客人买了一斤盐。" for n in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未")


def printed(*lines: str, sheet: str = SHEET, folio: Numerals = "arabic") -> Publication:
    """Return a book for print; a line that begins with `*` begins a block, whose origin is its number."""
    content = page("书", "\n".join(line.removeprefix("*") for line in lines))
    first = content.split("\n").index("<body>") + 2
    blocks = tuple((first + at, Origin("01.md", at)) for at, line in enumerate(lines) if line.startswith("*"))
    document = Document("book.xhtml", "书", "book", content, (), (), blocks)
    base = print_book()
    edition = replace(EDITION, folio=folio)
    pictures = {"images/box.svg": picture("images/box.svg")}
    return replace(base, edition=edition, documents=(document,), sheet=sheet, pictures=pictures)


def firsts(publication: Publication) -> list[tuple[str, Spot]]:
    return [(start.label, start.spots[0]) for start in starts(publication)]


def follows(spot: Spot, text: str) -> bool:
    """Whether *spot* is where its words stand in *text*, the whole text of its block."""
    return bool(spot.words) and fold(text)[spot.offset :].startswith(spot.words)


def test_a_page_begins_where_the_last_one_left_off() -> None:
    (_, one), (_, two), *_ = firsts(printed(f"*<p>{LONG}</p>"))
    assert (one.block, one.offset) == (Origin("01.md", 0), 0)
    assert two.block == Origin("01.md", 0)
    assert two.offset > 0
    assert follows(one, LONG)
    assert follows(two, LONG)


def test_what_a_page_adds_is_not_counted() -> None:
    bare = [spot.offset for _, spot in firsts(printed(f"*<p>{LONG}</p>"))]
    ruby = '<span class="rb"><span class="rt">hàn</span>第</span>'
    whole = LONG.replace("第", ruby, 1).replace("盐。", '盐。<span class="more"></span>', 1)
    assert len(bare) > 1
    for _, spot in firsts(printed(f"*<p>{whole}</p>")):
        assert follows(spot, LONG)


def test_notes_are_no_text_of_the_flow() -> None:
    noted = LONG.replace("。", '。<span class="note">盐是精盐。</span>', 2)
    found = firsts(printed(f"*<p>{noted}</p>"))
    assert len(found) > 1
    for _, spot in found:
        assert follows(spot, LONG)


def test_a_table_head_that_is_repeated_is_not_the_head_of_a_page() -> None:
    rows = "".join(f"<tr><td>货{n}</td><td>价{n}</td></tr>" for n in range(9))
    table = f"<table><thead><tr><th>品名</th><th>价目</th></tr></thead><tbody>{rows}</tbody></table>"
    (_, one), (_, two), *_ = firsts(printed("*" + table))
    assert one.words.startswith("品名价目货0")
    assert two.words.startswith("货")


def test_front_matter_has_roman_numerals_and_blank_pages_have_no_start() -> None:
    book = printed('<div class="front"><p>序</p></div>', '<div class="body">', "*<p>甲</p>", "</div>")
    assert [label for label, _ in firsts(book)] == ["i", "1"]
    assert write(book)[0].pages == 3
    assert [label for label, _ in firsts(printed("*<p>甲</p>", folio="han"))] == ["一"]


def test_the_half_title_is_for_paper_only() -> None:
    half = '<section epub:type="halftitlepage"><p>书</p></section>'
    found = firsts(printed(half, '<section id="ch-1"><h1>第一章</h1>', "*<p>甲</p></section>"))
    assert found == [("2", Spot("ch-1", 0, "第一章"))]


def test_a_page_that_begins_with_a_picture_begins_at_its_block() -> None:
    figure = '*<figure><img src="images/box.svg" alt="方框"/><figcaption>图一</figcaption></figure>'
    ((_, spot),) = firsts(printed(figure))
    assert spot == Spot(Origin("01.md", 0), 0, "图一")


def figure(height: int) -> str:
    caption = '<p class="caption"><span class="label">图一</span>高的</p>'
    return f'*<div class="figure"><div style="height: {height}pt"></div>{caption}</div>'


@pytest.mark.parametrize(("height", "block"), [(60, 2), (90, 1)], ids=["with text below it", "alone"])
def test_a_figure_at_the_head_is_where_a_page_begins_if_it_stands_alone(height: int, block: int) -> None:
    sheet = SHEET + ".figure { --page-float: top; break-inside: avoid }"
    found = firsts(printed(f"*<p>{LONG[:80]}</p>", figure(height), f"*<p>{LONG}</p>", sheet=sheet))
    assert [spot.block.line for _, spot in found[:3] if isinstance(spot.block, Origin)] == [0, block, 2]
    assert all(follows(spot, LONG) for _, spot in found if spot.block == Origin("01.md", 2))


def test_more_than_one_place_of_a_page_is_known() -> None:
    (start,) = starts(printed("*<p>甲</p>", "*<p>乙</p>", "*<p>丙</p>", "*<p>丁</p>"))
    assert [spot.words for spot in start.spots] == ["甲", "乙", "丙"]


def test_the_artifact_has_what_a_layout_alone_finds() -> None:
    book = printed(f"*<p>{LONG}</p>")
    assert write(book)[0].starts == starts(book)


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("<p class='a'>甲</p>", f"<p {BLOCK}=\"0\" class='a'>甲</p>"),
        ("<section><h2>甲</h2>", f'<section {BLOCK}="0"><h2>甲</h2>'),
        ("甲", "甲"),
    ],
)
def test_the_element_that_begins_a_block_carries_its_number(line: str, marked: str) -> None:
    twice = ((1, Origin("01.md", 1)), (1, Origin("01.md", 2)))
    assert with_blocks(Document("a.xhtml", "", "book", line, (), (), twice)) == marked


def test_starts_are_the_same_each_time() -> None:
    book = printed(f"*<p>{LONG}</p>")
    assert starts(book) == starts(book)
    assert all(isinstance(start, PageStart) for start in starts(book))
