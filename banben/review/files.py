"""The review's files: the page and the table written, decisions read back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from banben.encoding import decode
from banben.model import Origin
from banben.problems import Problem, failed, problem
from banben.review.decision import Decision
from banben.review.exported import read_exported
from banben.review.page import page
from banben.review.review import Review
from banben.review.tsv import read_table, table


@dataclass(frozen=True, slots=True)
class Returned:
    """Decisions that came back: the edition that they are for (empty where that is not clear), the
    *text* that they were read from, and what is wrong with it."""

    edition: str
    decisions: tuple[Decision, ...]
    text: str
    problems: tuple[Problem, ...]


def write_review(review: Review, root: Path, folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write page and table of *review* into *folder*, which is there; *root* is the manuscript's."""
    names = (folder / f"{review.stem}.html", folder / f"{review.stem}.tsv")
    texts = (page(review, base(root, folder)), table(review.rows, review.edition.name))
    for path, text in zip(names, texts, strict=True):
        try:
            path.write_text(text, "utf-8", newline="\n")
        except OSError as fault:
            return (), (problem("E204", path=path, reason=fault.strerror),)
    return names, ()


def base(root: Path, folder: Path) -> str:
    """Return what leads from *folder* to *root*, as the beginning of an address."""
    try:
        path = Path(os.path.relpath(root.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return f"{root.resolve().as_uri()}/"
    return f"{quote(path)}/"


def read_decisions(file: Path, edition: str) -> Returned:
    """Return the decisions in *file*, a page's or a table; all must be for *edition*, if one is given."""
    path = str(file)
    text, problems = decode(file.read_bytes(), path)
    if failed(problems):
        return Returned("", (), text, problems)
    read = read_exported if text.lstrip().startswith(("{", "[")) else read_table
    decisions, found = read(text, path)
    problems += found
    if not decisions:
        nothing = () if failed(found) else (problem("R112", file=path),)
        return Returned("", (), text, problems + nothing)
    name, found = _edition(decisions, edition, Origin(path))
    return Returned(name, decisions if name else (), text, problems + found)


def _edition(decisions: Sequence[Decision], wanted: str, origin: Origin) -> tuple[str, tuple[Problem, ...]]:
    """Return the one edition of *decisions*; the empty name and R113 where there is none."""
    written = sorted({decision.edition for decision in decisions if decision.edition})
    names = {*written, wanted} - {""}
    if len(names) == 1:
        return names.pop(), ()
    return "", (problem("R113", origin, found=", ".join(written) or "—"),)
