"""Lines and segments: what became of each stretch of a line, by which rule, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

# same        converted character for character, nothing to choose
# characters  a word in which a character has several forms; the judges or a rule chose
# word        another word of the region's vocabulary, or what a switch (units, dates …) prints
# proposal    left as it is; the vocabulary knows another word that depends on the sense
# rule        an editor's line in a rule file: locked, no later step looks at it
# kept        an address, code, another script: byte for byte
Kind = Literal["same", "characters", "word", "proposal", "rule", "kept"]


class Line(NamedTuple):
    """A string that is converted as one, and the manuscript's file that it stands in.

    *names* are the surnames that this file shows to be somebody's.
    """

    text: str
    path: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vote:
    """What one *judge* (opencc, jieba, lattice, pattern …) would print for the segment's source."""

    judge: str
    result: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line and what became of it.

    *rule* names what decided: `opencc:s2tw`, `vote`, `lexicon`, `pattern:只/隻`, `pack:business`,
    `switch:units`, or the place of an editor's line (`glossary/tw.tsv:3`). *confidence* is the estimated
    probability that *result* is what the region prints. *alternatives* are the other results weighed, the
    likeliest first.
    """

    source: str
    result: str
    rule: str = ""
    kind: Kind = "same"
    confidence: float = 1.0
    votes: tuple[Vote, ...] = ()
    alternatives: tuple[str, ...] = ()
