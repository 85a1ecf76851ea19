"""A paragraph is measured once and its lines are planned for the widths that the page gives."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from sample_lines import EM
from test_cjk_tree import line_box

from banben.cjk import breaks
from banben.cjk.paragraphs import Paragraph, paragraph
from banben.cjk.settings import Settings
from banben.cjk.tree import ForeignError

TEXT = "一二三四五六七八九十" * 5


def composed(body: str = TEXT, sheet: str = "") -> Paragraph:
    return paragraph(*line_box(f"<p>{body}</p>", sheet), Settings(), lambda box: EM)


def walk(found: Paragraph, width: float, first: float, looseness: int = 0) -> list[int]:
    """Return where the lines of *found* end, asked for one after the other as layout does."""
    ends, start = [0], 0
    while start < found.root.end:
        line = found.line(start, width * EM, first * EM, looseness)
        assert line.start == start
        start = line.end
        ends.append(start)
    return ends


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every plan, by the item that it begins at."""
    begun: list[int] = []
    stock = breaks.broken

    def counting(measures: Any, widths: Any, start: int = 0, *more: Any) -> Any:
        begun.append(start)
        return stock(measures, widths, start, *more)

    monkeypatch.setattr(breaks, "broken", counting)
    return begun


def test_lines_are_planned_once(plans: list[int]) -> None:
    found = composed()
    assert walk(found, 10, 8) == [0, 8, 18, 28, 38, 48, 50]
    assert walk(found, 10, 8)[-1] == 50
    assert plans == [0]


def test_another_width_is_a_new_plan_from_there_on(plans: list[int]) -> None:
    found = composed()
    assert found.line(0, 10 * EM, 10 * EM, 0).end == 10
    assert found.line(10, 7 * EM, 7 * EM, 0).end == 17
    assert found.line(17, 7 * EM, 7 * EM, 0).end == 24
    assert found.line(24, 10 * EM, 10 * EM, 0).end == 34
    assert plans == [0, 10, 24]


def test_a_page_that_is_made_anew_asks_for_the_first_line_again() -> None:
    found = composed()
    whole = walk(found, 10, 8)
    assert found.line(18, 6 * EM, 6 * EM, 0).end == 24
    assert walk(found, 10, 8) == whole


def test_a_line_may_begin_where_no_plan_had_one() -> None:
    found = composed()
    walk(found, 10, 10)
    assert found.line(13, 10 * EM, 10 * EM, 0).end == 23


def test_a_hair_of_difference_is_no_other_width(plans: list[int]) -> None:
    found = composed()
    found.line(0, 10 * EM, 10 * EM, 0)
    found.line(0, 10 * EM + 0.005, 10 * EM - 0.005, 0)
    assert plans == [0]


def test_more_lines_on_request() -> None:
    found = composed("一二三四五六七八九十" * 10)
    best = len(walk(found, 25, 25))
    fewer, more = found.variants(25 * EM, 25 * EM)
    assert fewer <= 0 <= more
    for looseness in (-1, 0, 1):
        asked = len(walk(found, 25, 25, looseness))
        assert asked == best + min(max(looseness, fewer), more)
    assert len(walk(found, 25, 25)) == best


def test_only_justified_text_is_spread() -> None:
    assert walk(composed(), 10.5, 10.5) == walk(composed(sheet="p { text-align: left }"), 10.5, 10.5)


def test_what_is_not_composed_is_refused() -> None:
    with pytest.raises(ForeignError):
        composed("甲 שלום")


def test_lines_follow_each_other_whatever_the_widths() -> None:
    found = composed("国家，市场“部” sales 2026年。" * 8, "p { hyphens: auto }")
    for width in (1, 2, 3, 5, 8, 13, 40):
        ends = walk(found, width, width)
        assert ends[-1] == found.root.end
        assert all(one < other for one, other in pairwise(ends))
