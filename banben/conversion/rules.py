"""Locked words: the glossaries of a book, read from their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath

from banben.editions import Region
from banben.model import Origin
from banben.problems import Problem, problem
from banben.regions import known_regions

FOLDER = "glossary"
NAMES = f"{FOLDER}/names.tsv"


@dataclass(frozen=True, slots=True)
class Rule:
    """*source*, in the manuscript's script, is printed as *target*; no later stage changes it.

    *seen* tells that the manuscript's files hold the source as it is, for whichever edition.
    """

    source: str
    target: str
    note: str
    origin: Origin
    seen: bool = False

    @property
    def name(self) -> str:
        """Its place, as `glossary/tw.tsv:3`."""
        return f"{self.origin.path}:{self.origin.line}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one region; the longest that matches wins."""

    rules: tuple[Rule, ...] = ()

    def find(
        self, text: str, path: str = "", crosses: Callable[[int, int], bool] = lambda start, end: False
    ) -> Iterator[tuple[int, Rule]]:
        """Yield the rules that match in *text* with their positions, left to right."""
        if self.rules:
            by_source = _by_source(self)
            for match in _pattern(self).finditer(text):
                yield match.start(), by_source[match.group()]


@cache
def _by_source(rules: Rules) -> Mapping[str, Rule]:
    return {rule.source: rule for rule in rules.rules}


@cache
def _pattern(rules: Rules) -> re.Pattern[str]:
    longest_first = sorted((rule.source for rule in rules.rules), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def load_rules(texts: Mapping[str, str], region: Region) -> tuple[Rules, tuple[Problem, ...]]:
    """Return the rules of glossary/<region>.tsv and glossary/names.tsv from the manuscript's *texts*.

    A line of the first is `source TAB target` and optionally `TAB note`; of the second, a word that is
    printed as written everywhere and optionally `TAB note`. Empty lines and lines that begin with `#`
    are passed over.
    """
    problems: list[Problem] = []
    found: dict[str, Rule] = {}
    path = f"{FOLDER}/{region.code}.tsv"
    written = [text for name, text in texts.items() if PurePosixPath(name).parent != PurePosixPath(FOLDER)]
    for rule in (*_table(path, texts, problems), *_names(texts)):
        first = found.setdefault(rule.source, rule)
        if first is rule or first.origin.path != rule.origin.path:
            continue
        code = "L103" if first.target == rule.target else "L104"
        width = len(rule.source)
        problems.append(problem(code, rule.origin, width, source=rule.source, line=first.origin.line))
    problems += _unknown(texts, known_regions())
    rules = (replace(r, seen=any(r.source in text for text in written)) for r in found.values())
    return Rules(tuple(rules)), tuple(problems)


def _lines(texts: Mapping[str, str], path: str) -> Iterator[tuple[str, Origin]]:
    for number, line in enumerate(texts.get(path, "").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\r"), Origin(path, number)


def _table(path: str, texts: Mapping[str, str], problems: list[Problem]) -> Iterator[Rule]:
    for line, origin in _lines(texts, path):
        source, tab, rest = line.partition("\t")
        target, _, note = rest.partition("\t")
        source, target = source.strip(), target.strip()
        if not tab:
            problems.append(problem("L101", origin, len(line)))
        elif not source or not target:
            problems.append(problem("L102", origin, len(line.rstrip())))
        else:
            yield Rule(source, target, note.strip(), origin)


def _names(texts: Mapping[str, str]) -> Iterator[Rule]:
    for line, origin in _lines(texts, NAMES):
        word, _, note = line.partition("\t")
        if word.strip():
            yield Rule(word.strip(), word.strip(), note.strip(), origin)


def _unknown(texts: Mapping[str, str], regions: Collection[str]) -> Iterator[Problem]:
    for path in texts:
        file = PurePosixPath(path)
        ours = str(file.parent) == FOLDER and file.suffix == ".tsv" and path != NAMES
        if ours and file.stem not in regions:
            yield problem("L105", Origin(path), region=file.stem, known=", ".join(sorted(regions)))
