"""Regions: every file of regions/ is whole, and a new one needs no code."""

from __future__ import annotations

import re

import pytest

from banben.regions import known_regions, load_region, read_region, source_region

FILE = """\
name = "新加坡"
language = "zh-Hans-SG"
quotes = "“”‘’"
date = "{year}年{month}月{day}日"
[from]
[fonts]
song = ["Noto Serif CJK SC"]
"""


def test_the_three_regions_are_there_and_the_manuscripts_own_comes_first() -> None:
    assert known_regions()[0] == "cn"
    assert {"cn", "tw", "hk"} <= set(known_regions())


@pytest.mark.parametrize("code", known_regions())
def test_a_region_is_whole(code: str) -> None:
    region = load_region(code)
    assert region.code == code
    assert region.word("chapter").format(n=1, c=1, label="", title="") != region.word("chapter")
    assert len(set(region.quotes)) == 4
    assert region.date_format.format(year=2026, month=1, day=2)


@pytest.mark.parametrize("code", known_regions())
def test_every_region_has_the_same_words_with_the_same_fields(code: str) -> None:
    fields = {key: re.findall(r"\{\w+\}", word) for key, word in load_region("cn").words}
    assert {key: re.findall(r"\{\w+\}", word) for key, word in load_region(code).words} == fields


@pytest.mark.parametrize("code", known_regions())
def test_in_columns_a_region_has_square_marks_and_its_own_words(code: str) -> None:
    region = load_region(code)
    columns = region.in_columns()
    assert sorted(columns.quotes) == sorted("「」『』")
    assert columns.word("figure").format(c="二", n="一")[1:] == "二之一"
    assert (columns.numerals, region.numerals) == ("han", "arabic")
    assert columns.word("chapter") == region.word("chapter")
    fields = {key: re.findall(r"\{\w+\}", word) for key, word in region.words}
    assert {key: re.findall(r"\{\w+\}", word) for key, word in columns.words} == fields


@pytest.mark.parametrize("code", [code for code in known_regions() if load_region(code).chain("cn")])
def test_the_words_of_a_converted_region_are_in_its_own_characters(code: str) -> None:
    simplified = set("录图页术语专书权资译编绘摄审校设计导师场声谢练习参考释后结关")
    words = "".join(word for _, word in load_region(code).words)
    assert not simplified & set(words) - set("校考")


def test_a_region_file_at_fault_says_where() -> None:
    region, problems = read_region("sg", FILE.replace("quotes", "quote"), "regions/sg.toml")
    assert region.quotes == ""
    assert [found.code for found in problems if found.code == "C102"] == ["C102"]
    assert {found.code for found in problems} == {"C102", "C105"}
    assert all(found.origin and found.origin.path == "regions/sg.toml" for found in problems)


def test_broken_toml_in_a_region_file_is_a_problem() -> None:
    assert [found.code for found in read_region("sg", "name = ", "regions/sg.toml")[1]] == ["C101"]


@pytest.mark.parametrize(
    ("language", "region"),
    [
        ("zh", "cn"),
        ("zh-CN", "cn"),
        ("zh-Hans", "cn"),
        ("zh-Hans-HK", "cn"),
        ("cmn-Hans-SG", "cn"),
        ("zh-Hant", "tw"),
        ("zh-TW", "tw"),
        ("ZH_hant_tw", "tw"),
        ("zh-HK", "hk"),
        ("zh-Hant-HK", "hk"),
        ("zh-MO", "hk"),
        ("en", ""),
        ("yue-HK", ""),
        ("zh-Latn", ""),
        ("", ""),
    ],
)
def test_a_manuscripts_language_names_its_region(language: str, region: str) -> None:
    assert source_region(language) == region


@pytest.mark.parametrize("code", known_regions())
def test_a_region_is_converted_from_every_other_and_not_from_itself(code: str) -> None:
    others = [other for other in known_regions() if other != code]
    assert [other for other in known_regions() if load_region(code).chain(other)] == others
