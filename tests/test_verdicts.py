"""Which form is printed: names, context, the lexicon, the usual form, and the votes of the judges."""

from __future__ import annotations

import pytest
from conftest import decided

from banben.conversion.patterns import Pattern
from banben.conversion.verdicts import by_default, vote


@pytest.mark.parametrize(
    ("votes", "form", "rule"),
    [
        (("a", "a", "a"), "a", "opencc"),
        (("a", "b", "b"), "b", "vote"),
        (("a", "a", "b"), "a", "opencc"),
        (("a", "b", "a"), "a", "opencc"),
        (("a", "b", "c"), "a", "opencc"),
    ],
)
def test_two_judges_that_agree_correct_opencc(votes: tuple[str, str, str], form: str, rule: str) -> None:
    found = vote(votes[0], votes[1], votes[2], 0.99)
    assert (found.form, found.rule) == (form, rule)


def test_the_more_judges_differ_the_less_sure_it_is() -> None:
    sure = [
        vote("a", jieba, lattice, 0.99).confidence for jieba, lattice in (("a", "a"), ("b", "b"), ("b", "c"))
    ]
    assert sure == sorted(sure, reverse=True)
    assert vote("a", "a", "a", 0.6).confidence < vote("a", "a", "a", 0.99).confidence


def test_votes_make_a_usual_form_less_sure_unless_it_is_firm() -> None:
    def usual(confidence: float) -> Pattern:
        return Pattern("复", "複", "", "", "", (), False, confidence)

    assert by_default(usual(0.9), agreed=True).confidence == 0.9
    assert by_default(usual(0.9), agreed=False).confidence < 0.9
    assert by_default(usual(0.98), agreed=False).confidence == 0.98
    assert by_default(usual(0.9), agreed=False).form == "複"


@pytest.mark.parametrize(
    ("line", "source", "result", "rule"),
    [
        ("余先生来了", "余", "余", "name"),
        ("姓涂的客人", "涂", "涂", "name"),
        ("这出闹剧结束了", "出", "齣", "pattern:出/齣"),
        ("脑袋里什么都没有", "里", "裡", "pattern:里/裡"),
        ("她的头发很长", "头发", "頭髮", "lexicon"),
    ],
)
def test_every_verdict_names_its_rule(line: str, source: str, result: str, rule: str) -> None:
    assert (source, result, rule) in [(item.source, item.result, item.rule) for item in decided(line)]


def test_a_lone_surname_is_known_from_the_rest_of_the_chapter() -> None:
    known = decided("郁老师来了。郁又说了一遍。")
    assert [item.result for item in known if item.source == "郁"] == ["郁", "郁"]


def test_votes_and_alternatives_travel_with_the_verdict() -> None:
    (item,) = [item for item in decided("他写的字里有三只猫") if "里" in item.source]
    assert {vote.judge for vote in item.votes} == {"opencc", "jieba", "lattice"}
    assert item.result.endswith("裡")
