"""The house's folder: from book.toml, the option or the environment; its rule files and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from banben.cli import main
from banben.frames import frame
from banben.house import open_house
from banben.load import Overrides, load

CONFIG = '[book]\ntitle = "书"\nslug = "shu"\npublished = 2026-11-23\nhouse = "../house"\n'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    files = {
        "house/glossary/tw.tsv": "项目\t專案\n",
        "house/glossary/names.tsv": "干宝\n",
        "house/glossary/one/tw.tsv": "甲\t乙\n",
        "house/glossary/notes.txt": "说明",
        "house/tw.tsv": "甲\t乙\n",
        "book/a.md": "# 一\n\n项目\n",
        "book/book.toml": CONFIG,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "house"


def test_its_rule_files_stand_among_the_manuscripts_texts(house: Path) -> None:
    manuscript, problems = load(house.parent / "book", Overrides())
    assert problems == ()
    assert sorted(manuscript.texts) == [
        "a.md",
        "book.toml",
        "house/glossary/names.tsv",
        "house/glossary/tw.tsv",
    ]


def test_the_option_goes_before_book_toml(house: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "glossary"
    other.mkdir(parents=True)
    (other / "hk.tsv").write_text("项目\t項目\n", "utf-8")
    manuscript, problems = load(tmp_path / "book", Overrides(house=other.parent))
    assert problems == ()
    assert [path for path in manuscript.texts if path.startswith("house/")] == ["house/glossary/hk.tsv"]


def test_the_option_needs_no_book_toml(house: Path, tmp_path: Path) -> None:
    (tmp_path / "book" / "book.toml").unlink()
    manuscript, _ = load(tmp_path / "book", Overrides(house=house))
    assert "house/glossary/tw.tsv" in manuscript.texts


def test_without_a_house_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一", "utf-8")
    assert list(load(tmp_path, Overrides())[0].texts) == ["a.md"]


def test_a_house_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一", "utf-8")
    (tmp_path / "book.toml").write_text(CONFIG, "utf-8")
    _, (problem,) = load(tmp_path, Overrides())
    assert (problem.code, problem.origin and problem.origin.line) == ("C216", 5)
    _, (problem,) = load(tmp_path, Overrides(house=tmp_path / "none"))
    assert (problem.code, problem.origin) == ("C216", None)


def test_a_house_without_rule_files_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in open_house(tmp_path)[1]] == ["C217"]


def test_a_fault_is_framed_under_the_houses_name(house: Path) -> None:
    (house / "glossary" / "tw.tsv").write_bytes("项目\t專\x07案\n".encode())
    texts, (problem,) = open_house(house)
    assert frame(problem, texts, "en").startswith("house/glossary/tw.tsv:1:5: error[F102]")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_out_of_the_house_is_not_followed(house: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.tsv"
    secret.write_text("甲\t乙\n", "utf-8")
    (house / "glossary" / "hk.tsv").symlink_to(secret)
    texts, (problem,) = open_house(house)
    assert problem.code == "F203"
    assert "house/glossary/hk.tsv" not in texts


@pytest.mark.parametrize("by", ["option", "environment"])
def test_convert_uses_it_without_a_book(house: Path, by: str) -> None:
    option = ["--house", str(house)] if by == "option" else []
    environment = {"BANBEN_HOUSE": str(house) if by == "environment" else ""}
    command = ["convert", "--region", "tw", *option]
    done = CliRunner().invoke(main, command, input="项目，干宝", env=environment)
    assert (done.exit_code, done.stdout) == (0, "專案，干宝")


def test_convert_has_the_style_of_the_books_edition(house: Path, tmp_path: Path) -> None:
    config = tmp_path / "book" / "book.toml"
    style = '[editions.tw.conversion.switches]\ntai = "台"\nquotes = "『』「」"\n'
    config.write_text(config.read_text("utf-8") + style, "utf-8")
    command = ["convert", "--region", "tw", "--book", str(tmp_path / "book")]
    done = CliRunner().invoke(main, command, input="“平台”的项目")
    assert (done.exit_code, done.stdout) == (0, "『平台』的專案")
