"""What is asked of a font for single characters: marks that are wide in Chinese and narrow in Latin."""

from __future__ import annotations

import pytest
from sample_lines import EM
from test_cjk_shaping import number, shaped

from banben.cjk.classes import in_latin
from banben.cjk.features import quotes_of_chinese, wishes_of


def wished(text: str, vertical: bool = False) -> list[tuple[int, str]]:
    return [(wish.place, wish.feature) for wish in wishes_of(text, vertical)]


def ems(text: str, css: str = "") -> list[float]:
    return [round(width / EM, 2) for width in shaped(text, css).widths]


def test_plain_text_asks_for_nothing() -> None:
    assert wished("国家，abc——……") == []


def test_columns_ask_for_upright_forms() -> None:
    assert wished("国家", vertical=True) == [(-1, "vert")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it’s", [(2, "pwid")]),
        ("say “yes” now", [(4, "pwid"), (8, "pwid")]),
        ("国“家”", []),
        ("卡尔·马克思", [(2, "fwid")]),
        ("a·b", []),
    ],
)
def test_marks_that_are_one_thing_in_chinese_and_another_in_latin(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert wished(text) == expected


def test_quotation_marks_of_chinese_are_those_that_do_not_stand_among_latin() -> None:
    assert quotes_of_chinese("说“国”和 it’s “a b”好") == [1, 3, 15]
    assert quotes_of_chinese("国家") == []


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [("it’s", 2, True), ("国’s", 1, False), ("a “b", 2, True), ("“b", 0, False), ("a”", 1, False)],
)
def test_what_stands_among_latin(text: str, place: int, expected: bool) -> None:
    assert in_latin(text, place) is expected


def test_an_apostrophe_is_narrow_and_a_quotation_mark_of_chinese_is_wide() -> None:
    narrow, wide = ems("国it’s家"), ems("国’家")
    assert narrow[3] < 0.5 < wide[1] == 1


def test_a_middle_dot_has_a_glyph_of_its_own_in_chinese() -> None:
    chinese, latin = shaped("甲·乙"), shaped("a·b")
    assert chinese.widths[1] == EM > latin.widths[1]
    assert number(chinese, 1) != number(latin, 1)


def test_what_the_style_asks_for_holds_beside_it() -> None:
    unkerned = shaped("AV’AV", "font-kerning: none")
    kerned = shaped("AV’AV")
    assert unkerned.widths[0] > kerned.widths[0] and unkerned.widths[3] > kerned.widths[3]
