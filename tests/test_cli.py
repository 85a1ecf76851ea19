"""Words, options and exit codes of the command line, tried as a writer would type them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from banben import __version__
from banben.cli import main


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_LANG", "en")


def banben(*args: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, list(args), input=given)


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    assert banben("new", str(tmp_path / "book")).exit_code == 0
    return tmp_path / "book"


def without_pdf(arguments: Sequence[str]) -> list[str]:
    return [*arguments, "--format", "epub"]


def test_version() -> None:
    assert __version__ in banben("--version").output


def test_help_names_every_word_and_the_exit_codes() -> None:
    shown = banben("--help").output
    for name in ("build", "check", "convert", "new", "completion", "Exit codes"):
        assert name in shown


def test_an_unknown_word_is_wrong_usage() -> None:
    assert banben("bake").exit_code == 2


def test_new_makes_a_book_that_passes_the_check(starter: Path) -> None:
    result = banben("check", "--book", str(starter))
    assert result.exit_code == 0, result.output
    assert "error[" not in result.output


def test_new_does_not_touch_a_folder_with_something_in_it(starter: Path) -> None:
    (starter / "book.toml").write_text("mine", "utf-8")
    result = banben("new", str(starter))
    assert result.exit_code == 4
    assert "E201" in result.output
    assert (starter / "book.toml").read_text("utf-8") == "mine"


def test_new_where_nothing_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = banben("new", str(tmp_path / "file" / "book"))
    assert (result.exit_code, "E203" in result.output) == (4, True)


def test_build_is_the_default_word(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = banben(*without_pdf(["--book", str(starter), "--out", str(out), "--edition", "tw"]))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir() if not path.name.startswith(".")) == [
        "manifest.json",
        "my-book-tw.epub",
    ]


def test_the_summary_names_file_size_and_problems(starter: Path, tmp_path: Path) -> None:
    result = banben(*without_pdf(["--book", str(starter), "--out", str(tmp_path / "out")]))
    for expected in ("file", "size", "pages", "seconds", "problems", "my-book-hk.epub", "KB"):
        assert expected in result.output


def test_json_is_one_document_on_standard_output(starter: Path, tmp_path: Path) -> None:
    result = banben(*without_pdf(["--json", "--book", str(starter), "--out", str(tmp_path / "out")]))
    found = json.loads(result.stdout)
    assert found["exit"] == 0
    assert {item["edition"] for item in found["files"]} == {"cn", "tw", "hk"}
    assert all(len(item["sha256"]) == 64 for item in found["files"])


def test_an_unknown_edition_names_the_known_ones(starter: Path) -> None:
    result = banben("check", "--book", str(starter), "--edition", "sg")
    assert result.exit_code == 3
    assert "C901" in result.output
    assert "cn, tw, hk" in result.output


def test_errors_cost_no_earlier_edition(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    banben(*without_pdf(["--book", str(starter), "--out", str(out)]))
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    with (starter / "01-first.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n见[@fig-nowhere]。\n")
    result = banben(*without_pdf(["--book", str(starter), "--out", str(out)]))
    assert result.exit_code == 1
    assert "[@fig-nowhere]" in result.output
    assert before == {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_convert_gives_the_editions_text() -> None:
    result = banben("convert", "--region", "tw", given="他说：“头发和发展。”\n运行`后台`\n".encode())
    assert result.exit_code == 0, result.output
    assert result.stdout == "他說：「頭髮和發展。」\n運行`后台`\n"


def test_convert_to_an_unknown_region() -> None:
    result = banben("convert", "--region", "sg", given="头发".encode())
    assert (result.exit_code, "C902" in result.output) == (3, True)


def test_convert_refuses_bytes_that_are_no_utf8() -> None:
    result = banben("convert", "--region", "tw", given="雨停了，河面上漂着一盏灯".encode("gb18030"))
    assert result.exit_code == 1
    assert "F101" in result.output


def test_quiet_prints_nothing_when_all_is_well(starter: Path) -> None:
    result = banben("check", "--quiet", "--book", str(starter))
    assert (result.exit_code, result.output) == (0, "")


def test_completion_is_a_script_for_the_shell() -> None:
    assert "_BANBEN_COMPLETE" in banben("completion", "bash").output


def test_a_fault_of_ours_is_no_traceback(starter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("banben.commands.check_book", broken)
    result = banben("check", "--book", str(starter))
    assert result.exit_code == 70
    assert "E901" in result.output
    assert "Traceback" not in result.output


def test_an_edition_whose_process_dies_is_told(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(*_: object) -> None:
        raise SystemExit(9)

    monkeypatch.setattr("banben.pipeline.make", dying)
    result = banben("build", "--book", str(starter), "--out", str(tmp_path / "out"), "--edition", "cn")
    assert result.exit_code == 4
    assert "E202" in result.output
