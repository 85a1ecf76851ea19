"""Surnames: by title, by 姓, at the beginning of an unknown word, and known from the chapter."""

from __future__ import annotations

import pytest

from banben.conversion.names import names, with_names
from banben.conversion.segments import Line


@pytest.mark.parametrize("text", ["余经理", "姓余的", "钟总来了", "范仲文和他", "游孟轩接手工厂", "涂董事长"])
def test_a_surname_shows_itself(text: str) -> None:
    assert names("tw").find(text)


@pytest.mark.parametrize("text", ["余总额不足", "余额不足", "他于去年开业", "范围很大", "游客很多"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert not names("tw").find(text)


def test_surnames_have_their_own_forms() -> None:
    assert names("tw").forms["钟"] == "鍾"
    assert names("tw").forms["余"] == "余"


def test_names_belong_to_the_file_that_mentions_them() -> None:
    lines = with_names([Line("郁老师来了", "a.md"), Line("郁说", "a.md"), Line("郁说", "b.md")])
    assert [line.names for line in lines] == [frozenset("郁"), frozenset("郁"), frozenset()]
