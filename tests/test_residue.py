"""Residue: what counts as a character of the other script, in an edition's result and in the manuscript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion import Line, Rules, Segment, converter_for
from banben.conversion.residue import Script, mixed, only, other_script, residue, script_of, simplified
from banben.editions import Settings
from banben.problems import problem
from banben.regions import load_region

# Characters that both scripts print.
SHARED = "后里干台面只余征着吃群峰床秘污痴户温卧麻恒霉虱痒肴晒洒炖凄栖一二人大"


@pytest.mark.parametrize("character", "这说时国会为来个们对发见长门书东车马鱼鸟龙龟")
def test_a_simplified_character_is_never_printed_in_traditional_text(character: str) -> None:
    assert character in only("hans")
    assert character not in only("hant")


@pytest.mark.parametrize("character", "這說説時國會為爲來個們對發見長門書東車馬魚鳥龍龜後裡裏臺衞衛閲閱")
def test_a_traditional_character_is_never_printed_in_simplified_text(character: str) -> None:
    assert character in only("hant")
    assert character not in only("hans")


@pytest.mark.parametrize("character", SHARED)
def test_what_both_print_is_of_neither(character: str) -> None:
    assert character not in only("hans") | only("hant")


def test_no_character_is_only_in_both() -> None:
    assert only("hans") & only("hant") == frozenset()


@pytest.mark.parametrize("code", ["tw", "hk"])
def test_regions_own_words_have_no_residue(code: str) -> None:
    region = load_region(code)
    words = "".join(text for _, text in region.words)
    assert list(other_script(words, script_of(region.language))) == []


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("zh-Hans-CN", "hans"), ("zh", "hans"), ("zh-SG", "hans"),
        ("zh-Hant-TW", "hant"), ("zh-HK", "hant"), ("zh-Hant", "hant"),
    ],
)  # fmt: skip
def test_the_language_tells_the_script(language: str, script: str) -> None:
    assert script_of(language) == script


def test_mixed_script_is_found_in_quotations_as_well() -> None:
    found = list(other_script("他说「這個」和项目、項目。", "hans"))
    assert found == [(3, "這個"), (10, "項")]
    assert list(other_script("他說「这个」和項目、项目。", "hant")) == [(3, "这个"), (10, "项")]


def test_what_is_locked_or_kept_is_no_residue() -> None:
    segments = [
        Segment("干宝", "干宝", "glossary/names.tsv:1", "rule"),
        Segment("http://a.cn/说", "http://a.cn/说", kind="kept"),
        Segment("说", "说"),
        Segment("万亿", "这兆里", "switch:trillion", "word"),
        Segment("书", "書"),
    ]
    assert list(residue(segments, "hant")) == [(15, "说"), (16, "这")]
    assert list(mixed(segments, "hant")) == [(15, "说"), (17, "亿"), (18, "书")]


def test_simplified_forms_are_the_usual_ones() -> None:
    assert simplified("開發後臺的專案，很乾淨") == "开发后台的专案，很干净"


@pytest.mark.parametrize("code", ["L401", "L402"])
def test_the_problems_name_the_characters(code: str) -> None:
    told = problem(code, characters="这", language="zh-Hant-TW")
    assert "这" in told.message("en")
    assert "{.keep}" in told.help("zh")


HARD = "这说时国会为来个们对发见长门书东车马鱼鸟龙龟里后干台面只余征着群峰广厂万与丑"


@pytest.mark.parametrize("code", ["tw", "hk"])
@given(text=st.text(HARD, min_size=1, max_size=12))
def test_what_the_edition_prints_is_in_its_script(code: str, text: str) -> None:
    converter = converter_for(load_region(code), Settings(), Rules())
    (segments,) = converter.convert([Line(text)])
    assert list(residue(segments, "hant")) == []


SCRIPTS: tuple[Script, ...] = ("hans", "hant")


@given(st.text(HARD + "這說後臺aA ，。"), st.sampled_from(SCRIPTS))
def test_found_characters_stand_where_they_are_said_to(text: str, script: Script) -> None:
    foreign = only("hant" if script == "hans" else "hans")
    left = list(text)
    for at, found in other_script(text, script):
        assert text.startswith(found, at)
        left[at : at + len(found)] = " " * len(found)
    assert not foreign & set(left)
