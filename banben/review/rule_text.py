"""Lines put into the text of a rule file: comments stay, nothing stands there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from banben.conversion.align import INVISIBLE
from banben.conversion.rule_files import PASSAGE, REMARK, written_line
from banben.conversion.rules import Rule
from banben.model import Origin
from banben.problems import Problem, problem

HEAD = "# 原词<Tab>译词<Tab>理由<Tab>范围"
# A line's source, and whether it is for a passage: a file says each but once.
Key = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Merged:
    """A rule file's new *text*, and which rules are new in it, each at its place there."""

    text: str
    written: tuple[Rule, ...]
    problems: tuple[Problem, ...]


def merged(file: str, text: str, rules: Sequence[Rule], *, overrule: bool) -> Merged:
    """Return *text*, that of the rule file *file*, with *rules*, whose origins are the decisions'.

    What it says already is left alone. A line that says otherwise is replaced if *overrule*, else R107.
    """
    rows = (text if text.strip() else HEAD).removesuffix("\n").split("\n")
    said = dict(_said(rows))
    written: list[Rule] = []
    problems: list[Problem] = []
    for rule in _agreed(rules, problems):
        number, target = said.get(_key(rule), (len(rows), ""))
        place = Origin(file, number + 1)
        if target == rule.target:
            continue
        if target and not overrule:
            problems.append(_contradiction("R107", rule, target, place=f"{file}:{place.line}"))
            continue
        rows[number : number + 1] = [written_line(rule)]
        written.append(replace(rule, origin=place))
    return Merged("\n".join((*rows, "")), tuple(written), tuple(problems))


def _key(rule: Rule) -> Key:
    return rule.source, rule.scope == "passage"


def _said(rows: Sequence[str]) -> Iterator[tuple[Key, tuple[int, str]]]:
    """Yield what *rows* say: key, number of the row, target. Of doubles the last counts here."""
    for number, row in enumerate(rows):
        source, target, _, scope = (column.strip() for column in (*row.split("\t"), "", "", "")[:4])
        if target and not row.startswith(REMARK):
            yield (INVISIBLE.sub("", source), scope == PASSAGE), (number, target)


def _agreed(rules: Sequence[Rule], problems: list[Problem]) -> Iterator[Rule]:
    """Yield one of *rules* for each key, with a note if one has it; where they contradict, none."""
    groups: dict[Key, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(_key(rule), []).append(rule)
    for group in groups.values():
        first = group[0]
        others = [rule for rule in group if rule.target != first.target]
        for rule in others:
            problems.append(_contradiction("R108", rule, first.target, line=str(first.origin.line)))
        if not others:
            yield next((rule for rule in group if rule.note), first)


def _contradiction(code: str, rule: Rule, target: str, **where: str) -> Problem:
    found = problem(code, rule.origin, source=rule.source, target=target, result=rule.target)
    return replace(found, values=(*found.values, *where.items()))
