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
TALLEST = 0.72  # of the type area, so that caption and credit stand on a picture's page
# Longer lines than these cannot be read at ease; a wide page gets wider margins instead.
MOST_IDEOGRAPHS = 40
MOST_IN_COLUMN = 52


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in points. *measure* is the line in ideographs, *lines* the lines of a full page.

    A *vertical* page lies on its side until it is done: its lines run down the trimmed page, and
    *width* and *height* are those of the lying type area.
    """

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
    vertical: bool = False

    @property
    def width(self) -> float:
        """The width of the type area."""
        return self.measure * self.size

    @property
    def height(self) -> float:
        """The height of the type area."""
        return self.lines * self.leading

    @property
    def picture(self) -> tuple[float, float]:
        """Width and height of the largest picture, upright on the trimmed page beside its caption."""
        if self.vertical:
            return (self.lines - 2) * self.leading, self.width
        return self.width, self.height * TALLEST

    @property
    def note_measure(self) -> int:
        """How many ideographs of a note fit on a line."""
        return int(self.width / self.note_size)

    def tokens(self) -> dict[str, str]:
        """Return the tokens that print.css takes its page from."""
        across, along = self.trim_width, self.trim_height
        outer, foot = across - self.width - self.inner, along - self.height - self.head
        if self.vertical:
            across, along = along, across
            outer, foot = along - self.height - self.inner, across - self.width - self.head
        lengths = {
            "page-width": across,
            "page-height": along,
            "type-width": self.width,
            "type-height": self.height,
            "inner": self.inner,
            "outer": outer,
            "head": self.head,
            "foot": foot,
        }
        return {name: f"{round(value, 2):g}pt" for name, value in lengths.items()}


def page_of(trim: Trim, lengths: Mapping[str, float], vertical: bool = False) -> Page:
    """Return the page of *trim*; *lengths* are tokens in points (counts for `measure` and `lines`).

    The type area is a whole number of ideographs and of lines, whatever the trim size.
    """
    width, height = trim.width * POINTS_PER_MM, trim.height * POINTS_PER_MM
    size, leading = lengths["body-size"], lengths["leading"]
    along, across = width * TYPE_WIDTH, height * TYPE_HEIGHT
    if vertical:
        along, across = across, along
    most = MOST_IDEOGRAPHS + (MOST_IN_COLUMN - MOST_IDEOGRAPHS) * vertical
    measure = lengths.get("measure") or min(round(along / size), most)
    lines = lengths.get("lines") or round(across / leading)
    measure, lines = max(int(measure), 1), max(int(lines), 1)
    wide, high = measure * size, lines * leading
    if vertical:
        wide, high = high, wide
    inner = lengths.get("inner") or (width - wide) * INNER
    head = lengths.get("head") or (height - high) * HEAD
    note_size, note_leading = lengths["note-size"], lengths["note-leading"]
    return Page(width, height, size, leading, measure, lines, inner, head, note_size, note_leading, vertical)
