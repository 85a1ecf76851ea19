"""A paragraph composed: its items measured once, its lines planned for the widths that the page gives."""

from __future__ import annotations

from typing import Any

from banben.cjk import breaks, spacing
from banben.cjk.breaks import Line, Measures
from banben.cjk.classes import Kind
from banben.cjk.settings import Settings
from banben.cjk.stream import Items, items_of, may_break
from banben.cjk.tree import Node, grow, number


class Paragraph:
    """What is known of one line box of WeasyPrint's tree before layout.

    *root* is its boxes, *items* what stands in them, *pairs* the space after each item in an untouched
    line; *origin* is the first item that is no white space, *finish* stands behind the last one. `line`
    plans all lines at the first question and again only if the page gives another width.
    """

    __slots__ = (
        "_justified",
        "_lines",
        "_looseness",
        "_widths",
        "finish",
        "items",
        "measures",
        "origin",
        "pairs",
        "root",
    )

    def __init__(
        self, root: Node, items: Items, pairs: list[float], measures: Measures, justified: bool
    ) -> None:
        self.root, self.items, self.pairs, self.measures = root, items, pairs, measures
        self._justified = justified
        # The spaces before it have become invisible (spacing.measure).
        self.origin = next((n for n, sign in enumerate(items.characters) if sign != "\u200b"), 0)
        shown = (n for n in range(root.end, 0, -1) if items.kinds[n - 1] is not Kind.SPACE)
        self.finish = next(shown, root.end)
        self._widths = (0.0, 0.0)
        self._looseness = 0
        self._lines: dict[int, Line] = {}

    def line(self, start: int, width: float, first_width: float, looseness: int) -> Line:
        """Return the line from item *start* on in *width*; *first_width* is what line the first has."""
        known = self._lines.get(start)
        wanted = first_width if start == self.origin else width
        asked = self._widths[start > self.origin]
        if known is None or looseness != self._looseness or abs(asked - wanted) > 0.01:
            self._plan(start, width, first_width, looseness)
        return self._lines[start]

    def _plan(self, start: int, width: float, first_width: float, looseness: int) -> None:
        first = start == self.origin
        if first:
            self._lines.clear()
        self._widths, self._looseness = (first_width, width), looseness
        widths = (first_width if first else width, width)
        lines = breaks.broken(self.measures, widths, start, self._justified, looseness if first else 0)
        self._lines.update((line.start, line) for line in lines)

    def variants(self, width: float, first_width: float) -> tuple[int, int]:
        """Return how many lines fewer and more the paragraph can have within tolerance."""
        return breaks.variants(self.measures, (first_width, width))


def paragraph(linebox: Any, containing_block: Any, settings: Settings, atom_width: Any) -> Paragraph:
    """Return *linebox* measured; raise `tree.ForeignError` where it holds what is not composed."""
    root = grow(linebox, containing_block, settings.vertical)
    number(root)
    items = items_of(root, atom_width, settings.vertical)
    style = linebox.style
    allowed = may_break(items, style["lang"])
    measures, pairs = spacing.measure(items, allowed, settings, style["font_size"])
    justified = style["text_align_all"] == "justify"
    return Paragraph(root, items, pairs, measures, justified)
