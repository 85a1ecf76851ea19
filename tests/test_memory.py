"""Memory: what was converted once under the same rules is not converted again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from trees import edition

from banben.conversion import Line, Rule, Rules, converter_for, remembering
from banben.conversion.memory import Remembering
from banben.editions import Edition
from banben.model import Origin


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BANBEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def memory(book: Path, own: Edition | None = None, *rules: Rule) -> Remembering:
    own = own or edition()
    return remembering(converter_for(own.region, own.conversion, Rules(rules)), own, book)


LINES = [Line("她的头发很干净。", "a.md"), Line("软件", "b.md")]


def test_what_is_remembered_is_what_was_converted(tmp_path: Path) -> None:
    first = memory(tmp_path)
    fresh = [list(line) for line in first.convert(LINES)]
    first.keep()
    second = memory(tmp_path)
    assert set(second.old) == set(LINES)
    assert [list(line) for line in second.convert(LINES)] == fresh


def test_only_strange_lines_are_converted(tmp_path: Path) -> None:
    first = memory(tmp_path)
    first.convert(LINES)
    first.keep()
    second = memory(tmp_path)
    second.convert([*LINES, Line("新的一行", "a.md")])
    assert set(second.new) - set(second.old) == {Line("新的一行", "a.md")}


def test_another_rule_or_setting_voids_it(tmp_path: Path) -> None:
    first = memory(tmp_path)
    first.convert(LINES)
    first.keep()
    plain = edition()
    characters = replace(plain, conversion=replace(plain.conversion, vocabulary=False))
    assert not memory(tmp_path, characters).old
    assert not memory(tmp_path, None, Rule("软件", "軟體", "", Origin("glossary/tw.tsv", 1))).old


def test_a_spoilt_memory_is_no_memory(tmp_path: Path) -> None:
    first = memory(tmp_path)
    first.convert(LINES)
    first.keep()
    assert first.path is not None
    first.path.write_bytes(b"nonsense")
    assert not memory(tmp_path).old


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_CACHE", "")
    first = memory(tmp_path)
    assert first.path is None
    assert first.convert(LINES)[1].text == "軟體"
    first.keep()
