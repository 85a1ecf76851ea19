"""Typesetting: the region's quotation marks in place of the manuscript's, matched across markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from banben.editions import Region
from banben.localize.stream import Tongue, foreign, leaves, rebuilt
from banben.localize.strings import Words, change_metadata, change_strings
from banben.maps import Changes, change_book
from banben.model import Block, Book, Inline, Inlines, LineBreak, Origin, Paragraph, Span, Text
from banben.problems import Problem, problem
from banben.quotes import BARRIER, FOREIGN, IDEOGRAPHIC, STRAIGHT, Unmatched, requote

# Marks that a Chinese text writes otherwise, beside an ideograph or Chinese punctuation.
DOTS = re.compile(
    rf"(?<={IDEOGRAPHIC})(?:\.{{3,}}|。{{2,}}|(?<!…)…(?!…))|(?:\.{{3,}}|(?<!…)…(?!…))(?={IDEOGRAPHIC})"
)
DASHES = re.compile(rf"(?<={IDEOGRAPHIC})-{{2,}}|-{{2,}}(?={IDEOGRAPHIC})")


def typeset(book: Book, region: Region) -> tuple[Book, tuple[Problem, ...]]:
    """Return *book*, which is localized, with the quotation marks of *region*.

    Quotations are matched through emphasis, links and the lines of a verse; a quotation may go on in
    the next paragraph when that repeats the opening mark. Every replacement is one character for one.
    Dots and dashes of another form are reported as notes and stay.
    """
    tongue = Tongue(region.language)
    units = _units(book, tongue)
    texts = [unit.text for unit in units]
    joins = [a.paragraph and b.paragraph for a, b in pairwise((*units, NO_UNIT))]
    problems: list[Problem] = []
    results: list[str] = []
    for unit, (text, left) in zip(units, requote(texts, joins, region.quotes), strict=True):
        results.append(text)
        problems += (_unmatched(mark, unit.place(mark.at)) for mark in left)
        problems += _habits(unit)

    def word(text: str, origin: Origin) -> str:
        ((changed, left),) = requote((text,), (False,), region.quotes)
        problems.extend(_unmatched(mark, origin) for mark in left)
        return changed

    changed = _replaced(book, tongue, zip(units, results, strict=True), word)
    return replace(changed, metadata=change_metadata(book.metadata, word)), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Streams that are read as one: their joined *text*, and where each Text of them begins in it."""

    text: str
    runs: tuple[tuple[int, Text], ...]
    paragraph: bool

    def place(self, at: int) -> Origin:
        """Return where position *at* stands in the manuscript."""
        start, run = max(((s, run) for s, run in self.runs if s <= at), key=lambda item: item[0])
        return replace(run.origin, column=run.origin.column + at - start)


NO_UNIT = _Unit("", (), False)


def _units(book: Book, tongue: Tongue) -> list[_Unit]:
    found: list[_Unit] = []

    def streams(group: tuple[Inlines, ...], block: Block | None) -> tuple[Inlines, ...]:
        parts: list[str] = []
        runs: list[tuple[int, Text]] = []
        at = 0
        for number, stream in enumerate(group):
            for leaf in (*((LineBreak(),) if number else ()), *leaves(stream, tongue)):
                parts.append(_seen(leaf))
                if isinstance(leaf, Text):
                    runs.append((at, leaf))
                at += len(parts[-1])
        found.append(_Unit("".join(parts), tuple(runs), isinstance(block, Paragraph)))
        return group

    change_book(book, Changes(streams, enters=lambda attributes: tongue.owns(attributes.lang)))
    return found


def _seen(leaf: Inline) -> str:
    """Return *leaf* as matching sees it: foreign passages count as Latin, other barriers as Chinese."""
    match leaf:
        case Text():
            return leaf.text
        case LineBreak():
            return "\n"
        case Span():
            return FOREIGN
        case _:
            return BARRIER


def _replaced(book: Book, tongue: Tongue, results: Iterator[tuple[_Unit, str]], word: Words) -> Book:
    def streams(group: tuple[Inlines, ...], _: Block | None) -> tuple[Inlines, ...]:
        unit, text = next(results)
        texts = iter([text[start : start + len(run.text)] for start, run in unit.runs])
        return tuple(rebuilt(strings(stream), texts, tongue) for stream in group)

    def strings(stream: Inlines) -> Inlines:
        return change_strings(stream, word, lambda item: foreign(item, tongue))

    return change_book(book, Changes(streams, word, lambda attributes: tongue.owns(attributes.lang)))


def _unmatched(mark: Unmatched, origin: Origin) -> Problem:
    return problem("L202" if mark.mark == STRAIGHT else "L201", origin, mark=mark.mark)


def _habits(unit: _Unit) -> Iterator[Problem]:
    """Yield the dots and dashes that Chinese writes otherwise."""
    for code, pattern in (("L211", DOTS), ("L212", DASHES)):
        for match in pattern.finditer(unit.text):
            yield problem(code, unit.place(match.start()), len(match.group()), found=match.group())
