"""House style: the forms of characters, units and marks that an edition may choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switches:
    """*characters* is a `str.translate` table for results that no editor's rule locked."""

    characters: Mapping[int, str]

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield (start, end, result, rule) for the stretches of the source *text* that a switch prints."""
        yield from ()


PLAIN = Switches({})
