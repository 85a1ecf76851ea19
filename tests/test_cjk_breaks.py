"""Lines are broken where the whole paragraph is best, not one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.cjk.breaks import Line, Measures, broken, variants

SIZE = 10.0


def row(
    widths: Sequence[float],
    breaks: Sequence[int] | None = None,
    penalties: dict[int, float] | None = None,
    heads: dict[int, float] | None = None,
    tails: dict[int, float] | None = None,
    shrink: float = 0.0,
    gap: float = 0.0,
    forced: frozenset[int] = frozenset(),
) -> Measures:
    """Return items of *widths* in ems, between any two of which a line is spread and may end."""
    count = len(widths)
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width * SIZE)
    return Measures(
        SIZE,
        ends,
        breaks or range(1, count + 1),
        [(penalties or {}).get(place, 0.0) for place in range(count + 1)],
        [(heads or {}).get(place, 0.0) * SIZE for place in range(count + 1)],
        [(tails or {}).get(place, 0.0) * SIZE for place in range(count + 1)],
        [max(place - 1, 0) for place in range(count + 1)],
        [shrink * SIZE * place for place in range(count + 1)],
        [gap * SIZE * place for place in range(count + 1)],
        list(range(count + 1)),
        forced,
    )


def counts(measures: Measures, width: float, looseness: int = 0, justified: bool = True) -> list[int]:
    """Return how many items each line has; *width* in ems."""
    lines = broken(measures, (width * SIZE, width * SIZE), 0, justified, looseness)
    return [line.end - line.start for line in lines]


def test_full_lines_of_ideographs() -> None:
    assert counts(row([1] * 23), 10) == [10, 10, 3]


def test_a_paragraph_of_one_line() -> None:
    assert counts(row([1]), 10) == [1]
    assert broken(row([1] * 10), (100.0, 100.0)) == (Line(0, 10, 0.0),)


def test_the_first_line_has_a_width_of_its_own() -> None:
    lines = broken(row([1] * 20), (80.0, 100.0))
    assert [line.end for line in lines] == [8, 18, 20]


def test_the_rest_of_a_paragraph_is_planned_from_its_place_on() -> None:
    lines = broken(row([1] * 20), (100.0, 100.0), 7)
    assert [(line.start, line.end) for line in lines] == [(7, 17), (17, 20)]


def test_lines_end_only_where_they_may() -> None:
    assert counts(row([1] * 12, [4, 9, 12]), 5) == [4, 5, 3]


def test_a_forced_break_ends_its_line_however_short() -> None:
    lines = broken(row([1] * 12, forced=frozenset([3, 4])), (50.0, 50.0))
    assert [line.end for line in lines] == [3, 4, 9, 12]


def test_what_is_trimmed_at_the_edges_makes_room() -> None:
    assert counts(row([1] * 12, tails={11: 1}), 10) == [11, 1]
    assert counts(row([1] * 12, heads={0: 1}), 10) == [11, 1]


def test_a_line_is_squeezed_before_a_character_is_pushed_out() -> None:
    # The eleventh may not begin a line: with it the line is too long by one, without the tenth too short.
    may = [place for place in range(1, 21) if place != 10]
    assert counts(row([1] * 20, may, shrink=0.1), 10)[0] == 11
    assert counts(row([1] * 20, may), 10)[0] == 9


def test_no_line_is_squeezed_by_more_than_it_can_give() -> None:
    may = [place for place in range(1, 21) if place != 10]
    assert counts(row([1] * 20, may, shrink=0.09), 10)[0] == 9
    assert counts(row([1] * 20, may, shrink=0.1001), 10)[0] == 11


def test_a_word_that_is_wider_than_the_line_stands_in_a_line_of_its_own() -> None:
    lines = broken(row([1, 1, 9, 1, 1]), (30.0, 30.0))
    assert [(line.start, line.end) for line in lines] == [(0, 2), (2, 3), (3, 5)]
    assert lines[1].extra == pytest.approx(-60)


def test_the_whole_paragraph_counts() -> None:
    # A long word after 33 ideographs: line by line they would be 30 and 3.
    first, second, *_ = counts(row([1] * 33 + [29] + [1] * 5), 30)
    assert first + second == 33 and second > 6


def test_two_lines_share_what_one_lacks() -> None:
    first, second, *_ = counts(row([1] * 12 + [9] + [1] * 5), 10)
    assert first + second == 12 and abs(first - second) <= 2


def test_a_price_at_the_end_is_worth_a_change_at_the_start() -> None:
    # The last line would have one ideograph: a line before gives it company.
    alone = row([1] * 21, penalties={20: 5000.0}, shrink=0.05)
    assert counts(alone, 10)[-1] >= 2


@pytest.mark.parametrize(("count", "least"), [(201, (-1, 0)), (239, (0, 1)), (25, (0, 0))])
def test_a_paragraph_is_made_longer_or_shorter_only_within_reason(count: int, least: tuple[int, int]) -> None:
    measures = row([1] * count, shrink=0.06 if count == 201 else 0.0)
    best = len(counts(measures, 20))
    fewer, more = variants(measures, (200.0, 200.0))
    assert fewer <= least[0] <= 0 <= least[1] <= more
    assert len(counts(measures, 20, 1)) == best + min(more, 1)
    assert len(counts(measures, 20, 9)) == best + more
    assert len(counts(measures, 20, -9)) == best + fewer
    assert max(-fewer, more) <= count // 60


def test_a_short_paragraph_has_no_variants() -> None:
    assert variants(row([1] * 5), (100.0, 100.0)) == (0, 0)
    assert counts(row([1] * 5), 10, 1) == [5]


def test_a_ragged_paragraph_is_as_even_as_it_can_be() -> None:
    words = row([3, 3, 3, 3])
    assert counts(words, 10, justified=False) == [3, 1] or counts(words, 10, justified=False) == [2, 2]
    assert sum(counts(words, 10, justified=False)) == 4


@given(
    st.lists(st.floats(0.2, 4), min_size=1, max_size=60),
    st.floats(0.5, 20),
    st.sampled_from([0.0, 0.02, 0.1]),
    st.booleans(),
    st.data(),
)
def test_every_item_stands_in_one_line(
    widths: list[float], width: float, shrink: float, justified: bool, data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(1, len(widths)), max_size=len(widths)))
    may = sorted(places | {len(widths)})
    measures = row(widths, may, shrink=shrink, gap=0.1)
    lines = broken(measures, (width * SIZE, width * SIZE), 0, justified)
    assert lines[0].start == 0 and lines[-1].end == len(widths)
    assert all(one.end == other.start for one, other in pairwise(lines))
    assert all(line.end in may for line in lines)
    for line in lines:
        natural = measures.ends[line.end] - measures.ends[line.start]
        assert line.extra == pytest.approx(max(width * SIZE - natural, line.extra), abs=0.02)
        if width * SIZE - natural < -0.02:
            room = shrink * SIZE * (line.end - 1 - line.start)
            whole = not any(line.start < place < line.end for place in may)
            assert natural - width * SIZE <= room + 0.02 or whole
