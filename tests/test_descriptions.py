"""The data of charts as tables at the end of an EPUB: complete, with heads, linked both ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample_book as sample
from lxml import etree
from sample_book import at

from banben.documents import Publication
from banben.editions import Format
from banben.model import Bar, Chart, Table
from banben.pictures.charts import charts
from banben.pictures.lettering import number
from banben.regions import known_regions, load_region
from banben.render import render
from banben.render.descriptions import data_table
from banben.theme import load_theme
from banben.walk import plain

X = "{http://www.w3.org/1999/xhtml}"
THEME = load_theme(Path("nowhere"))[0]
GROUPED = Chart(
    "bars",
    ("甲", "乙"),
    (
        Bar("创意", (80.0, 12000.0), "市场"),
        Bar("数据", (-3.5, 0.0), "市场"),
        Bar("沟通", (90.0, 1.0), "销售"),
    ),
    "kg",
    "",
    "a.csv",
    at("01.md", 4),
    "素质",
    "部门",
)


def texts(table: Table) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in (*table.head, *table.body)]


def publication(
    format: Format = "epub", region: str = "cn", vertical: bool = False, drawn: bool = True
) -> Publication:
    edition = sample.edition(region=region)
    if vertical:
        edition = replace(edition, writing="vertical", region=edition.region.in_columns())
    pictures = {key: asset for key, asset in sample.pictures().items() if drawn or "fig-talent" not in key}
    return render(sample.book(), edition, format, pictures, THEME, sample.boxes())[0]


def document(made: Publication, name: str) -> Any:
    found = next(item for item in made.documents if item.name == name)
    return etree.fromstring(found.content.encode())


def test_a_table_has_every_number_as_the_chart_shows_it() -> None:
    table = data_table(GROUPED)
    assert texts(table) == [
        ["部门", "素质", "甲", "乙"],
        ["市场", "创意", "80\u2009kg", "12,000\u2009kg"],
        ["数据", "\u22123.5\u2009kg", "0\u2009kg"],
        ["销售", "沟通", "90\u2009kg", "1\u2009kg"],
    ]
    assert [[cell.heading for cell in row] for row in table.body] == [
        [True, True, False, False],
        [True, False, False],
        [True, True, False, False],
    ]
    assert [row[0].rowspan for row in table.body] == [2, 1, 1]


def test_without_groups_there_is_no_column_for_them() -> None:
    bars = tuple(replace(bar, group="") for bar in GROUPED.bars)
    table = data_table(replace(GROUPED, bars=bars, grouping="", label=""))
    assert texts(table)[:2] == [["", "甲", "乙"], ["创意", "80\u2009kg", "12,000\u2009kg"]]
    assert {cell.rowspan for row in table.body for cell in row} == {1}


@pytest.mark.parametrize("vertical", [False, True])
def test_chart_and_data_lead_to_one_another(vertical: bool) -> None:
    made = publication(vertical=vertical)
    chapter, data = document(made, "c02.xhtml"), document(made, "descriptions.xhtml")
    (figure,) = chapter.xpath("//*[@id='fig-talent']")
    (picture,) = figure.iter(X + "img")
    (link,) = (a for a in figure.iter(X + "a") if a.get("id") == picture.get("aria-details"))
    assert link.get("href") == "descriptions.xhtml#fig-talent-data"
    (target,) = data.xpath("//*[@id='fig-talent-data']")
    (back,) = (a for a in target.iter(X + "a") if a.get("role") == "doc-backlink")
    assert back.get("href") == "c02.xhtml#fig-talent"
    assert "".join(back.itertext()) == ("返回图一之一" if vertical else "返回图 1-1")


def test_the_table_has_caption_and_scopes() -> None:
    data = document(publication(), "descriptions.xhtml")
    (table,) = data.iter(X + "table")
    assert "".join(table.find(X + "caption").itertext()) == "图 1-1　两个部门看重的本事"
    assert {th.get("scope") for th in table.find(X + "thead").iter(X + "th")} == {"col"}
    assert {th.get("scope") for th in table.find(X + "tbody").iter(X + "th")} == {"row"}
    shown = "".join(data.itertext())
    ((_, chart),) = charts(sample.book())
    for bar in chart.bars:
        assert bar.label in shown
        assert all(number(value, chart.unit) in shown for value in bar.values)


def test_a_template_of_the_books_own_that_knows_no_link_gets_it_below_the_picture() -> None:
    own = "<figure id='{{ id }}'>{{ content }}<figcaption>{{ caption }}</figcaption></figure>"
    theme = replace(THEME, texts={**THEME.texts, "templates/figure.xhtml": own})
    made = render(sample.book(), sample.edition(), "epub", sample.pictures(), theme, sample.boxes())[0]
    (figure,) = document(made, "c02.xhtml").xpath("//*[@id='fig-talent']")
    (picture,) = figure.iter(X + "img")
    assert next(a.get("id") for a in figure.iter(X + "a")) == picture.get("aria-details")


@pytest.mark.parametrize("code", known_regions())
def test_contents_and_title_name_it_in_the_regions_words(code: str) -> None:
    made = publication(region=code)
    word = load_region(code).word("descriptions")
    assert [entry.title for entry in made.entries if entry.href == "descriptions.xhtml"] == [word]
    assert document(made, "descriptions.xhtml").findtext(f".//{X}h1") == word
    names = [item.name for item in made.documents]
    assert names.index("descriptions.xhtml") == names.index("index.xhtml") - 1


def test_print_and_books_without_charts_have_none_of_it() -> None:
    (book,) = publication("pdf").documents
    assert "descriptions" not in book.content
    assert "aria-details" not in book.content
    assert " scope=" not in book.content
    bare = publication(drawn=False)
    assert "descriptions.xhtml" not in [item.name for item in bare.documents]
    assert "descriptions.xhtml" not in [entry.href for entry in bare.entries]
    assert not any("descriptions" in item.content for item in bare.documents)
