from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from sample_book import edition, metadata

from banben.documents import Asset
from banben.fonts import Installed, installed
from banben.model import Metadata
from banben.pictures.cover import cover, mostly_latin
from banben.problems import Problem
from banben.theme import Theme, load_theme

SVG = "{http://www.w3.org/2000/svg}"


@cache
def theme() -> Theme:
    return load_theme(Path("/nonexistent"))[0]


@cache
def fonts() -> Installed:
    return installed()


def made(given: Metadata, region: str = "cn", audience: str = "reader") -> tuple[Asset, Asset]:
    assets, problems = cover(given, edition(audience, region=region), theme(), fonts())
    assert not problems
    svg, jpeg = assets
    return svg, jpeg


def told(template: str) -> tuple[Problem, ...]:
    texts = {**theme().texts, "templates/cover.svg": template}
    assets, problems = cover(metadata(), edition(), Theme(texts, frozenset({"templates/cover.svg"})), fonts())
    assert not assets
    return problems


def test_the_drawing_is_all_outlines() -> None:
    svg, _ = made(metadata())
    root = etree.fromstring(svg.content)
    assert (svg.name, svg.width, svg.height) == ("cover.svg", 1600, 2560)
    assert not list(root.iter(f"{SVG}text"))
    assert root.findtext(f"{SVG}title") == metadata().title
    assert b"font" not in svg.content


def test_the_picture_is_what_stores_ask_for() -> None:
    _, jpeg = made(metadata())
    image = Image.open(io.BytesIO(jpeg.content))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1600, 2560))
    assert (jpeg.name, jpeg.width, jpeg.height) == ("cover.jpg", 1600, 2560)
    assert len(jpeg.content) < 300_000
    red, green, blue = image.getpixel((20, 20))  # type: ignore[misc]
    assert (red, green, blue) == pytest.approx((0xF7, 0xF3, 0xEA), abs=3)


def test_the_two_wheels_interlock() -> None:
    """Cinnabar passes over ink where the wheels first cross, and under it where they cross again."""
    image = Image.open(io.BytesIO(made(metadata())[1].content))
    first, second = image.getpixel((588, 1525)), image.getpixel((399, 1768))
    assert isinstance(first, tuple)
    assert isinstance(second, tuple)
    assert first[0] > 140
    assert second[0] < 80


def test_the_same_words_give_the_same_bytes() -> None:
    assert made(metadata()) == made(metadata())


def test_each_region_has_its_own_shapes() -> None:
    title = replace(metadata(), title="骨直角", subtitle="", contributors=())
    assert len({made(title, region)[0].content for region in ("cn", "tw", "hk")}) == 3


def test_an_edition_s_own_title_stands_on_its_cover() -> None:
    own = replace(edition(), title="別名")
    assets, _ = cover(metadata(), own, theme(), fonts())
    assert etree.fromstring(assets[0].content).findtext(f"{SVG}title") == "別名"


def test_the_trainer_s_edition_says_so() -> None:
    assert made(metadata(), audience="trainer")[0].content != made(metadata())[0].content


@pytest.mark.parametrize(
    "title",
    [
        "论语",
        "诗",
        "",
        "The Lean Startup in Plain Words",
        "Antidisestablishmentarianism",
        "我们为什么还要在一起工作：一本写给远程团队、自由职业者和他们老板的协作手册",
        "增长黑客：AI 时代的 37 个方法",
        "没有字形\ue000的书",
    ],
)
def test_any_title_stays_on_the_page_and_off_the_wheels(title: str) -> None:
    bare = replace(
        metadata(), title=title, subtitle="", contributors=(), imprint=replace(metadata().imprint, name="")
    )
    image = Image.open(io.BytesIO(made(bare)[1].content)).convert("L")
    for edge in ((0, 0, 150, 2560), (1455, 0, 1600, 2560), (0, 0, 1600, 190), (835, 1980, 1600, 2170)):
        assert image.crop(edge).getextrema()[0] > 200  # type: ignore[operator]
    if not mostly_latin(title):
        assert image.crop((835, 200, 895, 1980)).getextrema()[0] > 200  # type: ignore[operator]


def test_a_title_is_latin_when_most_of_it_is() -> None:
    assert mostly_latin("The Lean Startup")
    assert not mostly_latin("增长黑客：AI 时代")
    assert not mostly_latin("")


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("<svg>\n{{ titel }}</svg>", "T111", 2),
        ("<svg>\n{% if %}</svg>", "T110", 2),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "T114", 1),
        ("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "T115", 1),
        ("<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'x.css'</style></svg>", "T112", 1),
    ],
)
def test_a_template_of_the_book_s_own_that_fails_is_told(template: str, code: str, line: int) -> None:
    first = told(template)[0]
    assert first.origin is not None
    assert (first.code, first.origin.path, first.origin.line) == (code, "templates/cover.svg", line)
