"""Plain text line by line, as `banben convert` prints it; the cases are for editors to add to."""

from __future__ import annotations

import pytest
from conftest import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion import Rules, converter_for
from banben.conversion import convert_text as convert_with
from banben.editions import Region, Settings
from banben.regions import load_region


def convert_text(text: str, region: Region, rules: Rules) -> str:
    return convert_with(text, converter_for(region, Settings(), rules), region.quotes)


@pytest.mark.parametrize("case", list(cases("tw.txt")), ids=lambda case: case.title)
def test_taiwan(case: Case) -> None:
    assert convert_text(case.given, load_region("tw"), Rules()) == case.expected


@pytest.mark.parametrize("case", list(cases("hk.txt")), ids=lambda case: case.title)
def test_hong_kong(case: Case) -> None:
    assert convert_text(case.given, load_region("hk"), Rules()) == case.expected


@pytest.mark.parametrize("case", list(cases("quotes.txt")), ids=lambda case: case.title)
def test_quotation_marks(case: Case) -> None:
    assert convert_text(case.given, load_region("tw"), Rules()) == case.expected


def test_the_mainland_edition_keeps_the_manuscripts_characters() -> None:
    text = "“你的头发‘干净’得很。”\n后台don’t。"
    assert convert_text(text, load_region("cn"), Rules()) == text


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_any_text_comes_out_with_as_many_lines(text: str) -> None:
    converted = convert_text(text, load_region("tw"), Rules())
    assert converted.count("\n") == text.count("\n")
    assert converted.count("\x00") == text.count("\x00")


@given(st.text(st.sampled_from('“”‘’「」『』"a中,。\n'), max_size=12))
def test_only_quotation_marks_change_in_the_mainland_edition(text: str) -> None:
    flat = str.maketrans(dict.fromkeys('“”‘’「」『』"', "*"))
    converted = convert_text(text, load_region("cn"), Rules())
    assert converted.translate(flat) == text.translate(flat)
