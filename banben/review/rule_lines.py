"""Decisions to lines of rule files: which file each goes to, and the context of those for a passage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from banben.conversion.rules import Rule, chapter_of
from banben.manuscript import GLOSSARY, HOUSE
from banben.order import is_markdown
from banben.problems import Problem, problem
from banben.review.decision import Decision
from banben.review.passages import Passages
from banben.review.rows import FLAT
from banben.review.tsv import MARKS
from banben.review.units import Decided


@dataclass(frozen=True, slots=True)
class Line:
    """A *rule* for the rule file *file*, by its path as problems show it; its origin is the decision's."""

    file: str
    rule: Rule


def rule_lines(
    decisions: Sequence[Decision], region: str, paths: Collection[str], units: Sequence[Decided]
) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Return the lines that *decisions* are in the rule files of *region*.

    *paths* are the manuscript's files, *units* the edition's; only decisions for a passage need units.
    """
    chapters = frozenset(path for path in paths if is_markdown(path))
    passages = Passages(units, decisions, chapters)
    found = [item for decision in decisions for item in _found(decision, f"{region}.tsv", chapters, passages)]
    lines = dict.fromkeys(item for item in found if isinstance(item, Line))
    return tuple(lines), tuple(item for item in found if not isinstance(item, Line))


def _found(
    decision: Decision, name: str, chapters: Collection[str], passages: Passages
) -> Iterator[Line | Problem]:
    """Yield the lines that *decision* is in files called *name*: a passage's for each of its places."""
    match decision.scope:
        case "house":
            yield _line(f"{HOUSE}/{GLOSSARY}/{name}", decision)
        case "book":
            yield _line(f"{GLOSSARY}/{name}", decision)
        case "chapter":
            for path in dict.fromkeys(spot.path for spot in decision.spots):
                known = path in chapters
                yield (
                    _line(_file(path, name), decision)
                    if known
                    else problem("R109", decision.origin, path=path)
                )
        case "passage":
            for spot in decision.spots:
                passage = passages.at(decision, spot)
                if passage is None:
                    around = f"{spot.before}{MARKS[0]}{decision.source}{MARKS[1]}{spot.after}"
                    yield problem("R110", decision.origin, path=spot.path, line=spot.line, passage=around)
                    continue
                if not passage.safe:
                    yield problem("R111", decision.origin, passage=passage.source, path=spot.path)
                    continue
                file = _file(spot.path, name) if spot.path in chapters else f"{GLOSSARY}/{name}"
                yield _line(file, decision, passage.source, passage.result)


def _file(path: str, name: str) -> str:
    return f"{GLOSSARY}/{chapter_of(path)}/{name}"


def _line(file: str, decision: Decision, source: str = "", result: str = "") -> Line:
    note = decision.reason.translate(FLAT).strip()
    source, result = (source or decision.source).strip(), (result or decision.result).strip()
    return Line(file, Rule(source, result, note, decision.origin, decision.scope))
