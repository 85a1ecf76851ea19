"""Columns of tables: what they ask for, and the widths they get."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.model import PLAIN, Cell, CrossRef, Origin, Row, Table, Text
from banben.render.columns import LETTER, PADDING, Column, columns_of, depth, length
from banben.render.widths import widths

HERE = Origin("01.md", 1)
EM = 30.0


def row(*cells: str | tuple[str, int, int]) -> Row:
    """Return a row; a cell may say how many columns and rows it covers."""
    spans = [(cell, 1, 1) if isinstance(cell, str) else cell for cell in cells]
    return tuple(
        Cell((Text(text, HERE),) if text else (), "", HERE, colspan=wide, rowspan=deep)
        for text, wide, deep in spans
    )


def table(*rows: Row, heads: int = 1) -> Table:
    return Table(rows[:heads], rows[heads:], (), (), PLAIN, HERE)


def ems(made: Table, available: float = EM) -> list[float]:
    """Return the widths that the columns of *made* get, in em."""
    return [percent / 100 * available for percent in widths(columns_of(made), available)]


def asked(made: Table) -> Sequence[Column]:
    return columns_of(made)


LONG = "这一格里的话很长，长得一行怎么也放不下，非要折成好几行才能印完，所以要多分一些地方给它。"


def test_ideographs_count_one_em_and_letters_little_more_than_half() -> None:
    assert length("市场，") == 3
    assert length("ROI") == pytest.approx(3 * LETTER)
    assert length("𠮷“第”") == 4


def test_short_labels_stay_on_one_line_beside_long_text() -> None:
    first, second, _ = ems(
        table(row("部门", "管什么", "说明"), row("销售与客服部", "回款", LONG), row("市场部", "拉新", LONG))
    )
    assert first >= 6 + PADDING
    assert second >= 3 + PADDING


def test_a_number_never_breaks() -> None:
    made = table(row("项目", "金额", "说明"), row(LONG, "¥ 1 250 000.50", LONG))
    assert ems(made)[1] >= length("¥ 1 250 000.50") + PADDING


def test_a_foreign_word_is_one_piece() -> None:
    made = table(row("名称", "说明"), row("见internationalization一词，" + LONG, LONG))
    assert asked(made)[0].least >= 20 * LETTER + PADDING


def test_longer_text_gets_more_room_but_not_in_proportion() -> None:
    short, long = ems(table(row("甲" * 20, "乙" * 200)))
    assert short < long < 10 * short


def test_a_table_that_fits_on_one_line_spreads_what_is_left() -> None:
    first, second = ems(table(row("甲", "甲乙丙丁")))
    assert second - first == pytest.approx(3, abs=0.1)


def test_the_hand_gets_what_print_does_not_need() -> None:
    made = table(row("项目", "填写"), row("客户是谁", ""), row("从哪里来", ""))
    label, room = ems(made)
    assert [column.empty for column in asked(made)] == [False, True]
    assert 4 + PADDING <= label < 6 + PADDING
    assert room > EM * 0.75


def test_long_labels_leave_the_hand_more_than_half() -> None:
    label, room = ems(table(row("项目", "填写"), row(LONG, ""), row(LONG, "")))
    assert room > label


def test_columns_to_fill_in_hold_their_heads() -> None:
    made = table(row("数", "涨三成要多卖", "多出", "回报"), row("300", "", "", ""), row("1000", "", "", ""))
    assert ems(made, 26)[1] >= 6 + PADDING


def test_one_empty_cell_makes_no_form() -> None:
    made = table(row("甲", "乙"), row("一", "有"), row("二", "有"), row("三", ""))
    assert [column.empty for column in asked(made)] == [False, False]


def test_a_cell_with_a_reference_only_is_not_empty() -> None:
    cell = Cell((CrossRef("fig-a", "label", HERE),), "", HERE)
    made = Table((), ((*row("甲"), cell),), (), (), PLAIN, HERE)
    assert [column.empty for column in asked(made)] == [False, False]


def test_a_cell_over_several_columns_asks_for_nothing() -> None:
    made = table(row((LONG, 2, 1), "丙"), row("甲", "乙", "丙"))
    assert [column.whole for column in asked(made)][:2] == [asked(made)[2].whole] * 2


def test_a_cell_that_reaches_down_moves_the_next_row_aside() -> None:
    made = table(row(("甲", 1, 2), "乙乙"), row("丙丙丙丙"), heads=0)
    first, second = asked(made)
    assert dict(first.lengths) == {0: 1}
    assert dict(second.lengths) == {0: 2, 1: 4}


def test_depth_is_that_of_the_deepest_cell_of_each_row() -> None:
    made = asked(table(row("甲", "乙" * 10), row("丙" * 10, "丁" * 25), heads=0))
    assert depth(made, [11.0, 11.0]) == 1 + 3


def test_a_single_character_is_not_left_over_where_a_neighbour_has_room() -> None:
    made = table(row("乙" * 16, "丁" * 13), row("乙" * 15, "丁" * 26))
    columns = asked(made)
    shared = ems(made, 31)
    assert depth(columns, shared) <= depth(columns, [15.5, 15.5])


def test_no_columns_no_widths() -> None:
    assert widths((), EM) == ()


texts = st.text(st.sampled_from("市场部与销售ROI123 ，。"), max_size=40)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[texts] * n), min_size=1, max_size=6)))
def test_widths_are_a_hundred_per_cent_in_all_and_none_is_nothing(rows: list[tuple[str, ...]]) -> None:
    found = widths(columns_of(table(*(row(*cells) for cells in rows))), EM)
    assert len(found) == len(rows[0])
    assert sum(found) == pytest.approx(100)
    assert min(found) > 0
