"""A Taiwan author's book: every region's edition of it, built, read back and complete."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from banben.cli import main
from banben.conversion.residue import other_script
from banben.problems import Exit

HERE = Path(__file__).parent
BOOK = HERE / "traditional"
HAN = re.compile(r"[\u3400-\u9fff]")
Built = tuple[dict[str, Any], dict[str, str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return what the build says, and the text of each edition's chapters."""
    out = tmp_path_factory.mktemp("traditional")
    command = [sys.executable, str(HERE.parent / "build.py"), "build", "--json"]
    done = subprocess.run(
        [*command, "--book", str(BOOK), "--out", str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), {code: _text(out, code) for code in ("cn", "tw", "hk")}


def _text(out: Path, code: str) -> str:
    with ZipFile(out / f"watch-shop-{code}.epub") as archive:
        names = sorted(name for name in archive.namelist() if re.search(r"/c\d+\.xhtml$", name))
        documents = [archive.read(name).decode("utf-8") for name in names]
    bodies = (document[document.index("<body") :] for document in documents)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", body)) for body in bodies)


@pytest.mark.slow
def test_every_edition_is_built_without_a_problem(built: Built) -> None:
    report, texts = built
    assert report["problems"] == []
    assert all(len(HAN.findall(text)) > 1000 for text in texts.values())


@pytest.mark.slow
def test_the_authors_own_edition_keeps_every_character(built: Built) -> None:
    printed = set(HAN.findall(built[1]["tw"]))
    written = "".join(path.read_text("utf-8") for path in sorted(BOOK.glob("*.md")))
    assert printed <= set(HAN.findall(written)) | set("要點習")


@pytest.mark.slow
def test_the_mainland_edition_is_the_mainlands(built: Built) -> None:
    text = built[1]["cn"]
    kept = text.replace("乾元錶行", "").replace("餘時", "").replace("乾隆", "")
    assert list(other_script(kept, "hans")) == []
    for words in (
        "乾隆年间",
        "余师傅",
        "营销公司",
        "“清楚”",
        "修表的视频",
        "数字化转型",
        "出租车司机",
        "沉默寡言",
    ):
        assert words in text, words
    assert not set("「」『』") & set(text)


@pytest.mark.slow
def test_the_hong_kong_edition_is_hong_kongs(built: Built) -> None:
    text = built[1]["hk"]
    for words in ("裏", "説", "着姓名", "的士司機", "軟件", "「清楚」", "數碼轉型"):
        assert words in text, words


@pytest.mark.slow
def test_names_and_code_are_printed_as_written_in_every_edition(built: Built) -> None:
    for text in built[1].values():
        assert "乾元錶行" in text
        assert "餘時 plus" in text


@pytest.mark.slow
def test_labels_of_boxes_are_the_regions(built: Built) -> None:
    assert {code: label in text for (code, text), label in zip(
        built[1].items(), ("练习", "練習", "練習"), strict=True
    )} == {"cn": True, "tw": True, "hk": True}  # fmt: skip


def convert(words: str, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["convert", *options], input=words.encode())
    return result.exit_code, result.stdout


def test_convert_takes_the_region_of_the_text() -> None:
    assert convert("「網路」", "--region", "cn", "--from", "tw") == (0, "“网络”")


def test_convert_takes_the_books_language() -> None:
    assert convert("余先生的帳簿", "--region", "cn", "--book", str(BOOK)) == (0, "余师傅的账簿")


def test_convert_knows_its_regions() -> None:
    status, _ = convert("網路", "--region", "cn", "--from", "xx")
    assert status == Exit.CONFIGURATION
