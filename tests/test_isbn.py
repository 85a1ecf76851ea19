"""ISBNs: checked, and hyphenated by the agency's ranges."""

from __future__ import annotations

import pytest

from banben.isbn import check_digit, compact, fault, hyphenated


@pytest.mark.parametrize(
    "written", ["978-7-111-11111-5", "978 7 111 11111 5", " 9787111111115\t", "978\u20117111111115"]
)
def test_hyphens_and_spaces_are_left_out(written: str) -> None:
    assert compact(written) == "9787111111115"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("978-7-111-11111-5", ""),
        ("9787111111116", "check"),
        ("1237111111115", "prefix"),
        ("7111111111", "length"),
        ("97871111111Ⅴ5", "length"),
        ("", "length"),
    ],
)
def test_a_fault_has_a_name(written: str, expected: str) -> None:
    assert fault(written) == expected


def test_the_check_digit_belongs_to_the_first_twelve() -> None:
    assert check_digit("978711111111") == check_digit("9787111111116") == "5"


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("9787111111115", "978-7-111-11111-5"),
        ("9787302511625", "978-7-302-51162-5"),
        ("9789571358512", "978-957-13-5851-2"),
        ("9789621234568", "978-962-12-3456-8"),
        ("9791234567896", "9791234567896"),
        ("", ""),
    ],
)
def test_hyphens_stand_where_the_ranges_are_known(digits: str, expected: str) -> None:
    assert hyphenated(digits) == expected
