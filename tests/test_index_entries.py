"""Entries: marks gathered by what they name, with sub-entries, references and groups."""

from __future__ import annotations

from banben.index.entries import Entry, Marked, Place, groups
from banben.index.names import joined, parts
from banben.index.order import collation
from banben.model import IndexMark, Origin

ORDER = collation("pinyin", "among", False)
HERE = Origin("a.md")


def mark(written: str, place: str = "", see: str = "", printed: str = "") -> Marked:
    """Return a mark as parsing makes it; *printed* is what its entry was converted to."""
    under, term = parts(printed or written)
    return Marked(IndexMark(term, under, HERE, written, see), Place(place, place))


def lines(*marked: Marked) -> list[str]:
    """Return the index as lines: heads in brackets, sub-entries after a dash."""

    def line(entry: Entry, start: str) -> list[str]:
        places = " ".join(place.href for place in entry.places)
        see = " ".join(f"→{reference.title}" for reference in entry.see)
        own = " ".join(filter(None, (f"{start}{entry.term}", places, see)))
        return [own, *(inner for under in entry.entries for inner in line(under, "- "))]

    found = []
    for group in groups(marked, ORDER):
        found.append(f"[{group.head.text}]")
        found += (text for entry in group.entries for text in line(entry, ""))
    return found


def test_an_entry_has_all_its_places_in_the_books_order() -> None:
    assert lines(mark("漏斗", "1"), mark("拉新", "2"), mark("漏斗", "3")) == ["[L]", "拉新 2", "漏斗 1 3"]


def test_sub_entries_stand_under_their_main_entry_which_may_have_no_place() -> None:
    seen = lines(mark("品牌/形象", "1"), mark("品牌/价值", "2"))
    assert seen == ["[P]", "品牌", "- 价值 2", "- 形象 1"]
    assert lines(mark("品牌/价值", "2"), mark("品牌", "3"))[1:] == ["品牌 3", "- 价值 2"]


def test_an_entry_refers_to_another() -> None:
    seen = lines(mark("CLV", see="客户终身价值"), mark("客户终身价值", "1"))
    assert seen == ["[C]", "CLV →客户终身价值", "[K]", "客户终身价值 1"]


def test_an_entry_with_places_refers_too_and_once_to_each() -> None:
    seen = lines(
        mark("客户", "1", ""),
        mark("客户", see="品牌/价值"),
        mark("客户", see="品牌/价值"),
        mark("品牌/价值", "2"),
    )
    assert seen == ["[K]", "客户 1 →品牌：价值", "[P]", "品牌", "- 价值 2"]


def test_a_reference_to_what_no_mark_names_is_dropped() -> None:
    assert lines(mark("客户", "1"), mark("客户", see="别处")) == ["[K]", "客户 1"]


def test_what_is_written_the_same_is_one_entry_however_it_was_converted() -> None:
    seen = lines(
        mark("反馈", "1", printed="回饋"),
        mark("反馈", "2", printed="反饋"),
        mark("反馈/快", "3", printed="反饋/快"),
    )
    assert seen == ["[H]", "回饋 1 2", "- 快 3"]


def test_what_is_printed_the_same_is_one_entry() -> None:
    assert lines(mark("营销", "1", printed="行銷"), mark("行销", "2", printed="行銷")) == ["[X]", "行銷 1 2"]


def test_lines_have_ids_of_their_own_and_references_lead_to_them() -> None:
    (first,), (second,) = (
        group.entries for group in groups((mark("CLV", see="客户/值"), mark("客户/值", "1")), ORDER)
    )
    assert first.see[0].id == second.entries[0].id
    assert len({first.id, second.id, second.entries[0].id}) == 3


def test_names_of_entries_are_taken_apart_and_put_together() -> None:
    assert parts("客户/留存") == ("客户", "留存")
    assert parts(" A//B测试 ") == ("", "A/B测试")
    assert parts("成本/") == ("成本", "")
    assert joined(*parts("测试/A//B")) == "测试/A//B"
