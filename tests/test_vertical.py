"""A vertical edition as it is rendered: numbers, labels, tables, contents, its sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import sample_book as sample
from lxml import etree

from banben import model
from banben.converting import Wish, means
from banben.documents import Publication
from banben.editions import Edition, Format
from banben.model import Blocks, Cell, Chapter, Inline, Origin, Paragraph, Text
from banben.regions import load_region
from banben.render import render
from banben.render.front import written_date
from banben.render.labels import caption_label, heading_label, reference_label
from banben.style import IN_COLUMNS, line_origin, sheet, sheets
from banben.theme import load_theme

THEME = load_theme(Path("nowhere"))[0]
HERE = Origin("01.md", 1)
FORMATS: tuple[Format, ...] = ("epub", "pdf")


def vertical(region: str = "tw") -> Edition:
    own = sample.edition(region=region)
    return replace(own, region=load_region(region).in_columns(), writing="vertical", folio="han")


@cache
def publication(format: Format) -> Publication:
    return render(sample.book(), vertical(), format, sample.pictures(), THEME, sample.boxes())[0]


def body(*blocks: model.Block, format: Format = "epub") -> str:
    """Return the markup of a chapter that holds *blocks*."""
    chapter = Chapter("chapter", (Text("第3种", HERE),), blocks, (), model.PLAIN, HERE, "ch-a", 1)
    book = replace(sample.book(), chapters=(chapter,))
    made, problems = render(book, vertical(), format, sample.pictures(), THEME, sample.boxes())
    assert problems == ()
    return next(item.content for item in made.documents if item.name in ("c00.xhtml", "book.xhtml"))


def words(*inlines: Inline) -> str:
    found = re.search(r"<p>(.*)</p>", body(Paragraph(inlines, model.PLAIN, HERE)))
    assert found
    return found[1]


def said(text: str) -> Text:
    return Text(text, HERE)


def table(rows: int, text: str) -> Blocks:
    """Return a captioned table of two columns."""
    row = (Cell((said("2026年"),), "", HERE), Cell((said(text),), "", HERE))
    head = (Cell((said("年"),), "", HERE, heading=True), Cell((said("事"),), "", HERE, heading=True))
    return (model.Table((head,), (row,) * rows, (said("第5表"),), (), model.PLAIN, HERE, (2, 1)),)


@pytest.mark.parametrize("format", FORMATS)
def test_short_numbers_are_set_across_in_both_formats(format: Format) -> None:
    found = body(Paragraph((said("共12人，2026年"),), model.PLAIN, HERE), format=format)
    assert '<p>共<span class="tcy">12</span>人，2026年</p>' in found
    assert '<span class="chapter-title">第<span class="tcy">3</span>种</span>' in found


def test_a_horizontal_edition_has_none_of_it() -> None:
    made = render(sample.book(), sample.edition(), "epub", sample.pictures(), THEME, sample.boxes())[0]
    assert not [item.name for item in made.documents if 'class="tcy"' in item.content]
    assert "writing-mode" not in made.sheet


def test_code_and_addresses_stay_as_they_are() -> None:
    code = model.Verbatim("x = 12", "code", HERE)
    address = model.Verbatim("https://example.com/7", "address", HERE)
    assert words(code, said("和"), address) == (
        '<code>x = 12</code>和<a class="address" href="https://example.com/7">https://example.com/7</a>'
    )


def test_a_number_that_goes_on_in_other_markup_turns_as_a_whole() -> None:
    assert words(said("第1"), model.Strong((said("2"),)), said("章")) == "第1<strong>2</strong>章"
    assert words(model.Strong((said("2"),)), said("章")) == '<strong><span class="tcy">2</span></strong>章'


def test_emphasis_dots_in_print_stand_at_a_number_too() -> None:
    dots = model.Dots((said("共12人"),))
    found = body(Paragraph((dots,), model.PLAIN, HERE), format="pdf")
    assert '<span class="dots">共<span class="tcy">12</span>人</span>' in found


def test_labels_are_in_chinese_numerals_or_set_across() -> None:
    region = vertical().region
    chapters = {chapter.id: chapter for chapter in sample.book().chapters}
    found = next(block for block in chapters["ch-origin"].blocks if isinstance(block, model.Table))
    assert caption_label(found, chapters["ch-origin"], region) == "表一之一"
    assert caption_label(found, chapters["ch-sheets"], region) == "表附一之一"
    assert caption_label(replace(found, number=(0, 12)), chapters["ch-preface"], region) == "表十二"
    assert [heading_label(n, region) for n in ((2,), (2, 1), (2, 1, 3), (2, 1, 3, 4))] == [
        "二、", "（一）", "3、", "（4）",
    ]  # fmt: skip
    heading = next(block for block in chapters["ch-origin"].blocks if isinstance(block, model.Heading))
    assert not re.search("[0-9]", reference_label(heading, chapters["ch-origin"], region))
    assert written_date(date(2026, 11, 3), region) == "二〇二六年十一月三日"


def test_what_templates_print_is_set_for_columns_too() -> None:
    book = replace(
        sample.book(), metadata=replace(sample.metadata(), title="12封信", rights="CC BY 4.0，2份")
    )
    for format, names in (("epub", ("title.xhtml", "colophon.xhtml")), ("pdf", ("book.xhtml",))):
        made, _ = render(book, vertical(), format, sample.pictures(), THEME, sample.boxes())  # type: ignore[arg-type]
        texts = {item.name: item.content for item in made.documents}
        for name in names:
            assert '<span class="tcy">12</span>封信' in texts[name], name
            assert "<title>12封信</title>" in texts[name] or name == "colophon.xhtml"
        assert 'CC BY 4.0，<span class="tcy">2</span>份' in texts[names[-1]]


def test_the_contents_are_set_for_columns_and_the_entries_are_plain() -> None:
    chapter = Chapter("chapter", (said("第3种"),), (), (), model.PLAIN, HERE, "ch-a", 1)
    book = replace(sample.book(), chapters=(chapter,))
    made, _ = render(book, vertical(), "epub", sample.pictures(), THEME, sample.boxes())
    nav = next(item.content for item in made.documents if item.kind == "nav")
    assert '第一章　第<span class="tcy">3</span>种</a>' in nav
    assert made.entries[0].title == "第一章　第3种"


def test_a_small_table_lies_across_the_columns_and_a_deep_one_is_set_in_columns() -> None:
    small, deep = body(*table(3, "12件")), body(*table(30, "12件"))
    assert '<div class="table level">' in small and ">12件</td>" in small
    assert '<caption><span class="label">表二之一</span> 第5表</caption>' in small
    assert '<col style="width:' in small
    assert '<div class="table">' in deep and '><span class="tcy">12</span>件</td>' in deep
    assert '<col style="height:' in deep
    assert '<col style="width:' in body(*table(30, "12件"), format="pdf")


def test_after_a_table_that_lies_across_text_is_set_in_columns_again() -> None:
    found = body(*table(2, "12件"), Paragraph((said("共12人"),), model.PLAIN, HERE))
    assert '共<span class="tcy">12</span>人' in found


def test_every_document_is_well_formed() -> None:
    for format in FORMATS:
        for document in publication(format).documents:
            assert etree.fromstring(document.content.encode()) is not None


@pytest.mark.parametrize("region", ["cn", "tw", "hk"])
def test_the_sheet_is_turned_and_set_for_columns(region: str) -> None:
    made, problems = sheet(vertical(region), "epub", THEME.texts)
    assert problems == ()
    assert re.search(r"^html \{.*[ ;]writing-mode: vertical-rl;", made, re.MULTILINE)
    assert re.search(r"^\.box \{ .*border-top: 0.16em solid", made, re.MULTILINE)
    assert re.search(r"^ul, ol \{ margin: 0; padding: 2em 0 0 0; \}", made, re.MULTILINE)


@pytest.mark.parametrize("format", FORMATS)
def test_a_line_of_the_vertical_sheet_is_a_line_of_its_file(format: Format) -> None:
    made, _ = sheet(vertical(), format, THEME.texts)
    seen = set()
    for number, line in enumerate(made.splitlines(), 1):
        origin = line_origin(number, format, THEME.texts, "vertical")
        if line.startswith((".", "@", "ol")):
            assert origin is not None
            seen.add(origin.path)
            source = THEME.texts[origin.path].splitlines()[origin.line - 1]
            assert source.split("{")[0] == line.split("{")[0]
    added = set(sheets(format, "vertical")) & set(IN_COLUMNS.values())
    assert added and added <= seen


def test_a_books_own_sheet_comes_last_and_is_turned_on_a_screen() -> None:
    assert sheets("epub", "vertical")[-2:] == ("styles/vertical-screen.css", "styles/book.css")
    styles = {**THEME.texts, "styles/book.css": ".mine { margin-left: 1em; }"}
    assert sheet(vertical(), "epub", styles)[0].endswith(".mine { margin-top: 1em; }\n")
    assert sheet(vertical(), "pdf", styles)[0].endswith(".mine { margin-left: 1em; }\n")


def test_a_text_is_converted_with_the_marks_of_the_edition_in_lines(tmp_path: Path) -> None:
    columns = '[editions.columns]\nregion = "cn"\nwriting = "vertical"\n'
    (tmp_path / "01.md").write_text("# 一\n\n字\n", "utf-8")
    (tmp_path / "book.toml").write_text(columns, "utf-8")
    assert means(Wish("cn", book=tmp_path)).quotes == "『』「」"
    (tmp_path / "book.toml").write_text(f"{columns}[editions.cn]\n", "utf-8")
    assert means(Wish("cn", book=tmp_path)).quotes == "“”‘’"


def test_chinese_folios_are_a_counter_style_that_the_edition_may_override() -> None:
    assert "counter(page, cjk-decimal)" in sheet(vertical(), "pdf", THEME.texts)[0]
    own = replace(vertical(), tokens=(("folio", "lower-alpha"),))
    assert "counter(page, lower-alpha)" in sheet(own, "pdf", THEME.texts)[0]
    assert "counter(page, decimal)" in sheet(sample.edition(), "pdf", THEME.texts)[0]
