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
from operator import attrgetter

from banben.conversion.align import IDEOGRAPH
from banben.conversion.dictionaries import candidates
from banben.conversion.lattice import Lattice, Reading, Word
from banben.conversion.names import ALONE, Names, names
from banben.conversion.patterns import Pattern, load_patterns
from banben.conversion.segments import Vote
from banben.conversion.word_list import word_list

# A lattice of a longer clause would multiply probabilities down to nothing.
CLAUSE = 64
# From which probability on a form counts as an alternative, a word of the lexicon as read, a vote as sure.
WEIGHED, READ, SURE = 0.02, 0.8, 0.95
# How sure what the rules decide is.
PATTERN, LISTED = 0.985, 0.99


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
class Heard:
    """A *line*, what OpenCC and jieba print of it, each as long as it, and the surnames of its chapter."""

    line: str
    opencc: str
    jieba: str
    mentioned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Choice:
    form: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a line: where it begins, how the lattice reads it, and where surnames may stand."""

    heard: Heard
    start: int
    reading: Reading
    surnames: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Bench:
    """All that judges lines for one region; *candidates* are the forms of the characters with several."""

    lattice: Lattice
    names: Names
    patterns: Mapping[str, tuple[Pattern, ...]]
    candidates: Mapping[str, tuple[str, ...]]
    clause: re.Pattern[str]

    def verdicts(self, heard: Heard) -> Iterator[Verdict]:
        """Yield the verdicts on the words of *heard* in which something can be chosen, in order."""
        surnames = self.names.find(heard.line)
        for match in self.clause.finditer(heard.line):
            clause = _Clause(heard, match.start(), self.lattice.read(match.group()), surnames)
            for word in clause.reading.words:
                places = range(clause.start + word.start, clause.start + word.end)
                chosen = {
                    at: self._choice(clause, at, word) for at in places if heard.line[at] in self.candidates
                }
                if chosen:
                    yield _verdict(clause, word, chosen)

    def _choice(self, clause: _Clause, at: int, word: Word) -> _Choice:
        heard = clause.heard
        character = heard.line[at]
        if character in self.names.forms and (found := self._surname(clause, at, word)):
            return found
        for pattern in self.patterns.get(character, ()):
            if pattern.matches(heard.line, at):
                return _Choice(pattern.result, f"pattern:{character}/{pattern.result}", PATTERN)
        shares = clause.reading.spread[at - clause.start]
        likeliest = max(shares, key=shares.__getitem__)
        if word.listed and shares[likeliest] >= READ:
            return _Choice(likeliest, "lexicon", LISTED)
        return vote(heard.opencc[at], heard.jieba[at], likeliest, shares[likeliest])

    def _surname(self, clause: _Clause, at: int, word: Word) -> _Choice | None:
        """Return the surname's form where the character at *at*, a word of its own, is a surname."""
        character = clause.heard.line[at]
        if word.end - word.start > 1:
            return None
        sure = clause.surnames.get(at, ALONE if character in clause.heard.mentioned else 0.0)
        return _Choice(self.names.forms[character], "name", sure) if sure else None


def _verdict(clause: _Clause, word: Word, chosen: Mapping[int, _Choice]) -> Verdict:
    heard = clause.heard
    start, end = clause.start + word.start, clause.start + word.end
    printed = "".join(chosen[at].form if at in chosen else heard.opencc[at] for at in range(start, end))
    votes = (
        Vote("opencc", heard.opencc[start:end]),
        Vote("jieba", heard.jieba[start:end]),
        Vote("lattice", clause.reading.text[word.start : word.end]),
    )
    least = min(chosen.values(), key=attrgetter("confidence"))
    others = [vote.result for vote in votes] + _others(clause, start, printed, chosen)
    alternatives = tuple(other for other in dict.fromkeys(others) if other != printed)
    return Verdict(start, end, printed, least.rule, least.confidence, votes, alternatives)


def _others(clause: _Clause, start: int, printed: str, chosen: Mapping[int, _Choice]) -> list[str]:
    """Return *printed* with each other form that the lattice gives some probability, likeliest first."""
    found: list[tuple[float, str]] = []
    for at in chosen:
        place = at - start
        for form, share in clause.reading.spread[at - clause.start].items():
            if share >= WEIGHED and form != printed[place]:
                found.append((share, printed[:place] + form + printed[place + 1 :]))
    return [form for _, form in sorted(found, reverse=True)]


def vote(opencc: str, jieba: str, lattice: str, sure: float) -> _Choice:
    """Return the form that three judges' votes make; *sure* is the lattice's probability of its form."""
    if opencc == jieba == lattice:
        return _Choice(opencc, "opencc", 0.5 + 0.5 * sure)
    if jieba == lattice:
        return _Choice(lattice, "vote", 0.93 if sure > SURE else 0.85)
    if opencc == lattice:
        return _Choice(opencc, "opencc", 0.92 if sure > SURE else 0.8)
    if opencc == jieba:
        return _Choice(opencc, "opencc", 0.7 if sure > SURE else 0.85)
    return _Choice(opencc, "opencc", 0.4)


@cache
def bench(region: str) -> Bench:
    """Return the judges of *region*."""
    several = {character: forms for character, forms in candidates(region).items() if len(forms) > 1}
    open_ones = re.escape("".join(several))
    clause = re.compile(f"(?=[{IDEOGRAPH}]{{0,{CLAUSE - 1}}}[{open_ones}])[{IDEOGRAPH}]{{1,{CLAUSE}}}")
    return Bench(Lattice(word_list(region)), names(region), load_patterns(region), several, clause)
