"""Readings: the pinyin and zhuyin of a term, with those that an editor gives in place of the usual ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from banben.conversion.residue import simplified

HAN = re.compile(r"[\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SYLLABLE = re.compile(r"([a-zü]+)([1-5])\Z")
COUNT = re.compile(r"[1-9]\d?\Z")
NEUTRAL = 5


@dataclass(frozen=True, slots=True)
class Syllable:
    """A reading in pinyin: *letters* with ü, *tone* from 1 to 5, of which 5 is the neutral tone."""

    letters: str
    tone: int


def understood(written: str) -> bool:
    """Whether *written* is a reading: syllables (`chong2 qing4`, `chóng qìng`), or a count of strokes."""
    return bool(COUNT.match(written)) or (
        bool(written.split()) and all(_syllable(part) is not None for part in written.split())
    )


def strokes_in(written: str) -> int:
    """Return the count of strokes that *written* is, 0 where it is another kind of reading."""
    return int(written) if COUNT.match(written) else 0


def syllables(written: str) -> tuple[Syllable, ...]:
    """Return the syllables of a reading, none where *written* is a count of strokes."""
    found = [_syllable(part) for part in written.split()]
    return () if COUNT.match(written) else tuple(item for item in found if item)


def _syllable(written: str) -> Syllable | None:
    """Return the syllable that an editor has *written*, None where Mandarin has none such."""
    from pypinyin.contrib.tone_convert import to_tone3

    form = to_tone3(written.lower().replace("v", "ü"), neutral_tone_with_five=True)
    found = _parsed(form.replace("v", "ü"))
    return found if found and found.letters in _all_letters() else None


def _parsed(form: str) -> Syllable | None:
    found = SYLLABLE.match(form)
    return Syllable(found[1], int(found[2])) if found else None


@cache
def _all_letters() -> frozenset[str]:
    """Return the syllables of Mandarin without tones: those that pypinyin knows of any character."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    known = {reading for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    return frozenset(to_normal(reading).replace("v", "ü") for reading in known)


def zhuyin(syllable: Syllable) -> str:
    """Return the symbols of *syllable* without its tone: ㄔㄨㄥ."""
    return re.sub("[ˊˇˋ˙]", "", zhuyin_with_tone(syllable))


def zhuyin_with_tone(syllable: Syllable) -> str:
    """Return the symbols of *syllable* with the mark of its tone: ㄔㄨㄥˊ."""
    from pypinyin import Style
    from pypinyin.contrib.tone_convert import to_tone
    from pypinyin.style import convert

    tone = "" if syllable.tone == NEUTRAL else str(syllable.tone)
    return str(convert(to_tone(f"{syllable.letters}{tone}"), Style.BOPOMOFO, strict=True))


def read(term: str, own: Mapping[str, str], given: str = "") -> tuple[Syllable | None, ...]:
    """Return a syllable for each character of *term*, None for those that are no ideographs.

    *given* is the reading at the mark, *own* the lines of glossary/index.tsv: for the whole term, or for
    one character wherever it stands. A reading that does not fit the term's ideographs counts for nothing.
    """
    places = [at for at, character in enumerate(term) if HAN.match(character)]
    found: list[Syllable | None] = [None] * len(term)
    for at, syllable in zip(places, _whole(term, len(places), own, given), strict=True):
        found[at] = syllable
    return tuple(found)


def _whole(term: str, count: int, own: Mapping[str, str], given: str) -> Sequence[Syllable | None]:
    for written in (given, own.get(term, "")):
        if written and len(syllables(written)) == count:
            return syllables(written)
    usual = _usual(term)
    characters = [character for character in term if HAN.match(character)]
    single = (next(iter(syllables(own.get(character, ""))), None) for character in characters)
    return [mine or other for mine, other in zip(single, usual, strict=True)]


def _usual(term: str) -> list[Syllable | None]:
    """Return the readings by pypinyin, which knows its phrases in Simplified characters."""
    from pypinyin import Style, pinyin

    plain = simplified(term)
    plain = plain if len(plain) == len(term) else term
    # Each character that has no reading keeps its place.
    unread: Any = list
    runs = pinyin(plain, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True, errors=unread)
    pairs = zip(runs, plain, strict=True)
    return [_parsed(found[0]) for found, character in pairs if HAN.match(character)]
