"""The house's folder: rule files that all books of a publisher share, read beside the manuscript's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from banben.disk import read_text
from banben.manuscript import GLOSSARY, HOUSE
from banben.problems import Problem
from banben.toml_places import Places

KEY = ("book", "house")
NOWHERE = Places("")


def open_house(
    house: Path, shown: str = "", places: Places = NOWHERE
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the rule files of the folder *house* by the paths that problems show: `house/glossary/tw.tsv`.

    C216 where there is no such folder, C217 where it has no rule files, at *places* (those of the
    book.toml that names it) and as *shown* there. A link that leads out of the house is F203.
    """
    fields = {"folder": shown or house}
    if not house.is_dir():
        return {}, (places.problem("C216", KEY, **fields),)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in _tables(house / GLOSSARY):
        file = f"{GLOSSARY}/{name}"
        text, found = read_text(house, file)
        problems += (_shown(item) for item in found)
        if text is not None:
            texts[f"{HOUSE}/{file}"] = text
    if not texts and not problems:
        problems.append(places.problem("C217", KEY, **fields))
    return texts, tuple(problems)


def _tables(folder: Path) -> list[str]:
    try:
        return sorted(item.name for item in folder.iterdir() if item.suffix == ".tsv")
    except OSError:  # not there, or closed to us
        return []


def _shown(item: Problem) -> Problem:
    """Return *item* at the path that the house's files have among a manuscript's."""
    origin = item.origin and replace(item.origin, path=f"{HOUSE}/{item.origin.path}")
    return replace(item, origin=origin)
