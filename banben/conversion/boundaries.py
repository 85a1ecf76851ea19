"""Word boundaries: whether a stretch of a line begins and ends where words do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from banben.conversion.align import IDEOGRAPH
from banben.conversion.judges import cut, parts
from banben.conversion.lattice import Lattice

RUN = re.compile(f"[{IDEOGRAPH}A-Za-z0-9]+")
CLAUSE = re.compile(f"[{IDEOGRAPH}]{{1,64}}")
# A word longer than this is doubted by nobody; what hangs on any noun (群里) straddles none.
CERTAIN = 3
SUFFIXES = "里们上中内外前后的了是给"
# For each character the span of its word.
Spans: TypeAlias = "list[tuple[int, int]]"


@dataclass(slots=True)
class Boundaries:
    """The words of a line as jieba's dictionary cuts it and as *lattice* reads it, found when first asked."""

    text: str
    lattice: Lattice | None = None
    spans: Spans = field(default_factory=list)
    read: Spans = field(default_factory=list)

    def whole(self, start: int, end: int) -> bool:
        """Whether the stretch is one of jieba's words."""
        return self._cut()[start] == (start, end)

    def crosses(self, start: int, end: int) -> bool:
        """Whether a word of jieba's straddles *start* or *end*.

        A word that holds the stretch is a compound of it and does not count (数字 in 数字化), unless the
        stretch is no part of that compound (数组 in 少数组织).
        """
        first, last = self._cut()[start], self.spans[end - 1]
        if first[0] < start and first[1] > end:
            return self.text[start:end] not in parts(self.text[slice(*first)])
        return self._straddled(first, last, start, end)

    def doubtful(self, start: int, end: int) -> bool:
        """Whether either reading of the line has a word that straddles *start* or *end*."""
        if self.crosses(start, end):
            return True
        return end - start <= CERTAIN and self._misread(start, end)

    def impossible(self, start: int, end: int) -> bool:
        """Whether both readings of the line have a word that straddles *start* or *end*."""
        return self.crosses(start, end) and (self.lattice is None or self._misread(start, end))

    def _misread(self, start: int, end: int) -> bool:
        if self.lattice is None:
            return False
        if not self.read:
            self.read = _read(self.text, self.lattice)
        return self._straddled(self.read[start], self.read[end - 1], start, end)

    def _straddled(self, first: tuple[int, int], last: tuple[int, int], start: int, end: int) -> bool:
        if last[1] == end + 1 and self.text[end] in SUFFIXES:
            last = (last[0], end)
        return (first[0] < start and first[1] < end) or (last[1] > end and last[0] > start)

    def _cut(self) -> Spans:
        if not self.spans:
            self.spans = _spans(self.text)
        return self.spans


def _spans(text: str) -> Spans:
    spans = _single(text)
    for run in RUN.finditer(text):
        words = cut(run.group())
        if "".join(words) == run.group():
            _put(spans, run.start(), words)
    return spans


def _read(text: str, lattice: Lattice) -> Spans:
    spans = _single(text)
    for clause in CLAUSE.finditer(text):
        _put(spans, clause.start(), [word.form for word in lattice.read(clause.group()).words])
    return spans


def _single(text: str) -> Spans:
    return [(at, at + 1) for at in range(len(text))]


def _put(spans: Spans, at: int, words: Iterable[Sequence[str]]) -> None:
    """Write the spans of *words*, which stand from *at* on, into *spans*."""
    for word in words:
        end = at + len(word)
        spans[at:end] = [(at, end)] * len(word)
        at = end
