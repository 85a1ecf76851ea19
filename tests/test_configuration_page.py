"""docs/configuration.md says what is so: its example, its keys, its limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banben import disk, sources
from banben.config.book import Fallback, Overrides, fit, read_metadata
from banben.config.editions import read_editions
from banben.includes import DEEPEST, MOST_CHARACTERS, MOST_FILES
from banben.order import from_config
from banben.problems import Exit
from banben.schema import schema
from banben.toml_places import read_toml
from banben.trims import known_trims

PAGE = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text("utf-8")


def example() -> str:
    found = re.search(r"## A complete example\n\n```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_example_is_without_a_fault() -> None:
    values, places, broken = read_toml(example(), "book.toml")
    config, misfits = fit(values, places)
    _, found = read_metadata(config, Overrides(), Fallback("", "folder"))
    _, order = from_config(config)
    editions, wrong = read_editions(config, config.book["audiences"])
    assert (*broken, *misfits, *found, *order, *wrong) == ()
    assert [edition.name for edition in editions] == ["cn", "tw", "tw-vertical", "hk", "cn-trainer"]


def test_the_example_uses_every_key() -> None:
    values, _, _ = read_toml(example(), "book.toml")
    assert set(values["book"]) == set(schema("book")["properties"]["book"]["properties"])


@pytest.mark.parametrize("table", ["book", "edition"])
def test_every_key_is_on_the_page(table: str) -> None:
    book = schema("book")
    part = book["properties"]["book"] if table == "book" else book["$defs"]["edition"]
    for key in (*part["properties"], *part["properties"].get("lines", {}).get("properties", {})):
        assert re.search(rf"^\|.*`{key}`.*\|", PAGE, re.MULTILINE), key


def test_every_trim_size_role_and_exit_code_is_on_the_page() -> None:
    roles = schema("book")["$defs"]["entry"]["properties"]["role"]["enum"]
    for name in (*known_trims(), *roles):
        assert f"`{name}`" in PAGE
    for code in Exit:
        assert f"\n| {code.value} |" in PAGE


def test_the_limits_are_the_codes() -> None:
    limits = (sources.LONGEST_CHAPTER, sources.MOST_CHAPTERS, disk.MOST_BYTES, disk.MOST_FILES)
    for limit in limits:
        assert f"| {limit:,} |" in PAGE
    assert f"| {MOST_FILES:,}; {DEEPEST} deep; {MOST_CHARACTERS:,} characters | F305 |" in PAGE
