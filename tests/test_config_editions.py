"""Editions from book.toml: regions, audiences, trims, ISBNs, and the nearest known of each."""

from __future__ import annotations

import pytest

from banben.config.book import Config, fit
from banben.config.editions import read_editions
from banben.editions import Edition, Lines, Trim
from banben.problems import Problem
from banben.regions import known_regions
from banben.toml_places import read_toml


def read(text: str, audiences: tuple[str, ...] = ()) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    values, places, problems = read_toml(text, "book.toml")
    assert not problems
    config, misfits = fit(values, places)
    editions, found = read_editions(config, audiences)
    return editions, misfits + found


def one(text: str) -> tuple[str, dict[str, str]]:
    (found,) = read(text)[1]
    return found.code, dict(found.values)


def test_a_folder_without_editions_gets_three_regions_in_both_formats_on_a5() -> None:
    editions, problems = read_editions(Config(), ())
    assert not problems
    assert [edition.name for edition in editions] == ["cn", "tw", "hk"]
    for edition in editions:
        assert edition.region.code == edition.name
        assert (edition.audience, edition.formats) == ("reader", ("epub", "pdf"))
        assert edition.trim == Trim("A5", 148, 210)
        assert (edition.writing, edition.folio, edition.notes) == ("horizontal", "arabic", "chapter")
        assert edition.lines == Lines("normal", False, 0.25)


def test_every_key_reaches_the_edition() -> None:
    (edition,), problems = read("""
[editions.cn-trainer]
region = "cn"
audience = "trainer"
formats = ["pdf"]
trim = { width = "6in", height = "22.9cm" }
isbn = { epub = "978-7-111-11111-5", pdf = "978 7 111 11112 2" }
title = "书"
subtitle = "副"
description = "简"
imprint = "社"
tokens = { body-size = "10.5pt", leading = 18, ratio = 1.5 }
""")
    assert not problems
    assert (edition.name, edition.region.code, edition.audience) == ("cn-trainer", "cn", "trainer")
    assert edition.formats == ("pdf",)
    assert edition.trim == Trim("152.4 × 229 mm", 152.4, 229)
    assert edition.isbns == (("epub", "9787111111115"), ("pdf", "9787111111122"))
    assert (edition.title, edition.subtitle, edition.description, edition.imprint) == ("书", "副", "简", "社")
    assert edition.tokens == (("body-size", "10.5pt"), ("leading", "18"), ("ratio", "1.5"))


def test_an_edition_may_be_vertical_and_have_lines_of_its_own() -> None:
    (edition,), problems = read("""
[editions.tw-vertical]
region = "tw"
writing = "vertical"
folio = "han"
notes = "page"
lines = { prohibition = "strict", hanging = true, gap = 0 }
""")
    assert not problems
    assert (edition.writing, edition.folio, edition.notes) == ("vertical", "han", "page")
    assert edition.vertical
    assert edition.lines == Lines("strict", True, 0.0)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('writing = "vertcal"', "C104"),
        ('folio = "roman"', "C104"),
        ('notes = "book"', "C104"),
        ('lines = { prohibition = "hard" }', "C104"),
        ("lines = { hanging = 1 }", "C103"),
        ("lines = { gap = 2 }", "C106"),
        ("lines = { hang = true }", "C102"),
    ],
)
def test_what_is_wrong_with_writing_and_lines_is_told_and_the_usual_taken(written: str, code: str) -> None:
    (edition,), (found,) = read(f"[editions.cn]\n{written}\n")
    assert (found.code, edition.lines, edition.writing) == (code, Lines(), "horizontal")


def test_an_unknown_region_is_told_with_the_nearest_and_its_edition_left_out() -> None:
    editions, (found,) = read("[editions.cn]\n[editions.tvv]\n")
    assert [edition.name for edition in editions] == ["cn"]
    values = {"region": "tvv", "nearest": "tw", "known": ", ".join(known_regions()), "edition": "tvv"}
    assert (found.code, dict(found.values)) == ("C201", values)
    assert found.origin is not None
    assert found.origin.line == 2


def test_an_unknown_audience_is_told_with_the_nearest() -> None:
    code, values = one('[editions.cn]\naudience = "trianer"\n')
    assert (code, values["nearest"]) == ("C202", "trainer")


def test_boxes_and_the_book_may_name_further_audiences() -> None:
    (edition,), problems = read('[editions.cn]\naudience = "student"\n', ("student",))
    assert (edition.audience, problems) == ("student", ())


@pytest.mark.parametrize(("written", "near"), [("A55", "A5"), ("大23开", "大32开"), ("6x9", "6x9in")])
def test_an_unknown_trim_is_told_with_the_nearest(written: str, near: str) -> None:
    code, values = one(f'[editions.cn]\ntrim = "{written}"\n')
    assert (code, values["nearest"]) == ("C203", near)


def test_a_trim_beyond_the_limits_is_told() -> None:
    assert one('[editions.cn]\ntrim = { width = "2cm", height = "210mm" }\n')[0] == "C204"


@pytest.mark.parametrize(
    ("written", "code"),
    [("978-7-111-11111-6", "C205"), ("7-111-11111-X", "C215"), ("977-7-111-11111-5", "C215")],
)
def test_a_wrong_isbn_is_told_at_its_place(written: str, code: str) -> None:
    _, (found,) = read(f'[editions.cn]\nisbn = {{ pdf = "{written}" }}\n')
    assert (found.code, found.length) == (code, len(written) + 2)
    assert found.origin is not None
    assert (found.origin.line, found.origin.column) == (2, 16)


def test_an_isbn_belongs_to_one_format_of_one_edition() -> None:
    isbn = 'isbn = { epub = "9787111111115" }'
    code, values = one(f"[editions.cn]\n{isbn}\n[editions.tw]\n{isbn}\n")
    assert (code, values["holder"]) == ("C206", "cn.epub")


def test_all_that_is_wrong_with_an_edition_is_told_at_once() -> None:
    _, problems = read("""
[editions.xx]
audience = "x"
trim = "x"
isbn = { epub = "9787111111116" }
""")
    assert {found.code for found in problems} == {"C201", "C202", "C203", "C205"}
