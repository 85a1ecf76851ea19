"""Localization of a book: every stream and every string in the edition's script, in one conversion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from banben.conversion.align import spread, stretches
from banben.conversion.converter import Converts
from banben.conversion.names import with_names
from banben.conversion.rule_checks import unused
from banben.conversion.segments import Line, Segment
from banben.editions import Edition
from banben.localize.decisions import Conversion, Localized, Unit, decisions, place
from banben.localize.passes import BETWEEN, Collect, Replace, change_all, without_language
from banben.localize.scripts import by_file, script_problems
from banben.localize.stream import Tongue
from banben.manuscript import BoxKind
from banben.model import Book, Origin, Text
from banben.problems import Problem, problem


def localize(book: Book, edition: Edition, converter: Converts) -> Localized:
    """Return *book* in the script of *edition*, every decision, and what an editor should look at.

    Code, addresses, protected passages and passages in another language stay as they are. Never pass a
    book that is localized already: a second conversion corrupts (幺 to 么 to 麼).
    """
    tongue = Tongue(book.metadata.language)
    collected = Collect(tongue)
    change_all(book, edition, collected)
    problems: list[Problem] = []
    scripts: list[Problem] = []
    results: list[list[str]] = []
    units: list[Unit] = []
    lines = with_names([_line(runs) for runs in collected.units])
    converted = converter.convert(lines)
    for runs, line, done in zip(collected.units, lines, converted, strict=True):
        lengths = [len(run.text) for run in runs]
        texts, torn = spread(stretches(line.text, done.text, done.uneven), lengths)
        problems += _torn(runs, torn)
        scripts += script_problems(runs, line.text, done, tongue.language, edition.region.language)
        results.append([text for text, run in zip(texts, runs, strict=True) if run.origin is not BETWEEN])
        if line.path:
            units.append(Unit(_origin(runs), line.text, done.text))
    changed = without_language(change_all(book, edition, Replace(tongue, iter(results))), tongue)
    metadata = replace(changed.metadata, language=edition.region.language)
    used = {rule for done in converted for rule in done.rules}
    problems += by_file(scripts)
    problems += unused(converter.rules, used, ((line.path, line.text) for line in lines))
    book = replace(changed, metadata=metadata)

    def gather() -> Iterator[Conversion]:
        for runs, done in zip(collected.units, converted, strict=True):
            yield from decisions(runs, done)

    return Localized(book, gather, tuple(units), tuple(problems))


def _line(runs: Sequence[Text]) -> Line:
    return Line("".join(run.text for run in runs), _origin(runs).path if runs else "")


def _origin(runs: Sequence[Text]) -> Origin:
    return next((run.origin for run in runs if run.origin is not BETWEEN), BETWEEN)


def _torn(runs: Sequence[Text], torn: Iterable[tuple[int, Segment]]) -> Iterator[Problem]:
    for at, item in torn:
        yield problem("L301", place(runs, at), len(item.source), source=item.source, result=item.result)


def localize_words(words: Sequence[str], converter: Converts) -> tuple[str, ...]:
    """Return *words*, single strings of the manuscript's script, as *converter*'s region writes them."""
    converted = converter.convert([Line(word) for word in words])
    return tuple("".join(segment.result for segment in segments) for segments in converted)


def localize_boxes(boxes: Sequence[BoxKind], converter: Converts) -> tuple[BoxKind, ...]:
    """Return *boxes* with the labels that the region prints."""
    labels = localize_words([kind.label for kind in boxes], converter)
    return tuple(replace(kind, label=label) for kind, label in zip(boxes, labels, strict=True))
