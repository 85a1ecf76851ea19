"""Glyphs are read once from Pango: their numbers, advances and the characters they belong to."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from sample_lines import EM, FONTS, fonts
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import TextBox

from banben.cjk.shaping import EMPTY, UNKNOWN, Shaped, ink, shape


def style(css: str = "", language: str = "zh-Hans-CN", config: Any = None) -> Any:
    """Return the computed style of a text of *language* with *css* of its own."""
    font = f'font: {EM}px "Noto Serif CJK {FONTS[language]}"'
    markup = f'<html lang="{language}"><p style="{font.replace(chr(34), chr(39))}; {css}">甲</p></html>'
    document = HTML(string=markup).render(font_config=config or fonts())
    boxes = document.pages[0]._page_box.descendants()
    return next(box.style for box in boxes if isinstance(box, TextBox))


def shaped(text: str, css: str = "", language: str = "zh-Hans-CN", vertical: bool = False) -> Shaped:
    return shape(text, style(css, language), vertical)


def ems(found: Shaped) -> list[float]:
    return [round(width / EM, 2) for width in found.widths]


def number(found: Shaped, place: int = 0) -> int:
    return found.numbers[found.starts[place]]


def test_an_ideograph_has_a_glyph_as_wide_as_the_type_is_high() -> None:
    found = shaped("国家，𠮷")
    assert ems(found) == [1, 1, 1, 1]
    assert list(found.starts) == [0, 1, 2, 3, 4]
    assert len(found.numbers) == len(found.advances) == len(found.shifts) == len(found.rises) == 4


def test_nothing_is_lost_in_a_text_of_nothing() -> None:
    found = shaped("")
    assert (found.text, list(found.widths), list(found.starts), found.runs) == ("", [], [0], ())


def test_the_characters_of_several_fonts_stand_in_runs_that_follow_each_other() -> None:
    found = shaped("国ab家→𰻝")
    assert found.runs[0].first == 0
    assert found.runs[-1].end == len(found.numbers)
    assert all(one.end == other.first for one, other in zip(found.runs, found.runs[1:], strict=False))


def test_kerning_belongs_to_the_character_before() -> None:
    kerned, plain = shaped("AV"), shaped("AV", "font-kerning: none")
    assert kerned.widths[0] < plain.widths[0]
    assert kerned.widths[1] == plain.widths[1]


def test_the_second_letter_of_a_ligature_has_no_glyph_and_no_width() -> None:
    found = shaped("fi", "font-family: 'DejaVu Sans'; font-variant-ligatures: common-ligatures")
    assert list(found.starts) == [0, 1, 1]
    assert found.widths[0] > 0 and found.widths[1] == 0


def test_a_mark_over_a_letter_is_of_its_letter() -> None:
    found = shaped("x̂y", "font-family: 'DejaVu Sans'")
    assert found.widths[1] == 0
    assert found.starts[0] < found.starts[2] == found.starts[-1] - 1


def test_a_character_that_shows_nothing_has_an_empty_glyph() -> None:
    found = shaped("国\u200b家")
    assert ems(found) == [1, 0, 1]
    assert number(found, 1) == EMPTY or found.starts[1] == found.starts[2]


def test_a_character_that_no_font_has_is_marked() -> None:
    found = shaped("国\ue123")
    assert number(found, 1) & UNKNOWN


def test_letter_spacing_stands_after_every_character() -> None:
    assert ems(shaped("国家", "letter-spacing: .5em")) == [1.5, 1.5]


def test_widths_are_those_that_pango_gives_the_whole_text() -> None:
    found = shaped("国Avid 家，AVA")
    assert sum(found.widths) * 1024 == pytest.approx(sum(found.advances), abs=8)


def test_right_to_left_text_is_told_apart() -> None:
    assert shaped("国 abc").plain
    assert not shaped("国 שלום").plain


def test_upright_forms_are_others_than_lying_ones() -> None:
    lying, upright = shaped("（国，"), shaped("（国，", vertical=True)
    assert [number(lying, place) == number(upright, place) for place in range(3)] == [False, True, False]
    assert ems(upright) == [1, 1, 1]


def test_upright_forms_keep_the_features_of_the_style() -> None:
    plain = shaped("1，", vertical=True)
    wide = shaped("1，", "font-feature-settings: 'fwid'", vertical=True)
    assert ems(plain)[0] < ems(wide)[0] == 1
    assert number(plain, 1) == number(wide, 1) != number(shaped("，"))


def test_the_ink_of_marks_stands_where_the_region_puts_it() -> None:
    mainland, taiwan = shaped("，"), shaped("，", language="zh-Hant-TW")
    left = ink(mainland.runs[0].font, number(mainland))
    centred = ink(taiwan.runs[0].font, number(taiwan))
    assert 0 <= left.left < left.right < 0.5
    assert 0.25 < centred.left < centred.right < 0.75


def test_the_ink_of_an_upright_mark_is_measured_from_the_top_of_its_square() -> None:
    opening, closing = shaped("（", vertical=True), shaped("）", vertical=True)
    upper = ink(closing.runs[0].font, number(closing), along=False)
    lower = ink(opening.runs[0].font, number(opening), along=False)
    assert -0.05 < upper.left < upper.right < 0.5 < lower.left < lower.right < 1.05


def test_a_font_lives_as_long_as_the_fonts_of_its_document() -> None:
    held = shaped("国家")
    gc.collect()
    assert ink(held.runs[0].font, number(held)).right > 0.5


def test_an_apostrophe_is_narrow_and_a_quotation_mark_of_chinese_is_wide() -> None:
    assert ems(shaped("国it’s家"))[3] < 0.5
    assert ems(shaped("国’家"))[1] == 1


def test_a_middle_dot_has_a_glyph_of_its_own_in_chinese() -> None:
    chinese, latin = shaped("甲·乙"), shaped("a·b")
    assert ems(chinese)[1] == 1 > ems(latin)[1]
    assert number(chinese, 1) != number(latin, 1)


def test_what_a_character_asks_for_leaves_the_styles_own_features() -> None:
    kerned, plain = shaped("AV’AV"), shaped("AV’AV", "font-kerning: none")
    assert plain.widths[0] > kerned.widths[0] and plain.widths[3] > kerned.widths[3]
