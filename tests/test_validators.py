"""What others say of our EPUBs: EPUBCheck, epubcheck-ts and Ace find nothing in any edition of four books.

Reports are kept where BANBEN_ARTEFACTS says.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import node_tools
import pytest

ROOT = Path(__file__).parents[1]
BOOKS: Mapping[str, Path] = {
    "shipped": ROOT / "chapters",
    "everything": ROOT / "tests" / "everything",
    "mdbook": ROOT / "tests" / "foreign",
    "gitbook": ROOT / "tests" / "foreign-gitbook",
}
EDITIONS = {
    "shipped": ("cn", "tw", "hk", "tw-vertical"),
    "everything": ("cn", "tw", "hk", "tw-vertical"),
    "mdbook": ("cn", "tw", "hk"),
    "gitbook": ("cn", "tw", "hk"),
}
FILES = [(book, edition) for book, editions in EDITIONS.items() for edition in editions]
# Messages for information that are no fault: the rule, what it speaks of, and why it stays.
KNOWN: Mapping[str, tuple[str, str]] = {
    "OPF-097": ("cover.jpg", "the raster cover is for shops and shelves, the book shows the vector one"),
    "CSS-028": ("font-face", "it says no more than that a font is embedded, which a rare character needs"),
    "OPF-003": ("licences.txt", "a linked resource: EPUB 3.3 section 5.5.7 keeps it out of the manifest"),
}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Built:
    """The EPUBs of a book by edition, and what `--json` said of them, EPUBCheck included."""

    files: Mapping[str, Path]
    problems: tuple[Mapping[str, Any], ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    done: dict[str, Built] = {}

    def make(book: str) -> Built:
        if book not in done:
            done[book] = _build(book, tmp_path_factory.mktemp(book))
        return done[book]

    return make


def _build(book: str, out: Path) -> Built:
    command = [sys.executable, str(ROOT / "build.py"), "build", "--json", "--epubcheck", "--format", "epub"]
    run = subprocess.run(
        [*command, "--book", str(BOOKS[book]), "--out", str(out)], capture_output=True, text=True, check=False
    )
    assert run.stdout, run.stderr
    said = json.loads(run.stdout)
    files = {edition: path for edition in EDITIONS[book] for path in out.glob(f"*-{edition}.epub")}
    return Built(files, tuple(said["problems"]))


@pytest.mark.parametrize("book", BOOKS)
def test_epubcheck_and_our_own_checks_find_nothing(book: str, built: Callable[[str], Built]) -> None:
    made = built(book)
    assert set(made.files) == set(EDITIONS[book]), made.problems
    checks = [item for item in made.problems if item["code"].startswith("V") and item["code"] != "V240"]
    assert [item for item in checks if not _known(item["message"])] == []


@pytest.mark.parametrize(("book", "edition"), FILES)
def test_epubcheck_ts_finds_nothing(book: str, edition: str, built: Callable[[str], Built]) -> None:
    found = node_tools.epubcheck_ts(built(book).files[edition])
    grave = [item for item in found if item.severity != "usage"]
    assert grave == []
    assert [item for item in found if not _known(f"{item.id} {item.place} {item.words}")] == []


@pytest.mark.parametrize(("book", "edition"), FILES)
def test_ace_finds_nothing_of_any_severity(
    book: str, edition: str, built: Callable[[str], Built], tmp_path: Path
) -> None:
    file = built(book).files[edition]
    assert node_tools.ace(file, node_tools.artefacts("ace", tmp_path) / file.stem) == []


def _known(message: str) -> bool:
    return any(id in message and word.lower() in message.lower() for id, (word, _) in KNOWN.items())
