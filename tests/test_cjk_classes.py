"""What a character is in a line, and where it must not stand."""

from __future__ import annotations

import pytest

from banben.cjk.classes import INVISIBLE, NOT_AT_END, NOT_AT_START, Kind, is_word, kind
from banben.editions import Prohibition

STRENGTHS: tuple[Prohibition, ...] = ("loose", "normal", "strict")


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        ("国〇々𠮷𰻝㐂豈ㄅあ", Kind.IDEOGRAPH),
        ("（〔［｛【〖《〈「『﹁﹃“‘", Kind.OPENING),
        ("）〕］｝】〗》〉」』﹂﹄”’", Kind.CLOSING),
        ("、，。．；：！？", Kind.STOP),
        ("·・‧", Kind.DOT),
        ("—―⸺…⋯", Kind.LEADER),
        ("～－／", Kind.JOINER),
        ("aZé0αЖ가%+,.;()/№", Kind.LATIN),
        (" \u00a0\u2003", Kind.SPACE),
        ("\ufffc\n\u200b\u2060\u00ad■✓", Kind.OTHER),
    ],
)
def test_kinds(characters: str, expected: Kind) -> None:
    assert {character: kind(character) for character in characters} == dict.fromkeys(characters, expected)


def test_everything_up_to_the_joiners_is_chinese() -> None:
    assert [name.name for name in Kind if name <= Kind.JOINER] == [
        "IDEOGRAPH", "OPENING", "CLOSING", "STOP", "DOT", "LEADER", "JOINER",
    ]  # fmt: skip


@pytest.mark.parametrize("table", [NOT_AT_START, NOT_AT_END])
def test_a_stricter_rule_forbids_all_that_a_looser_one_does(
    table: dict[Prohibition, frozenset[str]],
) -> None:
    assert table["loose"] < table["normal"] < table["strict"]


@pytest.mark.parametrize("strength", STRENGTHS)
def test_marks_that_no_house_puts_at_an_edge(strength: Prohibition) -> None:
    assert NOT_AT_START[strength].issuperset("、，。；：！？）〕】》〉」』”’")
    assert NOT_AT_END[strength].issuperset("（〔【《〈「『“‘")


def test_marks_that_belong_to_a_strength() -> None:
    loosest = {
        character: next((strength for strength in STRENGTHS if character in NOT_AT_START[strength]), None)
        for character in "。·—…～％々〆（国a"
    }
    assert loosest == {
        "。": "loose", "·": "normal", "—": "normal", "…": "normal", "～": "normal", "％": "strict",
        "々": "normal", "〆": "strict", "（": None, "国": None, "a": None,
    }  # fmt: skip


@pytest.mark.parametrize("strength", STRENGTHS)
def test_no_mark_is_forbidden_at_both_edges_but_the_solidus(strength: Prohibition) -> None:
    assert NOT_AT_START[strength] & NOT_AT_END[strength] <= set("／/")


def test_what_stands_off_from_ideographs() -> None:
    assert all(map(is_word, "aZ09éΩ%$€&+#@°"))
    assert not any(map(is_word, "国，。（“ ,.;:()/-·—\u00a0\u200b"))


def test_what_shows_nothing() -> None:
    assert {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"} <= INVISIBLE
    assert all(kind(character) is Kind.OTHER for character in INVISIBLE)
