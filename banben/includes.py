"""mdBook's `{{#include …}}`: other files' lines put in its place, each still knowing where it comes from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from banben.manuscript import Source, Stretch
from banben.model import Origin
from banben.problems import Problem, problem
from banben.schema import nearest

# The links of mdBook's own preprocessor (its guide, "mdBook-specific features") that bring in a file.
NAMES = ("include", "rustdoc_include", "playground", "playpen")
# Limits, stated in docs/configuration.md; mdBook's depth is the same.
DEEPEST = 10
MOST_FILES = 1_000
MOST_CHARACTERS = 2_000_000

_LINK = re.compile(r"(\\?)\{\{\s*#(" + "|".join(NAMES) + r")(?=[\s}])([^}\n]*)\}\}")
_ANCHOR = re.compile(r"ANCHOR:\s*([\w-]+)")
_ANCHOR_END = re.compile(r"ANCHOR_END:\s*([\w-]+)")

# One line of an expanded text: pieces that each stand in one place of one file.
Row: TypeAlias = list[tuple[str, Origin]]
Numbered: TypeAlias = list[tuple[int, str]]
Step: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What reading an included file gave: its text, None where it cannot be read, and problems."""

    text: str | None
    problems: tuple[Problem, ...] = ()


Read: TypeAlias = Callable[[str, Origin, int], Found]


def has_includes(text: str) -> bool:
    """Whether *text* brings in other files."""
    return _LINK.search(text) is not None


def expand(source: Source, read: Read, files: Sequence[str]) -> tuple[Source, tuple[Problem, ...]]:
    """Return *source* with what it includes in place, and the stretches that its lines are made of.

    As in mdBook this is done on the text, before Markdown is read, in prose and code alike; a path
    counts from the folder of the file that names it. What cannot be included stays as it is written.
    *read* is asked for a path from the book folder, with the place and length that names it; *files*
    are the names to choose the nearest from.
    """
    work = _Expansion(read, files)
    numbered = list(enumerate(source.text.split("\n"), 1))
    rows = work.rows(numbered, source.path, ((source.path, ""),))
    text = "\n".join("".join(piece for piece, _ in row) for row in rows)
    stretches = tuple(_stretches(row) for row in rows)
    return replace(source, text=text, stretches=stretches), tuple(work.problems)


def _stretches(row: Row) -> tuple[Stretch, ...]:
    made: list[Stretch] = []
    column = 1
    for text, origin in row:
        if text or not made:
            made.append(Stretch(column, origin))
        column += len(text)
    return tuple(made)


@dataclass(slots=True)
class _Expansion:
    """One chapter's expansion, with what it has taken of the limits."""

    read: Read
    files: Sequence[str]
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    characters: int = 0

    def rows(self, lines: Numbered, path: str, chain: tuple[Step, ...]) -> list[Row]:
        """Return *lines* of the file *path*, numbered, expanded; *chain* are the files that led here."""
        return [row for number, text in lines for row in self._line(text, path, number, chain)]

    def _line(self, text: str, path: str, number: int, chain: tuple[Step, ...]) -> list[Row]:
        made: list[Row] = [[]]
        position = 0
        for match in _LINK.finditer(text):
            made[-1].append((text[position : match.start()], Origin(path, number, position + 1)))
            inner = self._link(match, Origin(path, number, match.start() + 1), chain)
            made[-1] += inner[0]
            made += inner[1:]
            position = match.end()
        made[-1].append((text[position:], Origin(path, number, position + 1)))
        return made

    def _link(self, match: re.Match[str], origin: Origin, chain: tuple[Step, ...]) -> list[Row]:
        """Return what stands for the link *match*: itself where it is escaped or cannot be followed."""
        if match[1]:
            return [[(match[0], origin)]]
        written = next(iter(match[3].split()), "")
        path, _, part = written.partition(":")
        step = (posixpath.normpath(posixpath.join(posixpath.dirname(origin.path), path)), part)
        place = Origin(origin.path, origin.line, origin.column + match[0].index(written, len(match[2]) + 3))
        lines = self._lines(step, place, max(1, len(path)), chain)
        if lines is None:
            return [[(match[0], origin)]]
        if match[2] in ("playground", "playpen"):
            return _fenced(lines, step[0], origin)
        return self.rows(lines, step[0], (*chain, step)) or [[]]

    def _lines(self, step: Step, place: Origin, length: int, chain: tuple[Step, ...]) -> Numbered | None:
        """Return the numbered lines that *step* names, None where a problem says why not."""
        path, part = step
        found = self._file(step, place, length, chain)
        if found is None:
            return None
        lines = take(found, part)
        if lines is None:
            names = ", ".join(dict.fromkeys(_ANCHOR.findall(found))) or "—"
            at = Origin(place.path, place.line, place.column + length + 1)
            self._report("F222", at, len(part), file=path, part=part, names=names)
            return None
        self.characters += sum(len(text) + 1 for _, text in lines)
        if self.characters > MOST_CHARACTERS:
            self._report_limit(place, length, path)
            return None
        return lines

    def _file(self, step: Step, place: Origin, length: int, chain: tuple[Step, ...]) -> str | None:
        path = step[0]
        if step in chain:
            self._report("F223", place, length, file=path)
            return None
        if len(chain) > DEEPEST or self.count >= MOST_FILES:
            self._report_limit(place, length, path)
            return None
        self.count += 1
        found = self.read(path, place, length)
        self.problems += found.problems
        if found.text is None and not found.problems:
            self._report("F221", place, length, file=path, nearest=nearest(path, self.files))
        return found.text

    def _report_limit(self, place: Origin, length: int, path: str) -> None:
        limits = {"deepest": DEEPEST, "files": f"{MOST_FILES:,}", "characters": f"{MOST_CHARACTERS:,}"}
        self._report("F305", place, length, file=path, **limits)

    def _report(self, code: str, origin: Origin, length: int, **values: object) -> None:
        self.problems.append(problem(code, origin, length, **values))


def _fenced(lines: Numbered, path: str, origin: Origin) -> list[Row]:
    """Return *lines* as the Rust code block that mdBook makes of a playground."""
    ticks = max((len(run) for _, text in lines for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    rows: list[Row] = [[(text, Origin(path, number))] for number, text in lines]
    return [[(f"{fence}rust", origin)], *rows, [(fence, origin)], []]


def take(text: str, part: str) -> Numbered | None:
    """Return the lines of *text*, numbered from 1, that *part* names; None where there are none such.

    *part* is empty for all, `5` for a line, `5:10`, `5:` and `:10` for lines, else an anchor's name.
    """
    lines = list(enumerate(text.removesuffix("\n").split("\n"), 1))
    first, colon, last = part.partition(":")
    last = last.partition(":")[0]
    if first and not first.isdecimal():
        return _anchored(lines, first)
    start = int(first[:9]) if first else 1
    end = int(last[:9]) if last.isdecimal() else len(lines) if colon or not first else start
    return lines[max(0, start - 1) : end] or None


def _anchored(lines: Numbered, name: str) -> Numbered | None:
    """Return the lines between `ANCHOR: name` and its end, without other anchors' lines."""
    inside = False
    found: Numbered = []
    for number, text in lines:
        begins, ends = _ANCHOR.search(text), _ANCHOR_END.search(text)
        if inside and ends and ends[1] == name:
            break
        if inside and not begins and not ends:
            found.append((number, text))
        inside = inside or bool(begins and begins[1] == name)
    return found if inside else None
