"""The cache folder: what is kept comes back, old versions go, a folder that cannot be used is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from banben.conversion import cache_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BANBEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_value_is_made_once(folder: Path) -> None:
    made: list[int] = []

    def make() -> dict[str, tuple[str, ...]]:
        made.append(1)
        return {"发": ("發", "髮")}

    first = cache_folder.remembered("forms", "a", make)
    assert cache_folder.remembered("forms", "a", make) == first == {"发": ("發", "髮")}
    assert len(made) == 1


def test_another_version_is_made_anew_and_the_old_one_goes(folder: Path) -> None:
    cache_folder.remembered("forms", "a", lambda: 1)
    assert cache_folder.remembered("forms", "b", lambda: 2) == 2
    assert [path.name for path in folder.iterdir()] == ["forms-b"]


def test_what_is_spoilt_is_made_anew(folder: Path) -> None:
    cache_folder.remembered("forms", "a", lambda: 1)
    (folder / "forms-a").write_bytes(b"")
    assert cache_folder.remembered("forms", "a", lambda: 3) == 3


def test_other_names_stay(folder: Path) -> None:
    cache_folder.remembered("lines-one-tw", "a", lambda: 1)
    cache_folder.remembered("lines-one-hk", "b", lambda: 2)
    assert len(list(folder.iterdir())) == 2


def test_without_a_folder_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANBEN_CACHE", "")
    assert cache_folder.path("forms", "a") is None
    assert cache_folder.remembered("forms", "a", lambda: 4) == 4


def test_a_folder_that_is_a_file_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("BANBEN_CACHE", str(tmp_path / "file"))
    assert cache_folder.remembered("forms", "a", lambda: 5) == 5


def test_the_folder_follows_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BANBEN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")
    assert cache_folder.folder() == Path("/nowhere/banben")
