"""The folders that ship: beside the package in a checkout, inside it when it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from banben import shipped


def test_in_a_checkout_they_stand_beside_the_package() -> None:
    assert (shipped.templates() / "boxes.toml").is_file()
    assert (shipped.styles() / "base.css").is_file()
    assert (shipped.chapters() / "book.toml").is_file()


def test_an_installed_package_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "banben" / "_shipped" / "templates"
    inside.mkdir(parents=True)
    (tmp_path / "templates").mkdir()  # another package's, in site-packages
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path / "banben")
    assert shipped.templates() == inside
