"""Residue: characters of the other script, in an edition's result or in the manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from banben.conversion.dictionaries import opencc_rows
from banben.conversion.segments import Segment
from banben.regions import source_region

Script = Literal["hans", "hant"]
# OpenCC converts these, yet Taiwan or Hong Kong print them too: 恒生, 倒霉, 虱目魚, 佳肴, 洒脫.
BOTH = frozenset("恒霉虱痒肴晒洒炖凄栖")


class Found(NamedTuple):
    """Characters of the other script that stand side by side, and their place."""

    at: int
    text: str


@cache
def script_of(language: str) -> Script:
    """Return the script that the tag *language* (BCP 47) means; Simplified where it does not say."""
    return "hant" if source_region(language) in ("tw", "hk") else "hans"


@cache
def _table(name: str) -> Mapping[str, str]:
    """Return a dictionary of OpenCC's: each character with all its forms, the usual one first."""
    return {character: "".join(forms) for character, forms in opencc_rows(f"{name}.txt")}


@cache
def only(script: Script) -> frozenset[str]:
    """Return the characters of *script* that a text in the other one never prints.

    A Simplified character that is a form of anything in Traditional print does not count (后 里 干 台),
    nor does a Traditional one that GB 2312 has (著 乾 捱); 後 is in GB 2312 only for names.
    """
    simple, full = _table("STCharacters"), _table("TSCharacters")
    tables = (_table("TWVariants"), _table("HKVariants"))
    variants = {character for table in tables for row in table.items() for character in "".join(row)}
    if script == "hans":
        return frozenset(simple) - variants.union(full, *simple.values()) - BOTH
    simple_ones = set(simple).union(*full.values())
    return frozenset(
        c for c in variants.union(full) if c not in simple_ones and (c == "後" or not _in_gb2312(c))
    )


def _in_gb2312(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _strange(script: Script) -> frozenset[str]:
    return only("hant" if script == "hans" else "hans")


@cache
def _foreign(script: Script) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(_strange(script))))}]+")


def simplified(text: str) -> str:
    """Return *text* with the usual Simplified form of each character."""
    table = _table("TSCharacters")
    return "".join(table.get(character, character)[0] for character in text)


def pure(text: str, script: Script) -> bool:
    """Whether *text* has nothing that its *script* has not."""
    return _strange(script).isdisjoint(text)


def other_script(text: str, script: Script) -> Iterator[Found]:
    """Yield what stands in *text* although its *script* has no such characters."""
    return (Found(match.start(), match.group()) for match in _foreign(script).finditer(text))


def residue(segments: Iterable[Segment], script: Script) -> Iterator[Found]:
    """Yield what *segments* print although *script* has no such characters, by its place in the source.

    What is kept or locked by an editor's line is meant so.
    """
    for at, segment in _open(segments):
        same = len(segment.source) == len(segment.result)
        for found in other_script(segment.result, script):
            yield Found(at + found.at if same else at, found.text)


def mixed(segments: Iterable[Segment], script: Script) -> Iterator[Found]:
    """Yield what the source of *segments* has although its *script* has no such characters.

    A quotation is no exception; what is kept or locked by an editor's line is.
    """
    for at, segment in _open(segments):
        for found in other_script(segment.source, script):
            yield Found(at + found.at, found.text)


def _open(segments: Iterable[Segment]) -> Iterator[tuple[int, Segment]]:
    """Yield the segments that are not locked, with their places in the source."""
    at = 0
    for segment in segments:
        if segment.kind not in ("rule", "kept"):
            yield at, segment
        at += len(segment.source)
