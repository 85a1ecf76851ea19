"""Metadata from book.toml, its defaults, and that they never depend on the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.config.book import UNDATED, Config, Fallback, Overrides, fit, read_metadata
from banben.model import Contributor, Imprint, Metadata
from banben.problems import Problem
from banben.toml_places import read_toml

NOTHING_SAID = Overrides()

FULL = """\
[book]
title = "两只轮子"
subtitle = "一本手册"
slug = "two-wheels"
language = "zh-CN"
identifier = "urn:uuid:1b4e28ba-2fa1-51d2-883f-0016d3cca427"
description = "简介"
subjects = ["市场", "销售"]
rights = "版权所有"
published = 2026-11-23
modified = 2026-11-24T08:00:00+08:00
contributors = [{ name = "王小明", file-as = "Wang, Xiaoming" }, { name = "李白", role = "ill" }]
imprint = { name = "江湖出版社", place = "北京", address = "某街一号", website = "https://example.com/" }
"""


def read(
    text: str,
    overrides: Overrides = NOTHING_SAID,
    epoch: str = "",
    folder: str = "folder",
    title: str = "首题",
) -> tuple[Metadata, tuple[Problem, ...]]:
    values, places, problems = read_toml(text, "book.toml")
    assert not problems
    config, misfits = fit(values, places)
    metadata, found = read_metadata(config, overrides, Fallback(title, folder, epoch))
    return metadata, misfits + found


def codes(text: str, epoch: str = "") -> list[str]:
    return [found.code for found in read(text, epoch=epoch)[1]]


def test_every_key_reaches_the_metadata() -> None:
    metadata, problems = read(FULL)
    assert not problems
    assert metadata == Metadata(
        title="两只轮子",
        subtitle="一本手册",
        language="zh-Hans-CN",
        identifier="urn:uuid:1b4e28ba-2fa1-51d2-883f-0016d3cca427",
        slug="two-wheels",
        description="简介",
        rights="版权所有",
        subjects=("市场", "销售"),
        contributors=(Contributor("王小明", "aut", "Wang, Xiaoming"), Contributor("李白", "ill")),
        imprint=Imprint("江湖出版社", "北京", "某街一号", "https://example.com/"),
        published=date(2026, 11, 23),
        modified=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
    )


def test_the_command_line_goes_before_book_toml() -> None:
    metadata, _ = read(FULL, Overrides("别名", ("张三", "李四"), "zh-SG", "other"))
    assert (metadata.title, metadata.language, metadata.slug) == ("别名", "zh-Hans-SG", "other")
    assert metadata.contributors == (Contributor("张三"), Contributor("李四"))


def test_a_book_without_title_takes_the_first_heading_then_the_folder_and_says_so() -> None:
    assert read("[book]\npublished = 2026-01-01")[0].title == "首题"
    assert read("", title="")[0].title == "folder"
    assert codes("[book]\npublished = 2026-01-01") == ["C208"]


@pytest.mark.parametrize(
    ("title", "folder", "slug"),
    [
        ("Two Wheels!", "x", "two-wheels"),
        ("两只轮子", "My Book_2", "my-book-2"),
        ("Python 入门", "py", "py"),
        ("两只轮子", "书稿", "book"),
        ("!!", "Été", "ete"),
        ("a" * 200, "x", "a" * 80),
    ],
)
def test_the_slug_comes_from_an_ascii_title_else_from_the_folder(title: str, folder: str, slug: str) -> None:
    assert read(f'[book]\ntitle = "{title}"\n', folder=folder)[0].slug == slug


def test_the_identifier_depends_on_title_and_names_alone() -> None:
    text = '[book]\ntitle = "书"\ncontributors = [{ name = "王" }]\n'
    first = read(text, folder="a", epoch="0")[0].identifier
    assert first.startswith("urn:uuid:")
    assert read(text + 'subtitle = "x"\n', folder="b")[0].identifier == first
    assert read(text.replace("王", "李"))[0].identifier != first


def times(text: str, epoch: str = "") -> tuple[str, str]:
    metadata, _ = read(f'[book]\ntitle = "书"\n{text}', epoch=epoch)
    return metadata.published.isoformat(), metadata.modified.strftime("%Y-%m-%dT%H:%MZ")


@pytest.mark.parametrize(
    ("text", "epoch", "published", "modified"),
    [
        ("published = 2026-11-23", "", "2026-11-23", "2026-11-23T00:00Z"),
        ("published = 2026-11-23", "86400", "2026-11-23", "1970-01-02T00:00Z"),
        ("modified = 2026-11-23T10:00:00Z", "86400", "2026-11-23", "2026-11-23T10:00Z"),
        ("modified = 2026-11-23T10:00:00", "", "2026-11-23", "2026-11-23T10:00Z"),
        ("modified = 2026-11-23", "", "2026-11-23", "2026-11-23T00:00Z"),
        ("", "86400", "1970-01-02", "1970-01-02T00:00Z"),
        ("", "", UNDATED.isoformat(), f"{UNDATED}T00:00Z"),
    ],
)
def test_times_come_from_book_toml_then_source_date_epoch_then_a_fixed_day(
    text: str, epoch: str, published: str, modified: str
) -> None:
    assert times(text, epoch) == (published, modified)


def test_a_book_without_any_date_says_so() -> None:
    assert codes('[book]\ntitle = "书"\n') == ["C209"]
    assert codes('[book]\ntitle = "书"\n', epoch="0") == []


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "9" * 30])
def test_a_source_date_epoch_that_is_no_number_is_told(epoch: str) -> None:
    assert codes('[book]\ntitle = "书"\n', epoch) == ["C210"]


def test_a_day_that_no_calendar_has_is_told() -> None:
    assert codes('[book]\ntitle = "书"\npublished = "2026-02-30"\n') == ["C106"]


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh_CN", "zh-Hans", "ZH-hans-cn", "cmn-Hans-CN"])
def test_every_way_to_say_simplified_chinese_is_understood(tag: str) -> None:
    metadata, problems = read(f'[book]\ntitle = "书"\npublished = 2026-01-01\nlanguage = "{tag}"\n')
    assert (metadata.language, problems) == ("zh-Hans-CN", ())


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-TW", "zh-Hant-TW"),
        ("zh-Hant", "zh-Hant-TW"),
        ("zh_hant_hk", "zh-Hant-HK"),
        ("zh-HK", "zh-Hant-HK"),
        ("zh-MO", "zh-Hant-MO"),
    ],
)
def test_traditional_manuscripts_are_of_their_region(tag: str, language: str) -> None:
    metadata, problems = read(f'[book]\ntitle = "書"\npublished = 2026-01-01\nlanguage = "{tag}"\n')
    assert (metadata.language, problems) == (language, ())


@pytest.mark.parametrize("tag", ["en", "ja-JP", "yue-HK", "zh-Latn-pinyin"])
def test_a_manuscript_in_another_language_is_told(tag: str) -> None:
    assert codes(f'[book]\ntitle = "书"\npublished = 2026-01-01\nlanguage = "{tag}"\n') == ["C207"]


def test_a_language_of_the_command_line_has_no_place() -> None:
    _, problems = read(FULL, Overrides(language="ja"))
    assert [(found.code, found.origin) for found in problems] == [("C207", None)]


def test_of_a_broken_configuration_nothing_more_is_said() -> None:
    assert read_metadata(Config(broken=True), Overrides(), Fallback("题", "folder"))[1] == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_slug_is_always_a_good_file_name(title: str, folder: str) -> None:
    config = Config({"book": {"title": title}})
    slug = read_metadata(config, Overrides(), Fallback("", folder))[0].slug
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
