"""calibre's converter takes every edition to AZW3, Kindle's format, and nothing is lost on the way."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from node_tools import artefacts, program
from shelf import Book, made, words

from banben.config.book import Overrides
from banben.pipeline import Request, prepare
from banben.shipped import chapters

pytestmark = pytest.mark.slow

SECONDS = 300
COMPLAINT = re.compile(
    r"warn|error|fail|unknown|invalid|not found|could not|cannot|unable|ignor|missing|traceback",
    re.IGNORECASE,
)
QUOTED = "\tDetected chapter:"  # the book's own words follow


def editions() -> list[str]:
    """Return the editions of the shipped book that have an EPUB."""
    found = prepare(Request(chapters(), Overrides())).manuscript.editions
    return [edition.name for edition in found if "epub" in edition.formats]


def convert(source: Path, target: Path) -> Sequence[str]:
    """Convert by calibre, without a screen and with settings of its own; return the lines that it says."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
        "CALIBRE_CONFIG_DIRECTORY": str(target.parent / "calibre"),
    }
    done = subprocess.run(
        [program("ebook-convert"), str(source), str(target)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (done.stdout + done.stderr).splitlines()


def complaints(lines: Sequence[str]) -> list[str]:
    """Return those of calibre's *lines* that complain of something."""
    return [line for line in lines if not line.startswith(QUOTED) and COMPLAINT.search(line)]


@pytest.fixture(scope="module", params=editions())
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    return made(tmp_path_factory.mktemp(request.param), request.param)


def test_a_complaint_is_heard() -> None:
    said = ["CSSStylesheet: Unknown @rule found. [1:1: @media2]", f"{QUOTED} Error 404", "12% Running"]
    assert complaints(said) == said[:1]


def test_it_comes_to_azw3_and_back_whole(book: Book, tmp_path: Path) -> None:
    azw3, back = tmp_path / "book.azw3", tmp_path / "back.epub"
    said = convert(book.epub, azw3)
    (artefacts("calibre", tmp_path) / f"{book.edition.name}.txt").write_text("\n".join(said), "utf-8")
    assert complaints(said) == []
    convert(azw3, back)
    titles, text = read(back)
    assert titles == ["".join(entry.title.split()) for entry in book.publication.entries]
    assert [paragraph for paragraph in book.paragraphs if paragraph not in text] == []
    assert [note for note in book.notes.values() if note not in text] == []


def read(epub: Path) -> tuple[list[str], str]:
    """Return the titles of the contents and all words of an EPUB of calibre's, without white space."""
    with ZipFile(epub) as archive:
        package = etree.fromstring(archive.read("content.opf"))
        contents = etree.fromstring(archive.read("toc.ncx"))
        hrefs = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}item")}
        names = [hrefs[item.get("idref")] for item in package.iterfind(".//{*}itemref")]
        bodies = [etree.fromstring(archive.read(name)).find("{*}body") for name in names]
    labels = contents.iterfind(".//{*}navLabel/{*}text")
    return ["".join(label.text.split()) for label in labels], "".join(map(words, bodies))
