"""What book.toml tells the book trade."""

from __future__ import annotations

import pytest

from banben.config.book import Fallback, Overrides, fit, read_metadata
from banben.config.editions import read_editions
from banben.config.trade import FORMS
from banben.editions import Edition
from banben.model import Contributor, Copyright, Metadata, Series, Subject
from banben.problems import Problem
from banben.toml_places import read_toml

HEAD = '[book]\ntitle = "书"\npublished = 2026-11-23\nimprint = { name = "社" }\n'


def read(text: str) -> tuple[Metadata, tuple[Edition, ...], list[Problem]]:
    values, places, broken = read_toml(HEAD + text, "book.toml")
    config, misfits = fit(values, places)
    metadata, found = read_metadata(config, Overrides(), Fallback("", "folder"))
    editions, wrong = read_editions(config, ())
    return metadata, editions, [*broken, *misfits, *found, *wrong]


def codes(text: str) -> list[str]:
    return [item.code for item in read(text)[2]]


def test_everything_is_read() -> None:
    metadata, editions, problems = read(
        'subjects = ["营销", { scheme = "clc", code = "F713.50", text = "市场营销" }]\n'
        'series = { name = "丛书", number = 3 }\nedition_number = 2\nreadership = ["general"]\n'
        'copyright = { year = 2027, holder = "王小明" }\n'
        'contributors = [{ name = "书友会", kind = "organization" }]\n'
        "[editions.tw]\nprice = { epub = 380 }\nbinding = 'hardback'\ncatalogue = ['onix', 'opds']\n"
    )
    assert problems == []
    assert metadata.subjects == ("营销",)
    assert metadata.classes == (Subject("clc", "F713.50", "市场营销"),)
    assert metadata.series == Series("丛书", "3")
    assert (metadata.edition_number, metadata.readership) == (2, ("general",))
    assert metadata.copyright == Copyright(2027, "王小明")
    assert metadata.contributors == (Contributor("书友会", kind="organization"),)
    (edition,) = editions
    assert (edition.price("epub"), edition.price("pdf"), edition.region.currency) == ("380.00", "", "TWD")
    assert (edition.catalogue, edition.binding) == (("onix", "opds"), "hardback")


def test_nothing_of_it_is_needed() -> None:
    metadata, editions, problems = read("[editions.cn]\n")
    assert problems == []
    assert (metadata.series, metadata.classes, metadata.copyright) == (None, (), Copyright())
    assert (editions[0].catalogue, editions[0].prices, editions[0].binding) == ((), (), "")


@pytest.mark.parametrize(
    ("scheme", "right", "wrong"),
    [
        (
            "clc",
            [
                "F713.50",
                "F274",
                "I247.57",
                "TP311.13",
                "TP311.132.3",
                "K",
                "D922.290.4",
                "F713.365.2",
                "F279.23-53",
            ],
            ["F7135", "f713", "M1", "713.5", "F713.", "TP3111", "F713.5 "],
        ),
        ("bisac", ["BUS043000", "FIC000000"], ["BUS43000", "BUZ043000", "bus043000", "BUS0430000"]),
        ("thema", ["KJS", "KJMV2", "F", "YPMP51"], ["4CT", "1FPC", "kjs", "E", "KJS-X", ""]),
    ],
)
def test_each_scheme_has_its_form(scheme: str, right: list[str], wrong: list[str]) -> None:
    assert [code for code in right if not FORMS[scheme].fullmatch(code)] == []
    assert [code for code in wrong if FORMS[scheme].fullmatch(code)] == []


def test_a_class_of_another_form_is_left_out() -> None:
    text = 'subjects = [{ scheme = "bisac", code = "F713.5" }, { scheme = "clc", code = "F713.5" }]\n'
    metadata, _, problems = read(text)
    assert [item.code for item in problems] == ["C231"]
    assert [item.code for item in metadata.classes] == ["F713.5"]


def test_a_class_stands_once() -> None:
    text = 'subjects = [{ scheme = "clc", code = "F27" }, { scheme = "clc", code = "F27" }]\n'
    assert codes(text) == ["C232"] and len(read(text)[0].classes) == 1


def test_the_copyright_may_be_the_next_years_but_no_later() -> None:
    assert codes("copyright = { year = 2027 }\n") == []
    assert codes("copyright = { year = 2028 }\n") == ["C233"]


def test_a_price_needs_its_format() -> None:
    text = '[editions.cn]\nformats = ["epub"]\nprice = { pdf = 68, epub = 39.8 }\n'
    assert codes(text) == ["C234"]
    assert read(text)[1][0].prices == (("epub", "39.80"),)


def test_opds_needs_an_e_book() -> None:
    text = '[editions.cn]\nformats = ["pdf"]\ncatalogue = ["onix", "opds"]\n'
    assert codes(text) == ["C236"]
    assert read(text)[1][0].catalogue == ("onix",)


def test_a_message_needs_a_publisher_the_books_or_the_editions() -> None:
    values, places, _ = read_toml(
        '[editions.cn]\ncatalogue = ["onix"]\n[editions.tw]\nimprint = "社"\ncatalogue = ["onix"]\n',
        "book.toml",
    )
    config, _ = fit(values, places)
    assert [item.code for item in read_editions(config, ())[1]] == ["C235"]
