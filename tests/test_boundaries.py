"""Where words end: what crosses a word, what only begins or ends a compound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion.boundaries import Boundaries
from banben.conversion.lattice import Lattice
from banben.conversion.word_list import word_list


@pytest.mark.parametrize(
    ("text", "word", "crosses"),
    [
        ("少数组织", "数组", True),
        ("先计算机会成本", "计算机", False),
        ("数字化转型", "数字", False),
        ("市场营销部", "营销", False),
        ("我们的渠道", "渠道", False),
    ],
)
def test_ends_that_cut_a_word(text: str, word: str, crosses: bool) -> None:
    start = text.index(word)
    assert Boundaries(text).crosses(start, start + len(word)) is crosses


def test_a_second_reading_makes_an_end_doubtful() -> None:
    one = Boundaries("先计算机会成本", Lattice(word_list("tw")))
    assert one.doubtful(1, 4)
    assert not one.doubtful(1, 3)


def test_a_word_of_the_dictionary_is_whole() -> None:
    assert Boundaries("少数组织").whole(0, 2)
    assert not Boundaries("少数组织").whole(1, 3)


@given(st.text(max_size=30))
def test_any_text_has_boundaries(text: str) -> None:
    one = Boundaries(text)
    assert not any(one.crosses(at, at + 1) and one.whole(at, at + 1) for at in range(len(text)))
