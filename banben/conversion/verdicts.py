"""Verdicts: which form of a character is printed, from the rules and the votes of three judges.

OpenCC's form stands unless a context rule, a word of the lexicon, or both other judges say otherwise.
How sure a verdict is comes from who agreed and from the lattice's probability; the figures are in
docs/conversion.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from banben.conversion.align import IDEOGRAPH
from banben.conversion.dictionaries import ambiguous, candidates
from banben.conversion.lattice import Lattice, Reading, Word
from banben.conversion.patterns import Pattern, load_patterns
from banben.conversion.segments import Vote
from banben.conversion.word_list import word_list

# A lattice of a longer clause would multiply probabilities down to nothing.
CLAUSE = 64
# From which probability on a form counts as an alternative, and a word of the lexicon as read.
WEIGHED = 0.02
READ = 0.8


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stretch of a line from *start* to *end*, a word, is printed as *result*; the rest as in Segment."""

    start: int
    end: int
    result: str
    rule: str
    confidence: float
    votes: tuple[Vote, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    form: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Bench:
    """All that judges lines for one region."""

    region: str
    lattice: Lattice
    patterns: Mapping[str, tuple[Pattern, ...]]
    candidates: Mapping[str, tuple[str, ...]]
    clause: re.Pattern[str]

    def verdicts(self, line: str, opencc: str, jieba: str) -> Iterator[Verdict]:
        """Yield the verdicts on *line* in order, given what OpenCC and jieba print of it, as long as it."""
        for match in self.clause.finditer(line):
            start = match.start()
            reading = self.lattice.read(match.group())
            for word in reading.words:
                if any(self._open(character) for character in match.group()[word.start : word.end]):
                    yield self._verdict(line, start, word, reading, opencc, jieba)

    def _open(self, character: str) -> bool:
        return len(self.candidates.get(character, ())) > 1

    def _verdict(
        self, line: str, offset: int, word: Word, reading: Reading, opencc: str, jieba: str
    ) -> Verdict:
        start, end = offset + word.start, offset + word.end
        result: list[str] = []
        rule, confidence = "opencc", 1.0
        for at in range(start, end):
            if not self._open(line[at]):
                result.append(opencc[at])
                continue
            choice = self._choice(line, at, word, reading.spread[at - offset], opencc[at], jieba[at])
            result.append(choice.form)
            if choice.confidence < confidence or rule == "opencc":
                rule = choice.rule
            confidence = min(confidence, choice.confidence)
        printed = "".join(result)
        votes = (
            Vote("opencc", opencc[start:end]),
            Vote("jieba", jieba[start:end]),
            Vote("lattice", reading.text[word.start : word.end]),
        )
        others = [vote.result for vote in votes] + self._others(line, start, end, printed, reading, offset)
        alternatives = tuple(other for other in dict.fromkeys(others) if other != printed)
        return Verdict(start, end, printed, rule, confidence, votes, alternatives)

    def _others(
        self, line: str, start: int, end: int, printed: str, reading: Reading, offset: int
    ) -> list[str]:
        """Return *printed* with each other form that the lattice gives some probability."""
        found: list[tuple[float, str]] = []
        for at in range(start, end):
            place = at - start
            if self._open(line[at]):
                found += (
                    (share, printed[:place] + form + printed[place + 1 :])
                    for form, share in reading.spread[at - offset].items()
                    if share >= WEIGHED and form != printed[place]
                )
        return [form for _, form in sorted(found, reverse=True)]

    def _choice(
        self, line: str, at: int, word: Word, shares: Mapping[str, float], opencc: str, jieba: str
    ) -> _Choice:
        for pattern in self.patterns.get(line[at], ()):
            if pattern.matches(line, at):
                return _Choice(pattern.result, f"pattern:{line[at]}/{pattern.result}", 0.985)
        likeliest = max(shares, key=shares.__getitem__)
        if word.listed and shares[likeliest] >= READ:
            return _Choice(likeliest, "lexicon", 0.99)
        return vote(opencc, jieba, likeliest, shares)


def vote(opencc: str, jieba: str, lattice: str, shares: Mapping[str, float]) -> _Choice:
    """Return the form that three judges' votes make, with *shares* the lattice's probabilities."""
    sure = shares.get(lattice, 0.0)
    if opencc == jieba == lattice:
        return _Choice(opencc, "opencc", 0.5 + 0.5 * sure)
    if jieba == lattice:
        return _Choice(lattice, "vote", 0.93 if sure > 0.95 else 0.85)
    if opencc == lattice:
        return _Choice(opencc, "opencc", 0.92 if sure > 0.95 else 0.8)
    if opencc == jieba:
        return _Choice(opencc, "opencc", 0.7 if sure > 0.95 else 0.85)
    return _Choice(opencc, "opencc", 0.4)


@cache
def bench(region: str) -> Bench:
    """Return the judges of *region*."""
    open_ones = re.escape("".join(sorted(ambiguous(region))))
    clause = re.compile(f"(?=[{IDEOGRAPH}]{{0,{CLAUSE - 1}}}[{open_ones}])[{IDEOGRAPH}]{{1,{CLAUSE}}}")
    return Bench(region, Lattice(word_list(region)), load_patterns(region), candidates(region), clause)
