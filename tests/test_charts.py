from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from lxml import etree
from sample_book import at, book, edition, words

from banben.editions import Trim
from banben.model import PLAIN, Attributes, Bar, Book, Chapter, Chart, Figure
from banben.pictures.charts import charts, draw, of_format

SVG = "{http://www.w3.org/2000/svg}"
ROWS = (Bar("数据分析", (85.0,), "市场"), Bar("沟通 & <抗压>", (90.0,), "销售"))
CHART = Chart("bars", ("占比",), ROWS, "%", "认为重要的企业", "data/talent.csv", at("01.md", 40))


def holding(*pictures: Chart) -> Book:
    figures = tuple(
        Figure(chart, "替代文字", (), (), Attributes(id=f"Fig-{n}"), chart.origin)
        for n, chart in enumerate(pictures)
    )
    return replace(book(), chapters=(Chapter("chapter", words("题"), figures, (), PLAIN, at("01.md", 1)),))


def drawn(chart: Chart, region: str = "cn", trim: Trim | None = None) -> etree._Element:
    given = edition(region=region)
    assets, problems = draw(holding(chart), replace(given, trim=trim) if trim else given)
    assert not problems
    return etree.fromstring(assets["chart:Fig-0"].content)


def texts(root: etree._Element) -> list[str]:
    return [item.text or "" for item in root.iter(f"{SVG}text")]


def test_every_chart_of_the_book_is_drawn_under_its_figure_s_id() -> None:
    assets, problems = draw(book(), edition())
    assert not problems
    assert [figure.attributes.id for figure, _ in charts(book())] == ["fig-talent"]
    asset = assets["chart:fig-talent"]
    assert (asset.name, asset.media_type, asset.width) == ("images/fig-talent.svg", "image/svg+xml", 378)
    assert asset.origin == at("01-origin.md", 40)


def test_a_chart_is_as_wide_as_the_type_area_and_takes_whole_lines() -> None:
    root = drawn(CHART)
    assert root.get("width") == "283.5pt"
    assert float(root.get("height", "").removesuffix("pt")) % 18 == 0
    narrow = drawn(CHART, trim=Trim("32", 130, 184))
    assert float(narrow.get("width", "").removesuffix("pt")) == pytest.approx(249, abs=0.5)


def test_a_screen_gets_a_narrower_drawing_with_words_of_the_same_size() -> None:
    assets, _ = draw(holding(CHART), edition())
    paper, screen = (
        etree.fromstring(of_format(assets, format)["chart:Fig-0"].content) for format in ("pdf", "epub")
    )
    assert (paper.get("width"), screen.get("width")) == ("283.5pt", "240pt")
    assert texts(paper) == texts(screen)
    for root in (paper, screen):
        label = next(item for item in root.iter(f"{SVG}text") if item.text == "数据分析")
        assert "font-size: 8.5px" in label.get("style", "")
    assert set(of_format(assets, "pdf")) == set(of_format(assets, "epub")) == {"chart:Fig-0"}


def test_only_what_an_edition_makes_is_drawn() -> None:
    assert set(draw(holding(CHART), replace(edition(), formats=("pdf",)))[0]) == {"chart:Fig-0"}


def test_words_stay_words_in_the_edition_s_hei_at_true_size() -> None:
    root = drawn(CHART, "tw")
    assert {"数据分析", "沟通 & <抗压>", "85%", "90%", "市场", "销售", "认为重要的企业"} == set(texts(root))
    for item in root.iter(f"{SVG}text"):
        assert "font-family: 'Noto Sans CJK TC'" in item.get("style", "")
    label = next(item for item in root.iter(f"{SVG}text") if item.text == "数据分析")
    assert "font-size: 8.5px" in label.get("style", "")


def test_a_chart_says_its_language_and_what_it_shows() -> None:
    root = drawn(CHART, "hk")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-HK"
    assert root.findtext(f"{SVG}title") == "替代文字"
    assert root.get("role") == "img"


def test_only_svg_s_own_names_are_in_it() -> None:
    asset = draw(holding(CHART), edition())[0]["chart:Fig-0"]
    assert b"DOCTYPE" not in asset.content
    assert b"metadata" not in asset.content
    root = etree.fromstring(asset.content)
    assert {etree.QName(item).namespace for item in root.iter()} == {"http://www.w3.org/2000/svg"}
    assert asset.name == "images/fig-0.svg"


def test_the_same_chart_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from sample_book import book, edition; from banben.pictures.charts import draw;"
        "print(hashlib.sha256(draw(book(), edition())[0]['chart:fig-talent'].content).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed, "PATH": ""},
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert [run.stderr for run in runs] == [b"", b""]  # nor does a first run say anything


def test_a_book_without_charts_does_not_wait_for_matplotlib() -> None:
    program = "import sys, banben.pictures.charts; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("chart", "code"),
    [
        (replace(CHART, series=tuple("一二三四五"), bars=(Bar("行", (1.0, 2.0, 3.0, 4.0, 5.0)),)), "A401"),
        (replace(CHART, bars=ROWS * 16), "A402"),
    ],
)
def test_what_is_too_much_is_drawn_with_a_warning(chart: Chart, code: str) -> None:
    assets, problems = draw(holding(chart), edition())
    assert {"chart:Fig-0", "screen:Fig-0"} == set(assets)
    assert [item.code for item in problems] == [code]
