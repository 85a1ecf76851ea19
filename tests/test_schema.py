"""The published schemas, and how a misfit is told."""

from __future__ import annotations

import tomllib
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from banben.boxes import PATH
from banben.model import Role
from banben.regions import known_regions
from banben.schema import Kind, check, nearest, schema
from banben.shipped import chapters, templates
from banben.toml_places import read_toml
from banben.trims import find_trim


def checked(text: str, kind: Kind = "book") -> tuple[Any, list[tuple[str, dict[str, str]]]]:
    values, places, problems = read_toml(text, "book.toml")
    assert not problems
    fitting, found = check(kind, values, places)
    return fitting, [(item.code, dict(item.values)) for item in found]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_published_schema_is_a_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))


def described(part: dict[str, Any], path: str = "") -> list[str]:
    """Return the paths of the properties that lack an explanation in one of the two languages."""
    lacking = []
    for key, inner in part.get("properties", {}).items():
        words = inner.get("description", "")
        if "$ref" not in inner and not ("\n\n" in words and any("\u4e00" <= c <= "\u9fff" for c in words)):
            lacking.append(f"{path}.{key}")
        lacking += described(inner, f"{path}.{key}") + described(inner.get("items", {}), f"{path}.{key}[]")
    return lacking


def test_every_key_of_book_toml_is_explained_in_both_languages() -> None:
    book = schema("book")
    parts = [book, *book["$defs"].values()]
    assert [path for part in parts for path in described(part) if path != ".book"] == []


def test_the_schemas_roles_are_the_trees() -> None:
    roles = schema("book")["$defs"]["entry"]["properties"]["role"]["enum"]
    assert {*roles, "part"} == set(get_args(Role))


def test_what_the_schema_offers_as_examples_is_known() -> None:
    edition = schema("book")["$defs"]["edition"]["properties"]
    assert set(edition["region"]["examples"]) <= set(known_regions())
    assert all(find_trim(name) for name in edition["trim"]["examples"])


def test_the_shipped_files_fit() -> None:
    shipped: list[tuple[Kind, str]] = [
        ("boxes", (templates().parent / PATH).read_text("utf-8")),
        ("book", (chapters() / "book.toml").read_text("utf-8")),
    ]
    for kind, text in shipped:
        fitting, problems = checked(text, kind)
        assert problems == []
        assert set(fitting) == set(tomllib.loads(text))


def test_all_misfits_are_told_at_once_and_the_rest_is_kept() -> None:
    text = """
[book]
title = "书"
slgu = "x"
subjects = ["一", 2]
chapters = ["a.md", 3, { file = "b.md", role = "chaptre" }]
[editions.cn]
formats = "pdf"
tokens = { body-size = "10pt", --leading = 18 }
"""
    fitting, problems = checked(text.replace("--leading", '"--leading"'))
    assert sorted(code for code, _ in problems) == ["C102", "C103", "C103", "C103", "C104", "C106"]
    assert fitting == {
        "book": {"title": "书", "subjects": ["一", None], "chapters": ["a.md", None, {"file": "b.md"}]},
        "editions": {"cn": {"tokens": {"body-size": "10pt"}}},
    }


def test_a_table_that_lacks_a_key_is_left_out_whole() -> None:
    fitting, problems = checked('[book]\ncontributors = [{ role = "aut" }, { name = "王" }]\n')
    assert [code for code, _ in problems] == ["C105"]
    assert fitting["book"]["contributors"] == [None, {"name": "王"}]


@pytest.mark.parametrize(
    ("written", "near"),
    [("slgu", "slug"), ("authors", "contributors"), ("publisher", "imprint"), ("pubdate", "published")],
)
def test_an_unknown_key_gets_the_nearest_or_the_one_that_means_the_same(written: str, near: str) -> None:
    _, ((code, values),) = checked(f"[book]\n{written} = 1\n")
    assert (code, values["nearest"], values["table"]) == ("C102", near, "book")


def test_at_the_top_the_table_is_the_file() -> None:
    _, ((_, values),) = checked("[edition.cn]\n")
    assert (values["table"], values["nearest"]) == ("book.toml", "editions")


def test_dates_may_be_toml_dates_or_strings() -> None:
    for date in ("2026-11-23", '"2026-11-23"'):
        fitting, problems = checked(f"[book]\npublished = {date}\n")
        assert (fitting["book"]["published"], problems) == ("2026-11-23", [])


def test_a_mistyped_value_is_shown_as_it_is_written_and_as_it_should_be() -> None:
    _, ((code, values),) = checked("[editions.cn]\ntrim = 5\n")
    expected = {"key": "editions.cn.trim", "found": "5", "expected": '"…" / {…}', "example": '"A5"'}
    assert (code, values) == ("C103", expected)


def test_a_long_value_is_cut() -> None:
    _, ((_, values),) = checked(f'[book]\nchapters = "{"字" * 500}"\n')
    assert len(values["found"]) < 60


def test_nearest_of_nothing_is_a_dash() -> None:
    assert nearest("a", ()) == "—"
