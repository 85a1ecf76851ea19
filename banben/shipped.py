"""Where the folders that ship with the package stand: beside it in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def templates() -> Path:
    """Return the shipped `templates/`."""
    return _folder("templates")


def styles() -> Path:
    """Return the shipped `styles/`."""
    return _folder("styles")


def chapters() -> Path:
    """Return the shipped book, the default of `--book`."""
    return _folder("chapters")
