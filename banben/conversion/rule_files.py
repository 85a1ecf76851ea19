"""Rule files: the tables in glossary/ of a book, its chapters and its house, read from their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from banben.conversion import rule_checks
from banben.conversion.align import INVISIBLE
from banben.conversion.rules import Rule, Rules, Scope, chapter_of
from banben.editions import Region
from banben.manuscript import GLOSSARY, HOUSE
from banben.model import Origin
from banben.order import is_markdown
from banben.problems import Problem, problem
from banben.regions import known_regions
from banben.schema import nearest

NAMES = "names"
INDEX = "index"
REMARK = "#"
PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class _File:
    """A rule file: *stem* is a region's code or NAMES, *chapter* as in `Rule`."""

    path: str
    stem: str
    scope: Scope
    chapter: str


def load_rules(
    texts: Mapping[str, str], region: Region, language: str = "zh-Hans-CN"
) -> tuple[Rules, tuple[Problem, ...]]:
    """Return the rules for *region* from the *texts* of a manuscript in *language*, and their faults.

    A line of glossary/<region>.tsv is `source TAB target`, then if wanted `TAB note TAB scope`; of
    glossary/names.tsv a word that every edition prints as written, then `TAB note`. A folder
    glossary/<chapter>/ holds the same for one chapter, house/glossary/ for every book of a house.
    Empty lines and lines that begin with `#` are passed over.
    """
    files, chapters = tuple(_files(texts)), _chapters(texts)
    problems = list(_unused_files(files, chapters))
    rules: list[Rule] = []
    for file in files:
        if file.stem in (region.code, NAMES) and file.chapter in chapters:
            found = list(_read(file, texts[file.path], problems))
            rules += rule_checks.without_doubles(found, problems)
    rules = list(_overridden_names(rules))
    problems += rule_checks.chains(rules)
    problems += rule_checks.unconverted(rules, region.language)
    written = {path: text for path, text in texts.items() if not path.endswith(".tsv")}
    rules = [replace(rule, seen=_seen(rule, written)) for rule in rules]
    rules = list(rule_checks.in_script(rules, language, problems))
    return Rules(tuple(rules)), tuple(problems)


def _files(texts: Mapping[str, str]) -> Iterator[_File]:
    """Yield the rule files among *texts*: regions' before names, each in the order of their paths."""
    found: list[_File] = []
    for path in texts:
        file = PurePosixPath(path)
        if file.suffix != ".tsv":
            continue
        match file.parts[:-1]:
            case (folder, name) if (folder, name) == (HOUSE, GLOSSARY) and file.stem != INDEX:
                found.append(_File(path, file.stem, "house", ""))
            case (folder,) if (folder, file.stem) == (GLOSSARY, INDEX):
                pass  # how the index is sorted, which is no rule
            case (folder, *inner) if folder == GLOSSARY:
                found.append(_File(path, file.stem, "chapter" if inner else "book", "/".join(inner)))
            case _:
                pass
    yield from sorted(found, key=lambda file: (file.stem == NAMES, file.path))


def _chapters(texts: Mapping[str, str]) -> frozenset[str]:
    """Return what `Rule.chapter` may be: empty, or a chapter's file."""
    return frozenset(("", *(chapter_of(path) for path in texts if is_markdown(path))))


def _unused_files(files: Collection[_File], chapters: Collection[str]) -> Iterator[Problem]:
    regions = known_regions()
    for file in files:
        if file.stem != NAMES and file.stem not in regions:
            yield problem("L105", Origin(file.path), region=file.stem, known=", ".join(sorted(regions)))
        elif file.chapter not in chapters:
            near = nearest(file.chapter, sorted(filter(None, chapters)))
            yield problem("L108", Origin(file.path), chapter=file.chapter, nearest=near)


def _read(file: _File, text: str, problems: list[Problem]) -> Iterator[Rule]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith(REMARK):
            rule = _rule(file, line.rstrip("\r"), Origin(file.path, number))
            if isinstance(rule, Rule):
                yield rule
            else:
                problems.append(rule)


def _rule(file: _File, line: str, origin: Origin) -> Rule | Problem:
    """Return the rule that *line* is, or why it is none."""
    columns = line.split("\t")
    source = INVISIBLE.sub("", columns[0]).strip()
    if file.stem == NAMES:
        note = columns[1].strip() if len(columns) > 1 else ""
        if not source:
            return problem("L102", origin, len(line.rstrip()))
        return Rule(source, source, note, origin, file.scope, file.chapter)
    if len(columns) == 1:
        return problem("L101", origin, len(line))
    target, note, scope = (column.strip() for column in (*columns[1:], "", "")[:3])
    if not source or not target:
        return problem("L102", origin, len(line.rstrip()))
    known = (file.scope,) if file.scope == "house" else (file.scope, PASSAGE)
    if scope not in ("", *known):
        place = replace(origin, column=line.rindex(scope) + 1)
        return problem("L107", place, len(scope), scope=scope, known=", ".join(known))
    return Rule(source, target, note, origin, "passage" if scope == PASSAGE else file.scope, file.chapter)


def _overridden_names(rules: Collection[Rule]) -> Iterator[Rule]:
    """Yield *rules* without the names for which the region's own file of the same reach has a line."""
    own: set[tuple[str, Scope, str]] = set()
    for rule in rules:  # the regions' files come first
        key = (rule.chapter, rule.scope, rule.source)
        if key not in own:
            own.add(key)
            yield rule


def _seen(rule: Rule, written: Mapping[str, str]) -> bool:
    """Whether a file in which *rule* counts holds its source."""
    return any(
        rule.source in text
        for path, text in written.items()
        if not rule.chapter or chapter_of(path) == rule.chapter
    )


def written_line(rule: Rule) -> str:
    """Return *rule* as a line of a region's file, without line end."""
    columns = [rule.source, rule.target, rule.note, PASSAGE if rule.scope == "passage" else ""]
    while not columns[-1]:
        columns.pop()
    return "\t".join(columns)
