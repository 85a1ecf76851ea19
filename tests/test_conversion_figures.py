"""The figures that the conversion must keep, on the project's own sentences and prose."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import conversion as bench  # noqa: E402 - the bench is no package

pytestmark = pytest.mark.slow
TABLES = sorted((ROOT / "tests" / "conversion").glob("*.tsv"))
ROWS = [row for path in TABLES if path.stem != "switches" for row in bench.read_rows(path)]


@pytest.mark.parametrize(
    ("region", "least"),
    [("tw", 0.98), ("hk", 0.98), ("twp", 0.92), ("hkp", 0.92), ("tw2cn", 0.95), ("hk2cn", 0.95)],
)
def test_rows_that_come_out_right(region: str, least: float) -> None:
    tally = bench.score(ROWS, region)
    assert tally.rows > 20
    assert tally.right / tally.rows >= least, [(row.name, result) for row, result, _ in tally.failed]


def test_words_that_must_stay_stay() -> None:
    spoilt = [
        (row.name, result)
        for region in ("twp", "hkp")
        for row, result, _ in bench.score(ROWS, region).failed
        if row.kind == bench.KEEP
    ]
    assert spoilt == []


def test_native_prose_there_and_back() -> None:
    folder = ROOT / "tests" / "prose" / "tw"
    texts = [line for file in folder.glob("*.txt") for line in file.read_text("utf-8").split("\n") if line]
    found = bench.trip(texts, "tw")
    per = 10_000 / found.ideographs
    assert found.ideographs >= 20_000
    assert found.wrong * per <= 3.0, found.examples
    assert found.flags * per <= 15
    assert found.wrong < bench.stock_trip(texts, "tw") / 10
