"""The book that ships with the pipeline: its size, and every edition of it built, checked and built again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from lxml import etree

from banben.assemble.index import marks
from banben.cli import main
from banben.config.book import Overrides
from banben.model import Box, Chart, Figure, Table
from banben.pipeline import Request, check, localized, prepare
from banben.shipped import chapters
from banben.verify.reading import pdf_pages
from banben.walk import chapter_blocks, inlines, streams

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u3400-\u9fff]")
FILES = {
    f"shichang-yu-xiaoshou-{name}"
    for name in (
        "cn.epub",
        "cn.pdf",
        "tw.epub",
        "tw.pdf",
        "hk.epub",
        "hk.pdf",
        "cn-trainer.pdf",
        "tw-vertical.epub",
        "tw-vertical.pdf",
    )
}
TOLD = ("cn", "tw", "hk", "tw-vertical")
MESSAGES = {
    f"shichang-yu-xiaoshou-{edition}.{kind}"
    for edition in TOLD
    for kind in ("onix.xml", "opds.json", "cover.jpg")
}
# Characters of everyday words that no Traditional text has: one of them is a passage left unconverted.
SIMPLIFIED = "这说们时间问题对话实发现开关动场务门员产业让还进过两从为"


def build(out: Path, *options: str) -> dict[str, Any]:
    """Build the shipped book into *out* and return what `--json` says; EPUBCheck is part of it."""
    command = [sys.executable, str(ROOT / "build.py"), "build", "--json", "--out", str(out), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("dist")
    return out, build(out, "--epubcheck")


def test_the_manuscript_has_no_problem() -> None:
    assert check(prepare(Request(chapters(), Overrides()))) == ()


def test_it_is_a_book_and_no_sample() -> None:
    prepared = prepare(Request(chapters(), Overrides()))
    written = sum(len(HAN.findall(source.text)) for source in prepared.manuscript.sources)
    assert 25_000 <= written <= 40_000


def test_every_chapter_has_what_a_session_needs() -> None:
    prepared = prepare(Request(chapters(), Overrides()))
    numbered = [chapter for chapter in prepared.chapters if chapter.role == "chapter"]
    assert len(numbered) == 6
    for chapter in numbered:
        blocks = list(chapter_blocks(chapter))
        kinds = {block.kind for block in blocks if isinstance(block, Box)}
        assert {"scene", "summary", "discussion", "trainer"} <= kinds, chapter.attributes.id
        assert any(isinstance(block, (Table, Figure)) for block in blocks), chapter.attributes.id
        assert chapter.notes, chapter.attributes.id


def test_charts_are_drawn_from_data_beside_the_book() -> None:
    prepared = prepare(Request(chapters(), Overrides()))
    charts = [
        block.picture
        for chapter in prepared.chapters
        for block in chapter_blocks(chapter)
        if isinstance(block, Figure) and isinstance(block.picture, Chart)
    ]
    assert charts
    assert all(chart.data in prepared.manuscript.texts for chart in charts)


def test_the_whole_dialect_is_used() -> None:
    prepared = prepare(Request(chapters(), Overrides()))
    kinds = {
        type(inline).__name__
        for chapter in prepared.chapters
        for block in chapter_blocks(chapter)
        for stream in streams(block)
        for inline in inlines(stream)
    }
    expected = {"CrossRef", "Dots", "Emphasis", "IndexMark", "NoteRef", "Ruby", "Span", "Strong", "Variant"}
    assert expected <= kinds


@pytest.mark.parametrize("edition", ["cn", "tw", "hk"])
def test_its_index_has_the_entries_of_a_book(edition: str) -> None:
    prepared = prepare(Request(chapters(), Overrides(), (edition,)))
    book = localized(prepared, prepared.manuscript.editions[0], lambda _: None)[0].book
    found = list(marks(book.chapters))
    mains = {mark.under or mark.term for mark in found}
    assert 80 <= len(mains) <= 150
    places = Counter(f"{mark.under}/{mark.term}" for mark in found if not mark.see)
    assert max(places.values()) <= 5  # with more an entry has sub-entries


@pytest.mark.slow
def test_every_edition_comes_out_without_a_problem(built: tuple[Path, dict[str, Any]]) -> None:
    out, found = built
    assert found["problems"] == []
    assert found["exit"] == 0
    assert {item["file"] for item in found["files"]} == FILES | MESSAGES
    assert {path.name for path in out.iterdir() if path.name != "manifest.json"} == FILES | MESSAGES


@pytest.mark.slow
@pytest.mark.parametrize("edition", TOLD)
def test_the_trade_is_told_of_every_edition_in_its_script(
    built: tuple[Path, dict[str, Any]], edition: str
) -> None:
    from onixcheck.schema import O30_XSD_REFERENCE

    out, _ = built
    content = (out / f"shichang-yu-xiaoshou-{edition}.onix.xml").read_bytes()
    schema = etree.XMLSchema(etree.parse(O30_XSD_REFERENCE))
    schema.validate(etree.fromstring(content))
    assert [str(item) for item in schema.error_log] == []
    told = content.decode() + (out / f"shichang-yu-xiaoshou-{edition}.opds.json").read_text("utf-8")
    left = set(told) & set(SIMPLIFIED)
    assert bool(left) == (edition == "cn"), left


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    _, first = built
    second = build(tmp_path, "--jobs", "1")
    hashes = [{item["file"]: item["sha256"] for item in found["files"]} for found in (first, second)]
    assert hashes[0] == hashes[1]


@pytest.mark.slow
@pytest.mark.parametrize("region", ["tw", "hk", "tw-vertical"])
def test_traditional_editions_are_traditional(built: tuple[Path, dict[str, Any]], region: str) -> None:
    out, _ = built
    with ZipFile(out / f"shichang-yu-xiaoshou-{region}.epub") as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".ncx", ".opf", "images/fig-talent.svg")):
                left = set(archive.read(name).decode("utf-8")) & set(SIMPLIFIED)
                assert not left, f"{name}: {left}"


@pytest.mark.slow
def test_the_vertical_edition_has_the_words_of_the_horizontal_one(built: tuple[Path, dict[str, Any]]) -> None:
    out, _ = built
    texts = []
    for name in ("tw", "tw-vertical"):
        with ZipFile(out / f"shichang-yu-xiaoshou-{name}.epub") as archive:
            texts.append([HAN.findall(_text(archive.read(f"EPUB/c{at:02}.xhtml"))) for at in range(9)])
    for across, down in zip(*texts, strict=True):
        assert "".join(across) == "".join(down)


def _text(markup: bytes) -> str:
    """Return the words of a document without the labels of figures and tables, 圖 2-1 and 圖二之一."""
    words = re.sub(r"<[^>]+>", "", markup.decode("utf-8"))
    return re.sub(r"[圖表]\s*[附〇一二三四五六七八九十]*[0-9]?[-之][0-9一二三四五六七八九十]+", "", words)


@pytest.mark.slow
@pytest.mark.parametrize("edition", [*TOLD, "cn-trainer"])
def test_the_title_page_is_one_page(built: tuple[Path, dict[str, Any]], edition: str) -> None:
    out, _ = built
    pages = pdf_pages((out / f"shichang-yu-xiaoshou-{edition}.pdf").read_bytes())
    assert pages[2].endswith("版本(banben)")


@pytest.mark.slow
def test_only_the_trainers_edition_has_the_trainers_notes(built: tuple[Path, dict[str, Any]]) -> None:
    out, found = built
    pages = {item["file"]: item["pages"] for item in found["files"]}
    assert pages["shichang-yu-xiaoshou-cn-trainer.pdf"] > pages["shichang-yu-xiaoshou-cn.pdf"]
    with ZipFile(out / "shichang-yu-xiaoshou-cn.epub") as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xhtml"))
    assert "讲师提示" not in text


def test_convert_prints_what_the_edition_prints(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(chapters(), book)
    prepared = prepare(Request(book, Overrides(), ("tw",)))
    units = localized(prepared, prepared.manuscript.editions[0], lambda _: None)[0].units
    chapter = [item for item in units if item.origin.path == "05-people.md" and "\ufffc" not in item.source]
    plain = book / "05-people.md"
    plain.write_text("\n".join(item.source for item in chapter), "utf-8")
    found = CliRunner().invoke(main, ["convert", "--region", "tw", "--book", str(book), str(plain)])
    marks = str.maketrans("「」『』", "“”‘’")
    assert found.output.translate(marks).split("\n") == [item.result.translate(marks) for item in chapter]
    assert "面過老陳" in found.output
