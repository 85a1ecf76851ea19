from __future__ import annotations

import pytest
from conftest import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from banben.titles import into_columns, into_lines

TITLES = st.text("市场与的 ：，。—「」AIb12", max_size=30)


@pytest.mark.parametrize("case", list(cases("titles.txt")), ids=lambda case: case.title)
def test_columns(case: Case) -> None:
    count, words = case.given.split(" ", 1)
    assert "\n".join(into_columns(words, int(count))) == case.expected


def test_latin_words_are_never_broken() -> None:
    assert into_lines("The Lean Startup in Plain Words", 3) == ("The Lean", "Startup in", "Plain Words")


def test_an_empty_title_has_no_columns() -> None:
    assert into_columns("", 2) == into_lines("", 2) == ()


def bare(text: str) -> str:
    return "".join(text.replace("⸺", "——").split())


@given(TITLES, st.integers(1, 4))
def test_a_division_keeps_every_character(title: str, count: int) -> None:
    for parts in (into_columns(title, count), into_lines(title, count)):
        assert len(parts) <= count
        assert all(parts)
        assert bare("".join(parts)) == bare(title)
