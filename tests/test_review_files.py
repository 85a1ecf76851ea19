"""The review's files: what is written for an editor can be read back, and bad files are told by line."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_review import ONE, SMALL, TWO

from banben.conversion.rules import Scope
from banben.localize import Conversion
from banben.model import Origin
from banben.problems import Problem
from banben.review.decision import SCOPES, Spot
from banben.review.exported import FORM, read_exported
from banben.review.files import base, read_decisions
from banben.review.rows import rows
from banben.review.tsv import COLUMNS, read_table, table

WRITTEN = table(rows(SMALL.conversions, 0.9), "tw")
# What a text can hold that is decoded from a file, and that no cell has to leave out.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r"), max_size=12)
WORDS = TEXTS.filter(lambda text: bool(text.strip()) and not text.lstrip().startswith("#"))


def filled(written: str, row: int, **cells: str) -> str:
    """Return the table with *cells* written into its row *row*, as a spreadsheet saves it."""
    lines = list(csv.reader(StringIO(written, newline=""), "excel-tab"))
    for name, text in cells.items():
        lines[row][COLUMNS.index(name)] = text
    out = StringIO()
    csv.writer(out, "excel-tab").writerows(lines)
    return out.getvalue()


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(item.code, item.origin.line if item.origin else 0) for item in problems]


def test_the_table_has_a_row_for_each_with_decision_scope_and_reason_first() -> None:
    lines = WRITTEN.splitlines()
    assert lines[0].split("\t")[:5] == ["decision", "scope", "reason", "source", "result"]
    assert lines[1].split("\t") == [
        "", "", "", "里", "裡", "里", "3", "0.60", "opencc: 裡 ‖ jieba: 裡", "vote", "characters",
        f"{ONE}:3:5 ‖ {TWO}:2:4", "他从仓库【里】钻出来。 ‖ 亲兄弟【里】的老二，手里。", "tw",
    ]  # fmt: skip
    assert len(lines) == 1 + len(rows(SMALL.conversions, 0.9))


def test_an_empty_table_decides_nothing() -> None:
    assert read_table(WRITTEN, "x.tsv") == ((), ())


def test_a_decision_in_the_table_keeps_its_places() -> None:
    (found,), problems = read_table(filled(WRITTEN, 1, decision="裡", scope="本处", reason="里外"), "x.tsv")
    assert problems == ()
    assert (found.source, found.result, found.scope, found.reason) == ("里", "裡", "passage", "里外")
    assert found.spots == (
        Spot(ONE, 3, 5, "他从仓库", "钻出来。"),
        Spot(TWO, 2, 4, "亲兄弟", "的老二，手里。"),
    )
    assert (found.edition, found.origin) == ("tw", Origin("x.tsv", 2))


NAMES = [("", "book"), *((name, scope) for scope, name in SCOPES.items()), *((s, s) for s in SCOPES)]


@pytest.mark.parametrize(("written", "meant"), NAMES)
def test_scopes_have_names_in_both_languages(written: str, meant: Scope) -> None:
    (found,), _ = read_table(filled(WRITTEN, 1, decision="裡", scope=written), "x.tsv")
    assert found.scope == meant


def test_columns_may_be_moved_and_added_but_not_taken_away() -> None:
    lines = list(csv.DictReader(StringIO(filled(WRITTEN, 1, decision="裡")), dialect="excel-tab"))
    out = StringIO()
    moved = csv.DictWriter(out, ["mine", *reversed(COLUMNS)], dialect="excel-tab")
    moved.writeheader()
    moved.writerows(lines)
    assert [item.result for item in read_table(out.getvalue(), "x.tsv")[0]] == ["裡"]
    problems = read_table(WRITTEN.replace("places", "where"), "x.tsv")[1]
    assert [(item.code, dict(item.values)["columns"]) for item in problems] == [("R102", "places")]
    assert codes(read_table("", "x.tsv")[1]) == [("R102", 1)]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"scope": "everywhere"}, "R103"),
        ({"source": ""}, "R104"),
        ({"source": "# 里"}, "R104"),
        ({"decision": "裡\n里"}, "R104"),
        ({"scope": "passage", "places": ""}, "R105"),
        ({"scope": "chapter", "places": "one.md"}, "R105"),
        ({"scope": "passage", "places": "one.md:a:b"}, "R105"),
    ],
)
def test_a_bad_row_is_told_with_its_line(cells: Mapping[str, str], code: str) -> None:
    text = filled(WRITTEN, 2, **{"decision": "裡", **cells})
    assert codes(read_table(text, "x.tsv")[1]) == [(code, 3)]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line() -> None:
    text = WRITTEN + '"' + "一" * 200_000
    assert codes(read_table(text, "x.tsv")[1]) == [("R101", len(WRITTEN.splitlines()) + 1)]


def test_lines_are_counted_past_cells_with_line_ends() -> None:
    text = filled(filled(WRITTEN, 1, contexts="一\n二"), 2, decision="裡", scope="?")
    assert codes(read_table(text, "x.tsv")[1]) == [("R103", 4)]


@given(st.lists(st.tuples(WORDS, WORDS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_decisions_survive_the_table(words: list[tuple[str, str, str, str, str]]) -> None:
    conversions = [
        Conversion(Origin("a b.md", n, n), source, f"{n}", "vote", confidence=0.5, before=before, after=after)
        for n, (source, _, _, before, after) in enumerate(words, 1)
    ]
    written = table([rows([item], 0.9)[0] for item in conversions], "tw")
    for number, (_, result, reason, *_) in enumerate(words, 1):
        written = filled(written, number, decision=result, scope="passage", reason=reason)
    found, problems = read_table(written, "x.tsv")
    assert problems == ()
    for number, (decision, (source, result, reason, *_)) in enumerate(zip(found, words, strict=True), 1):
        assert (decision.source, decision.result, decision.reason) == (source, result, reason)
        (spot,) = decision.spots
        assert (spot.path, spot.line, spot.column) == ("a b.md", number, number)


def exported(*decisions: Mapping[str, Any], **head: Any) -> str:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in decisions)
    fields = {"form": FORM, "book": "wheels", "edition": "tw", **head}
    return f'{json.dumps(fields)[:-1]},\n"decisions": [\n{lines}\n]}}\n'


GOOD = {"source": "里", "result": "裡", "scope": "book", "reason": "", "places": []}


@given(WORDS, WORDS, TEXTS, TEXTS, TEXTS, st.sampled_from(list(SCOPES)))
def test_decisions_survive_the_export(
    source: str, result: str, reason: str, before: str, after: str, scope: Scope
) -> None:
    place = {"path": "a.md", "line": 3, "column": 4, "before": before, "after": after}
    item = {"source": source, "result": result, "scope": scope, "reason": reason, "places": [place]}
    (found,), problems = read_exported(exported(item), "x.json")
    assert problems == ()
    assert (found.source, found.result, found.scope, found.reason) == (source, result, scope, reason)
    assert found.spots == (Spot("a.md", 3, 4, before, after),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n"form": }', [("R101", 2)]),
        ("[]", [("R101", 1)]),
        ('{"form": "other", "decisions": []}', [("R101", 1)]),
        (f'{{"form": "{FORM}", "decisions": 3}}', [("R101", 1)]),
        (exported({"source": "里"}), [("R101", 3)]),
        (exported(GOOD, {**GOOD, "scope": "world"}), [("R103", 4)]),
        (exported(GOOD, GOOD, {**GOOD, "result": " "}), [("R104", 5)]),
        (exported({**GOOD, "scope": "chapter"}), [("R105", 3)]),
        (exported({**GOOD, "places": [{"path": "a.md", "line": "x", "column": 1}]}), [("R105", 3)]),
        (exported({**GOOD, "places": 3}), [("R105", 3)]),
    ],
)
def test_a_bad_export_is_told_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(read_exported(text, "x.json")[1]) == expected


def test_a_file_is_read_by_what_it_is(tmp_path: Path) -> None:
    for name, text in (("a.txt", exported(GOOD)), ("b.txt", filled(WRITTEN, 1, decision="裡"))):
        (tmp_path / name).write_text(text, "utf-8-sig")
        found = read_decisions(tmp_path / name, "")
        assert (found.edition, [item.result for item in found.decisions]) == ("tw", ["裡"])


@pytest.mark.parametrize(
    ("text", "edition", "code"),
    [
        (WRITTEN, "", "R112"),
        (exported(), "tw", "R112"),
        (exported(GOOD, edition=""), "", "R113"),
        (exported(GOOD), "hk", "R113"),
    ],
)
def test_nothing_comes_of_a_file_without_decisions_or_edition(
    tmp_path: Path, text: str, edition: str, code: str
) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    found = read_decisions(tmp_path / "x", edition)
    assert found.decisions == ()
    assert [item.code for item in found.problems] == [code]


def test_an_edition_can_be_given_where_the_file_names_none(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(exported(GOOD, edition=""), "utf-8")
    assert read_decisions(tmp_path / "x", "hk").edition == "hk"


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("决定这些汉字怎样印出来才对".encode("gb18030"))
    assert [item.code for item in read_decisions(tmp_path / "x", "tw").problems] == ["F101"]


def test_the_page_leads_to_the_manuscript_from_where_it_stands(tmp_path: Path) -> None:
    assert base(tmp_path / "我的 书", tmp_path / "dist" / "review") == "../../%E6%88%91%E7%9A%84%20%E4%B9%A6/"


def test_the_manual_names_columns_scopes_and_options() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "review.md").read_text("utf-8")
    for name in (*COLUMNS, *SCOPES, "passage"):
        assert f"`{name}`" in manual, name
    for option in ("--edition", "--threshold", "--replace", "--house", FORM):
        assert option in manual, option
