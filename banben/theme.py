"""The theme of a book: shipped templates and styles, each file replaceable by one of the book's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from banben import shipped
from banben.model import Origin
from banben.problems import Problem, problem

FOLDERS = ("templates", "styles")
SUFFIXES = (".xhtml", ".css", ".svg", ".toml")
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Theme:
    """Every text of templates/ and styles/ by its path (`templates/page.xhtml`, `styles/base.css`).

    *own* holds the paths that come from the book's folder; problems in them are the writer's to mend.
    """

    texts: Mapping[str, str]
    own: frozenset[str] = field(default_factory=frozenset)

    def template(self, name: str) -> str | None:
        """Return the source of templates/*name*, or None."""
        return self.texts.get(f"templates/{name}")


def load_theme(root: Path) -> tuple[Theme, tuple[Problem, ...]]:
    """Return the shipped theme with the files that *root* has in its own templates/ and styles/."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for name, folder in zip(FOLDERS, (shipped.templates(), shipped.styles()), strict=True):
        texts.update(_read(folder, name, problems))
    own: dict[str, str] = {}
    for name in FOLDERS:
        own.update(_read(root / name, name, problems))
    # The shipped book stands in the checkout itself: there its folder and the shipped one are the same.
    changed = frozenset(path for path, text in own.items() if texts.get(path) != text)
    return Theme(texts | own, changed), tuple(problems)


def _read(folder: Path, name: str, problems: list[Problem]) -> dict[str, str]:
    texts: dict[str, str] = {}
    if not folder.is_dir():
        return texts
    inside = folder.resolve()
    for file in sorted(folder.rglob("*")):
        path = f"{name}/{file.relative_to(folder).as_posix()}"
        if file.suffix not in SUFFIXES or file.is_dir():
            continue
        if not file.resolve().is_relative_to(inside):
            problems.append(problem("T103", Origin(path)))
            continue
        try:
            content = file.read_bytes()
            if len(content) > LARGEST:
                problems.append(problem("T102", Origin(path), size=len(content), limit=LARGEST))
                continue
            texts[path] = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except OSError as error:
            problems.append(problem("T101", Origin(path), reason=error.strerror or type(error).__name__))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            problems.append(problem("T104", Origin(path, line)))
    return texts
