"""How lines are broken, case by case: tests/cases/lines/*.toml, which an editor can read and extend."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sample_lines import PICTURE, lines

from banben.cjk.settings import Settings

FOLDER = Path(__file__).parent / "cases" / "lines"
REGIONS = {"cn": "zh-Hans-CN", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
KNOWN = {
    "title",
    "text",
    "lines",
    "width",
    "region",
    "prohibition",
    "hanging",
    "gap",
    "sheet",
    "right",
    "fault",
}
PLACES = {"[img]": f'<img src="{PICTURE}">'}


@dataclass(frozen=True, slots=True)
class Case:
    """A case as README.md in the folder explains it."""

    title: str
    text: str
    lines: list[str]
    width: float
    language: str
    settings: Settings
    sheet: str
    right: list[float] | None


def cases() -> Iterator[Any]:
    """Yield the cases of all files, those with a fault marked as not met."""
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]:
            assert entry.keys() <= KNOWN, f"{path.name}: {entry['title']}: {entry.keys() - KNOWN}"
            marks = [pytest.mark.xfail(reason=entry["fault"], strict=True)] if "fault" in entry else []
            yield pytest.param(_case(entry), id=f"{path.stem}: {entry['title']}", marks=marks)


def _case(entry: dict[str, Any]) -> Case:
    asked = {key: entry[key] for key in ("prohibition", "hanging", "gap") if key in entry}
    text = entry["text"]
    for name, markup in PLACES.items():
        text = text.replace(name, markup)
    return Case(
        entry["title"],
        text if text.startswith(("<p", "<div", "<table")) else f"<p>{text}</p>",
        entry["lines"].strip("\n").split("\n"),
        entry["width"],
        REGIONS[entry.get("region", "cn")],
        Settings(**asked),
        entry.get("sheet", ""),
        entry.get("right"),
    )


@pytest.mark.parametrize("case", list(cases()))
def test_lines(case: Case) -> None:
    made = [
        line for line in lines(case.text, case.width, case.settings, case.language, case.sheet) if line.text
    ]
    assert "\n".join(line.text.replace("￼", "□") for line in made) == "\n".join(case.lines)
    if case.right is not None:
        assert [line.right for line in made] == pytest.approx(case.right, abs=0.001)
