"""Problems for the writer of the book: a code, a place, what is wrong, and the way out.

The words stand in `codes/*.toml`, one file a family, each code with a severity, a message and a help
line in Chinese and English. Published codes keep their meaning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from banben.model import Origin

Severity = Literal["error", "warning", "note"]
Locale = Literal["zh", "en"]


class Exit(IntEnum):
    """The exit codes of the command line (docs/configuration.md lists them)."""

    DONE = 0
    MANUSCRIPT = 1
    USAGE = 2
    CONFIGURATION = 3
    ENVIRONMENT = 4
    VERIFICATION = 5
    FAULT = 70


# The first letter of a code is its family. Where several families failed, the lowest exit code wins.
FAMILIES: Mapping[str, tuple[str, Exit]] = {
    "F": ("files and encodings", Exit.MANUSCRIPT),
    "M": ("Markdown and its dialect", Exit.MANUSCRIPT),
    "X": ("ids, notes, references, order", Exit.MANUSCRIPT),
    "A": ("images, charts, data", Exit.MANUSCRIPT),
    "L": ("conversion and punctuation", Exit.MANUSCRIPT),
    "R": ("decisions of a review", Exit.MANUSCRIPT),
    "C": ("configuration", Exit.CONFIGURATION),
    "T": ("templates and stylesheets", Exit.CONFIGURATION),
    "G": ("fonts and glyphs", Exit.ENVIRONMENT),
    "E": ("machine, tools, output folder", Exit.ENVIRONMENT),
    "V": ("verification of what was made", Exit.VERIFICATION),
    "S": ("what a store takes", Exit.VERIFICATION),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of the catalogue; messages hold `{name}` fields for a problem's values."""

    code: str
    severity: Severity
    message: Mapping[Locale, str]
    help: Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; *length* is how many characters of the source line the caret underlines."""

    code: str
    origin: Origin | None = None
    length: int = 1
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is, as the catalogue says."""
        return catalogue()[self.code].severity

    def message(self, locale: Locale) -> str:
        """Return what is wrong, in one line."""
        return catalogue()[self.code].message[locale].format(**dict(self.values))

    def help(self, locale: Locale) -> str:
        """Return the way out, in one line."""
        return catalogue()[self.code].help[locale].format(**dict(self.values))


class Stop(Exception):  # noqa: N818 - a decision of a stage, not a fault
    """Raised where nothing later can go on; carries the problems found so far and texts to quote."""

    def __init__(self, problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> None:
        self.problems = tuple(problems)
        self.texts = dict(texts or {})
        super().__init__(", ".join(problem.code for problem in self.problems))

    def __reduce__(self) -> tuple[type[Stop], tuple[tuple[Problem, ...], dict[str, str]]]:
        return (type(self), (self.problems, self.texts))


def problem(code: str, origin: Origin | None = None, length: int = 1, **values: object) -> Problem:
    """Return the problem *code* at *origin*; *values* fill the fields of its message."""
    return Problem(code, origin, length, tuple((name, str(value)) for name, value in values.items()))


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return every code, read once from `codes/*.toml`."""
    entries: dict[str, Entry] = {}
    folder = files("banben") / "codes"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        for code, row in tomllib.loads(file.read_text("utf-8")).items():
            if code in entries or code[0] != file.name[0]:
                raise ValueError(f"{file.name}: {code} is repeated or stands in the wrong family")
            entries[code] = Entry(
                code,
                row["severity"],
                {"zh": row["zh"], "en": row["en"]},
                {"zh": row["help_zh"], "en": row["help_en"]},
            )
    return entries


def failed(problems: Iterable[Problem]) -> bool:
    """Whether any of *problems* is an error."""
    return any(item.severity == "error" for item in problems)


def exit_code(problems: Iterable[Problem]) -> Exit:
    """Return the exit code that *problems* lead to; warnings and notes lead to none."""
    exits = [FAMILIES[item.code[0]][1] for item in problems if item.severity == "error"]
    return min(exits, default=Exit.DONE)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return *problems* once each, by place, those without a place first."""
    nowhere = Origin("", 0, 0)
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.origin or nowhere, p.code, p.values)))
