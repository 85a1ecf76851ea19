"""Columns and boxes that shrink to fit are as wide as the lines that are composed in them."""

from __future__ import annotations

import pytest
from sample_lines import EM, PICTURE, Line, laid_out, lines
from weasyprint.formatting_structure.boxes import TableCellBox

SHRUNK = "p { float: left }"


def widest(body: str, sheet: str = "", width: float = 50) -> float:
    """Return how wide a box that shrinks to *body* is in a page of *width* ems."""
    document = laid_out(f"<p>{body}</p>", width, sheet=SHRUNK + sheet)
    boxes = document.pages[0]._page_box.descendants()
    found: float = next(box for box in boxes if box.element_tag == "p").width / EM
    return found


def cells(table: str, width: float) -> list[float]:
    """Return the widths of the cells of a table in a page of *width* ems."""
    document = laid_out(f"<table>{table}</table>", width)
    boxes = document.pages[0]._page_box.descendants()
    return [round(box.width / EM, 3) for box in boxes if isinstance(box, TableCellBox)]


def rows(table: str, width: float) -> list[Line]:
    return lines(f"<table>{table}</table>", width)


@pytest.mark.parametrize(
    "body",
    [
        "国家市场", "国家。」部", "（国家）", "国ab家", "国 ab 家", "国ab cd家，", "国，", "国<em>ab</em>家",
        "卡尔·马克思", "我说：“好”。", f'国<img src="{PICTURE}">家', "国——家……",
    ],
)  # fmt: skip
def test_a_box_is_as_wide_as_its_one_line(body: str) -> None:
    (line,) = lines(f"<p>{body}</p>", 50)
    found = widest(body)
    # A mark at the line's end may keep its square or lose the empty half.
    assert line.right - 1e-3 <= found + 0.5 and found <= line.right + 1e-3
    (shrunk,) = lines(f"<p>{body}</p>", 50, sheet=SHRUNK)
    assert shrunk.text == line.text


def narrowest(body: str, sheet: str = "") -> float:
    return widest(body, sheet, 0.1)


def test_the_longest_of_several_lines_counts() -> None:
    assert widest("国<br>国家市场<br>国家") == 4


def test_an_indent_is_room_too() -> None:
    assert widest("国家", "p { text-indent: 2em }") == 4


def test_the_narrowest_box_has_two_ideographs_of_the_end_in_a_line() -> None:
    assert narrowest("国家市场部") <= 2


def test_the_narrowest_box_keeps_words_numbers_and_marks_whole() -> None:
    (latin, *_) = lines("<p>国Linux</p>", 50)
    word = latin.glyphs[-1].right - latin.glyphs[1].x
    assert narrowest("国家Linux市场") == pytest.approx(word, abs=0.01)
    assert narrowest("国家——市场") >= 2


def test_the_narrowest_box_parts_an_address_only_where_the_style_lets_it() -> None:
    address = "国家aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa市场"
    whole = narrowest(address)
    assert whole > 10
    assert narrowest(address, "p { overflow-wrap: break-word }") == pytest.approx(whole)
    assert narrowest(address, "p { overflow-wrap: anywhere }") < 3


def test_a_column_of_a_table_is_as_wide_as_its_text() -> None:
    assert cells("<td>国家<td>（市场）部", 50) == pytest.approx([2, 4.5], abs=0.5)
    assert [line.text for line in rows("<td>国家<td>（市场）部", 50)] == ["国家", "（市场）部"]


@pytest.mark.parametrize("words", ["国家 ab", "国ab", "Linux国", "说：“好”", "一、二", "（一）"])
def test_text_that_fits_its_column_stays_in_one_line(words: str) -> None:
    assert [line.text for line in rows(f"<td>{words}<td>x", 50)] == [words, "x"]


def test_a_narrow_table_gives_every_column_what_it_needs() -> None:
    found = rows("<td>一二三四五六七八<td>一二三四", 6)
    assert "".join(line.text for line in found if line.left < 3) == "一二三四五六七八"
    assert max(line.right for line in found) <= 6.001


def test_a_column_of_two_ems() -> None:
    found = rows('<tr><td style="width: 2em">甲乙丙丁戊己<td>国家市场部销售渠道国家市场部销售渠道', 12)
    narrow = [line.text for line in found if line.left < 2]
    assert narrow == ["甲乙", "丙丁", "戊己"]


def test_a_column_of_two_ems_keeps_its_width() -> None:
    assert cells('<td style="width: 2em">甲乙丙，丁。', 12) == [2]


def test_what_is_not_composed_is_measured_by_weasyprint() -> None:
    assert widest("Linux") == pytest.approx(lines("<p>Linux</p>", 50)[0].right)


def test_a_picture_counts() -> None:
    assert widest(f'国<img src="{PICTURE}"><img src="{PICTURE}">家') == 4


def test_lines_beside_a_float_fit_their_room() -> None:
    body = '<div style="float: left; width: 9em; height: 2em"></div><p>国家市场部销售渠道</p>'
    found = [line for line in lines(body, 10) if line.text]
    assert "".join(line.text for line in found) == "国家市场部销售渠道"
    assert all(line.right <= 10.001 for line in found)


def test_padding_and_borders_of_boxes_in_the_line_count() -> None:
    assert widest("国<em>家</em>好", "em { padding: 0 5px; border: 5px solid }") == 4
