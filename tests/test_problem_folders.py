"""Each folder of tests/problems/ is a manuscript with one kind of mistake and what the writer is told.

To add one: make tests/problems/<CODE>-<what>/book/, run pytest --accept, and read expected.txt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from banben.frames import frame
from banben.load import Overrides
from banben.pipeline import Request, check, prepare
from banben.problems import Stop, catalogue, in_order

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in (HERE / "problems").iterdir() if (path / "book").is_dir())


def told(root: Path) -> str:
    """Return what `banben check` tells the writer of the folder, notes included, in English."""
    try:
        prepared = prepare(Request(root, Overrides()))
        problems, texts = check(prepared), prepared.texts
    except Stop as stop:
        problems, texts = in_order(stop.problems), stop.texts
    return "\n\n".join(frame(item, texts, "en") for item in problems).replace(str(root), "BOOK") + "\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_the_writer_is_told(folder: Path, golden: Callable[[Path, str], None]) -> None:
    seen = told(folder / "book")
    code = folder.name.split("-")[0]
    assert f"[{code}]" in seen, f"{folder.name} does not lead to {code}:\n{seen}"
    golden(folder / "expected.txt", seen)


def test_every_code_has_a_test() -> None:
    folders = {path.name.split("-")[0] for path in FOLDERS}
    named = {
        code
        for path in HERE.glob("test_*.py")
        for code in re.findall(r'"([A-Z]\d{3})"', path.read_text("utf-8"))
    }
    assert set(catalogue()) - folders - named == set()


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_speaks_both_languages(code: str) -> None:
    entry = catalogue()[code]
    for words in (entry.message, entry.help):
        assert re.search(r"[\u4e00-\u9fff]", words["zh"])
        assert re.search(r"[a-z]{3}", words["en"])
        fields = [set(re.findall(r"\{(\w+)", text)) for text in words.values()]
        assert fields[0] == fields[1], f"{code}: the two languages name different values"
