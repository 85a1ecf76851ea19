"""Exact places: where a word of the source stands that a block or a mark came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from banben.model import Origin


@dataclass(frozen=True, slots=True)
class Place:
    origin: Origin
    length: int


def place_of(texts: Mapping[str, str], origin: Origin, *words: str) -> Place:
    """Return where the first of *words* found stands on *origin*'s line, at or after it, else before.

    Without any, *origin* itself with length 1.
    """
    lines = texts.get(origin.path, "").split("\n")
    line = lines[origin.line - 1] if 0 < origin.line <= len(lines) else ""
    for word in words:
        at = line.find(word, origin.column - 1)
        if at < 0:
            at = line.find(word)
        if word and at >= 0:
            return Place(replace(origin, column=at + 1), len(word))
    return Place(origin, 1)
