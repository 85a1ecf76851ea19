"""Tables and drawings as an EPUB has them: stacked on a phone, kept whole, on a white ground."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample
from lxml import etree

from banben.documents import Asset, Publication
from banben.editions import Format
from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Cell,
    Chapter,
    Figure,
    Image,
    Origin,
    Paragraph,
    Table,
    Text,
)
from banben.render import render
from banben.render.grounds import grounded
from banben.theme import load_theme

THEME = load_theme(Path("nowhere"))[0]
HERE = Origin("01.md", 1)
LONG = "一格里写了很长很长的一段话，手机上要折成好几行"
GROUND = '<rect x="0" y="0" width="240" height="120" fill="#fff"/>'


def row(*texts: str, heading: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text, HERE),) if text else (), "", HERE, heading) for text in texts)


def table(columns: int, text: str, rows: int = 2) -> Table:
    head = row(*(f"栏{n}" for n in range(columns)), heading=True)
    return Table((head,), (row(*[text] * columns),) * rows, (), (), PLAIN, HERE)


TALL = ((replace(row(LONG)[0], rowspan=2), *row("一", "二", "三")), row("四", "五", "六"))


def publication(*blocks: Block, format: Format = "epub", vertical: bool = False) -> Publication:
    edition = sample.edition(region="tw")
    edition = replace(edition, writing="vertical") if vertical else edition
    chapter = Chapter("chapter", (Text("题", HERE),), blocks, (), PLAIN, HERE, "ch-a", 1)
    book = replace(sample.book(), chapters=(chapter,))
    made, problems = render(book, edition, format, sample.pictures(), THEME, sample.boxes())
    assert problems == ()
    return made


def markup(block: Block, format: Format = "epub", vertical: bool = False) -> str:
    documents = publication(block, format=format, vertical=vertical).documents
    return next(item.content for item in documents if item.name in ("c00.xhtml", "book.xhtml"))


def test_each_cell_of_a_stacked_table_says_its_column_and_each_part_its_role() -> None:
    made = markup(table(4, LONG))
    assert '<div class="table stacked">' in made
    assert re.findall(r' role="(\w+)"', made[made.index("<table") : made.index("</table")]) == [
        "table", "rowgroup", "row", *["columnheader"] * 4, "rowgroup", *["row", *["cell"] * 4] * 2,
    ]  # fmt: skip
    assert re.findall(r'data-label="([^"]*)"', made) == ["栏0", "栏1", "栏2", "栏3"] * 2


@pytest.mark.parametrize(
    ("case", "block"),
    [
        ("three columns", table(3, LONG)),
        ("short texts", table(4, "二字")),
        ("a form", table(4, "")),
        ("no head", replace(table(4, LONG), head=())),
        ("a cell over two rows", replace(table(4, LONG), body=TALL)),
    ],
)
def test_other_tables_are_drawn_as_they_are(case: str, block: Table) -> None:
    made = markup(block)
    assert "stacked" not in made, case
    assert "data-label" not in made, case


def test_no_table_is_stacked_in_print_or_in_columns() -> None:
    assert "stacked" not in markup(table(4, LONG), "pdf")
    assert "stacked" not in markup(table(4, LONG), vertical=True)


def test_a_table_that_no_phone_holds_can_be_moved_aside_by_hand_and_by_key() -> None:
    wide = replace(table(9, "2026-11-23"), head=())  # without heads nothing can be stacked
    made = markup(replace(wide, number=(1, 1), caption=(Text("日程", HERE),)))
    assert '<div class="table roomy few" tabindex="0" role="region" aria-label="表 1-1">' in made
    assert '<div class="table roomy few" tabindex="0">' in markup(wide)
    assert "tabindex" not in markup(table(3, "二字"))


def test_a_small_table_is_not_split_and_a_long_one_may_be() -> None:
    assert '<div class="table few">' in markup(table(2, "二字"))
    assert '<div class="table">' in markup(table(2, "二字", rows=30))


def figure(source: str) -> Figure:
    return Figure(Image(source, "图", "", PLAIN, HERE), "图", (), (), Attributes(id="fig-a"), HERE)


def test_a_drawing_stands_on_white_in_an_epub_whatever_paints_the_page() -> None:
    made = publication(figure("images/wheels.svg"))
    content = made.pictures["images/wheels.svg"].content.decode()
    assert GROUND in content
    root = etree.fromstring(content.encode())
    assert root[0].get("fill") == "#fff"
    paper = publication(figure("images/wheels.svg"), format="pdf")
    assert GROUND not in paper.pictures["images/wheels.svg"].content.decode()


def test_a_drawing_in_a_line_of_text_and_a_photograph_keep_theirs() -> None:
    dot = Image("images/dot.svg", "点", "", PLAIN, HERE)
    inline = publication(Paragraph((Text("一个", HERE), dot), PLAIN, HERE))
    assert b"#fff" not in inline.pictures["images/dot.svg"].content
    photo = Asset("images/a.jpg", "image/jpeg", b"\xff\xd8", 10, 10)
    book = replace(sample.book(), chapters=())
    assert grounded({"images/a.jpg": photo}, book) == {"images/a.jpg": photo}


def test_the_ground_lies_behind_all_and_the_title_stays_first() -> None:
    chart = sample.svg(320, 100, "<title>横条图</title><path/>")
    assets = {"images/wheels.svg": Asset("images/wheels.svg", "image/svg+xml", chart, 320, 100)}
    chapter = Chapter("chapter", (), (figure("images/wheels.svg"),), (), PLAIN, HERE, "ch-a", 1)
    made = grounded(assets, replace(sample.book(), chapters=(chapter,)))
    root = etree.fromstring(made["images/wheels.svg"].content)
    assert [etree.QName(child).localname for child in root] == ["title", "rect", "path"]
