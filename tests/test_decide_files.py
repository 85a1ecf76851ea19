"""Rule files take in decisions: nothing twice, no contradiction, comments and line ends kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.config.book import Overrides
from banben.conversion import load_rules
from banben.conversion.rules import Rule, Scope
from banben.load import load
from banben.model import Origin
from banben.regions import load_region
from banben.review import house_folder, record
from banben.review.record import Recorded
from banben.review.rule_lines import Line
from banben.review.rule_text import HEAD, merged

BOOK = "glossary/tw.tsv"


def rule(source: str, target: str, note: str = "", scope: Scope = "book", line: int = 2) -> Rule:
    return Rule(source, target, note, Origin("decisions.json", line), scope)


def put(text: str, *rules: Rule, overrule: bool = False) -> tuple[str, list[str], list[str]]:
    done = merged(BOOK, text, rules, overrule=overrule)
    return done.text, [item.name for item in done.written], [item.code for item in done.problems]


def test_a_line_goes_to_the_end_and_comments_stay() -> None:
    text = "# 词表\n\n鼠标\t滑鼠\n# 末尾\n"
    assert put(text, rule("里", "裡", "里外")) == (f"{text}里\t裡\t里外\n", [f"{BOOK}:5"], [])


def test_a_file_without_a_line_end_gets_one() -> None:
    assert put("鼠标\t滑鼠", rule("里", "裡"))[0] == "鼠标\t滑鼠\n里\t裡\n"


def test_a_new_file_says_what_its_columns_are() -> None:
    assert put("", rule("里", "裡")) == (f"{HEAD}\n里\t裡\n", [f"{BOOK}:2"], [])


def test_a_passage_says_that_it_is_one() -> None:
    assert put("x\ty\n", rule("库里", "庫裡", scope="passage"))[0] == "x\ty\n库里\t庫裡\t\tpassage\n"


@pytest.mark.parametrize("there", ["里\t裡", "里\t裡\t别的理由", " 里 \t 裡 ", "里\u200b\t裡\t\tbook"])
def test_a_line_that_is_there_already_is_not_written_again(there: str) -> None:
    assert put(f"{there}\n", rule("里", "裡", "理由")) == (f"{there}\n", [], [])


def test_a_word_and_a_passage_of_the_same_source_are_two_lines() -> None:
    text, written, problems = put("里\t裡\n", rule("里", "里", scope="passage"))
    assert (text, written, problems) == ("里\t裡\n里\t里\t\tpassage\n", [f"{BOOK}:2"], [])


def test_a_contradiction_is_told_with_both_places() -> None:
    done = merged(BOOK, "# 一\n里\t裡\n", [rule("里", "里", line=7)], overrule=False)
    (found,) = done.problems
    assert (done.text, done.written) == ("# 一\n里\t裡\n", ())
    assert (found.code, found.origin) == ("R107", Origin("decisions.json", 7))
    assert dict(found.values) == {"source": "里", "target": "裡", "result": "里", "place": f"{BOOK}:2"}


def test_a_contradiction_is_settled_in_its_place_when_asked() -> None:
    text = "甲\t甲\n里\t裡\t旧\n乙\t乙\n"
    assert put(text, rule("里", "里", "新"), overrule=True) == (
        "甲\t甲\n里\t里\t新\n乙\t乙\n",
        [f"{BOOK}:2"],
        [],
    )


def test_decisions_that_contradict_each_other_are_not_written() -> None:
    text, written, problems = put("", rule("里", "裡"), rule("里", "里", line=3), rule("干", "幹"))
    assert (text, written, problems) == (f"{HEAD}\n干\t幹\n", [f"{BOOK}:2"], ["R108"])


def test_of_equal_decisions_the_one_with_a_reason_is_written() -> None:
    assert put("x\ty\n", rule("里", "裡"), rule("里", "裡", "理由"))[0] == "x\ty\n里\t裡\t理由\n"


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=6).filter(
    lambda text: not text.startswith("#")
)


@given(st.dictionaries(WORDS, st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_decisions_survive_the_rule_file(decisions: dict[str, tuple[str, str]]) -> None:
    rules = [rule(source, target, note) for source, (target, note) in decisions.items()]
    text = merged(BOOK, "", rules, overrule=False).text
    found, _ = load_rules({BOOK: text, "one.md": "".join(decisions)}, load_region("tw"))
    known = {item.source: (item.target, item.note) for item in found.rules}
    assert {source: decisions[source] for source in known} == known
    again = merged(BOOK, text, rules, overrule=False)
    assert (again.text, again.written, again.problems) == (text, (), ())


# --- on disk ----------------------------------------------------------------------------


def recorded(root: Path, *lines: Line, house: Path | None = None, overrule: bool = False) -> Recorded:
    return record(lines, root, house, overrule=overrule)


def codes(done: Recorded) -> Sequence[str]:
    return [item.code for item in done.problems]


def test_files_and_folders_are_made_where_there_are_none(tmp_path: Path) -> None:
    done = recorded(
        tmp_path, Line("glossary/part/two/tw.tsv", rule("里", "裡")), Line(BOOK, rule("干", "幹"))
    )
    assert [item.name for item in done.written] == ["glossary/part/two/tw.tsv:2", f"{BOOK}:2"]
    assert (tmp_path / "glossary/part/two/tw.tsv").read_text("utf-8") == f"{HEAD}\n里\t裡\n"
    assert [path.name for path in (tmp_path / "glossary").iterdir() if path.name.startswith(".")] == []


def test_a_file_keeps_its_mark_and_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / BOOK).write_bytes("\ufeff# 词表\r\n鼠标\t滑鼠\r\n".encode())
    recorded(tmp_path, Line(BOOK, rule("里", "裡")))
    assert (tmp_path / BOOK).read_bytes() == "\ufeff# 词表\r\n鼠标\t滑鼠\r\n里\t裡\r\n".encode()


def test_a_file_that_is_no_utf8_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    content = "鼠标\t滑鼠，这些都是汉字".encode("gb18030")
    (tmp_path / BOOK).write_bytes(content)
    done = recorded(tmp_path, Line(BOOK, rule("里", "裡")))
    assert (codes(done), done.written) == (["F101"], ())
    assert (tmp_path / BOOK).read_bytes() == content


def test_a_link_that_leads_out_of_the_book_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "book" / "glossary").mkdir(parents=True)
    (tmp_path / "mine.tsv").write_text("", "utf-8")
    (tmp_path / "book" / BOOK).symlink_to(tmp_path / "mine.tsv")
    assert codes(recorded(tmp_path / "book", Line(BOOK, rule("里", "裡")))) == ["F203"]
    assert (tmp_path / "mine.tsv").read_text("utf-8") == ""


def test_a_house_has_files_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    line = Line("house/glossary/tw.tsv", rule("里", "裡"))
    assert codes(recorded(tmp_path / "book", line)) == ["R106"]
    done = recorded(tmp_path / "book", line, house=tmp_path / "house")
    assert [item.name for item in done.written] == ["house/glossary/tw.tsv:2"]
    assert (tmp_path / "house" / BOOK).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert codes(recorded(tmp_path, Line(BOOK, rule("里", "裡")))) == ["E204"]


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "glossary").write_text("", "utf-8")
    assert codes(recorded(tmp_path, Line(BOOK, rule("里", "裡")))) == ["E204"]


@pytest.mark.parametrize(
    ("written", "folder"), [('house = "../ours"', "../ours"), ("", None), ("house = 3", None)]
)
def test_the_house_is_the_one_that_book_toml_names(tmp_path: Path, written: str, folder: str | None) -> None:
    (tmp_path / "book.toml").write_text(f'[book]\ntitle = "书"\n{written}\n', "utf-8")
    (tmp_path / "one.md").write_text("# 一\n\n文。\n", "utf-8")
    manuscript, _ = load(tmp_path, Overrides())
    assert house_folder(manuscript) == (folder and tmp_path / folder)
