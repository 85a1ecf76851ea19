"""Vocabulary back again: our own words, the compounds that the packs give, the way by the mainland's."""

from __future__ import annotations

import pytest

from banben.conversion.dictionaries import DATA, rows
from banben.conversion.packs import Pack, load_pack, read_entry
from banben.conversion.regional import converter_for
from banben.conversion.residue import other_script, simplified
from banben.conversion.reverse import home_pack, through
from banben.conversion.rules import Rules
from banben.editions import Settings
from banben.regions import load_region

TABLES = ("tw", "hk", "tw-hk", "hk-tw")


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_sound(name: str) -> None:
    entries = [read_entry(columns, name) for _, columns in rows(DATA / "back" / f"{name}.tsv")]
    sources = [simplified(entry.source) for entry in entries]
    assert len(sources) == len(set(sources))
    for entry in entries:
        assert entry.trap or simplified(entry.source) != entry.target, entry.source
        assert entry.calls or entry.kind == "always", entry.source


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_the_mainlands_words_are_in_its_own_characters(region: str) -> None:
    pack = home_pack(region)
    odd = [entry.target for entry in pack.entries.values() if list(other_script(entry.target, "hans"))]
    assert odd == []
    assert len(pack.entries) >= {"tw": 1000, "hk": 400}[region]


def test_compounds_come_from_the_pack_of_the_way_there() -> None:
    assert "专案管理" not in {row[0] for _, row in rows(DATA / "back" / "tw.tsv")}
    assert home_pack("tw").entries["专案管理"].target == "项目管理"
    assert home_pack("tw").entries["克罗埃西亚"].target == "克罗地亚"


@pytest.mark.parametrize("word", ["大家", "公司", "一起", "报告", "辅导", "资料", "影片"])
def test_what_the_mainland_writes_as_well_is_not_replaced_everywhere(word: str) -> None:
    entry = home_pack("tw").entries.get(word)
    assert entry is None or entry.kind == "sense"


def test_a_word_of_both_other_regions_stays() -> None:
    pack = _pack("tw", "hk")
    assert all(pack.entries[word].trap for word in ("透过", "设定", "档案"))
    assert "资讯" not in pack.entries


def test_the_way_to_another_region_leads_by_the_mainlands_word() -> None:
    assert _pack("tw", "hk").entries["计程车"].target == "的士"
    assert _pack("hk", "tw").entries["的士"].target == "計程車"


def test_words_shared_with_the_mainland_are_converted_as_its_own() -> None:
    assert _pack("hk", "tw").entries["软件"].target == "軟體"


def test_the_exceptions_of_a_pair_go_first() -> None:
    assert _pack("tw", "hk").entries["宾士"].target == "平治"


def test_composition_takes_what_it_is_given() -> None:
    pack = through("tw", "hk", load_pack("hk"), lambda words: [f"<{word}>" for word in words])
    assert pack.entries["网路"].target == "<网络>"


def _pack(source: str, region: str) -> Pack:
    pack = converter_for(load_region(region), Settings(), Rules(), source).pack
    assert pack is not None
    return pack
