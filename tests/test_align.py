"""Alignment: a converted string goes back onto the runs that it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banben.conversion.align import aligned, bare, spread, stretches, with_invisible
from banben.conversion.segments import Segment

segments = st.lists(
    st.builds(Segment, st.text("甲乙丙", min_size=1, max_size=4), st.text("abc", min_size=1, max_size=6)),
    min_size=1,
    max_size=5,
)


def test_equal_lengths_go_character_by_character() -> None:
    assert spread([Segment("头发很多", "頭髮很多")], [1, 2, 1]) == (["頭", "髮很", "多"], [])


def test_another_length_inside_one_run_stays_in_it() -> None:
    parts = [Segment("软件", "軟體程式"), Segment("好", "好")]
    assert spread(parts, [2, 1]) == (["軟體程式", "好"], [])


def test_another_length_across_runs_is_divided_in_proportion() -> None:
    long = Segment("软件", "軟體程式")
    assert spread([long], [1, 1]) == (["軟體", "程式"], [(0, long)])


def test_each_side_gets_a_character_where_there_are_two() -> None:
    short = Segment("甲乙丙丁戊己", "ab")
    assert spread([short], [5, 1])[0] == ["a", "b"]
    assert spread([short], [1, 5])[0] == ["a", "b"]


@given(segments, st.data())
def test_nothing_is_lost_and_nothing_repeated(parts: list[Segment], draw: st.DataObject) -> None:
    total = sum(len(part.source) for part in parts)
    cuts = sorted(draw.draw(st.sets(st.integers(0, total), max_size=4)))
    lengths = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    results, _ = spread(parts, lengths)
    assert "".join(results) == "".join(part.result for part in parts)
    assert len(results) == len(lengths)


@given(st.text("头发\u00ad\u200b\n a", max_size=12))
def test_invisible_characters_come_back(text: str) -> None:
    item = bare(text)
    back = with_invisible([Segment(item.text, item.text)] if item.text else [], item.taken)
    assert "".join(part.result for part in back) == text


def test_a_line_end_is_taken_out_between_ideographs_only() -> None:
    assert bare("头\n发").text == "头发"
    assert bare("a\n发").text == "a\n发"


def test_lengths_that_differ_are_aligned_around_what_is_alike() -> None:
    def convert(lines: list[str]) -> list[str]:
        return [{"头": "頭", "软": "軟"}.get(line, line) for line in lines]

    assert aligned("头甲软件好", "頭甲軟體程式好", convert) == [  # type: ignore[arg-type]
        Segment("头甲软", "頭甲軟"), Segment("件", "體程式"), Segment("好", "好"),
    ]  # fmt: skip


def test_what_is_put_in_belongs_to_its_neighbour() -> None:
    assert aligned("甲乙", "甲丙乙", list) == [Segment("甲", "甲丙"), Segment("乙", "乙")]
    assert aligned("甲乙", "甲", list) == [Segment("甲", "甲"), Segment("乙", "")]


def test_uneven_stretches_part_what_is_even() -> None:
    assert stretches("我的软件很好", "我的應用軟體很好", [(2, 2, 4)]) == [
        Segment("我的", "我的"), Segment("软件", "應用軟體"), Segment("很好", "很好"),
    ]  # fmt: skip
    assert stretches("甲乙", "甲乙", []) == [Segment("甲乙", "甲乙")]
    assert stretches("", "", []) == []
