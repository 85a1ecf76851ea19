"""Composed lines as WeasyPrint's boxes: where everything stands, inside of what."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from sample_lines import EM, PICTURE, Line, laid_out, lines, texts
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

from banben.cjk.composed import Composed
from banben.cjk.settings import Settings

TEXT = "一二三四五六七八九十"
FLUSH = 0.01 / EM


def inline_boxes(body: str, width: float, tag: str, sheet: str = "") -> list[Any]:
    document = laid_out(body, width, sheet=sheet)
    return [
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, InlineBox) and box.element_tag == tag
    ]


def flush(line: Line, right: float) -> bool:
    return abs(line.right - right) < FLUSH


# Where the glyphs stand.


def test_glyphs_follow_each_other() -> None:
    (line,) = lines("<p>国家，ab 好</p>", 10)
    for one, other in zip(line.glyphs, line.glyphs[1:], strict=False):
        assert other.x >= one.right - 1e-6
    assert line.glyphs[0].x == line.left == 0
    assert line.right == pytest.approx(line.glyphs[-1].right)


def test_a_full_line_is_flush_and_its_room_is_shared_evenly() -> None:
    first, _ = lines("<p>一二三四五六七，八九十一二三</p>", 8.5)
    assert first.text == "一二三四五六七，"
    assert flush(first, 8.5)
    first, _ = lines("<p>一二三四五六七八九十一二三</p>", 8.5)
    advances = [glyph.advance for glyph in first.glyphs[:-1]]
    assert max(advances) - min(advances) < 1e-6 and flush(first, 8.5)


def test_an_opening_mark_at_a_lines_start_is_drawn_half_a_square_to_the_left() -> None:
    first, second, _ = lines("<p>一二三四（五六）七八九</p>", 4)
    assert (first.text, second.text) == ("一二三四", "（五六）七") or second.text == "（五六）"
    assert second.glyphs[0].x == -0.5 and second.glyphs[1].x == 0.5
    assert second.left == 0


def test_a_closing_mark_at_a_lines_end_sticks_out_by_its_empty_half() -> None:
    first, _ = lines("<p>一二三，四五六</p>", 3.5)
    assert first.text == "一二三，"
    assert flush(first, 3.5)
    assert first.glyphs[-1].right == pytest.approx(4, abs=1e-3)


def test_a_hanging_mark_stands_outside_of_the_type_area() -> None:
    first, _ = lines("<p>一二三四。五六七</p>", 4, Settings(hanging=True))
    assert first.text == "一二三四。"
    assert flush(first, 4)
    assert first.glyphs[-1].x == pytest.approx(4)


def test_a_squeezed_line_takes_from_beside_its_marks_only() -> None:
    first, *_ = lines("<p>一二，三四，五六，七八九十</p>", 8.75, language="zh-Hans-CN")
    squeezed = [glyph.character for glyph in first.glyphs[:-1] if glyph.advance < 0.999]
    assert set(squeezed) <= {"，"}
    assert flush(first, 8.75) or first.text.endswith("，")


def test_a_last_line_that_is_nearly_full_is_filled() -> None:
    assert flush(lines(f"<p>{TEXT}</p>", 10.5)[0], 10.5)
    assert flush(lines(f"<p>{TEXT}</p>", 11.5)[0], 10)
    # But not where its few characters would stand far apart.
    assert flush(lines("<p>一二</p>", 3)[0], 2)


def test_lines_are_as_high_as_their_style_says() -> None:
    tops = [line.top for line in lines(f"<p>{TEXT * 3}</p>", 10)]
    assert tops == [0, 2, 4]


def test_a_rare_character_and_a_picture_of_one_em_leave_lines_where_they_are() -> None:
    rare = lines("<p>一二三四五六𰻝八九十一二三四五六七八→十一二三</p>", 10)
    assert [line.top for line in rare] == [0, 2, 4]


# Boxes.


def test_a_box_goes_on_in_the_next_line() -> None:
    first, second = inline_boxes("<p>一二三<em>四五六七</em>八</p>", 5, "em", "em { padding: 0 2px 0 4px }")
    assert first.position_x == 3 * EM or first.position_x == pytest.approx(3 * EM, abs=EM)
    assert (first.padding_left, first.padding_right) == (4, 0)
    assert (second.padding_left, second.padding_right) == (0, 2)
    assert second.position_x == 0


def test_an_underline_ends_with_its_last_character_and_not_with_the_gap() -> None:
    (box,) = inline_boxes("<p>国<u>ab</u>家</p>", 10, "u")
    (text,) = box.children
    assert text.position_x == 1.25 * EM
    assert text.width == pytest.approx(sum(text.pango_layout.advances))


@pytest.mark.parametrize("room", [0, 5])
def test_the_gap_beside_a_box_lies_outside_of_it(room: int) -> None:
    (box,) = inline_boxes("<p>国<u>ab</u>家</p>", 10, "u", f"u {{ padding: 0 {room}px }}")
    (text,) = box.children
    assert box.width == pytest.approx(text.width)


def test_room_inside_of_a_box_belongs_to_it() -> None:
    (line,) = lines("<p>国<em>家</em>好</p>", 10, sheet="em { padding: 0 5px; margin: 0 5px }")
    assert [glyph.x for glyph in line.glyphs] == [0, 1.5, 3]


def test_a_picture_stands_in_the_line() -> None:
    (line,) = lines(f'<p>国<img src="{PICTURE}">家</p>', 10)
    assert [(glyph.character, glyph.x) for glyph in line.glyphs] == [("国", 0), ("￼", 1), ("家", 2)]


def test_what_is_inside_of_a_block_in_a_line_moves_with_it() -> None:
    sheet = "span { display: inline-block; width: 2em }"
    found = lines("<p>国家<span>中</span>好</p>", 10, sheet=sheet)
    inner = next(line for line in found if line.text == "中")
    assert inner.left == 2


def test_an_empty_box_is_kept_for_its_anchor() -> None:
    boxes = inline_boxes('<p>一二三四<a id="x"></a>五</p>', 4, "a")
    assert len(boxes) == 1
    last = inline_boxes('<p>一二三四<a id="x"></a></p>', 4, "a")
    assert len(last) == 1


def test_every_box_knows_its_own_characters() -> None:
    document = laid_out("<p>一二<em>三<b>四五</b>六</em>七八</p>", 3)
    texts = [
        (box.text, box.pango_layout.text)
        for box in document.pages[0]._page_box.descendants()
        if isinstance(box, TextBox)
    ]
    assert "".join(text for text, _ in texts) == "一二三四五六七八"
    assert all(one == other for one, other in texts)


# Alignment and the ends of paragraphs.


@pytest.mark.parametrize(
    ("align", "left"), [("left", 0), ("start", 0), ("center", 2.5), ("right", 5), ("end", 5), ("justify", 0)]
)
def test_short_lines_are_aligned(align: str, left: float) -> None:
    (line,) = lines(f'<p style="text-align: {align}">一二三四五</p>', 10)
    assert (line.left, line.right) == pytest.approx((left, left + 5))


def test_a_ragged_line_is_not_spread() -> None:
    first, _ = lines('<p style="text-align: left">一二三四五六七八</p>', 5.5)
    assert first.right == 5 or first.right == 4
    assert [glyph.advance for glyph in first.glyphs] == [1] * len(first.glyphs)


def test_a_last_line_is_spread_where_the_style_says_so() -> None:
    assert flush(lines('<p style="text-align-last: justify">一二三</p>', 5)[0], 5)
    assert lines('<p style="text-align-last: center">一二三</p>', 5)[0].left == 1


def test_a_line_before_a_forced_break_is_like_a_last_one() -> None:
    first, second = lines("<p>一二三<br>四五</p>", 6)
    assert (first.text, first.right, second.text) == ("一二三", 3, "四五")


def test_the_first_line_is_indented() -> None:
    first, second, _ = lines(f'<p style="text-indent: 2em">{TEXT}{TEXT}</p>', 8)
    assert (first.text, first.glyphs[0].x) == ("一二三四五六", 2)
    assert second.glyphs[0].x == 0
    assert flush(first, 8) and flush(second, 8)


def test_a_hanging_indent() -> None:
    sheet = "p { padding-left: 2em; text-indent: -2em }"
    first, second = lines(f"<p>{TEXT}</p>", 8, sheet=sheet)
    assert (first.text, first.glyphs[0].x) == ("一二三四五六七八", 0)
    assert second.glyphs[0].x == 2


def test_white_space_before_the_first_character_changes_nothing() -> None:
    text = "他说：“今天下雨。”我们（三个人）在 Linux 上运行了100次。国家市场部销售渠道的了在是我"
    chance = random.Random(1)
    for _ in range(40):
        body, width = "".join(chance.choices(text, k=60)), chance.randint(6, 14)
        spaced = texts(f'<p style="text-indent: 2em">\n{body}</p>', width)
        assert spaced == texts(f'<p style="text-indent: 2em">{body}</p>', width)


def test_lines_beside_a_float_are_shorter() -> None:
    body = f'<div style="float: left; width: 3em; height: 3em"></div><p>{TEXT * 3}</p>'
    found = [line for line in lines(body, 8) if line.text]
    assert [(line.left, len(line.text)) for line in found] == [(3, 5), (3, 5), (0, 8), (0, 8), (0, 4)]
    assert all(flush(line, 8) for line in found[:-1])


def test_text_goes_on_to_the_next_page() -> None:
    document = laid_out(
        f"<p>{TEXT * 4}</p>", 10, sheet="@page { size: 1000px 85px } p { orphans: 1; widows: 1 }"
    )
    assert [page_text(page) for page in document.pages] == [TEXT * 2, TEXT * 2]


def page_text(page: Any) -> str:
    return "".join(box.text for box in page._page_box.descendants() if isinstance(box, TextBox))


# What is left to WeasyPrint, and what comes back to it.


@pytest.mark.parametrize(
    "body",
    [
        "<p lang=en>only Latin letters here</p>",
        '<p dir="rtl">国家国家</p>',
        '<p>国家<span style="position: absolute">x</span>好</p>',
        '<p>国家<span style="float: left">x</span>好</p>',
        '<p style="white-space: pre">国\n家</p>',
    ],
)
def test_what_is_not_composed_is_laid_out_as_before(body: str) -> None:
    found = lines(body, 10)
    assert found and not all(line.composed for line in found)


def test_a_paragraph_of_nothing_makes_no_line() -> None:
    assert texts("<p></p><p> </p><p>国</p>", 10) == ["国"]


def test_a_number_that_is_filled_in_late_is_measured_again() -> None:
    sheet = "a::after { content: target-counter(attr(href), page) } h2 { break-before: page }"
    body = '<p>见第<a href="#x"></a>页国家</p>' + "<h2>章</h2>" * 11 + '<h2 id="x">章</h2>'
    assert texts(body, 20, sheet=sheet)[0] == "见第13页国家"


def test_first_letters_and_first_lines_of_their_own() -> None:
    drop = texts("<p>一二三四五六七八</p>", 4, sheet="p::first-letter { font-size: 2em }")
    assert "".join(drop) == "一二三四五六七八"
    bold = laid_out("<p>一二三四五六七八</p>", 4, sheet="p::first-line { font-weight: bold }")
    assert page_text(bold.pages[0]) == "一二三四五六七八"


def composed(document: Any) -> Iterator[Composed]:
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and isinstance(box.pango_layout, Composed):
                yield box.pango_layout


def test_a_line_asks_of_its_glyphs_what_it_asks_of_pangos() -> None:
    (layout,) = composed(laid_out("<p><u>国家</u></p>", 10))
    assert 0.5 * EM < layout.ascent < 1.5 * EM
    assert layout.underline_position < 0 < layout.underline_thickness < layout.strikethrough_position
    assert 0 < layout.strikethrough_thickness < EM / 5


def test_a_document_does_not_know_another_ones_paragraphs() -> None:
    settings = Settings(gap=0.0)
    assert lines("<p>国ab</p>", 10, settings)[0].glyphs[1].x == 1
    assert lines("<p>国ab</p>", 10)[0].glyphs[1].x == 1.25


def test_a_line_box_knows_that_it_is_composed() -> None:
    boxes = [
        box
        for box in laid_out("<p>国</p><p lang=en>a</p>", 9).pages[0]._page_box.descendants()
        if isinstance(box, LineBox)
    ]
    assert [hasattr(box, "_banben_composed") for box in boxes] == [True, False]


def test_a_forced_break_before_the_end_of_a_box() -> None:
    assert texts("<p>甲<em>丙<br></em>丁</p>", 5, sheet="em { padding: 0 2px }") == ["甲丙", "丁"]


def test_a_line_may_end_before_and_after_a_box_with_room() -> None:
    sheet = "code { padding: 0 2px; font: inherit }"
    found = lines("<p>甲乙丙<code>open</code>壬癸戊己庚</p>", 3.3, sheet=sheet)
    assert [line.text for line in found] == ["甲乙丙", "open", "壬癸戊", "己庚"]
    assert all(line.right <= 3.31 for line in found)
