"""The stores' files: each rule with its source, and the generic profile no laxer than any other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banben.problems import Stop
from banben.schema import schema
from banben.store_rules import NUMBERS, amount
from banben.stores import GENERIC, Rule, Store, generic, known_stores, load_store, read_store

PAGE = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text("utf-8")
# Where the generic profile goes another way than the strictest store, its file says why.
APART = {"picture-opaque", "picture-types", "elements", "language", "ncx-depth", "alt-length", "cover-page"}
MOST = re.compile(r"(pixels|bytes|embedded|side|rows|columns)$")
LEAST = {"cover-short-side", "cover-long-side"}


def test_the_stores_of_the_issue_are_there() -> None:
    wanted = {"apple", "kobo", "kindle", "google", "readmoo", "weread", "generic"}
    assert set(known_stores()) == wanted
    assert [load_store(code).name for code in ("apple", "weread")] == ["Apple Books", "微信读书"]


@pytest.mark.parametrize("code", known_stores())
def test_every_rule_has_a_public_source_and_is_known(code: str) -> None:
    store = load_store(code)
    assert store.rules
    for rule in store.rules:
        assert rule.source.startswith("https://")
        assert rule.by
        assert rule.kind in NUMBERS
        assert bool(rule.limit) or not MOST.search(rule.kind)


def test_the_schema_knows_the_kinds_that_have_codes() -> None:
    kinds = schema("store")["properties"]["rules"]["items"]["properties"]["kind"]["enum"]
    assert set(kinds) == set(NUMBERS)
    assert len(set(NUMBERS.values())) == len(NUMBERS)


@pytest.mark.parametrize("code", sorted(set(known_stores()) - {GENERIC, "weread"}))
def test_what_is_safe_everywhere_is_safe_in_every_store(code: str) -> None:
    for rule in load_store(code).rules:
        if rule.kind in APART:
            continue
        safe = generic().rule(rule.kind)
        assert safe is not None, rule.kind
        assert as_strict(safe, rule), rule.kind


def as_strict(safe: Rule, rule: Rule) -> bool:
    if rule.kind in LEAST:
        return safe.limit >= rule.limit
    if MOST.search(rule.kind):
        return safe.limit <= rule.limit
    if rule.kind in ("identifier", "file-names", "metadata", "landmarks"):
        return bool(safe.words)
    return not rule.words or set(safe.words) <= set(rule.words) or rule.kind == "notes"


def test_an_edition_without_a_store_is_for_all_of_them() -> None:
    store = generic()
    assert (store.code, store.notes, store.drawings) == ("generic", "popup", "svg")
    assert {rule.level for rule in store.rules} == {"should"}


def test_a_store_may_be_like_another_with_rules_of_its_own() -> None:
    like, own = generic(), load_store("weread")
    assert {rule.kind for rule in own.rules} == {rule.kind for rule in like.rules}
    assert own.words("notes") == ("duokan",)
    assert own.limit("picture-pixels") == like.limit("picture-pixels")


def test_a_store_may_write_languages_in_its_own_way() -> None:
    readmoo = load_store("readmoo")
    assert readmoo.language("zh-Hant-TW") == "zh-TW"
    assert readmoo.language("zh-Hans-CN") == "zh-Hans-CN"


def test_what_a_store_says_nothing_of_has_no_limit() -> None:
    store = Store("none", "None")
    assert (store.rule("cover"), store.limit("cover-side"), store.words("notes")) == (None, None, ())


def test_a_fault_in_a_file_has_its_place() -> None:
    text = 'name = "X"\nnotes = "popup"\ndrawings = "svg"\n[[rules]]\nkind = "picture-weight"\n'
    store, problems = read_store(
        "x", text + 'level = "must"\nby = "X"\nsource = "https://x.example/"\n', "x.toml"
    )
    (told,) = problems
    assert (told.code, told.origin and told.origin.line) == ("C104", 5)
    assert store.rules == ()


def test_an_unknown_file_is_no_store() -> None:
    with pytest.raises((Stop, FileNotFoundError)):
        load_store("nowhere")


def test_amounts_are_said_as_people_say_them() -> None:
    assert amount("file-bytes", 2_000_000_000) == "2,000.00 MB"
    assert amount("picture-pixels", 5_600_000) == "5,600,000"
    assert amount("cover-ratio", 1.6) == "1.6"
    assert amount("elements", "<script>") == "<script>"


@pytest.mark.parametrize("code", known_stores())
def test_every_store_is_in_the_manual(code: str) -> None:
    store = load_store(code)
    row = re.search(rf"^\| `{code}` \|(.*)$", PAGE, re.MULTILINE)
    assert row
    assert store.name in row[1] or code == GENERIC
    drawn = {"svg": "SVG", "raster": "PNG"}[store.drawings]
    assert drawn in row[1]
    pixels = store.limit("picture-pixels")
    assert pixels is None or f"{pixels / 1e6:g}" in row[1]
    for kind in ("cover-short-side", "cover-side"):
        limit = store.limit(kind)
        assert limit is None or f"{limit:,.0f}" in row[1], kind
