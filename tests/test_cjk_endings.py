"""No chapter ends with a page of less than five lines where setting paragraphs tighter or looser avoids it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banben.cjk.endings import LEAST, Paragraph, chosen, plans

paragraphs = st.lists(
    st.builds(Paragraph, st.integers(1, 6), st.integers(1, 12), st.integers(-2, 0), st.integers(0, 2))
)


@given(paragraphs, st.integers(1, 4), st.integers(0, 3))
def test_every_plan_keeps_to_what_the_paragraphs_allow(
    given_ones: list[Paragraph], rows: int, room: int
) -> None:
    for plan in plans(given_ones, rows, room):
        assert len(plan) == len(given_ones)
        assert all(one.fewest <= by <= one.most for one, by in zip(given_ones, plan, strict=True))
        total = sum(plan)
        assert all(by * total >= 0 for by in plan), "no plan tightens here and loosens there"
        assert total <= -max(1, rows - room) or total >= LEAST - rows


@given(paragraphs, st.integers(1, 4))
def test_plans_with_fewer_changes_come_first(given_ones: list[Paragraph], rows: int) -> None:
    changes = [abs(sum(plan)) for plan in plans(given_ones, rows)]
    assert changes == sorted(changes)


@given(paragraphs, st.integers(1, 6), st.sampled_from([-1, 1]))
def test_a_plan_is_found_just_where_there_is_enough_to_give(
    given_ones: list[Paragraph], count: int, sign: int
) -> None:
    plan = chosen(given_ones, count, sign)
    assert (plan is not None) == (sum(one.can_give(sign) for one in given_ones) >= count)
    if plan is not None:
        assert sum(plan) == sign * count
        able = sum(one.can_give(sign) > 0 for one in given_ones)
        assert sum(by != 0 for by in plan) == min(count, able), "as little as can be in each"


def test_the_last_pages_and_the_longest_paragraphs_come_first() -> None:
    text = [Paragraph(page, lines, -1, 1) for page, lines in [(1, 9), (2, 3), (2, 8), (3, 4), (3, 6)]]
    assert chosen(text, 1, -1) == (0, 0, 0, 0, -1)
    assert chosen(text, 3, -1) == (-1, 0, -1, 0, -1)
    assert chosen(text, 4, -1) == (-1, 0, -1, -1, -1)


def test_one_line_goes_back_and_four_get_one_more() -> None:
    text = [Paragraph(page, 6, -1, 1) for page in (1, 2, 3, 4)]
    assert next(plans(text, 1)) == (0, 0, 0, -1)
    assert next(plans(text, 4)) == (0, 0, 0, 1)


def test_room_left_by_widows_is_filled_first() -> None:
    assert next(plans([Paragraph(1, 6, -1, 0)], 2, room=1)) == (-1,)
    assert list(plans([Paragraph(1, 6, -1, 0)], 2)) == []
