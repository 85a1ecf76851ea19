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
from typing import NamedTuple

from banben.conversion.align import IDEOGRAPH
from banben.conversion.boundaries import Boundaries
from banben.conversion.dictionaries import candidates
from banben.conversion.lattice import Lattice, Reading, Word
from banben.conversion.names import ALONE, Names, names
from banben.conversion.patterns import Pattern, load_defaults, load_patterns
from banben.conversion.segments import Vote
from banben.conversion.word_list import word_list

# A lattice of a longer clause would multiply probabilities down to nothing.
CLAUSE = 64
# From which probability on a form counts as an alternative, a word of the lexicon as read, a vote as sure.
WEIGHED, READ, SURE = 0.02, 0.8, 0.95
# How sure a word of the lexicon is, and one that jieba cuts elsewhere.
LISTED, CUT = 0.99, 0.85
# From which probability on the lattice has no other way to cut a listed word that counts.
FIRM = 0.93
# How sure the usual form of a lone character is at most where the votes make another.
OUTVOTED = 0.8
# How sure the form is that the topic of the chapter gives (錶 in a chapter about watches).
TOPICAL = 0.9


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
    """A *line*, what OpenCC and jieba print of it, its *words*, and what its chapter *mentioned*."""

    line: str
    opencc: str
    jieba: str
    words: Boundaries
    mentioned: frozenset[str] = frozenset()


class _Choice(NamedTuple):
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
    defaults: Mapping[str, Pattern]
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
        if at in clause.surnames and _free(clause, at, word):
            return _Choice(self.names.forms[character], "name", clause.surnames[at])
        choice = self._by_word(clause, at, word)
        if character in heard.mentioned and character in self.names.topics:
            text = heard.line[clause.start + word.start : clause.start + word.end]
            if text in self.names.topics[character].doubted:
                return choice._replace(confidence=min(choice.confidence, OUTVOTED))
        # 剩余师傅: what remains of the masters, or only Master 余? The reader of the review decides.
        titled = at in clause.surnames and character in self.names.own and at + 1 == clause.start + word.end
        return choice._replace(confidence=min(choice.confidence, CUT)) if titled else choice

    def _by_word(self, clause: _Clause, at: int, word: Word) -> _Choice:
        heard = clause.heard
        character = heard.line[at]
        shares = clause.reading.spread[at - clause.start]
        likeliest = max(shares, key=shares.__getitem__)
        sure = shares[likeliest] >= READ
        start, end = clause.start + word.start, clause.start + word.end
        listed = sure and word.listed
        real = listed or (sure and end - start > 1 and heard.words.whole(start, end))
        for pattern in self.patterns.get(character, ()):
            if (pattern.strong or not real) and pattern.matches(heard.line, at):
                return _Choice(pattern.result, f"pattern:{character}/{pattern.result}", pattern.confidence)
        if listed:
            agreed = heard.opencc[at] == heard.jieba[at] == likeliest
            cut = shares[likeliest] < FIRM or (not agreed and heard.words.crosses(start, end))
            return _Choice(likeliest, "lexicon", CUT if cut else LISTED)
        alone = end - start == 1
        if alone and character in heard.mentioned and character in self.names.own:
            return _Choice(self.names.forms[character], "name", ALONE)
        voted = vote(heard.opencc[at], heard.jieba[at], likeliest, shares[likeliest])
        usual = self.defaults.get(character)
        if not (usual and alone):
            return voted
        if character in heard.mentioned:
            return _Choice(self.names.topics[character].form, "topic", TOPICAL)
        return by_default(usual, heard.opencc[at] == heard.jieba[at] == likeliest == usual.result)


def _free(clause: _Clause, at: int, word: Word) -> bool:
    """Whether the character at *at* is a word of its own, or has only 的 before it in its word."""
    before = clause.heard.line[clause.start + word.start : at]
    return clause.start + word.end == at + 1 and before in ("", "的")


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


def by_default(usual: Pattern, agreed: bool) -> _Choice:
    """Return the usual form of a lone character, less sure unless all judges *agreed* on it or it is firm."""
    sure = usual.confidence if agreed or usual.confidence > SURE else min(usual.confidence, OUTVOTED)
    return _Choice(usual.result, f"pattern:{usual.character}/{usual.result}", sure)


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
    lattice = Lattice(word_list(region))
    return Bench(lattice, names(region), load_patterns(region), load_defaults(region), several, clause)
