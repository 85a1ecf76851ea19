"""The vocabulary packs: entries, cues, traps, word boundaries; every line of every pack is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from banben.conversion.boundaries import Boundaries
from banben.conversion.finder import Finder, never
from banben.conversion.judges import OpenCC
from banben.conversion.packs import Pack, load_pack, read_entry
from banben.conversion.residue import only


def pack(*lines: str) -> Pack:
    entries = {entry.source: entry for entry in (read_entry(line.split("|"), "test") for line in lines)}
    return Pack(entries, Finder.of(entries))


def applied(one: Pack, text: str) -> list[tuple[str, bool]]:
    return [(match.entry.source, match.applied) for match in one.find(text, Boundaries(text).crosses)]


def test_an_entry_that_depends_on_the_sense_needs_a_cue() -> None:
    one = pack("文件|檔案|sense|+删除 -签署")
    assert applied(one, "删除这份文件") == [("文件", True)]
    assert applied(one, "阅读这份文件") == [("文件", False)]
    assert applied(one, "签署之后删除文件") == [("文件", False)]
    assert applied(one, "阅读文件。删除草稿。") == [("文件", False)]


def test_cues_beside_the_entry() -> None:
    one = pack("水平|水準|sense|+<服务 ->线")
    assert applied(one, "服务水平") == [("水平", True)]
    assert applied(one, "服务水平线") == [("水平", False)]
    assert applied(one, "水平服务") == [("水平", False)]


def test_an_exception_bars_an_entry_that_is_always_applied() -> None:
    one = pack("通过|透過|always|->了")
    assert applied(one, "通过练习学会") == [("通过", True)]
    assert applied(one, "会议通过了") == [("通过", False)]


def test_a_trap_keeps_shorter_entries_out() -> None:
    one = pack("质量|品質|always", "分子质量|分子質量|always||trap")
    assert applied(one, "分子质量与质量") == [("质量", True)]


def test_words_that_straddle_are_no_match() -> None:
    assert applied(pack("数组|陣列|always"), "少数组织反对") == []
    assert [start for start, _ in Finder.of(["数组"]).find("少数组织", never)] == [1]


def test_a_note_may_stand_where_the_cues_would() -> None:
    assert read_entry(["质量", "品質", "always", "物理另作"], "test").bars == ()


@pytest.mark.parametrize("line", ["质量|品質|often", "质量|品質|sense|+"])
def test_a_line_that_is_no_entry_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="质量"):
        read_entry(line.split("|"), "test")


@pytest.mark.parametrize(("region", "least"), [("tw", 800), ("hk", 400)])
def test_the_packs_are_large_and_in_the_right_script(region: str, least: int) -> None:
    entries = load_pack(region).entries
    assert sum(not entry.trap for entry in entries.values()) >= least
    simplified = only("hans")
    wrong = [entry.source for entry in entries.values() if set(entry.target) & simplified]
    assert wrong == []
    plain = OpenCC(f"s2{region}").convert(list(entries))
    same = [
        e.source for e, own in zip(entries.values(), plain, strict=True) if e.target == own and not e.trap
    ]
    assert same == []


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_no_entry_stands_twice(region: str) -> None:
    folder = Path(__file__).parent.parent / "banben" / "conversion" / "data" / "packs" / region
    sources = [
        line.split("\t")[0]
        for file in folder.glob("*.tsv")
        for line in file.read_text("utf-8").split("\n")
        if line and not line.startswith("#")
    ]
    assert sorted(sources) == sorted(set(sources))
