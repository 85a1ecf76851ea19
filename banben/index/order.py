"""The order of an index: pinyin, strokes or zhuyin, with the heads under which entries stand.

Entries are compared character by character (GB/T 13418: 文字条目通用排序规则), so that what begins with
the same character stands together: by sound and tone and then strokes, or by strokes and radical at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal

from banben.editions import Latin, Order
from banben.index.readings import HAN, Syllable, read, strokes_in, zhuyin
from banben.index.strokes import Strokes, strokes

Key = tuple[Any, ...]
Kind = Literal["number", "word", "han", ""]
# Where heads of each kind stand among the others.
RANKS = {"symbols": 0, "letter": 2, "strokes": 2, "unknown": 3, "latin": 4}
FIRST = 1


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """What stands over a group: a letter or symbol, a count of strokes, or words of the region."""

    rank: int
    count: int
    text: str
    kind: Literal["symbols", "letter", "strokes", "latin", "unknown"]


@dataclass(frozen=True, slots=True)
class Collation:
    """How an edition sorts its index.

    *sounds* and *counts* are the editor's, of whole terms and of single characters wherever they stand.
    """

    order: Order
    latin: Latin
    traditional: bool
    sounds: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def head(self, term: str, given: str = "") -> Head:
        """Return the head under which *term* stands; *given* is the reading at its mark."""
        term = unicodedata.normalize("NFKC", term)
        at, kind, text = next(_pieces(term), (0, "", ""))
        if kind == "han":
            return self._han_head(term, at, given)
        if self.latin != "among":
            return Head(FIRST if self.latin == "first" else RANKS["latin"], 0, "", "latin")
        letter = _plain(text)[:1].upper()
        if "A" <= letter <= "Z":
            return Head(RANKS["letter"], 0, letter, "letter")
        return Head(RANKS["symbols"], 0, "", "symbols")

    def _han_head(self, term: str, at: int, given: str) -> Head:
        if self.order == "stroke":
            if count := self._strokes(term, at, given).count:
                return Head(RANKS["strokes"], count, "", "strokes")
        elif sound := read(term, self.sounds, given)[at]:
            letter = zhuyin(sound)[0] if self.order == "zhuyin" else sound.letters[0].upper()
            return Head(RANKS["letter"], 0, letter, "letter")
        return Head(RANKS["unknown"], 0, "", "unknown")

    def key(self, term: str, given: str = "") -> Key:
        """Return what *term* is sorted by: its head, then number by number, word by word, character by
        character."""
        head, term = self.head(term, given), unicodedata.normalize("NFKC", term)
        sounds = read(term, self.sounds, given) if self.order != "stroke" else ()
        pieces: list[Key] = []
        for at, kind, text in _pieces(term):
            if kind == "number":
                pieces.append((0, int(text)))
            elif kind == "word":
                pieces.append((1, _plain(text)))
            else:
                place = self._strokes(term, at, given)
                sound = sounds[at] if sounds else None
                pieces.append((2, *(SOUNDS[self.order](sound) if sound else ()), place, text))
        return head, tuple(pieces), term

    def _strokes(self, term: str, at: int, given: str) -> Strokes:
        """Return the place of the character *at* of *term*; a term's own count is its first character's."""
        character = term[at]
        place = strokes(character, self.traditional)
        first = 0 if at else strokes_in(given) or self.counts.get(term, 0)
        return replace(place, count=first or self.counts.get(character, 0) or place.count)


def collation(
    order: Order, latin: Latin, traditional: bool, readings: Iterable[tuple[str, str]] = ()
) -> Collation:
    """Return the collation with *readings* (glossary/index.tsv) told apart into sounds and counts."""
    pairs = tuple(readings)
    counts = {term: strokes_in(reading) for term, reading in pairs if strokes_in(reading)}
    sounds = {term: reading for term, reading in pairs if not strokes_in(reading)}
    return Collation(order, latin, traditional, sounds, counts)


def _by_letters(sound: Syllable) -> Key:
    """Return the letters as dictionaries have them: ü with u, and after it."""
    return sound.letters.replace("ü", "u"), "ü" in sound.letters, sound.tone


def _by_symbols(sound: Syllable) -> Key:
    """Return the symbols; Unicode has them in the order ㄅ … ㄙ, ㄚ … ㄦ, ㄧ ㄨ ㄩ."""
    return zhuyin(sound), sound.tone


SOUNDS: Mapping[str, Callable[[Syllable], Key]] = {"pinyin": _by_letters, "zhuyin": _by_symbols}


def _pieces(term: str) -> Iterator[tuple[int, Kind, str]]:
    """Yield numbers, words and single ideographs of *term* with their places; nothing else counts."""
    for kind, run in groupby(enumerate(term), lambda item: _kind(item[1])):
        found = tuple(run)
        if kind == "han":
            yield from ((at, kind, character) for at, character in found)
        elif kind:
            yield found[0][0], kind, "".join(character for _, character in found)


def _kind(character: str) -> Kind:
    if HAN.match(character):
        return "han"
    if character.isdecimal():
        return "number"
    return "word" if character.isalpha() or unicodedata.combining(character) else ""


def _plain(word: str) -> str:
    """Return *word* without accents and capitals, by which Latin words are compared."""
    flat = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in flat if not unicodedata.combining(letter)).casefold()
