"""Faults of rules that no single line shows: doubles, chains, another script, rules that never match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from banben.conversion.residue import Script, other_script, script_of, simplified
from banben.conversion.rules import Rule, Rules, chapter_of
from banben.problems import Problem, problem


def without_doubles(rules: Iterable[Rule], problems: list[Problem]) -> Iterator[Rule]:
    """Yield the *rules* of one file without those whose source has the same scope further up."""
    first: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        earlier = first.setdefault((rule.scope, rule.source), rule)
        if earlier is rule:
            yield rule
            continue
        code = "L103" if earlier.target == rule.target else "L104"
        fields = {"source": rule.source, "line": earlier.origin.line}
        problems.append(problem(code, rule.origin, len(rule.source), **fields))


def chains(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield a problem for each rule whose result another one would change, if results were read again.

    Only rules of the same reach are compared. A source that stands in the rule's own source as well is
    no chain (the longest wins there), nor is one whose target stands in the result already.
    """
    reaches: dict[tuple[bool, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        reaches[rule.scope == "house", rule.chapter].append(rule)
    for reach in reaches.values():
        by_source = {rule.source: rule for rule in reach}
        lengths = sorted({len(source) for source in by_source}, reverse=True)
        for rule in reach:
            other = _next(rule, by_source, lengths)
            if other:
                fields = {"target": rule.target, "source": other.source, "place": other.name}
                yield problem("L109", rule.origin, len(rule.source), **fields)


def _next(rule: Rule, by_source: dict[str, Rule], lengths: Sequence[int]) -> Rule | None:
    """Return the rule that would match in *rule*'s result, or in the Simplified form of it."""
    if rule.source == rule.target:
        return None
    for text in dict.fromkeys((rule.target, simplified(rule.target))):
        for start in range(len(text)):
            for length in lengths:
                other = by_source.get(text[start : start + length])
                if other and other.source not in rule.source and other.target not in rule.target:
                    return other
    return None


def unconverted(rules: Iterable[Rule], language: str) -> Iterator[Problem]:
    """Yield a problem for each rule that prints characters which *language*'s script lacks.

    A word that is printed as written is meant so.
    """
    script = script_of(language)
    for rule in rules:
        odd = "" if rule.source == rule.target else _odd(rule.target, script)
        if odd:
            fields = {"target": rule.target, "characters": odd, "language": language}
            yield problem("L112", rule.origin, len(rule.source), **fields)


def in_script(rules: Iterable[Rule], language: str, problems: list[Problem]) -> Iterator[Rule]:
    """Yield *rules* without those whose source has characters that a manuscript in *language* lacks.

    What the manuscript holds nevertheless is left, and so are the rules of a house, which may have
    manuscripts of both scripts.
    """
    script = script_of(language)
    for rule in rules:
        odd = "" if rule.seen or rule.scope == "house" else _odd(rule.source, script)
        if odd:
            fields = {"source": rule.source, "characters": odd}
            problems.append(problem("L110", rule.origin, len(rule.source), **fields))
        else:
            yield rule


def _odd(text: str, script: Script) -> str:
    return "".join(dict.fromkeys("".join(found.text for found in other_script(text, script))))


def unused(rules: Rules, used: Collection[str], texts: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for each of *rules* that matches nothing; those of a house wait for other books.

    *used* are the names of those that did; *texts* are pairs of a file's path and a string in it as
    the edition has it, because markup may stand inside a source.
    """
    waiting = [rule for rule in rules.rules if rule.scope != "house" and rule.name not in used]
    if not waiting:
        return
    files: dict[str, list[str]] = defaultdict(list)
    for path, text in texts:
        files[path].append(text)
    joined = {path: "\n".join(parts) for path, parts in files.items()}
    for rule in waiting:
        reach = (item for item in joined.items() if rule.chapter in ("", chapter_of(item[0])))
        within = [path for path, text in reach if rule.source in text]
        if any(_whole(rule, rules, path, files[path]) for path in within):
            yield problem("L113", rule.origin, len(rule.source), source=rule.source)
        elif not within and not rule.seen:
            yield _nowhere(rule)


def _whole(rule: Rule, rules: Rules, path: str, texts: Iterable[str]) -> bool:
    """Whether *rule* would match in *texts* but for the words that its source is a part of."""
    holding = (text for text in texts if rule.source in text)
    return any(found is rule for text in holding for _, found in rules.find(text, path))


def _nowhere(rule: Rule) -> Problem:
    if rule.chapter:
        fields = {"source": rule.source, "chapter": rule.chapter}
        return problem("L111", rule.origin, len(rule.source), **fields)
    return problem("L106", rule.origin, len(rule.source), source=rule.source)
