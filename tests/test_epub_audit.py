"""The small set of checks of bench/epub_checks.py sees each fault that is planted, and no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from sample_publication import PROSE, epub

from banben.writers.epub import write

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import epub_checks

NO_PAGES = {"page-list": "none"}
HELD = epub_checks.Held("zh-Hans-CN", (), tuple(PROSE))


def audited(
    folder: Path, change: Callable[[str, bytes], bytes], held: epub_checks.Held = HELD
) -> dict[str, str]:
    """Return what the checks find in the sample with every entry as *change* leaves it."""
    whole, changed = folder / "whole.epub", folder / "changed.epub"
    whole.write_bytes(write(epub())[0].content)
    with ZipFile(whole) as before, ZipFile(changed, "w") as after:
        for info in before.infolist():
            content = change(info.filename, before.read(info))
            after.writestr(info, content, ZIP_STORED if content[:11] == b"application" else ZIP_DEFLATED)
    return {check: words for check, words in epub_checks.own(changed, held).items() if words}


def replacing(file: str, old: str, new: str) -> Callable[[str, bytes], bytes]:
    return lambda name, content: content.replace(old.encode(), new.encode()) if file in name else content


def test_a_sound_book_lacks_only_what_it_lacks(tmp_path: Path) -> None:
    assert audited(tmp_path, lambda name, content: content) == NO_PAGES


@pytest.mark.parametrize(
    ("check", "file", "old", "new"),
    [
        (
            "language of package and documents",
            "content.opf",
            ">zh-Hans-CN</dc:language>",
            ">zh</dc:language>",
        ),
        ("nothing of the text lost", ".xhtml", PROSE[1], PROSE[1][:-4]),
        ("notes lead there and back", "c01.xhtml", 'id="ref-1"', 'id="ref-9"'),
        ("contents have every heading", "nav.xhtml", 'href="c01.xhtml', 'href="c99.xhtml'),
    ],
)
def test_a_planted_fault_is_found(check: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    assert set(audited(tmp_path, replacing(file, old, new))) == {check, *NO_PAGES}


def test_a_heading_that_no_line_names_is_found(tmp_path: Path) -> None:
    held = epub_checks.Held("zh-Hans-CN", ("没有的标题",), ())
    found = audited(tmp_path, lambda name, content: content, held)
    assert found == {**NO_PAGES, "contents have every heading": "1 of 1 not"}


def test_a_picture_that_ends_too_early_is_found(tmp_path: Path) -> None:
    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name.endswith((".png", ".jpg")) else content

    assert set(audited(tmp_path, cut)) == {"pictures decode", *NO_PAGES}


def test_a_compressed_first_entry_is_found(tmp_path: Path) -> None:
    found = audited(tmp_path, lambda name, content: b" " + content if name == "mimetype" else content)
    assert found == {**NO_PAGES, "first entry stored": "mimetype, method 8"}
