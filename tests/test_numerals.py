"""Numerals read as a Chinese reader says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.numerals import circled, han, han_digits, letter, roman, value


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"),
        (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (2020, "二千零二十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_counted_numbers(number: int, expected: str) -> None:
    assert han(number) == expected


def test_years_are_read_digit_by_digit() -> None:
    assert han_digits(2026) == "二〇二六"


@pytest.mark.parametrize(("number", "expected"), [(1, "i"), (4, "iv"), (14, "xiv"), (1999, "mcmxcix")])
def test_roman(number: int, expected: str) -> None:
    assert roman(number) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_letters(number: int, expected: str) -> None:
    assert letter(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "(51)")],
)
def test_circled(number: int, expected: str) -> None:
    assert circled(number) == expected


@pytest.mark.parametrize("numeral", [han, roman, letter, circled])
@pytest.mark.parametrize("number", [0, -1])
def test_there_is_no_numeral_below_one(numeral: object, number: int) -> None:
    assert callable(numeral)
    with pytest.raises(ValueError):
        numeral(number)


@given(st.integers(1, 3999), st.integers(1, 3999))
def test_different_numbers_read_differently(one: int, other: int) -> None:
    for numeral in (han, roman, letter, circled):
        assert (numeral(one) == numeral(other)) == (one == other)


@given(st.integers(1, 9999))
def test_a_written_number_is_read_back(number: int) -> None:
    assert value(han(number)) == value(han_digits(number)) == value(str(number)) == number


@pytest.mark.parametrize("text", ["", "甲", "十甲"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        value(text)
