"""SUMMARY.md as mdBook and GitBook have it; tests/cases/summary.txt holds the cases."""

from __future__ import annotations

import pytest
from conftest import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from banben.model import Origin
from banben.order import Entry
from banben.summary import read_summary


def shown(entry: Entry) -> str:
    file = (entry.file or "-") + (f"#{entry.fragment}" if entry.fragment else "")
    return f"{entry.depth} {entry.role or 'chapter'} {file} {entry.title}"


@pytest.mark.parametrize("case", list(cases("summary.txt")), ids=lambda case: case.title)
def test_the_order_is(case: Case) -> None:
    entries, _ = read_summary(case.given, "SUMMARY.md")
    assert "\n".join(map(shown, entries)) == case.expected


def test_links_are_relative_to_the_summarys_folder() -> None:
    entries, _ = read_summary("- [一](one/a.md)\n- [二](../b.md)\n", "src/SUMMARY.md")
    assert [entry.file for entry in entries] == ["src/one/a.md", "src/../b.md"]


def test_an_entry_stands_where_its_target_is_written() -> None:
    (entry, _), _ = read_summary("# 目录\n\n  - [一 (上)](a.md)\n- [二](b.md)\n", "SUMMARY.md")
    assert (entry.origin, entry.length) == (Origin("SUMMARY.md", 3, 13), 4)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- [一](a.md)\n- 没有链接\n", "F208", 2),
        ("正文一段。\n\n- [一](a.md)\n", "F208", 1),
        ("- [一](a.md) 说明\n", "F208", 1),
        ("- [一](a.md)\n\n```\n码\n```\n", "F208", 3),
        ("- [一](a.md)\n- [二]()\n", "F209", 2),
        ("- [一](a.md)\n- [二](#x)\n", "F210", 2),
        ("- [一](a.md)\n- [二](//example.com/b.md)\n", "F211", 2),
        ("- [一](a.md)\n\n***\n", "F212", 3),
        ("# 上编\n\n- [一](a.md)\n", "F213", 1),
    ],
)
def test_what_makes_no_chapter_is_told(text: str, code: str, line: int) -> None:
    _, problems = read_summary(text, "SUMMARY.md")
    assert [(found.code, found.origin and found.origin.line) for found in problems] == [(code, line)]


def test_a_plain_summary_is_accepted_in_silence() -> None:
    assert read_summary("# Summary\n\n[序](xu.md)\n\n- [一](a.md)\n\t- [二](b.md)\n", "SUMMARY.md")[1] == ()


@given(st.text("#-*[]()< >a.md\n\t1`|!\\%字", max_size=60))
def test_no_text_whatever_is_a_fault_of_ours(text: str) -> None:
    entries, problems = read_summary(text, "SUMMARY.md")
    assert all(entry.depth >= 0 for entry in entries)
    lines = text.count("\n") + 1
    assert all(found.origin and found.origin.line <= lines for found in problems)
