"""Regional vocabulary: the packs of data/packs/<region>/, found in a line on word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from banben.conversion.dictionaries import DATA, files, rows
from banben.conversion.finder import Crosses, Finder

SENTENCE_END = re.compile("[。！？；!?;\n]")
TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word whose place decides: `in` the sentence, right `before` or right `after` the entry."""

    word: str
    place: Literal["in", "before", "after"]

    def meets(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
        """Whether the cue is met for the entry at *start* to *end* of *text*."""
        if self.place == "before":
            return text.endswith(self.word, 0, start)
        if self.place == "after":
            return text.startswith(self.word, end)
        return text.find(self.word, *sentence) >= 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A word and what the region prints for it.

    `always` entries are applied unless one of *bars* is met; `sense` entries only where one of *calls*
    is met and none of *bars*, otherwise they are proposed. A *trap* is a word that stays: it keeps
    shorter entries from being found inside it.
    """

    source: str
    target: str
    kind: Literal["always", "sense"]
    calls: tuple[Cue, ...]
    bars: tuple[Cue, ...]
    theme: str
    trap: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """*entry* stands at *start*; it is *applied* or only proposed."""

    start: int
    entry: Entry
    applied: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """The entries of one region by their sources."""

    entries: dict[str, Entry]
    finder: Finder

    def find(self, text: str, crosses: Crosses) -> Iterator[Match]:
        """Yield the entries that stand in *text* on word boundaries, left to right, the longest first."""
        for start, source in self.finder.find(text, crosses):
            entry = self.entries[source]
            if not entry.trap:
                yield Match(start, entry, _applies(entry, text, start))


def _applies(entry: Entry, text: str, start: int) -> bool:
    if entry.kind == "always" and not entry.bars:
        return True
    end = start + len(entry.source)
    sentence = _sentence(text, start, end)
    if any(cue.meets(text, start, end, sentence) for cue in entry.bars):
        return False
    return entry.kind == "always" or any(cue.meets(text, start, end, sentence) for cue in entry.calls)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    for match in SENTENCE_END.finditer(text, 0, start):
        first = match.end()
    last = SENTENCE_END.search(text, end)
    return first, last.start() if last else len(text)


@cache
def load_pack(region: str) -> Pack:
    """Return the pack of *region*, empty where it has none."""
    place = DATA / "packs" / region
    found = files(f"packs/{region}") if place.is_dir() else ()
    lines = [(columns, file.name.removesuffix(".tsv")) for file in found for _, columns in rows(file)]
    entries = {entry.source: entry for entry in (read_entry(*line) for line in lines)}
    return Pack(entries, Finder.of(entries))


def read_entry(columns: list[str], theme: str) -> Entry:
    """Return the entry of a line's *columns*: source, target, kind, cues, note; ValueError if it is none.

    Where there are no cues, the note may stand in their column.
    """
    source, target, kind, cues, note = (column.strip() for column in (*columns, "", "", "")[:5])
    if kind not in ("always", "sense"):
        raise ValueError(f"{theme}: {source}: {kind!r} is no kind")
    if cues and cues[0] not in "+-":
        cues, note = "", cues
    words = cues.split()
    if any(word[0] not in "+-" or len(word) < 2 for word in words):
        raise ValueError(f"{theme}: {source}: cues begin with + or -")
    calls = tuple(_cue(word[1:]) for word in words if word[0] == "+")
    bars = tuple(_cue(word[1:]) for word in words if word[0] == "-")
    sense: Literal["always", "sense"] = "always" if kind == "always" else "sense"
    return Entry(source, target, sense, calls, bars, theme, note.startswith(TRAP))


def _cue(word: str) -> Cue:
    if word[0] == "<":
        return Cue(word[1:], "before")
    return Cue(word[1:], "after") if word[0] == ">" else Cue(word, "in")
