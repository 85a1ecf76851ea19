"""What the tests take from npm: a program that is not there is a failure, never a test left out."""

from __future__ import annotations

import os
from pathlib import Path

import node_tools
import pytest
from sample_publication import epub, with_document

from banben.writers.epub import write


def test_a_package_that_is_not_installed_fails_the_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node_tools, "MODULES", tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"tests/run\.py"):
        node_tools.module("foliate-js")


def test_a_program_that_is_not_installed_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(pytest.fail.Exception, match="chromium"):
        node_tools.browser()


def test_reports_are_kept_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_ARTEFACTS", str(tmp_path / "kept"))
    assert node_tools.artefacts("ace", tmp_path) == tmp_path / "kept" / "ace"
    monkeypatch.delenv("BANBEN_ARTEFACTS")
    assert node_tools.artefacts("ace", tmp_path) == tmp_path / "ace"
    assert (tmp_path / "ace").is_dir()


@pytest.mark.slow
def test_the_validators_say_what_is_wrong_and_where(tmp_path: Path) -> None:
    bad = '<p><a href="#nowhere">x</a><img src="cover.jpg"/></p></section>'
    planted = with_document(epub(), "c01.xhtml", "</section>", bad)
    book = tmp_path / "book.epub"
    book.write_bytes(write(planted)[0].content)
    found = node_tools.epubcheck_ts(book)
    assert ("RSC-012", "error") in {(item.id, item.severity) for item in found}
    assert any(item.place.startswith("EPUB/c01.xhtml") for item in found)
    seen = node_tools.ace(book, tmp_path / "ace")
    assert ("image-alt", "critical", "c01.xhtml") in {(item.id, item.severity, item.place) for item in seen}
