"""What a composed text box carries instead of one of Pango's layouts: its glyphs and their places."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break

from banben.cjk.shaping import Shaped

AXIS = 0.38
"""Ems from the Latin baseline up to the middle of an ideograph's square, on which a column stands."""


@dataclass(slots=True)
class Composed:
    """Characters *first* to *end* of *shaped*, drawn from *lead* pixels after the box's left edge on.

    *advances* are the characters' final advances in CSS pixels; *shifts* how much further right than their
    start some of them (by their number in *shaped*) are drawn. *hyphen* holds the glyphs of a hyphen
    that the text itself does not have. *squares*: the text stands upright in so many of a
    column's squares. WeasyPrint asks of it what it asks of its own `Layout`.
    """

    shaped: Shaped
    first: int
    end: int
    advances: array[float]
    lead: float
    style: Any
    shifts: dict[int, float] | None = None
    hyphen: Shaped | None = None
    squares: int = 0
    first_line_direction: int = 0

    @property
    def text(self) -> str:
        """The characters of the box."""
        return self.shaped.text[self.first : self.end]

    def reactivate(self, style: Any) -> None:
        """Do nothing: the glyphs are there already."""
        self.style = style

    def deactivate(self) -> None:
        """Do nothing: nothing of Pango's is held."""

    @property
    def ascent(self) -> float:
        """The font's height above the baseline."""
        return _decoration(self.style)[0]

    @property
    def underline_position(self) -> float:
        """How far above the baseline the font wants an underline (negative: below)."""
        return _decoration(self.style)[1]

    @property
    def underline_thickness(self) -> float:
        """How thick the font wants it."""
        return _decoration(self.style)[2]

    @property
    def strikethrough_position(self) -> float:
        """How far above the baseline the font wants a line through."""
        return _decoration(self.style)[3]

    @property
    def strikethrough_thickness(self) -> float:
        """How thick the font wants it."""
        return _decoration(self.style)[4]


def _decoration(style: Any) -> tuple[float, float, float, float, float]:
    """Return the font's own lines, which Pango measures once for each style that has any."""
    known = vars(style).get("_banben_decoration")
    if known is None:
        layout = line_break.Layout(style)
        known = style._banben_decoration = (
            layout.ascent, layout.underline_position, layout.underline_thickness,
            layout.strikethrough_position, layout.strikethrough_thickness,
        )  # fmt: skip
        layout.deactivate()
    found: tuple[float, float, float, float, float] = known
    return found
