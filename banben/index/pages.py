"""The pages of an entry as an index prints them: each once, runs of them as ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DASH = "–"
# Two pages in turn are two places, from three on they are one that goes on.
SHORTEST = 3


@dataclass(frozen=True, slots=True, order=True)
class Folio:
    """A page: *sheet* counts all pages of the book, *number* is the folio that it prints or would print.

    *style* is the CSS counter style of its numerals and *text* the number in it.
    """

    sheet: int
    number: int
    style: str
    text: str

    def follows(self, other: Folio) -> bool:
        """Whether a range can go on from *other* to this page."""
        return (self.sheet, self.number, self.style) == (other.sheet + 1, other.number + 1, other.style)


def ranges(folios: Sequence[Folio]) -> tuple[tuple[int, str], ...]:
    """Return each page or range with the position in *folios* of the first place that it stands for."""
    runs: list[list[Folio]] = []
    for folio in sorted(set(folios)):
        if runs and folio.follows(runs[-1][-1]):
            runs[-1].append(folio)
        else:
            runs.append([folio])
    printed: list[tuple[int, str]] = []
    for run in runs:
        if len(run) >= SHORTEST:
            printed.append((folios.index(run[0]), f"{run[0].text}{DASH}{run[-1].text}"))
        else:
            printed += ((folios.index(folio), folio.text) for folio in run)
    return tuple(printed)
