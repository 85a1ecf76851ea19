"""The printed page: the type area that a trim size, a body size and a leading give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from banben.editions import Trim

POINTS_PER_MM = 72 / 25.4
# The A5 page of the house, 27 ideographs by 26 lines of 10.5 on 18 pt, and its inner margin of 23 mm
# and head of 22 mm, as shares of the trim size: other sizes keep the proportions.
TYPE_WIDTH, TYPE_HEIGHT = 283.5 / (148 * POINTS_PER_MM), 468 / (210 * POINTS_PER_MM)
INNER, HEAD = 23 / 48, 22 / 44.9
# Longer lines than these cannot be read at ease; a wide page gets wider margins instead.
MOST_IDEOGRAPHS = 40


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in points. *measure* is the line in ideographs, *lines* the lines of a full page."""

    trim_width: float
    trim_height: float
    size: float
    leading: float
    measure: int
    lines: int
    inner: float
    head: float
    note_size: float
    note_leading: float

    @property
    def width(self) -> float:
        """The width of the type area."""
        return self.measure * self.size

    @property
    def height(self) -> float:
        """The height of the type area."""
        return self.lines * self.leading

    @property
    def note_measure(self) -> int:
        """How many ideographs of a note fit on a line."""
        return int(self.width / self.note_size)

    def tokens(self) -> dict[str, str]:
        """Return the tokens that print.css takes its page from."""
        lengths = {
            "page-width": self.trim_width,
            "page-height": self.trim_height,
            "type-width": self.width,
            "type-height": self.height,
            "inner": self.inner,
            "outer": self.trim_width - self.width - self.inner,
            "head": self.head,
            "foot": self.trim_height - self.height - self.head,
        }
        return {name: f"{round(value, 2):g}pt" for name, value in lengths.items()}


def page_of(trim: Trim, lengths: Mapping[str, float]) -> Page:
    """Return the page of *trim*; *lengths* are tokens in points (counts for `measure` and `lines`).

    The type area is a whole number of ideographs and of lines, whatever the trim size.
    """
    width, height = trim.width * POINTS_PER_MM, trim.height * POINTS_PER_MM
    size, leading = lengths["body-size"], lengths["leading"]
    measure = lengths.get("measure") or min(round(width * TYPE_WIDTH / size), MOST_IDEOGRAPHS)
    lines = lengths.get("lines") or round(height * TYPE_HEIGHT / leading)
    measure, lines = max(int(measure), 1), max(int(lines), 1)
    inner = lengths.get("inner") or (width - measure * size) * INNER
    head = lengths.get("head") or (height - lines * leading) * HEAD
    note_size, note_leading = lengths["note-size"], lengths["note-leading"]
    return Page(width, height, size, leading, measure, lines, inner, head, note_size, note_leading)
