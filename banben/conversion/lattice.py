"""A lattice of words: which reading of a clause its words' frequencies make the likeliest.

Every way to cut a clause into known words is weighed at once (forward and backward sums over a unigram
lattice), so that each character gets a probability for each of its forms, and not only the best path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from banben.conversion.word_list import GAIN, LONGEST, Forms, WordList

# What a character weighs that no list has: letters, rare ideographs.
UNKNOWN = 1e-6

# form -> probability, for each character of a clause
Spread: TypeAlias = "list[dict[str, float]]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the likeliest path: characters *start* to *end* of the clause, read as *form*."""

    start: int
    end: int
    form: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause read: its likeliest words, and for each character the probability of each form.

    *text* has the likeliest form of each character.
    """

    words: tuple[Word, ...]
    spread: Spread
    text: str


@dataclass(slots=True)
class Lattice:
    """Reads clauses with *words*; a clause is read once and remembered."""

    words: WordList
    known: dict[str, Reading] = field(default_factory=dict)

    def read(self, clause: str) -> Reading:
        """Return the reading of *clause*, a run of ideographs without punctuation."""
        reading = self.known.get(clause)
        if reading is None:
            arcs = [list(self._arcs(clause, start)) for start in range(len(clause))]
            spread = _spread(arcs)
            text = "".join(max(forms, key=forms.__getitem__) for forms in spread)
            reading = self.known[clause] = Reading(_best(arcs), spread, text)
        return reading

    def _arcs(self, clause: str, start: int) -> Iterator[tuple[int, Forms]]:
        single = clause[start]
        alone = True
        for word, forms in self.words.beginning(clause[start : start + LONGEST]):
            alone = alone and len(word) > 1
            yield start + len(word), forms
        if alone:
            yield start + 1, Forms(UNKNOWN * GAIN, ((single, UNKNOWN * GAIN),), False)


def _best(arcs: list[list[tuple[int, Forms]]]) -> tuple[Word, ...]:
    size = len(arcs)
    best = [0.0] * (size + 1)
    best[0] = 1.0
    back: list[tuple[int, Forms] | None] = [None] * (size + 1)
    for start, group in enumerate(arcs):
        here = best[start]
        for end, forms in group:
            weight = here * forms.top
            if weight > best[end]:
                best[end], back[end] = weight, (start, forms)
    words: list[Word] = []
    end = size
    while end and (step := back[end]):
        start, forms = step
        words.append(Word(start, end, forms.forms[0][0], forms.listed))
        end = start
    return tuple(reversed(words))


def _spread(arcs: list[list[tuple[int, Forms]]]) -> Spread:
    size = len(arcs)
    forward, backward = [0.0] * (size + 1), [0.0] * (size + 1)
    forward[0] = backward[size] = 1.0
    for start, group in enumerate(arcs):
        here = forward[start]
        for end, forms in group:
            forward[end] += here * forms.weight
    for start in range(size - 1, -1, -1):
        backward[start] = sum(forms.weight * backward[end] for end, forms in arcs[start])
    whole = forward[size] or 1.0
    spread: Spread = [{} for _ in range(size)]
    for start, group in enumerate(arcs):
        here = forward[start] / whole
        for end, forms in group:
            rest = here * backward[end]
            for form, weight in forms.forms:
                share = rest * weight
                for at, character in enumerate(form, start):
                    cell = spread[at]
                    cell[character] = cell.get(character, 0.0) + share
    return spread
