"""Reading inside the book's folder and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from banben import disk
from banben.disk import is_outside, list_files, read_text
from banben.model import Origin


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret.md").write_text("密", "utf-8")
    (tmp_path / "book" / "one").mkdir(parents=True)
    for name in ("b.md", "a.md", ".hidden.md", "one/c.MD", "one/d.txt"):
        (tmp_path / "book" / name).write_text("字", "utf-8")
    return tmp_path / "book"


def test_hidden_files_and_tool_folders_are_not_listed(root: Path) -> None:
    for folder in (".git", "node_modules", "_book"):
        (root / folder).mkdir()
        (root / folder / "x.md").write_text("x", "utf-8")
    assert list_files(root).files == ("a.md", "b.md", "one/c.MD", "one/d.txt")
    assert list_files(root).markdown_under("one") == ("one/c.MD",)
    assert list_files(root).markdown_under("") == ("a.md", "b.md", "one/c.MD")


def test_a_listing_stops_at_the_limit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_FILES", 3)
    listing = list_files(root)
    assert (listing.over, len(listing.files)) == (True, 3)


def test_a_link_that_is_a_folder_is_not_entered(root: Path) -> None:
    (root / "loop").symlink_to(root)
    (root / "out").symlink_to(root.parent)
    assert list_files(root).files == ("a.md", "b.md", "one/c.MD", "one/d.txt")


@pytest.mark.parametrize(
    "file", ["../secret.md", "one/../../secret.md", "/etc/passwd", "C:\\a.md", "D:/a.md"]
)
def test_paths_that_lead_outside_are_never_read(root: Path, file: str) -> None:
    assert is_outside(root, file)
    text, (found,) = read_text(root, file, Origin("book.toml", 3, 1), 5)
    assert text is None
    assert (found.code, found.origin, found.length) == ("F203", Origin("book.toml", 3, 1), 5)


def test_a_link_that_leads_outside_is_never_read_and_one_inside_is(root: Path) -> None:
    (root / "out.md").symlink_to(root.parent / "secret.md")
    (root / "in.md").symlink_to(root / "a.md")
    assert [found.code for found in read_text(root, "out.md")[1]] == ["F203"]
    assert read_text(root, "in.md") == ("字", ())


@pytest.mark.parametrize("file", ["./a.md", "one/../a.md", "one//c.MD", "..a.md"])
def test_dots_that_stay_inside_are_accepted(root: Path, file: str) -> None:
    assert not is_outside(root, file)


def test_what_cannot_be_read_is_told(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    for file in ("one", "pipe.md", "nowhere.md", "x" * 300 + ".md", "a\0.md"):
        text, (found,) = read_text(root, file)
        assert (text, found.code) == (None, "F204")
        assert dict(found.values)["reason"]


def test_a_link_to_itself_is_told(root: Path) -> None:
    (root / "self.md").symlink_to(root / "self.md")
    assert [found.code for found in read_text(root, "self.md")[1]] == ["F204"]


def test_a_file_beyond_the_limit_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_BYTES", 10)
    (root / "long.md").write_text("字" * 10, "utf-8")
    text, (found,) = read_text(root, "long.md")
    assert (text, found.code) == (None, "F303")
    assert dict(found.values) == {"file": "long.md", "size": "30", "most": "10"}
