"""What stands in a paragraph, item by item: how wide, how much of a mark's square is empty."""

from __future__ import annotations

import pytest
from sample_lines import EM, FONTS, PICTURE
from test_cjk_tree import tree

from banben.cjk.classes import Kind
from banben.cjk.stream import Items, items_of, may_break


def items(body: str, sheet: str = "", vertical: bool = False, language: str = "zh-Hans-CN") -> Items:
    css = f'html {{ font-family: "Noto Serif CJK {FONTS[language]}" }} {sheet}'
    root = tree(f'<p lang="{language}">{body}</p>', css, vertical)
    return items_of(root, lambda box: 30.0, vertical)


def empty(found: Items) -> list[tuple[float, float]]:
    """Return what is empty before and after each item, in ems."""
    return [(left / EM, right / EM) for left, right in zip(found.before, found.after, strict=True)]


def ems(found: Items) -> list[float]:
    return [round(width / EM, 2) for width in found.widths]


def test_lists_are_parallel() -> None:
    found = items(f'甲<em>乙ab</em><img src="{PICTURE}">。', "em { padding: 0 2px }")
    names = ["characters", "kinds", "widths", "sizes", "before", "after", "bases", "wraps", "anywhere"]
    counts = {len(getattr(found, name)) for name in [*names, "hyphenated", "closing"]}
    assert counts == {8}
    assert found.characters == ["甲", "", "乙", "a", "b", "", "\ufffc", "。"]
    assert [place for place, closes in enumerate(found.closing) if closes] == [5]
    assert found.widths[1] == found.widths[5] == 2
    assert found.widths[6] == 30


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh-Hans-CN", "，。、；：！？", [(0, 0.5)] * 5 + [(0, 0.5), (0, 0.5)]),
        ("zh-Hans-CN", "（「《“", [(0.5, 0)] * 4),
        ("zh-Hans-CN", "）」》”", [(0, 0.5)] * 4),
        ("zh-Hant-TW", "，。、；：", [(0.25, 0.25)] * 5),
        ("zh-Hant-TW", "（「《", [(0.5, 0)] * 3),
        ("zh-Hant-HK", "，。、；：", [(0.25, 0.25)] * 5),
        ("zh-Hant-HK", "）」》", [(0, 0.5)] * 3),
    ],
)
def test_the_empty_half_of_a_mark_is_where_its_region_leaves_it(
    language: str, text: str, expected: list[tuple[float, float]]
) -> None:
    # Between ideographs, so that no mark is at an end of the text.
    found = empty(items("国" + "国".join(text) + "国", language=language))
    assert dict(zip(text, found[1::2], strict=True)) == dict(zip(text, expected, strict=True))


def test_exclamation_and_question_marks_of_taiwan_stand_in_the_middle() -> None:
    found = items("国！国？国", language="zh-Hant-TW")
    assert empty(found)[1] == empty(found)[3]


def test_ideographs_and_latin_have_nothing_to_give() -> None:
    assert set(empty(items("国a家1"))) == {(0, 0)}


def test_a_quotation_mark_of_latin_is_as_wide_as_its_font_has_it() -> None:
    found = items("国“a ‘b’ c”家, “yes”", "p { font-family: 'DejaVu Sans', 'Noto Serif CJK SC' }")
    narrow = found.characters.index("‘")
    assert found.kinds[narrow] is Kind.LATIN
    assert found.widths[narrow] < EM / 2


@pytest.mark.parametrize("font", ["Liberation Serif", "DejaVu Sans", "Noto Serif CJK SC"])
def test_a_quotation_mark_of_chinese_fills_a_square_whatever_font_comes_first(font: str) -> None:
    found = items("说“国家”好", f"p {{ font-family: '{font}', 'Noto Serif CJK SC' }}")
    assert ems(found) == [1] * 6
    assert empty(found)[1] == (0.5, 0) and empty(found)[4] == (0, 0.5)
    assert (found.kinds[1], found.kinds[4]) == (Kind.OPENING, Kind.CLOSING)


@pytest.mark.parametrize("font", ["Liberation Serif", "DejaVu Sans", "Noto Serif CJK SC"])
def test_a_middle_dot_between_ideographs_fills_a_square_and_stands_in_its_middle(font: str) -> None:
    found = items("卡尔·马克思", f"p {{ font-family: '{font}', 'Noto Serif CJK SC' }}")
    assert ems(found)[2] == 1
    assert empty(found)[2] == (0.25, 0.25)


def test_a_middle_dot_in_latin_is_as_wide_as_its_font_has_it() -> None:
    found = items("国家a·b国家", "p { font-family: 'DejaVu Sans', 'Noto Serif CJK SC' }")
    assert ems(found)[3] < 0.5


def test_two_dashes_take_two_squares() -> None:
    found = items("国——家", "p { font-family: 'DejaVu Serif', 'Noto Serif CJK SC' }")
    assert ems(found)[1:3] == [1, 1]


def test_what_stands_above_the_line_is_not_on_its_base() -> None:
    found = items("甲<sup><a>12</a></sup>乙<span>丙</span>")
    assert found.bases == [True, False, False, True, True]


def test_where_the_style_lets_lines_end() -> None:
    found = items(
        "甲<i>乙</i><b>c</b><u>d</u>",
        "i { white-space: nowrap } b { overflow-wrap: anywhere } u { hyphens: auto }",
    )
    assert found.wraps == [True, False, True, True]
    assert found.anywhere == [False, False, True, False]
    assert found.hyphenated == [False, False, False, True]


def test_a_forced_break_is_an_item_without_width() -> None:
    found = items("甲<br>乙")
    assert found.characters == ["甲", "\n", "乙"]
    assert found.widths[1] == 0


def test_a_short_number_in_a_column_is_as_an_ideograph() -> None:
    found = items('甲<span class="tcy">12</span>乙', vertical=True)
    assert found.kinds[1] is Kind.IDEOGRAPH
    assert ems(found) == [1, 1, 1]


def test_marks_of_a_column_are_measured_downwards() -> None:
    found = items("国，国（国）国「国」国。国", vertical=True)
    assert empty(found)[1::2] == [(0, 0.5), (0.5, 0), (0, 0.5), (0.5, 0), (0, 0.5), (0, 0.5)]


def test_sizes_are_those_of_each_box() -> None:
    found = items("甲<b>，</b>", "b { font-size: 10px }")
    assert found.sizes == [20, 10]
    assert found.after[1] == 5


def breaks(body: str, sheet: str = "") -> str:
    """Return the text of *body* with a stroke where Unicode lets a line end."""
    found = items(body, sheet)
    allowed = may_break(found, "zh-Hans-CN")
    assert len(allowed) == len(found.characters) + 1
    return "".join(
        ("|" if allowed[place] and place else "") + text for place, text in enumerate(found.characters)
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("国家，ab cd国", "国|家，|ab |cd|国"),
        ("国<i>家</i>。", "国|家。"),
        ("in<em>ter</em>net", "internet"),
        ("3.14元", "3.14|元"),
    ],
)
def test_where_unicode_lets_a_line_end(body: str, expected: str) -> None:
    assert breaks(body, "em { padding: 0 1px }") == expected


def test_what_is_known_of_a_mark_is_known_of_one_font_only() -> None:
    def commas(language: str) -> tuple[float, float]:
        return empty(items("国，国", language=language))[1]

    assert commas("zh-Hans-CN") == (0, 0.5)
    assert commas("zh-Hant-TW") == (0.25, 0.25)
    assert commas("zh-Hans-CN") == (0, 0.5)
