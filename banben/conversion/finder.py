"""Finding many words in a text at once: the longest at each place, left to right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# Whether a stretch of a text, from the first to the second place, cuts a word at one of its ends.
Crosses = Callable[[int, int], bool]


def never(start: int, end: int) -> bool:  # noqa: ARG001 - one of the answers to Crosses
    """Say that no stretch cuts a word."""
    return False


@dataclass(frozen=True, slots=True)
class Finder:
    """The words by their first character, the longest first; the pattern finds where one can begin."""

    words: frozenset[str]
    lengths: dict[str, tuple[int, ...]]
    first: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Finder:
        """Return a finder of *words*, none of which is empty."""
        found: dict[str, set[int]] = defaultdict(set)
        every = frozenset(words)
        for word in every:
            found[word[0]].add(len(word))
        lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}
        return cls(every, lengths, re.compile(f"[{re.escape(''.join(lengths))}]" if lengths else "(?!)"))

    def find(self, text: str, crosses: Crosses = never) -> Iterator[tuple[int, str]]:
        """Yield the words in *text* with their places, none overlapping another.

        A word is passed over where *crosses* says that its ends (in characters) cut another word.
        """
        end = 0
        for match in self.first.finditer(text):
            start = match.start()
            if start < end:
                continue
            for length in self.lengths[match.group()]:
                word = text[start : start + length]
                if len(word) == length and word in self.words and not crosses(start, start + length):
                    yield start, word
                    end = start + length
                    break
