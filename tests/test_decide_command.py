"""`banben review` and `banben decide` as an editor types them: decisions reach the edition and stay."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample_review import write_book

from banben.cli import main
from banben.config.book import Overrides
from banben.pipeline import Request, localized, prepare


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_LANG", "en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book")


def banben(*args: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, args)))


def table(book: Path, threshold: str = "1") -> list[dict[str, str]]:
    """Return the rows of the review of the book's Taiwan edition."""
    out = book.parent / "out"
    result = banben("review", "--book", book, "--edition", "tw", "--out", out, "--threshold", threshold)
    assert result.exit_code == 0, result.output
    with (out / "review" / "small-tw.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab"))


def decide(book: Path, rows: list[dict[str, str]], *options: str | Path) -> Result:
    path = book.parent / "decisions.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]), dialect="excel-tab")
        lines.writeheader()
        lines.writerows(rows)
    return banben("decide", path, "--book", book, *options)


def row_of(rows: list[dict[str, str]], word: str) -> dict[str, str]:
    return next(row for row in rows if row["source"] == word)


def text_of(book: Path) -> str:
    prepared = prepare(Request(book, Overrides(), ("tw",)))
    (edition,) = prepared.manuscript.editions
    return "\n".join(unit.result for unit in localized(prepared, edition, lambda _: None)[0].units)


def test_a_review_is_a_page_and_a_table_for_each_edition_that_is_converted(
    book: Path, tmp_path: Path
) -> None:
    result = banben("review", "--book", book, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "out" / "review").iterdir())
    assert names == ["small-hk.html", "small-hk.tsv", "small-tw.html", "small-tw.tsv"]
    assert "tw: to decide" in result.output


def test_the_counts_are_there_for_programs(book: Path, tmp_path: Path) -> None:
    result = banben("review", "--json", "--book", book, "--out", tmp_path / "out", "--edition", "tw")
    (found,) = json.loads(result.stdout)["files"]
    assert set(found) == {
        "edition", "rows", "places", "density", "proposals", "sure", "decided", "files"
    }  # fmt: skip
    assert all(Path(name).exists() for name in found["files"])


def test_a_folder_that_cannot_be_written_is_told(book: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "review").write_text("", "utf-8")
    result = banben("review", "--book", book, "--out", tmp_path / "out")
    assert (result.exit_code, "E102" in result.output) == (4, True)


def test_a_decision_is_printed_in_the_edition_and_its_row_does_not_come_back(book: Path) -> None:
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪", reason="吃的面")
    result = decide(book, rows)
    assert result.exit_code == 0, result.output
    assert "glossary/tw.tsv:2: 一碗面 → 一碗麪" in result.output
    assert "一碗面\t一碗麪\t吃的面\n" in (book / "glossary/tw.tsv").read_text("utf-8")
    assert "吃了一碗麪，" in text_of(book)
    assert [row["kind"] for row in table(book) if row["source"] == "一碗面"] == ["rule"]


def test_a_decision_for_what_is_printed_already_is_kept_too(book: Path) -> None:
    rows = table(book)
    printed = row_of(rows, "头发")["result"]
    row_of(rows, "头发").update(decision=printed)
    assert decide(book, rows).exit_code == 0
    assert [row["kind"] for row in table(book) if row["source"] == "头发"] == ["rule"]


def test_a_passage_changes_one_place_alone(book: Path) -> None:
    rows = table(book)
    row = row_of(rows, "这个")
    row.update(decision="箇", source="这个", scope="passage", places=row["places"].split(" ‖ ")[0])
    result = decide(book, rows)
    assert result.exit_code == 0, result.output
    (line,) = [
        line for line in (book / "glossary/one/tw.tsv").read_text("utf-8").splitlines() if "箇" in line
    ]
    assert line.endswith("\t\tpassage")
    assert text_of(book).count("箇") == 1


def test_decisions_outlive_an_edit_of_other_text(book: Path) -> None:
    rows = table(book)
    row_of(rows, "仓库里").update(decision="倉庫里", scope="本处")
    decide(book, rows)
    chapter = book / "one.md"
    chapter.write_text(chapter.read_text("utf-8").replace("\n\n公司", "\n\n新的一段。\n\n公司"), "utf-8")
    assert "倉庫里鑽" in text_of(book)
    rows = table(book)
    assert "仓库里" not in [row["source"] for row in rows if row["kind"] != "rule"]


def test_deciding_twice_writes_once(book: Path) -> None:
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪")
    row_of(rows, "仓库里").update(decision="倉庫里", scope="passage")
    decide(book, rows)
    before = {path: path.read_bytes() for path in (book / "glossary").rglob("*.tsv")}
    again = decide(book, rows)
    assert again.exit_code == 0, again.output
    assert "lines written: 0" in again.output
    assert before == {path: path.read_bytes() for path in (book / "glossary").rglob("*.tsv")}


def test_another_decision_for_the_same_word_needs_to_be_meant(book: Path) -> None:
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪")
    decide(book, rows)
    row_of(rows, "一碗面").update(decision="一碗麵")
    refused = decide(book, rows)
    assert (refused.exit_code, "R107" in refused.output) == (1, True)
    assert decide(book, rows, "--replace").exit_code == 0
    assert "吃了一碗麵，" in text_of(book)


def test_a_passage_can_be_decided_anew(book: Path) -> None:
    rows = table(book)
    row_of(rows, "仓库里").update(decision="倉庫里", scope="passage")
    decide(book, rows)
    row_of(rows, "仓库里").update(decision="倉庫裡")
    assert "R107" in decide(book, rows).output
    assert decide(book, rows, "--replace").exit_code == 0
    assert "倉庫裡鑽" in text_of(book)


def test_a_decision_for_the_house_counts_in_all_its_books(book: Path, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪", scope="本社")
    assert "R106" in decide(book, rows).output
    result = decide(book, rows, "--house", tmp_path / "house")
    assert result.exit_code == 0, result.output
    other = write_book(tmp_path / "other", house="../house")
    assert "吃了一碗麪，" in text_of(other)
    row_of(rows, "一碗面").update(decision="一碗麵")
    assert "R107" in decide(other, rows).output


def test_an_unknown_edition_names_the_known_ones(book: Path) -> None:
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪", edition="sg")
    result = decide(book, rows)
    assert (result.exit_code, "C901" in result.output) == (3, True)


def test_a_file_without_decisions_writes_nothing(book: Path) -> None:
    result = decide(book, table(book))
    assert (result.exit_code, "R112" in result.output) == (0, True)
    assert not (book / "glossary").exists()


def test_a_bad_line_is_shown(book: Path) -> None:
    rows = table(book)
    row_of(rows, "一碗面").update(decision="一碗麪", scope="everywhere")
    result = decide(book, rows)
    assert (result.exit_code, "R103" in result.output, "decisions.tsv:" in result.output) == (1, True, True)
