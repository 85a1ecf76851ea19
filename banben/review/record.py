"""Decisions on disk: rule files read, given their new lines, and put back whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from banben.conversion.rules import Rule
from banben.disk import read_text
from banben.folder_lock import locked
from banben.manuscript import HOUSE, Manuscript
from banben.problems import Problem, failed, problem
from banben.review.rule_lines import Line
from banben.review.rule_text import merged
from banben.toml_places import read_toml

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The rules that are new in the files, and what kept others out."""

    written: tuple[Rule, ...]
    problems: tuple[Problem, ...]


def record(lines: Sequence[Line], root: Path, house: Path | None, *, overrule: bool) -> Recorded:
    """Write *lines* into the rule files of the manuscript in *root* and of *house*.

    A file keeps its byte order mark and its line ends, and is replaced in one step.
    """
    by_file: dict[str, list[Rule]] = {}
    for line in lines:
        by_file.setdefault(line.file, []).append(line.rule)
    written: list[Rule] = []
    problems: list[Problem] = []
    with locked(root):
        for file, rules in by_file.items():
            inside, within_house = file.removeprefix(f"{HOUSE}/"), file.startswith(f"{HOUSE}/")
            folder = house if within_house else root
            if folder is None:
                problems += (problem("R106", rule.origin, source=rule.source) for rule in rules)
                continue
            done = _into(folder, inside, file, rules, overrule)
            written += done.written
            problems += done.problems
    return Recorded(tuple(written), tuple(problems))


def house_folder(manuscript: Manuscript) -> Path | None:
    """Return the folder of the house that *manuscript*'s book.toml names, if it names one."""
    values, _, _ = read_toml(manuscript.texts.get("book.toml", ""), "book.toml")
    book = values.get("book")
    written = book.get("house") if isinstance(book, dict) else None
    return manuscript.root / written if isinstance(written, str) and written else None


def _into(folder: Path, file: str, shown: str, rules: Sequence[Rule], overrule: bool) -> Recorded:
    """Write *rules* into *folder*/*file*, which problems call *shown*."""
    path = folder / file
    text, content = "", b""
    if os.path.lexists(path):
        read, problems = read_text(folder, file)
        if read is None or failed(problems):
            return Recorded((), problems)
        text, content = read, path.read_bytes()
    done = merged(shown, text, rules, overrule=overrule)
    if not done.written:
        return Recorded((), done.problems)
    new = done.text.replace("\n", "\r\n") if b"\r\n" in content else done.text
    try:
        _replace(path, (BOM if content.startswith(BOM) else b"") + new.encode("utf-8"))
    except OSError as fault:
        return Recorded((), (*done.problems, problem("E204", path=path, reason=fault.strerror)))
    return Recorded(done.written, done.problems)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
