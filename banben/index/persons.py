"""Names of persons as catalogues file them: what is the surname, and the form for sorting.

Pinyin as GB/T 28039 writes names (Wang Xiaoming, Ouyang Xiu, Chen-Fang Ansheng), with the sounds that
surnames have; zhuyin with tones; or each character after the number of its strokes, so that the plain order
of the text is that of a list by strokes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from banben.conversion.residue import simplified
from banben.editions import Order
from banben.index.readings import HAN, Syllable, read, syllables, zhuyin_with_tone
from banben.index.strokes import strokes
from banben.model import Contributor

# Chinese print puts one of these between the parts of a foreign name.
POINTS = re.compile(r"\s*[·‧・•．]\s*")
# 〔美〕菲利普·科特勒: where a foreigner is from, or in what dynasty one lived.
ORIGIN = re.compile(r"^\s*[\[(（〔［【][^\])）〕］】]{1,6}[\])）〕］】]\s*")
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]{2,4}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts: *key* is what it is filed under, the surname; *chinese* says that the key comes first.

    *suffix* is Jr. and the like. An organization is all key.
    """

    key: str
    before: str = ""
    after: str = ""
    suffix: str = ""
    kind: Literal["person", "organization"] = "person"

    @property
    def chinese(self) -> bool:
        """Whether the name is written in ideographs."""
        return bool(HAN.match(self.key))

    @property
    def inverted(self) -> str:
        """The name with its key in front: `Kotler, Philip`, 王小明, 科特勒，菲利普."""
        comma = "，" if self.chinese else ", "
        first = comma.join(part for part in (self.key + self.after, self.before) if part)
        return f"{first}, {self.suffix}" if self.suffix else first


@dataclass(frozen=True, slots=True)
class _Surnames:
    compound: frozenset[str]
    frequent: frozenset[str]
    organizations: tuple[str, ...]
    sounds: dict[str, str]
    transliterated: dict[str, str]


@cache
def _surnames() -> _Surnames:
    table = tomllib.loads((files("banben") / "surnames.toml").read_text("utf-8"))
    compound, organizations = table["compound"].split(), table["organizations"].split()
    letters = frozenset("".join(table["frequent"].split()))
    foreign: dict[str, str] = table["transliterated"]
    return _Surnames(frozenset(compound), letters, tuple(organizations), table["sounds"], foreign)


def name_of(person: Contributor) -> Name:
    """Return the parts of the name of *person*."""
    written = ORIGIN.sub("", person.name).strip()
    if person.kind == "organization" or (not person.kind and _is_organization(written)):
        return Name(written, kind="organization")
    parts = POINTS.split(written)
    if len(parts) > 1 and HAN.match(written):
        return Name(parts[-1], before="·".join(parts[:-1]))
    return _chinese(written) if HAN.match(written) else _western(written)


def _is_organization(written: str) -> bool:
    return len(written) > 3 and _plain(written).endswith(_surnames().organizations)


def _chinese(written: str) -> Name:
    plain, known = _plain(written), _surnames()
    compound = len(plain) > 2 and plain[:2] in known.compound
    married = len(plain) == 4 and set(plain[:2]) <= known.frequent
    length = 2 if compound or married else 1
    return Name(written[:length], after=written[length:])


def _western(written: str) -> Name:
    if "," in written:
        key, _, before = (part.strip() for part in written.partition(","))
        return Name(key, before=before)
    words = written.split()
    suffix = words.pop().rstrip(",") if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    return Name(words[-1] if words else written, before=" ".join(words[:-1]), suffix=suffix)


def sorted_as(person: Contributor, order: Order, traditional: bool) -> str:
    """Return the form for sorting: as written in book.toml, else made of the name; "" where it has none."""
    if person.file_as:
        return person.file_as
    name = name_of(person)
    if not name.chinese:
        return name.inverted
    return _by_strokes(name, traditional) if order == "stroke" else spelled(name, order)


def spelled(name: Name, order: Literal["pinyin", "zhuyin"]) -> str:
    """Return *name*, in ideographs, in letters or symbols; "" where a character has no reading."""
    foreign = bool(name.before)
    key, after, before = (_sounds(part, foreign) for part in (name.key, name.after, name.before))
    if None in (*key, *after, *before):
        return ""
    if order == "zhuyin":
        first = " ".join(zhuyin_with_tone(sound) for sound in (*key, *after) if sound)
        rest = " ".join(zhuyin_with_tone(sound) for sound in before if sound)
    elif name.kind == "organization":
        first, rest = " ".join(sound.letters for sound in key if sound).capitalize(), ""
    else:
        married = len(name.key) == 2 and _plain(name.key) not in _surnames().compound and not name.before
        surname = "-".join(_joined([sound]) for sound in key) if married else _joined(key)
        first, rest = " ".join(filter(None, (surname, _joined(after)))), _joined(before)
    return ", ".join(filter(None, (first, rest)))


def _sounds(part: str, foreign: bool) -> tuple[Syllable | None, ...]:
    """Return a syllable for each ideograph of *part* of a name, None for one without a reading."""
    known = _surnames()
    own = "" if foreign else known.sounds.get(_plain(part), "")
    if own:
        return syllables(own)
    found = read(part, known.transliterated if foreign else {})
    return tuple(sound for sound, character in zip(found, part, strict=True) if HAN.match(character))


def _joined(sounds: Sequence[Syllable | None]) -> str:
    """Return syllables as one word: an apostrophe goes before one that begins with a vowel (Xi'an)."""
    letters = [sound.letters for sound in sounds if sound]
    marked = (f"'{item}" if at and item[0] in "aoe" else item for at, item in enumerate(letters))
    return "".join(marked).capitalize()


def _by_strokes(name: Name, traditional: bool) -> str:
    characters = (name.key + name.after + name.before).replace("·", "")
    counts = [strokes(character, traditional).count for character in characters]
    if not all(counts):
        return name.inverted
    return "".join(f"{count:02}{character}" for count, character in zip(counts, characters, strict=True))


def _plain(written: str) -> str:
    plain = simplified(written)
    return plain if len(plain) == len(written) else written
