"""Folders as strangers bring them, in mdBook's and GitBook's form, build as they are and lose nothing."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import museum as composed
import pymupdf
import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EDITIONS = ("cn", "tw", "hk")
IDEOGRAPHS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Made:
    """What one build of a foreign folder left: its output folder and its JSON document."""

    out: Path
    report: dict[str, Any]

    def notes(self) -> str:
        """Return the problems, a line each, as the golden list has them."""
        lines = []
        for item in self.report["problems"]:
            place = item["place"]
            where = f"{place['path']}:{place['line']}" if place else "-"
            lines.append(f"{where} {item['severity']}[{item['code']}] {item['message']}")
        return "\n".join([*lines, ""])

    def chapters(self, edition: str) -> list[str]:
        """Return the bodies of the edition's chapters as they stand in the EPUB."""
        (path,) = self.out.glob(f"*-{edition}.epub")
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if re.search(r"/c\d+\.xhtml$", name))
            documents = [archive.read(name).decode("utf-8") for name in names]
        return [document[document.index("<body") :] for document in documents]

    def epub(self, edition: str) -> str:
        """Return the text of the edition's chapters, without white space."""
        return "".join(squeezed(body) for body in self.chapters(edition))

    def alternatives(self, edition: str) -> str:
        """Return the alternative texts of the edition's pictures."""
        bodies = "".join(self.chapters(edition))
        return "|".join(html.unescape(alt) for alt in re.findall(r' alt="([^"]*)"', bodies))

    def pdf(self, edition: str) -> str:
        """Return the text of the edition's pages, without white space."""
        (path,) = self.out.glob(f"*-{edition}.pdf")
        with pymupdf.open(path) as document:
            pages = "".join(page.get_text("text") for page in document)
        # A PDF may name a radical for the ideograph that looks the same.
        return "".join(unicodedata.normalize("NFKC", pages).split())


def squeezed(body: str) -> str:
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())


def built(book: Path, out: Path, *options: str) -> Made:
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "--book",
        str(book),
        "--out",
        str(out),
        "--json",
        *options,
    ]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "BANBEN_LANG": "en"}
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return Made(out, json.loads(run.stdout))


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return built(HERE / "foreign", tmp_path_factory.mktemp("museum"))


@pytest.fixture(scope="module")
def teahouse(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return built(HERE / "foreign-gitbook", tmp_path_factory.mktemp("teahouse"), "--title", "小茶馆的一天")


def sources(folder: Path) -> dict[str, str]:
    """Return the Markdown of *folder* that its order names, without comments."""
    return {
        path.relative_to(folder).as_posix(): re.sub(
            r"<!--.*?-->", "", path.read_text("utf-8-sig"), flags=re.DOTALL
        )
        for path in sorted(folder.rglob("*.md"))
        if path.name != "SUMMARY.md"
    }


# --- the fixture itself -----------------------------------------------------------------


def test_the_committed_chapters_are_what_the_grammar_composes() -> None:
    for path, text in composed.chapters().items():
        assert (composed.SRC / path).read_text("utf-8") == text, f"run python tests/museum.py: {path}"


def test_the_foreign_book_is_as_long_and_as_odd_as_it_must_be() -> None:
    texts = sources(HERE / "foreign" / "src")
    assert sum(len(run) for text in texts.values() for run in IDEOGRAPHS.findall(text)) >= 60_000
    raw = {name: (HERE / "foreign" / "src" / name).read_bytes() for name in texts}
    assert any(b"\r\n" in content for content in raw.values())
    assert any(content.startswith(b"\xef\xbb\xbf") for content in raw.values())


# --- mdBook -----------------------------------------------------------------------------


@pytest.mark.slow
def test_an_mdbook_folder_becomes_six_files(museum: Made) -> None:
    assert sorted(path.suffix for path in museum.out.iterdir()) == [".epub"] * 3 + [".json"] + [".pdf"] * 3
    for edition in EDITIONS:
        assert len(list(museum.out.glob(f"*-{edition}.*"))) == 2


@pytest.mark.slow
def test_what_an_mdbook_folder_cannot_carry_over_is_said(
    museum: Made, golden: Callable[[Path, str], None]
) -> None:
    golden(HERE / "foreign.problems.txt", museum.notes())


@pytest.mark.slow
def test_every_run_of_ideographs_of_the_foreign_book_stands_in_the_epub(museum: Made) -> None:
    seen = museum.epub("cn") + museum.alternatives("cn")
    lost = {
        f"{name}: {run}"
        for name, text in sources(HERE / "foreign" / "src").items()
        for run in IDEOGRAPHS.findall(re.sub(r'\]\([^)\n]*"[^"\n]*"\)|^\[\w+\]: .*$', "]", text, flags=re.M))
        if run not in seen
    }
    assert lost == set()


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_ideograph_of_the_epub_is_missing_in_the_pdf(museum: Made, edition: str) -> None:
    epub = Counter("".join(IDEOGRAPHS.findall(museum.epub(edition))))
    assert sum(epub.values()) >= 60_000
    assert epub - Counter(museum.pdf(edition)) == Counter()


@pytest.mark.slow
def test_the_foreign_book_reaches_taiwan_and_hong_kong_in_their_characters(museum: Made) -> None:
    assert "一座小城為什麼要有博物館" in museum.epub("tw")
    assert "一座小城為什麼要有博物館" in museum.epub("hk")
    assert "「我不是來看東西的。」" in museum.epub("tw")
    for edition in ("tw", "hk"):
        assert "后台&lang=zh" in museum.epub(edition), "an address keeps its characters"
        assert "LIKE'%米升子%'" in museum.epub(edition), "code keeps its characters"


# --- GitBook ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_gitbook_folder_becomes_six_files(teahouse: Made) -> None:
    assert sorted(path.suffix for path in teahouse.out.iterdir()) == [".epub"] * 3 + [".json"] + [".pdf"] * 3
    assert "小茶館的一天" in teahouse.epub("tw")


@pytest.mark.slow
def test_what_a_gitbook_folder_cannot_carry_over_is_said(
    teahouse: Made, golden: Callable[[Path, str], None]
) -> None:
    golden(HERE / "foreign-gitbook.problems.txt", teahouse.notes())


@pytest.mark.slow
def test_the_hints_of_a_gitbook_folder_are_printed(teahouse: Made) -> None:
    seen = teahouse.epub("cn")
    for text in ("炉子边上不要穿宽袖子", "水壶空烧", "铜壶声音亮", "TARGET"):
        assert text in seen
    assert "{%" not in seen
