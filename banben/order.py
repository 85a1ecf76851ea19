"""The reading order: from book.toml, or by file name; SUMMARY.md has its own module."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from banben.config.book import Config
from banben.model import Origin, Role
from banben.problems import Problem
from banben.toml_places import Path

MARKDOWN = (".md", ".markdown")
OPENINGS = ("readme", "index")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the order. *file* is as written, relative to the book's root; empty for a bare part.

    *fragment* is what stood after `#`. *origin* and *length* show where the order names the file.
    """

    file: str
    title: str
    role: Role | None
    depth: int
    origin: Origin
    length: int = 1
    fragment: str = ""


def from_config(config: Config) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the order that `chapters` of book.toml gives."""
    problems: list[Problem] = []
    rows = config.book.get("chapters", ())
    entries = tuple(_entries(rows, ("book", "chapters"), 0, config, problems))
    return without_repeated_openings(entries), tuple(problems)


def _entries(
    rows: Sequence[Any], path: Path, depth: int, config: Config, problems: list[Problem]
) -> Iterator[Entry]:
    for number, row in enumerate(rows):
        at = (*path, number)
        if isinstance(row, str):
            yield _entry(config, at, file=row, title="", role=None, depth=depth)
        elif row:
            problems += _contradictions(row, at, config)
            part = row.get("part", "")
            if part or "file" in row:
                role: Role | None = "part" if part else row.get("role")
                title = part or row.get("title", "")
                where = (*at, "file" if "file" in row else "part")
                yield _entry(config, where, file=row.get("file", ""), title=title, role=role, depth=depth)
            inner = row.get("chapters", ())
            yield from _entries(inner, (*at, "chapters"), depth + bool(part), config, problems)


def _entry(config: Config, path: Path, file: str, title: str, role: Role | None, depth: int) -> Entry:
    place = config.places.place(path)
    origin = Origin(config.places.path, place.line, place.column)
    return Entry(file, title, role, depth, origin, place.length)


def _contradictions(row: dict[str, Any], at: Path, config: Config) -> Iterator[Problem]:
    if "part" not in row and "file" not in row:
        yield config.places.problem("C211", at)
    if "chapters" in row and "part" not in row:
        yield config.places.key_problem("C212", (*at, "chapters"))
    for key in ("role", "title"):
        if "part" in row and key in row:
            yield config.places.key_problem("C213", (*at, key), key=key)


def by_name(files: Iterable[str]) -> tuple[Entry, ...]:
    """Return *files* (Markdown, relative to the root) in natural order of their names.

    In each folder README or index comes first. A folder that has one is a part, opened by that file;
    the root's own is the book's introduction when there is more than it.
    """
    ordered = sorted(files, key=_natural)
    opened = {str(PurePosixPath(file).parent) for file in ordered if is_opening(file)} - {"."}
    return tuple(_named(file, opened, len(ordered) > 1) for file in ordered)


def _named(file: str, opened: set[str], others: bool) -> Entry:
    folders = [str(folder) for folder in PurePosixPath(file).parents]
    depth = sum(folder in opened for folder in folders)
    role: Role | None = None
    if is_opening(file):
        if folders[0] in opened:
            role, depth = "part", depth - 1
        elif folders[0] == "." and others:
            role = "introduction"
    return Entry(file, "", role, depth, Origin(file))


def is_opening(file: str) -> bool:
    """Whether *file* is its folder's README or index."""
    return PurePosixPath(file).stem.lower() in OPENINGS


def is_markdown(file: str) -> bool:
    """Whether *file* is Markdown by its name."""
    return PurePosixPath(file).suffix.lower() in MARKDOWN


def _natural(file: str) -> list[tuple[bool, list[tuple[int, int, str]], str]]:
    """Return a key that puts openings first, figures before letters, and 2.md before 10.md."""
    parts = PurePosixPath(file).parts
    last = len(parts) - 1
    return [
        (not (n == last and is_opening(part)), _pieces(PurePosixPath(part).stem), part)
        for n, part in enumerate(parts)
    ]


def _pieces(name: str) -> list[tuple[int, int, str]]:
    pieces = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(0, int(p), "") if p[0] in "0123456789" else (1, 0, p.casefold()) for p in pieces]


def without_repeated_openings(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return *entries* where a part that names the file of its own first chapter keeps its title only.

    So a file can be listed as a part's opening and as a chapter, as GitBook's books often have it.
    """
    done = list(entries)
    for n, (entry, following) in enumerate(pairwise(entries)):
        same = entry.file and entry.file == following.file and not following.fragment
        if entry.role == "part" and same and following.depth > entry.depth:
            done[n] = replace(entry, file="")
    return tuple(done)
