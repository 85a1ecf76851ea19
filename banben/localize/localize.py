"""Localization of a book: every stream and every string in the edition's script, in one conversion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from banben.editions import Edition, Region
from banben.localize.align import spread
from banben.localize.convert import convert_lines
from banben.localize.decisions import Conversion, decisions, place
from banben.localize.engine import Engine, OpenCC
from banben.localize.passes import BETWEEN, Collect, Replace, change_all, without_language
from banben.localize.rules import Rules
from banben.localize.stream import Tongue
from banben.manuscript import BoxKind
from banben.model import Book
from banben.problems import Problem, problem


def engine_for(region: Region) -> Engine | None:
    """Return the region's engine, None where nothing is converted."""
    return OpenCC(region.opencc) if region.opencc else None


def localize(
    book: Book, edition: Edition, rules: Rules, engine: Engine | None = None
) -> tuple[Book, tuple[Conversion, ...], tuple[Problem, ...]]:
    """Return *book* in the script of *edition*, every decision, and what an editor should look at.

    *engine* is the region's unless given. Code, addresses, protected passages and passages in another
    language stay as they are. Never pass a book that is localized already: a second conversion
    corrupts (幺 to 么 to 麼).
    """
    engine = engine or engine_for(edition.region)
    tongue = Tongue(book.metadata.language)
    collected = Collect(tongue)
    change_all(book, edition, collected)
    units = collected.units
    lines = ["".join(run.text for run in runs) for runs in units]
    conversions: list[Conversion] = []
    problems: list[Problem] = []
    results: list[list[str]] = []
    for runs, segments in zip(units, convert_lines(lines, engine, rules), strict=True):
        texts, torn = spread(segments, [len(run.text) for run in runs])
        results.append([text for text, run in zip(texts, runs, strict=True) if run.origin is not BETWEEN])
        conversions += decisions(runs, segments, engine.name if engine else "")
        problems += (
            problem("L301", place(runs, at), len(item.source), source=item.source, result=item.result)
            for at, item in torn
        )
    changed = without_language(change_all(book, edition, Replace(tongue, iter(results))), tongue)
    metadata = replace(changed.metadata, language=edition.region.language)
    problems += _unused(rules, conversions, lines)
    return replace(changed, metadata=metadata), tuple(conversions), tuple(problems)


def _unused(rules: Rules, conversions: Iterable[Conversion], lines: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each of *rules* whose source is neither in *lines* nor in any file."""
    used = {item.rule for item in conversions}
    for rule in rules.rules:
        if not rule.seen and rule.name not in used and not any(rule.source in line for line in lines):
            yield problem("L106", rule.origin, len(rule.source), source=rule.source)


def localize_words(words: Sequence[str], region: Region, rules: Rules) -> tuple[str, ...]:
    """Return *words*, single strings of the manuscript's script, as *region* writes them."""
    converted = convert_lines(words, engine_for(region), rules)
    return tuple("".join(segment.result for segment in segments) for segments in converted)


def localize_boxes(boxes: Sequence[BoxKind], region: Region, rules: Rules) -> tuple[BoxKind, ...]:
    """Return *boxes* with the labels that *region* prints."""
    labels = localize_words([kind.label for kind in boxes], region, rules)
    return tuple(replace(kind, label=label) for kind, label in zip(boxes, labels, strict=True))
