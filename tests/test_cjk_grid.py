"""Body text stands on the baseline grid, and what stands between it takes whole lines."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest
from off_grid import lines, off_grid
from weasyprint import HTML, Document

from banben.cjk import grid_lines, install
from banben.cjk.grid import Grid
from banben.cjk.settings import settings_of
from banben.config.book import Overrides
from banben.patches import Patch, digest, patched
from banben.pipeline import Request, compose, localized, prepare
from banben.shipped import chapters
from banben.writers.pdf import lay_out
from banben.writers.tuning import tuned

SHEET = """
@page { size: 105mm 148mm; margin: 10mm; @footnote { border-top: 0.3pt solid; margin-top: 6pt } }
@page :left { margin-left: 15mm }
html { font: 10.5pt/18pt "Noto Serif CJK SC"; --line-snap: baseline }
body { margin: 0; orphans: 2; widows: 2 }
p, ul { margin: 0 } .kai { font-family: "AR PL UKai CN" } .small { font-size: 8.5pt; line-height: 12pt }
h2 { font-size: 14pt; line-height: 18pt; margin: 18pt 0 0; padding: 9pt 0; break-after: avoid }
.box { margin: 11pt 0; padding: 5pt 8pt; border-left: 2pt solid; background: #eee }
.bar { margin: 18pt 0; height: 25pt; background: red } .flush { height: 25pt }
.note { float: footnote; font-size: 8.5pt; line-height: 12pt }
.apart { --line-snap: none; padding-top: 5pt }
table { border-top: 1pt solid; border-spacing: 0; margin: 18pt 0 } td { padding: 2pt; line-height: 18pt }
"""
PITCH = 24
"""Of SHEET, in CSS pixels; the type area has 128 mm, 20 lines."""
TEXT = "国家市场部销售渠道的了在是我有和人这中大为上个说时要就出会可也你对生"


def laid_out(body: str, sheet: str = "") -> Document:
    with patched(grid_lines.PATCHES):
        return HTML(string=f"<style>{SHEET}{sheet}</style>{body}").render()


def prose(lines: int) -> str:
    """Return a paragraph of about *lines* lines of 22 ideographs."""
    return "<p>" + (TEXT * lines)[: lines * 22 - 8] + "</p>"


def rows(body: str, page: int = 1, sheet: str = "") -> list[float]:
    """Return the rows of the grid that the body lines of a page take; in the middle of two: a half."""
    return [round(line.row, 2) for line in lines(laid_out(body, sheet)) if line.page == page]


def boxes(document: Document, name: str) -> list[Any]:
    """Return the boxes of the elements that have the class or are of the kind *name*."""
    return [
        box
        for page in document.pages
        for box in page._page_box.descendants(placeholders=True)
        if box.element is not None and name in (box.element_tag, box.element.get("class"))
    ]


def edges(body: str, name: str) -> tuple[float, float]:
    """Return where the first box *name* begins and ends, in lines from the top of the type area."""
    document = laid_out(body)
    box, top = boxes(document, name)[0], document.pages[0]._page_box.content_box_y()
    start = box.border_box_y() - top
    return round(start / PITCH, 3), round((start + box.border_height()) / PITCH, 3)


def test_plain_paragraphs_are_where_they_were() -> None:
    assert rows(prose(3) + prose(2)) == [0, 1, 2, 3, 4]


def test_a_line_goes_down_to_the_next_line_of_the_grid() -> None:
    assert rows(f'{prose(1)}<div style="margin-top: 5pt">{prose(2)}</div>') == [0, 2, 3]


def test_what_is_off_by_a_hair_is_on_the_grid() -> None:
    assert rows(f'{prose(1)}<div style="margin-top: 0.001pt">{prose(2)}</div>') == [0, 1, 2]


def test_a_heading_stands_in_the_middle_of_its_lines() -> None:
    body = f"{prose(1)}<h2>一、标题</h2>{prose(2)}"
    assert rows(body) == [0, 4, 5]
    assert edges(body, "h2") == (2, 4)


def test_a_heading_of_two_lines_takes_three_and_one_above() -> None:
    assert rows(f"{prose(1)}<h2>一、标<br>题</h2>{prose(1)}") == [0, 5]


def test_a_figure_stands_in_the_middle_of_whole_lines() -> None:
    body = f'{prose(1)}<div class="bar"></div>{prose(1)}'
    assert rows(body) == [0, 5]
    start, end = edges(body, "bar")
    assert start - 1 == pytest.approx(5 - end, abs=0.01)


def test_margins_give_up_a_little_to_save_a_line() -> None:
    body = f'{prose(1)}<div class="bar" style="height: 19pt"></div>{prose(1)}'
    assert rows(body) == [0, 4]
    start, end = edges(body, "bar")
    assert start - 1 == pytest.approx(4 - end, abs=0.01)


def test_a_figure_without_margins_overlaps_nothing() -> None:
    body = f'{prose(1)}<div class="flush" style="height: 19pt"></div>{prose(1)}'
    assert rows(body) == [0, 3]


def test_at_the_head_of_a_page_a_figure_stands_at_the_top() -> None:
    body = f'<div class="bar" style="margin-top: 0"></div>{prose(1)}'
    assert edges(body, "bar")[0] == 0
    assert rows(body) == [3]


def test_a_figure_is_not_moved_over_the_foot_of_the_page() -> None:
    body = f'{prose(17)}<div class="bar" style="height: 34pt"></div>'
    document = laid_out(body)
    (bar,) = boxes(document, "bar")
    page = document.pages[0]._page_box
    assert len(document.pages) == 1
    assert bar.border_box_y() + bar.border_height() <= page.content_box_y() + page.height


def test_a_box_keeps_its_padding_and_stands_in_the_middle() -> None:
    body = f'{prose(1)}<div class="box">{prose(2)}</div>{prose(1)}'
    first, *inner, last = rows(body)
    assert inner == [inner[0], inner[0] + 1]
    start, end = edges(body, "box")
    # 5 pt of padding on both sides, and as much air above as below.
    assert (inner[0] - start) * 18 == pytest.approx(5, abs=0.1)
    assert start - first - 1 == pytest.approx(last - end, abs=0.01)


FULL = f"<p>{'行<br>' * 19}行</p>"
"""As many lines as a page has."""


def test_a_box_that_fills_a_page_keeps_its_lower_edge_on_it() -> None:
    document = laid_out(f'<div class="box" style="margin-top: 0; padding-top: 0">{FULL}</div>')
    page = document.pages[0]._page_box
    box = boxes(document, "box")[0]
    assert box.border_box_y() + box.border_height() <= page.content_box_y() + page.height
    assert [line.page for line in lines(document)] == [1] * 18 + [2] * 2


def test_a_whole_box_that_fills_a_page_stays_whole() -> None:
    style = "margin-top: 0; padding-top: 0; break-inside: avoid"
    assert rows(f'<div class="box" style="{style}">{FULL}</div>') == list(range(20))


def test_a_label_without_room_above_takes_its_lines_from_below() -> None:
    label = '<div class="flush" style="height: 27.5pt; margin-bottom: 9pt"></div>'
    assert rows(label + prose(1)) == [2]


def test_boxes_in_boxes_keep_their_paddings() -> None:
    body = f'{prose(1)}<div class="box outer"><div class="box">{prose(1)}</div></div>'
    document = laid_out(body)
    outer, inner = (box for box in boxes(document, "div"))
    assert inner.border_box_y() - outer.border_box_y() == pytest.approx((5 + 11) / 0.75)
    assert not off_grid(document)


def test_a_table_takes_whole_lines_and_its_cells_are_its_own() -> None:
    body = f"{prose(1)}<table><tr><td>一</td></tr><tr><td>二</td></tr></table>{prose(2)}"
    assert all(row == int(row) for row in rows(body))


def test_fonts_of_another_height_stand_on_the_same_baseline() -> None:
    assert not off_grid(laid_out(f'<div class="kai">{prose(2)}</div>{prose(1)}'))


def test_a_word_in_another_font_does_not_move_the_next_line() -> None:
    mixed = f'<p>{TEXT}<span style="font-family: DejaVu Serif">return</span>{TEXT}</p>'
    assert rows(mixed + prose(1)) == list(range(len(rows(mixed)) + 1))


def test_a_line_with_a_picture_takes_whole_lines() -> None:
    picture = '<span style="display: inline-block; width: 9pt; height: 40pt"></span>'
    assert rows(f"{prose(1)}<p>图{picture}图</p>{prose(1)}") == [0, 3, 4]


def test_the_sign_of_an_item_stays_with_its_line() -> None:
    body = f'{prose(1)}<ul style="margin-top: 5pt"><li><p>甲</p></li></ul>'
    document = laid_out(body)
    marker = next(box for box in boxes(document, "li::marker") if getattr(box, "text", ""))
    text = next(box for box in boxes(document, "p") if getattr(box, "text", "") == "甲")
    assert marker.position_y + marker.baseline == pytest.approx(text.position_y + text.baseline)


def test_notes_and_passages_taken_out_are_left_alone() -> None:
    body = f'<p>文<span class="note">{TEXT * 2}</span></p><div class="apart">{prose(1)}</div>{prose(1)}'
    assert rows(body) == [0, 3]
    (apart,) = boxes(laid_out(body), "apart")
    line = apart.children[0].children[0]
    assert line.position_y - apart.content_box_y() == pytest.approx(0)


def test_nothing_is_moved_unless_the_sheet_asks() -> None:
    body = f'{prose(1)}<div style="margin-top: 5pt">{prose(2)}</div>'
    assert rows(body, sheet="html { --line-snap: initial }")[1] != 2


def test_both_sides_of_a_leaf_agree_after_all_kinds_of_blocks() -> None:
    chance = random.Random(4)
    parts = [
        *[prose(chance.randint(1, 9)) for _ in range(60)],
        *["<h2>标题</h2>", '<div class="bar"></div>', '<p class="small">小字</p>', "<pre>a\nb</pre>"] * 6,
        *[f'<div class="box">{prose(2)}<ul><li>甲<li>乙</ul></div>'] * 6,
        *[f'<p>文<span class="note">{TEXT * n}</span></p>' for n in range(1, 4)],
        *["<table><tr><td>一</td></tr><tr><td>二</td></tr></table>"] * 4,
    ]
    chance.shuffle(parts)
    document = laid_out("".join(parts))
    assert len(document.pages) > 10
    assert off_grid(document) == []


# --- what must not stand alone ---


def at_foot(body: str, number: int = 0) -> str:
    """Return the text of the last line of page *number*."""
    found = [line for line in lines(laid_out(body)) if line.page == number + 1]
    return found[-1].text


@pytest.mark.parametrize("above", range(14, 21))
@pytest.mark.parametrize("holder", ["{}", "<ul><li>{}</li></ul>", '<div class="box">{}</div>'])
def test_no_line_of_a_paragraph_stands_alone(above: int, holder: str) -> None:
    document = laid_out(prose(above) + holder.format(prose(5)))
    before = len([*lines(laid_out(prose(above)))])
    last = [line.page for line in lines(document)][before:]
    assert last.count(1) != 1 and last.count(2) != 1


@pytest.mark.parametrize("above", range(13, 20))
def test_no_heading_nor_label_stands_at_the_foot(above: int) -> None:
    body = f'{prose(above)}<h2>标题</h2><div class="box"><p class="label">标签</p>{prose(4)}</div>'
    found = list(lines(laid_out(body, ".label { break-after: avoid }")))
    label = next(index for index, line in enumerate(found) if line.text == "标签")
    assert [line.page for line in found[label : label + 3]] in ([1, 1, 1], [2, 2, 2])
    if found[label].page == 2:
        # The heading of two lines is there, too.
        assert found[label].row >= 2


@pytest.mark.parametrize("above", range(15, 20))
def test_what_announces_a_list_stays_with_its_first_item(above: int) -> None:
    body = f"{prose(above)}<p>有三样：</p><ul><li>甲</li><li>乙</li></ul>"
    assert at_foot(body) != "有三样："


def test_a_colon_before_a_paragraph_keeps_nothing() -> None:
    assert at_foot(f"{prose(19)}<p>他说：</p><p>甲</p>") == "他说："


# --- the book that ships, and the patches ---


@cache
def book(name: str) -> Document:
    prepared = prepare(Request(chapters(), Overrides(), (name,), ("pdf",)))
    (edition,) = prepared.manuscript.editions
    text, converter, _ = localized(prepared, edition, lambda _: None)
    _, (publication,), _ = compose(prepared, edition, text, converter, lambda _: None)
    with tuned(), patched(install.patches(settings_of(edition))):
        return lay_out(publication)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["cn-trainer", "tw-vertical"])
def test_every_body_line_of_the_shipped_book_is_on_the_grid(name: str) -> None:
    assert len(list(lines(book(name)))) > 800
    assert off_grid(book(name)) == []


@pytest.mark.parametrize("patch", grid_lines.PATCHES, ids=lambda patch: patch.name)
def test_what_is_patched_is_what_the_patch_was_written_against(patch: Patch) -> None:
    assert digest(patch) == patch.digest


def test_the_gap_between_two_lines_is_what_a_line_may_use() -> None:
    grid = Grid(24, 18, 14)
    assert grid.gap == 5
    assert [grid.lines(length) for length in (-3, 0, 5, 5.1, 29, 30)] == [0, 0, 0, 1, 1, 2]
    assert [grid.up(length) for length in (0, 0.001, 1, 24, 24.5)] == [0, 0, 24, 24, 48]
