"""Read TOML with the line and column of every key and value, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from banben.model import Origin
from banben.problems import Problem, problem

Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^\s,\]}#]+(?: \d{2}:[^\s,\]}#]+)?")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a text, from 1; *length* in characters of its first line."""

    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a TOML text by path: ("book", "chapters", 2, "file"), array items by number.

    An empty *path* stands for no text at all: problems then have no place.
    """

    path: str
    keys: Mapping[Path, Place] = field(default_factory=dict)
    values: Mapping[Path, Place] = field(default_factory=dict)

    def problem(self, code: str, path: Path, **fields: object) -> Problem:
        """Return the problem *code* at the value at *path*, else at what encloses it."""
        return self._problem(code, self._find(path, self.values, self.keys), fields)

    def key_problem(self, code: str, path: Path, **fields: object) -> Problem:
        """Return the problem *code* at the key or table head at *path*, else at what encloses it."""
        return self._problem(code, self._find(path, self.keys, self.values), fields)

    def place(self, path: Path) -> Place:
        """Return where the value at *path* stands, else what encloses it."""
        return self._find(path, self.values, self.keys)

    def _problem(self, code: str, place: Place, fields: dict[str, object]) -> Problem:
        origin = Origin(self.path, place.line, place.column) if self.path else None
        return problem(code, origin, place.length, **fields)

    def _find(self, path: Path, first: Mapping[Path, Place], second: Mapping[Path, Place]) -> Place:
        for end in range(len(path), 0, -1):
            place = first.get(path[:end]) or second.get(path[:end])
            if place:
                return place
        return Place(1, 1, 1)


def read_toml(text: str, path: str) -> tuple[dict[str, Any], Places, tuple[Problem, ...]]:
    """Return the values of *text* and their places; broken TOML gives C101 and no values."""
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        return {}, Places(path), (_broken(text, path, str(fault)),)
    scan = _Scan(text)
    scan.document()
    return values, Places(path, scan.keys, scan.values), ()


def _broken(text: str, path: str, message: str) -> Problem:
    found = _AT.search(message)
    reason = _AT.sub("", message)
    if found and found[1]:
        return problem("C101", Origin(path, int(found[1]), int(found[2])), reason=reason)
    lines = text.rstrip("\n").split("\n")
    return problem("C101", Origin(path, len(lines), max(1, len(lines[-1]))), reason=reason)


class _Scan:
    """One pass over TOML that tomllib has accepted, so that no rule needs checking again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self._arrays: dict[Path, int] = {}
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._line = 0

    def document(self) -> None:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Path:
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        table: Path = ()
        parts = self._key()
        for position, (part, (start, end)) in enumerate(parts):
            table = (*table, part)
            self._record(self.keys, table, start, end)
            if double and position == len(parts) - 1:
                self._arrays[table] = self._arrays.get(table, -1) + 1
            if table in self._arrays:
                table = (*table, self._arrays[table])
                self._record(self.keys, table, start, end)
        self._skip(_SPACE)
        self.at += 2 if double else 1
        return table

    def _pair(self, table: Path) -> None:
        parts = self._key()
        for part, (start, end) in parts:
            table = (*table, part)
            self._record(self.keys, table, start, end)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(table)

    def _key(self) -> list[tuple[str, tuple[int, int]]]:
        """Read a dotted key; return its parts with where each begins and ends."""
        parts = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                self._skip(_STRING)
                name = str(tomllib.loads("k=" + self.text[start : self.at])["k"])
            else:
                self._skip(_BARE)
                name = self.text[start : self.at]
            parts.append((name, (start, self.at)))
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _value(self, path: Path) -> None:
        start = self.at
        match self.text[start]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)
        self._record(self.values, path, start, self.at)

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        self._skip(_BLANK)
        while self.text[self.at] != "]":
            self._value((*path, number))
            number += 1
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self._skip(_BLANK)
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self._skip(_BLANK)
        self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        assert found, f"TOML scan lost at character {self.at}"
        self.at = found.end()

    def _record(self, table: dict[Path, Place], path: Path, start: int, end: int) -> None:
        line = self._line_of(start)
        newline = self.text.find("\n", start, end)
        end = end if newline < 0 else newline
        table.setdefault(path, Place(line + 1, start - self._starts[line] + 1, max(1, end - start)))

    def _line_of(self, start: int) -> int:
        """Return the line of *start*; a container is recorded after what it holds, so step back."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= start:
            self._line += 1
        while self._starts[self._line] > start:
            self._line -= 1
        return self._line
