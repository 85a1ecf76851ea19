"""Glyphs as PDF's operators want them: every advance that the font would give is corrected to ours."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

import pytest
from sample_lines import EM
from test_cjk_shaping import shaped

from banben.cjk.composed import Composed
from banben.cjk.strips import Strip, top_of_square

PART = re.compile(r"<([0-9a-f]*)>|(-?[\d.]+(?:e-?\d+)?)")


@dataclass
class Font:
    """What a strip asks of WeasyPrint's own font."""

    to_unicode: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)


def strip(
    text: str,
    advances: list[float] | None = None,
    css: str = "",
    vertical: bool = False,
    shifts: dict[int, float] | None = None,
    first: int = 0,
) -> Strip:
    """Return *text* in one strip, its characters *advances* ems wide, or as the font has them."""
    found = shaped(text, css, vertical=vertical)
    (run,) = found.runs
    wanted = [value * EM for value in advances] if advances else list(found.widths)[first:]
    layout = Composed(found, first, len(text), array("f", wanted), 0.0, None, shifts)
    return Strip(layout, run, Font(), EM, first, len(text))


def shown(operand: str, font: Font, column: bool = False) -> tuple[list[int], float, list[float]]:
    """Read a TJ array: its glyphs, how far it goes in ems, and where each glyph is put."""
    assert re.fullmatch(rf"(?:{PART.pattern}|\s)*", operand)
    glyphs: list[int] = []
    places: list[float] = []
    x = 0.0
    for hexadecimal, number in PART.findall(operand):
        if number:
            x -= float(number)
            continue
        for glyph in (int(hexadecimal[at : at + 4], 16) for at in range(0, len(hexadecimal), 4)):
            glyphs.append(glyph)
            places.append(x / 1000)
            # Downwards the font's own advance counts the other way (ISO 32000-1, 9.4.4).
            x += -1000 if column else font.widths[glyph]
    return glyphs, x / 1000, places


def test_text_as_the_font_has_it_needs_no_correction() -> None:
    row = strip("国家")
    operand = row.row()
    glyphs, length, places = shown(operand, row.font)
    assert glyphs == list(row.layout.shaped.numbers)
    assert (length, places) == (2, [0, 1])
    assert ">" not in operand[1:-1]


@pytest.mark.parametrize("advances", [[1.25, 1], [0.5, 1], [1.3333, 0.6667], [2, 2]])
def test_advances_are_those_that_were_chosen(advances: list[float]) -> None:
    row = strip("国家", advances)
    _, length, places = shown(row.row(), row.font)
    assert length == pytest.approx(sum(advances), abs=0.0002)
    assert places == pytest.approx([0, advances[0]], abs=0.0001)
    assert row.width() == pytest.approx(sum(advances) * EM, rel=1e-6)


def test_many_small_corrections_do_not_add_up() -> None:
    advances = [1.012345] * 60
    row = strip("国" * 60, advances)
    _, length, _ = shown(row.row(), row.font)
    assert length == pytest.approx(sum(advances), abs=60 * 0.00005 + 1e-6)


def test_latin_is_placed_with_its_kerning() -> None:
    row = strip("AVAT")
    _, length, places = shown(row.row(), row.font)
    expected = [sum(row.layout.advances[:place]) / EM for place in range(4)]
    assert places == pytest.approx(expected, abs=0.001)
    assert length == pytest.approx(row.width() / EM, abs=0.001)


def test_a_ligature_stands_for_its_letters() -> None:
    row = strip("fix", css="font-family: 'DejaVu Sans'")
    glyphs, length, _ = shown(row.row(), row.font)
    assert len(glyphs) == 2
    assert [row.font.to_unicode[glyph] for glyph in glyphs] == ["fi", "x"]
    assert length == pytest.approx(row.width() / EM, abs=0.002)


def test_a_mark_over_a_letter_is_copied_with_it_once() -> None:
    row = strip("x̂y", css="font-family: 'DejaVu Sans'")
    glyphs, length, _ = shown(row.row(), row.font)
    assert "".join(row.font.to_unicode[glyph] for glyph in glyphs) == "x̂y"
    assert length == pytest.approx(row.width() / EM, abs=0.002)


def test_what_shows_nothing_has_no_glyph() -> None:
    row = strip("国\u200b家", [1, 0.25, 1])
    glyphs, length, places = shown(row.row(), row.font)
    assert [row.font.to_unicode[glyph] for glyph in glyphs] == ["国", "家"]
    assert places == pytest.approx([0, 1.25], abs=0.001)
    assert length == pytest.approx(2.25, abs=0.001)


def test_a_narrow_glyph_is_put_into_its_square() -> None:
    row = strip("a·b", [1, 1, 1], shifts={1: 0.4 * EM})
    _, length, places = shown(row.row(), row.font)
    assert places == pytest.approx([0, 1.4, 2], abs=0.001)
    assert length == pytest.approx(3, abs=0.001)


def test_a_part_of_a_text_is_shown_from_its_place_on() -> None:
    row = strip("甲乙丙丁", first=2)
    glyphs, length, _ = shown(row.row(), row.font)
    assert (glyphs, length) == (list(row.layout.shaped.numbers)[2:], 2)


def test_a_glyph_keeps_the_first_characters_that_it_stood_for() -> None:
    row = strip("国")
    row.font.to_unicode[row.layout.shaped.numbers[0]] = "國"
    row.row()
    assert list(row.font.to_unicode.values()) == ["國"]


def test_empty_text_shows_nothing() -> None:
    assert strip("\u200b").row() == ""


def standing(column: Strip) -> str:
    return column.column(top_of_square(column.run.font, column.glyph))


@pytest.mark.parametrize("advances", [[1, 1], [1.5, 1], [0.5, 1.25]])
def test_a_column_goes_down_by_what_was_chosen(advances: list[float]) -> None:
    column = strip("国，", advances, vertical=True)
    _, length, places = shown(standing(column), column.font, column=True)
    assert -length == pytest.approx(sum(advances), abs=0.001)
    assert [-place for place in places] == pytest.approx([0, advances[0]], abs=0.001)


def test_what_shows_nothing_moves_a_column_too() -> None:
    column = strip("国\u200b家", [1, 0.5, 1], vertical=True)
    _, _, places = shown(standing(column), column.font, column=True)
    assert [-place for place in places] == pytest.approx([0, 1.5], abs=0.001)


def test_the_square_of_an_ideograph_begins_above_its_baseline() -> None:
    column = strip("国", vertical=True)
    assert 0.8 < top_of_square(column.run.font, column.glyph) < 0.95
