from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.pictures.lettering import number, reckon, wrap


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (85.0, "%", "85%"),
        (12.5, "%", "12.5%"),
        (0.1 + 0.2, "", "0.3"),
        (1000.0, "", "1000"),
        (1234567.0, "元", "1,234,567元"),
        (3.0, "kg", "3\N{THIN SPACE}kg"),
        (-4.0, "", "\N{MINUS SIGN}4"),
    ],
)
def test_numbers(value: float, unit: str, printed: str) -> None:
    assert number(value, unit) == printed


def test_a_long_label_breaks_and_keeps_its_closing_marks() -> None:
    assert wrap("拜访客户，整理要点", 5 * 8.5) == "拜访客户，\n整理要点"
    assert wrap("拜访大客户，整理", 5 * 8.5) == "拜访大客户，\n整理"
    assert wrap("ROI review", 5 * 8.5) == "ROI\nreview"


@given(st.text("市场，。（ROI 5%", min_size=1, max_size=40), st.integers(3, 30))
def test_breaking_keeps_every_sign(text: str, ems: int) -> None:
    broken = wrap(text, ems * 8.5)
    assert "".join(broken.split()) == "".join(text.split())
    assert reckon(broken) <= reckon(text)
