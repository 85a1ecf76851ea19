"""Trim sizes and ISBNs."""

from __future__ import annotations

import pytest

from banben.editions import Trim
from banben.isbn import check_digit, compact, fault
from banben.trims import find_trim, fits, known_trims, millimetres


@pytest.mark.parametrize("name", ["A5", "B5", "A4", "16开", "32开", "大32开", "25開", "6x9in"])
def test_the_trades_sizes_are_known(name: str) -> None:
    assert known_trims()[name].name == name


def test_every_named_size_can_be_laid_out_and_stands_upright() -> None:
    for trim in known_trims().values():
        assert fits(trim)
        assert trim.width < trim.height


@pytest.mark.parametrize(("written", "name"), [("a5", "A5"), (" 6 X 9 in", "6x9in"), ("6×9in", "6x9in")])
def test_letter_case_and_spaces_do_not_matter(written: str, name: str) -> None:
    assert find_trim(written) == known_trims()[name]


def test_an_unknown_size_is_none() -> None:
    assert find_trim("A55") is None


@pytest.mark.parametrize(
    ("length", "mm"), [("148mm", 148.0), ("14.8cm", 148.0), ("6in", 152.4), ("72pt", 25.4)]
)
def test_lengths_are_in_millimetres(length: str, mm: float) -> None:
    assert millimetres(length) == mm


def test_a_length_without_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="148"):
        millimetres("148")


def test_a_page_smaller_than_a_hand_or_larger_than_a_press_sheet_does_not_fit() -> None:
    assert not fits(Trim("", 60, 200))
    assert not fits(Trim("", 200, 600))


@pytest.mark.parametrize("written", ["978-7-111-11111-5", "9787111111115", "978 0 306 40615 7"])
def test_a_right_isbn_has_no_fault(written: str) -> None:
    assert fault(written) == ""
    assert check_digit(compact(written)) == compact(written)[-1]


@pytest.mark.parametrize(
    ("written", "what"),
    [("978-7-111-11111-6", "check"), ("7-111-11111-X", "length"), ("977-7-111-11111-5", "prefix")],
)
def test_a_wrong_isbn_says_what_is_wrong(written: str, what: str) -> None:
    assert fault(written) == what


@pytest.mark.parametrize("place", range(12))
def test_one_wrong_digit_is_always_found(place: int) -> None:
    digits = "9787111111115"
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
    assert fault(wrong) != ""
