"""Vocabulary back again: a region's words in the mainland's, and by way of these in another region's.

The words of data/back/<region>.tsv are our own. Their compounds, and long names, are read from the packs
of the way there, where one mainland word became the region's: a target like 大家 or 通知家長, which a
mainland author writes as well, tells nothing of its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from banben.conversion.dictionaries import DATA, rows
from banben.conversion.finder import Finder
from banben.conversion.judges import cut
from banben.conversion.packs import Entry, Pack, load_pack, read_entry
from banben.conversion.residue import simplified

NAMES = "names"
WESTERN = re.compile("[A-Za-z0-9]")


@cache
def home_pack(region: str) -> Pack:
    """Return the pack from the words of *region*, in Simplified characters, to the mainland's."""
    entries = {entry.source: entry for entry in _own(region)}
    cores = frozenset(source for source, entry in entries.items() if not entry.trap)
    for word, sources in _targets(load_pack(region)).items():
        certain = [entry for entry in sources if entry.kind == "always"]
        if word not in entries and len(certain) == 1 and _tells(word, certain[0].theme, cores):
            entries[word] = Entry(word, certain[0].source, "always", (), (), f"{region}-{certain[0].theme}")
    return _pack(entries)


def _own(name: str) -> Iterator[Entry]:
    """Yield the entries of data/back/<name>.tsv, their sources and cues in Simplified characters."""
    for _, columns in rows(DATA / "back" / f"{name}.tsv"):
        entry = read_entry(columns, name)
        yield replace(
            entry,
            source=simplified(entry.source),
            calls=tuple(replace(cue, word=simplified(cue.word)) for cue in entry.calls),
            bars=tuple(replace(cue, word=simplified(cue.word)) for cue in entry.bars),
        )


def _targets(pack: Pack) -> Mapping[str, Sequence[Entry]]:
    """Return the entries of *pack* by their targets in Simplified characters."""
    targets: dict[str, list[Entry]] = defaultdict(list)
    for entry in pack.entries.values():
        word = simplified(entry.target)
        if not entry.trap and word != entry.source:
            targets[word].append(entry)
    return targets


def _tells(word: str, theme: str, cores: frozenset[str]) -> bool:
    """Whether *word* is a compound of one of *cores*, or a name that no words of a sentence make."""
    if theme == NAMES:
        if len(word) < 3 or WESTERN.search(word):
            return False
        return any(len(part) in (1, len(word)) for part in cut(word))
    return any(core in word for core in cores)


def through(
    source: str, region: str, onward: Pack, convert: Callable[[Sequence[str]], Sequence[str]]
) -> Pack:
    """Return the pack from the words of *source* to those of *region*, which *convert* gives the mainland's.

    A word that is the target of an entry of *onward*, *region*'s pack, is the other region's as well and
    stays. Words that *source* shares with the mainland (軟件 in Hong Kong) are *onward*'s own. What
    data/back/<source>-<region>.tsv has goes first.
    """
    home, shared = home_pack(source), frozenset(_targets(onward))
    differing = load_pack(source).entries
    common = {word: entry for word, entry in onward.entries.items() if word not in differing}
    entries = [entry for word, entry in home.entries.items() if entry.trap or word not in shared]
    targets = convert([entry.target for entry in entries])
    found = {
        entry.source: replace(entry, target=target)
        for entry, target in zip(entries, targets, strict=True)
        if entry.trap or simplified(target) != entry.source
    }
    return _pack(common | found | {entry.source: entry for entry in _own(f"{source}-{region}")})


def _pack(entries: dict[str, Entry]) -> Pack:
    return Pack(entries, Finder.of(entries))
