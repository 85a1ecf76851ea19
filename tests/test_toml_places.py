"""Where things stand in a TOML text."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.toml_places import Path, Places, read_toml

TEXT = """\
# 书
[book]
title = "两只 # 轮子"   # the title
when = 2026-11-23 10:00:00Z
"odd key".x.y = [1, [2, 3],  # ] no end
  { file = "a.md", chapters = ["b.md", '''c
d'''] },
]

[[set.item]]
a = 1
[[set.item]]
b = {}
[set.item.inner]
c = -inf
"""


def places() -> Places:
    values, found, problems = read_toml(TEXT, "book.toml")
    assert values == tomllib.loads(TEXT)
    assert not problems
    return found


def shown(place_of: tuple[int, int, int]) -> str:
    line, column, length = place_of
    return TEXT.split("\n")[line - 1][column - 1 : column - 1 + length]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("book", "title"), '"两只 # 轮子"'),
        (("book", "when"), "2026-11-23 10:00:00Z"),
        (("book", "odd key", "x", "y", 1), "[2, 3]"),
        (("book", "odd key", "x", "y", 2, "file"), '"a.md"'),
        (("book", "odd key", "x", "y", 2, "chapters", 1), "'''c"),
        (("set", "item", 0, "a"), "1"),
        (("set", "item", 1, "b"), "{}"),
        (("set", "item", 1, "inner", "c"), "-inf"),
    ],
)
def test_a_value_is_found_by_its_path(path: Path, text: str) -> None:
    place = places().values[path]
    assert shown((place.line, place.column, place.length)) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("book",), "book"),
        (("book", "odd key", "x"), "x"),
        (("book", "odd key", "x", "y", 2, "chapters"), "chapters"),
        (("set", "item", 1, "inner"), "inner"),
        (("set", "item", 1, "inner", "c"), "c"),
    ],
)
def test_a_key_is_found_by_its_path(path: Path, text: str) -> None:
    place = places().keys[path]
    assert shown((place.line, place.column, place.length)) == text


def test_what_is_not_there_is_shown_at_what_encloses_it() -> None:
    assert places().place(("book", "subtitle", "x")) == places().keys[("book",)]
    assert places().key_problem("C105", ("book", "title"), key="", table="").length == len("title")


def test_without_a_text_a_problem_has_no_place() -> None:
    assert Places("").problem("C208", ("book",), title="x").origin is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('a = 1\nb = "x\n', 2, 7), ("a = [1,\n", 1, 7), ("a = 1\na = 2\n", 2, 6), ("[t]\nx = '''a\nb", 3, 1)],
)
def test_broken_toml_is_a_problem_with_its_place(text: str, line: int, column: int) -> None:
    values, _, (found,) = read_toml(text, "book.toml")
    assert (values, found.code) == ({}, "C101")
    assert found.origin is not None
    assert (found.origin.line, found.origin.column) == (line, column)
    assert "line" not in dict(found.values)["reason"]


def test_toml_nested_beyond_reason_is_broken() -> None:
    _, _, (found,) = read_toml("a = " + "[" * 5000 + "]" * 5000, "book.toml")
    assert found.code == "C101"


KEYS = st.text("abz_-09", min_size=1, max_size=4)
LEAVES = st.one_of(st.integers(-9, 9), st.booleans(), st.text("a\"'#]}{[=,\\ 字\n", max_size=6))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def written(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f'"{key}" = {written(inner)}' for key, inner in value.items()) + "}"
        case list():
            return "[ # list\n" + ",\n".join(written(inner) for inner in value) + " ]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def leaves(value: Any, path: Path) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, inner in enumerate(value) for leaf in leaves(inner, (*path, at))]
    return [(path, value)]


@given(st.dictionaries(KEYS, VALUES, max_size=3), st.dictionaries(KEYS, VALUES, max_size=3))
def test_at_the_place_of_every_leaf_stands_its_value(top: dict[str, Any], table: dict[str, Any]) -> None:
    top.pop("t", None)
    text = "".join(f'"{key}" = {written(value)}  # end\n' for key, value in top.items())
    text += "[t]\n" + "".join(f"{key} = {written(value)}\n" for key, value in table.items())
    values, found, problems = read_toml(text, "t.toml")
    assert not problems
    lines = text.split("\n")
    for path, value in leaves(values, ()):
        place = found.values[path]
        literal = lines[place.line - 1][place.column - 1 : place.column - 1 + place.length]
        assert tomllib.loads(f"x = {literal}")["x"] == value
