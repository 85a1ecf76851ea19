"""What is asked of a font for single characters."""

from __future__ import annotations

import pytest

from banben.cjk.features import Wish, quotes_of_chinese, wishes_of


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("天地玄黃", []),
        ("他说“好”", []),
        ("He said “yes” again", [Wish(8, "pwid"), Wish(12, "pwid")]),
        ("it’s", [Wish(2, "pwid")]),
        ("约翰·史密斯", [Wish(2, "fwid")]),
        ("a·b", []),
    ],
)
def test_marks_are_asked_for_by_what_stands_around_them(text: str, wishes: list[Wish]) -> None:
    assert wishes_of(text, False) == wishes
    assert wishes_of(text, True) == [Wish(-1, "vert"), *wishes]


def test_quotation_marks_at_a_texts_ends_are_chinese() -> None:
    assert quotes_of_chinese("“Yes”，他说“no”") == [0, 4, 8, 11]
