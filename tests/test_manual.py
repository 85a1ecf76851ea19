"""docs/manuscript.md is true: its examples parse without a problem, and each has its picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample_parse import parse_text

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "manuscript.md").read_text("utf-8")
EXAMPLES = re.findall(r"^(`{3,})markdown\n(.*?)^\1\n([^\n]*)", PAGE, re.MULTILINE | re.DOTALL)
DATA = {f"data/{path.name}": path.read_text("utf-8") for path in (ROOT / "chapters" / "data").glob("*.csv")}


@pytest.mark.parametrize(("source", "shown"), [(source, shown) for _, source, shown in EXAMPLES])
def test_each_example_is_sound_and_shown(source: str, shown: str) -> None:
    made, problems = parse_text(source, "01.md", "章", (), DATA)
    assert problems == ()
    assert made.blocks
    picture = re.fullmatch(r"!\[[^\]]+\]\((pictures/[a-z-]+\.png)(?: \"\w+\")?\)", shown)
    assert picture
    assert (ROOT / "docs" / picture[1]).stat().st_size > 500


def test_every_shipped_box_is_named() -> None:
    names = re.findall(r'names = \["([^"]+)"', (ROOT / "templates" / "boxes.toml").read_text("utf-8"))
    assert len(names) > 10
    assert [name for name in names if name not in PAGE] == []
