"""Names: a surname has its own form whatever its character means elsewhere (余先生 is never 餘先生).

A surname shows itself by 姓 before it, by a title after it, or as the beginning of a word that no
dictionary knows (游孟轩); the rarer ones also by standing alone in a chapter that names them elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from banben.conversion.align import IDEOGRAPH
from banben.conversion.dictionaries import DATA, in_region
from banben.conversion.judges import unknown_words
from banben.conversion.segments import Line

# How often a topic's words stand in a chapter that is about it.
OFTEN = 3
# How sure a surname is: before a title, after 姓 (a frequent one, a rare one), as the
# beginning of an unknown word, alone in a chapter that names it.
TITLED, CALLED, RARE, UNKNOWN, ALONE = 0.985, 0.99, 0.85, 0.92, 0.95


@dataclass(frozen=True, slots=True)
class Topic:
    """The *form* of a lone character in a chapter where *words* stand often.

    *doubted* are longer words with it that may mean the same there (表面 of a watch).
    """

    form: str
    words: re.Pattern[str]
    doubted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """*forms* of the surnames in a region; *titled* finds one before a title, *own* are the rarer ones.

    *guessed* may also begin a name that no title follows. *topics* are the characters that take another form
    throughout a chapter (表 where there are 手表).
    """

    forms: Mapping[str, str]
    titled: re.Pattern[str]
    called: re.Pattern[str]
    own: frozenset[str]
    guessed: frozenset[str]
    frequent: frozenset[str]
    topics: Mapping[str, Topic]

    def mentioned(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the rarer surnames that *texts*, those of one chapter, show to be somebody's.

        With them the characters whose topic the chapter has.
        """
        chapter = "\n".join(texts)
        named = (
            match.group(1) for pattern in (self.titled, self.called) for match in pattern.finditer(chapter)
        )
        topics = (item for item in self.topics if len(self.topics[item].words.findall(chapter)) >= OFTEN)
        return frozenset(name for name in named if name in self.own).union(topics)

    def find(self, text: str) -> Mapping[int, float]:
        """Return the places of surnames in *text* and how sure each is.

        The caller sees to it that a place is the beginning of a word: 于 in 对于经理 is found here too.
        """
        found = {match.start(1): TITLED for match in self.titled.finditer(text)}
        for match in self.called.finditer(text):
            found[match.start(1)] = CALLED if match.group(1) in self.frequent else RARE
        if any(character in self.guessed for character in text):
            for start, word in unknown_words(text):
                if word[0] in self.guessed and 2 <= len(word) <= 3:
                    found.setdefault(start, UNKNOWN)
        return found


@cache
def names(region: str) -> Names:
    """Return what data/names.toml says, in the forms of *region*."""
    table = tomllib.loads((DATA / "names.toml").read_text("utf-8"))
    pairs = table["surnames"].split()
    printed = in_region([pair[1] for pair in pairs], region)
    forms = {pair[0]: form for pair, form in zip(pairs, printed, strict=True)}
    letters = "".join(forms)
    own = table["own"]
    titles = "|".join(table["titles"].split())
    titles += "".join(f"|{title}(?![{after}])" for title, after in table["short"].items())
    # A given name may stand before the title of a rarer surname; 于王先生而言 is no name.
    titled = re.compile(f"([{letters}])(?={titles}|(?<=[{own}])[{IDEOGRAPH}]{{1,2}}(?:{titles}))")
    called = re.compile(f"姓([{letters}])")
    topics = {
        pair[0]: Topic(
            in_region([pair[1]], region)[0],
            re.compile("|".join(words.split())),
            frozenset(table["doubted"].get(pair[0], "").split()),
        )
        for pair, words in table["topics"].items()
    }
    guessed = frozenset(own + table["guessed"])
    frequent = guessed.union(table["frequent"])
    return Names(forms, titled, called, frozenset(own), guessed, frequent, topics)


def with_names(lines: Sequence[Line]) -> list[Line]:
    """Return *lines* with the rarer surnames that the lines of the same file show."""
    texts: dict[str, list[str]] = {}
    for line in lines:
        texts.setdefault(line.path, []).append(line.text)
    found = {path: names("tw").mentioned(group) for path, group in texts.items()}
    return [line._replace(names=found[line.path]) for line in lines]
