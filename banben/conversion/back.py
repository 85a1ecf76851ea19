"""Back again: the characters of Traditional manuscripts, by OpenCC and a table of what it gets wrong.

Nearly every Traditional character has one form in another region. The exceptions (乾 著 藉 徵 帳 …) and
house styles that OpenCC leaves (身分, 妳) are words of data/back/characters.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from banben.conversion.boundaries import Boundaries
from banben.conversion.characters import Judged, as_long
from banben.conversion.dictionaries import DATA, rows
from banben.conversion.finder import Finder
from banben.conversion.judges import OpenCC
from banben.conversion.residue import simplified
from banben.conversion.segments import Line, Vote
from banben.conversion.verdicts import Verdict

# How sure a word of the table is that states nothing; the usual form of a character states it.
WORD = 0.98


@dataclass(frozen=True, slots=True)
class Form:
    """What a word of the table becomes, how sure that is, and other forms it may have."""

    result: str
    confidence: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Several of OpenCC's configurations, one after the other."""

    configs: tuple[str, ...]

    @property
    def name(self) -> str:
        """The configurations, as `opencc:hk2t+t2tw`."""
        return f"opencc:{'+'.join(self.configs)}"

    def convert(self, lines: Sequence[str]) -> list[str]:
        """Return *lines* converted."""
        converted = list(lines)
        for config in self.configs:
            converted = OpenCC(config).convert(converted)
        return converted


@dataclass(frozen=True, slots=True)
class FromTraditional:
    """OpenCC's *chain*, corrected by the words of the table for one region."""

    chain: Chain
    words: Mapping[str, Form]
    finder: Finder

    @property
    def name(self) -> str:
        """OpenCC's configurations."""
        return self.chain.name

    def judged(self, lines: Sequence[Line], masked: Sequence[str]) -> Iterator[Judged]:  # noqa: ARG002
        """Yield OpenCC's text of each line, as long as the line, and what the table says of its words."""
        for line, converted in zip(masked, self.chain.convert(masked), strict=True):
            opencc = as_long(line, converted, self.chain)
            yield Judged(opencc, tuple(self._verdicts(line, opencc)), Boundaries(simplified(line)))

    def _verdicts(self, line: str, opencc: str) -> Iterator[Verdict]:
        for start, word in self.finder.find(line):
            end = start + len(word)
            form = self.words[word]
            others = dict.fromkeys((opencc[start:end], *form.others))
            yield Verdict(
                start,
                end,
                form.result,
                f"back:{word}",
                form.confidence,
                (Vote("opencc", opencc[start:end]),),
                tuple(other for other in others if other != form.result),
            )


@cache
def from_traditional(chain: tuple[str, ...], region: str) -> FromTraditional:
    """Return what converts into the characters of *region* with *chain*."""
    words = {
        word: form
        for _, columns in rows(DATA / "back" / "characters.tsv")
        for word, regions, form in [read_form(columns)]
        if region in regions
    }
    return FromTraditional(Chain(chain), words, Finder.of(words))


def read_form(columns: list[str]) -> tuple[str, tuple[str, ...], Form]:
    """Return the word, the regions and the form of a line's *columns*; ValueError if it is none.

    The columns are word, regions, result, confidence, other forms, note; the last three may be missing.
    """
    word, regions, result, sure, others, _ = (column.strip() for column in (*columns, "", "", "")[:6])
    if not word or len(result) != len(word):
        raise ValueError(f"{word}: {result!r} is not as long")
    return word, tuple(regions.split()), Form(result, float(sure or WORD), tuple(others.split()))
