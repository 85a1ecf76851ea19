"""Rules: words that an editor locked, and where in a text they match."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from banben.conversion.finder import Crosses, Finder, never
from banben.model import Origin

Scope = Literal["passage", "chapter", "book", "house"]
# The narrower goes first where two rules have the same source.
ORDER: tuple[Scope, ...] = ("passage", "chapter", "book", "house")


@dataclass(frozen=True, slots=True)
class Rule:
    """*source*, in the manuscript's script, is printed as *target*; no later stage changes it.

    *chapter* is the path, without its suffix, of the one file in which it counts; empty: everywhere.
    *seen* tells that the manuscript's files hold the source as it is, for whichever edition.
    """

    source: str
    target: str
    note: str
    origin: Origin
    scope: Scope = "book"
    chapter: str = ""
    seen: bool = False

    @property
    def name(self) -> str:
        """Its place, as `glossary/tw.tsv:3`."""
        return f"{self.origin.path}:{self.origin.line}"


def chapter_of(path: str) -> str:
    """Return what `Rule.chapter` calls the manuscript's file *path*."""
    return posixpath.splitext(path)[0]


@dataclass(frozen=True, slots=True)
class _Reach:
    """The rules that count in one chapter, by source: those for a passage, and those for words."""

    passages: Mapping[str, Rule]
    words: Mapping[str, Rule]
    passage_finder: Finder
    word_finder: Finder

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> _Reach:
        passages: dict[str, Rule] = {}
        words: dict[str, Rule] = {}
        for rule in sorted(rules, key=lambda rule: (ORDER.index(rule.scope), not rule.chapter)):
            (passages if rule.scope == "passage" else words).setdefault(rule.source, rule)
        return cls(passages, words, Finder.of(passages), Finder.of(words))

    def between(self, text: str, start: int, end: int, crosses: Crosses) -> Iterator[tuple[int, Rule]]:
        """Yield the words' rules that match in *text* from *start* to *end*."""
        found = self.word_finder.find(text[start:end], lambda a, b: crosses(start + a, start + b))
        for at, source in found:
            yield start + at, self.words[source]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one region; the order of those with different sources says nothing."""

    rules: tuple[Rule, ...] = ()
    _reaches: dict[str, _Reach] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find(self, text: str, path: str = "", crosses: Crosses = never) -> Iterator[tuple[int, Rule]]:
        """Yield the rules that match in *text*, which stands in the manuscript's file *path*.

        Matches do not overlap and come left to right. Those for a passage go first and match wherever
        their source stands; of the others the longest wins, and none matches where *crosses* says that
        a word straddles one of its ends. Of equal sources the narrower scope's is meant.
        """
        if not self.rules:
            return
        reach = self._reach(chapter_of(path))
        at = 0
        for start, source in reach.passage_finder.find(text):
            yield from reach.between(text, at, start, crosses)
            yield start, reach.passages[source]
            at = start + len(source)
        yield from reach.between(text, at, len(text), crosses)

    def _reach(self, chapter: str) -> _Reach:
        """Return the rules for *chapter*, sorted out when first asked: there are thousands of texts."""
        if not self._reaches:
            everywhere = [rule for rule in self.rules if not rule.chapter]
            for own in {rule.chapter for rule in self.rules} | {""}:
                mine = (rule for rule in self.rules if own and rule.chapter == own)
                self._reaches[own] = _Reach.of((*mine, *everywhere))
        return self._reaches.get(chapter) or self._reaches[""]
