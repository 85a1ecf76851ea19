"""glossary/index.tsv: how entries, or single characters in any of them, are sorted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from banben.index.readings import HAN, strokes_in, syllables, understood
from banben.manuscript import GLOSSARY, HOUSE
from banben.model import Origin
from banben.problems import Problem, problem

FILE = f"{GLOSSARY}/index.tsv"
REMARK = "#"


def read_glossary(texts: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Return entries with their readings, the house's before the book's own, and lines that say nothing.

    A line is an entry or a character, TAB, `chong2 qing4` or `chóng qìng` or a count of strokes, and if
    wanted TAB and a note. The same entry may have a reading and a count, on two lines.
    """
    pairs: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in (f"{HOUSE}/{FILE}", FILE):
        for number, line in _lines(texts.get(path, "")):
            columns = [column.strip() for column in line.split("\t")]
            origin = Origin(path, number)
            if len(columns) < 2 or not columns[0] or not columns[1]:
                problems.append(problem("X511", origin, len(line.rstrip())))
            elif not fits(columns[0], columns[1]):
                place = Origin(path, number, line.index(columns[1], len(columns[0])) + 1)
                fields = {"reading": columns[1], "entry": columns[0]}
                problems.append(problem("X504", place, len(columns[1]), **fields))
            else:
                pairs.append((columns[0], columns[1]))
    return tuple(pairs), tuple(problems)


def fits(entry: str, reading: str) -> bool:
    """Whether *reading* can be read, and has a syllable for each ideograph of *entry*."""
    count = len(HAN.findall(entry))
    return understood(reading) and (bool(strokes_in(reading)) or len(syllables(reading)) == count)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith(REMARK):
            yield number, line.rstrip("\r")
