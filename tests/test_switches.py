"""House style: what each region prints of itself, what an edition may choose, and what stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion import Converter, Rules, convert_text, converter_for
from banben.conversion.switches import FINDERS, PLAIN, Switch, known_switches, load_switches
from banben.editions import Settings
from banben.regions import known_regions, load_region
from banben.schema import schema

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
# Every value that some region knows, with a region that does.
CHOICES = [
    (region, key, value)
    for key, switch in known_switches().items()
    for region, values in switch.values.items()
    for value in values
]


@cache
def converter(region: str, chosen: str) -> Converter:
    pairs = [choice.partition("=") for choice in chosen.split() if choice != "-"]
    settings = Settings(switches=tuple((key, value) for key, _, value in pairs))
    return converter_for(load_region(region), settings, Rules())


def rows() -> Iterator[tuple[str, str, str, str]]:
    for line in (HERE / "conversion" / "switches.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            region, chosen, given, printed = line.split("\t")
            yield region, chosen, given, printed


@pytest.mark.parametrize(("region", "chosen", "given", "printed"), list(rows()))
def test_an_edition_prints_what_its_style_says(region: str, chosen: str, given: str, printed: str) -> None:
    known = {(area, f"{key}={value}") for area, key, value in CHOICES}
    assert {(region, choice) for choice in chosen.split() if choice != "-"} <= known
    assert convert_text(given, converter(region, chosen), load_region(region).quotes) == printed


# --- the data -------------------------------------------------------------------------------


@pytest.mark.parametrize("switch", known_switches().values(), ids=known_switches())
def test_a_switch_is_whole(switch: Switch) -> None:
    assert set(switch.values) <= set(known_regions())
    assert set(switch.default) == set(switch.values)
    for region, value in (*switch.default.items(), *switch.base.items()):
        assert value in switch.values[region]
    for pair in switch.pairs:
        assert len(set(pair)) == len(pair) == 2
    assert {*switch.only, *switch.keep} <= {value for values in switch.values.values() for value in values}


@pytest.mark.parametrize("switch", known_switches().values(), ids=known_switches())
def test_words_of_a_switch_hold_its_characters(switch: Switch) -> None:
    for lists in (switch.only, switch.keep):
        for value, words in lists.items():
            other = {pair[1 - pair.index(value)] for pair in switch.pairs if value in pair}
            assert len(set(words)) == len(words)
            assert [word for word in words if not other & set(word)] == []


def test_what_is_found_in_the_source_is_a_choice() -> None:
    assert set(FINDERS) <= {(key, value) for _, key, value in CHOICES}


def test_the_schema_offers_the_same_switches_and_values() -> None:
    offered = schema("book")["$defs"]["conversion"]["properties"]["switches"]["properties"]
    values = {key: set().union(*switch.values.values()) for key, switch in known_switches().items()}
    assert {key: set(part["enum"]) for key, part in offered.items()} == values
    assert list(offered) == list(known_switches())


def test_the_page_shows_every_switch_with_its_values_and_defaults() -> None:
    page = (DOCS / "rules.md").read_text("utf-8")
    for key, switch in known_switches().items():
        (row,) = re.findall(rf"^\| `{key}` \|(.*)\|$", page, re.MULTILINE)
        cells = [cell.strip() for cell in row.split("|")]
        for region, cell in zip(("tw", "hk"), cells[-2:], strict=True):
            assert re.findall(r"`([^`]+)`", cell) == [
                *dict.fromkeys((switch.default[region], *switch.values[region]))
            ], (key, region)


# --- laws -----------------------------------------------------------------------------------


def test_the_mainland_changes_nothing_of_itself() -> None:
    assert load_switches(load_region("cn"), Settings()) == PLAIN


def test_without_regional_words_units_stay_unless_they_are_chosen() -> None:
    tw = load_region("tw")
    assert list(load_switches(tw, Settings(vocabulary=False)).find("三米，两万亿")) == []
    assert list(load_switches(tw, Settings(switches=(("units", "keep"),))).find("三米")) == []
    chosen = Settings(vocabulary=False, switches=(("units", "local"),))
    assert list(load_switches(tw, chosen).find("三米，两万亿")) == [(1, 2, "公尺", "switch:units")]


@pytest.mark.parametrize(("region", "key", "value"), CHOICES)
def test_style_keeps_lengths_and_is_done_once_and_for_all(region: str, key: str, value: str) -> None:
    switches = load_switches(load_region(region), Settings(switches=((key, value),)))
    switch = known_switches()[key]
    text = "".join(
        (*switch.pairs, *(w for words in (*switch.only.values(), *switch.keep.values()) for w in words))
    )
    done = switches.style(text)
    assert len(done) == len(text)
    assert switches.style(done) == done


numbers = st.text(
    "0123456789.,一二两三十百千万亿几多余半零〇点年元米升克厘平方毫摄氏度人民币—至 ，", max_size=24
)
everything = Settings(switches=(("currency", "label"), ("dates", "minguo"), ("dot", "．")))


@given(numbers)
def test_stretches_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for start, stop, result, rule in load_switches(load_region("tw"), everything).find(text):
        assert end <= start < stop <= len(text)
        assert result
        assert rule.startswith("switch:")
        end = stop


@given(st.integers(1, 99_999_999))
def test_a_large_number_keeps_its_value(number: int) -> None:
    text = f"{number}亿"
    (*found,) = load_switches(load_region("tw"), Settings()).find(text)
    printed = text
    for start, end, result, _ in found:
        printed = text[:start] + result + text[end:]
    trillions, sign, rest = printed.rpartition("兆")
    hundred_millions = rest.rstrip("亿億")
    assert int(trillions or 0) * 10_000 + int(hundred_millions or 0) == number
    assert bool(sign) == (number >= 10_000)


@given(st.integers(1912, 2099))
def test_a_year_keeps_its_value(year: int) -> None:
    switches = load_switches(load_region("tw"), everything)
    (found,) = switches.find(f"{year}年")
    count = found[2].removeprefix("民國")
    assert (1 if count == "元" else int(count)) + 1911 == year
