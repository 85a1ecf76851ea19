"""One composed line as WeasyPrint's own boxes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import strut

from banben.cjk.breaks import Line
from banben.cjk.classes import Kind
from banben.cjk.composed import AXIS, Composed
from banben.cjk.lean import lean_line, lean_text
from banben.cjk.paragraphs import Paragraph
from banben.cjk.shaping import shape
from banben.cjk.spacing import HYPHEN
from banben.cjk.tree import Node, indices, leaves, words

WIDEST = 0.12
"""Ems between ideographs from which on letters are spread too."""


@dataclass(slots=True)
class Emitter:
    """The boxes of one line, from left to right; *x* is where the next one goes."""

    paragraph: Paragraph
    line: Line
    last: int
    after: list[float]
    x: float
    y: float
    atom: Callable[[Any, float], Any]
    hyphenated: bool
    trim: float = 0.0
    """What the last character's own square has more than the line has room."""
    gap: float = 0.0
    """The space after what was placed last: it stands outside of the boxes that end there."""

    def emit(self, node: Node) -> Any:
        """Return the part of *node* that stands in the line, None where nothing does."""
        if node.kind == "text":
            return self._pair(node) if node.paired else self._text(node)
        if node.kind == "atom":
            return self._atom(node)
        if node.kind == "combined":
            return self._combined(node)
        return self._inline(node)

    def _holds(self, node: Node) -> bool:
        if node.start == node.end:
            end_of_all = self.line.end == self.paragraph.root.end
            return self.line.start <= node.start and (node.start < self.line.end or end_of_all)
        return node.start < self.line.end and node.end > self.line.start

    def _inline(self, node: Node) -> Any:
        starts, ends = node.start >= self.line.start, node.end <= self.line.end
        x = self._place()
        if starts and node.left:
            self.x += node.left
        near = [node.children[index] for index in indices(node, self.line.start, self.line.end)]
        children = [self.emit(child) for child in near if self._holds(child)]
        kept = [child for child in children if child is not None]
        if isinstance(node.box, boxes.LineBox):
            box = lean_line(node.box, kept)
        else:
            box = node.box.copy_with_children(kept)
            box.remove_decoration(start=not starts, end=not ends)
        box.position_x, box.position_y = x, self.y
        inner = x + (node.left if starts else 0)
        box.width = max(self.x - inner, 0)
        if ends and node.right:
            self.x += node.right
            self.gap += self._after(node.end - 1)
        inline._adjust_line_height(box)
        return box

    def _place(self) -> float:
        """Return where the next box begins."""
        self.x += self.gap
        self.gap = 0.0
        return self.x

    def _after(self, item: int) -> float:
        return self.after[item - self.line.start] if item < self.last else 0.0

    def _atom(self, node: Node) -> Any:
        box = self.atom(node.box, self._place())
        if box.children:
            # What is inside moves with it.
            box.translate(self.x - box.position_x, self.y - box.position_y)
        else:
            box.position_x, box.position_y = self.x, self.y
        self.x += box.margin_width()
        self.gap = self._after(node.start)
        return box

    def _text(self, node: Node) -> Any:
        first, end = max(node.start, self.line.start), min(node.end, self.last + 1)
        if first >= end or node.box.text[first - node.start : end - node.start] == "\n":
            return None
        self._place()
        shaped = node.shaped
        assert shaped is not None
        lead = -self.paragraph.measures.heads[first] if first == self.line.start else 0.0
        widths = self.paragraph.items.widths[first:end]
        # The space after the box's last character stands outside of it: an underline ends with the word.
        gaps = self.after[first - self.line.start : end - 1 - self.line.start]
        outside = self._after(end - 1)
        pairs = zip(widths, [*gaps, min(outside, 0.0)], strict=True)
        advances = array("f", [width + gap for width, gap in pairs])
        layout = Composed(shaped, first - node.start, end - node.start, advances, lead, node.box.style)
        shifts = self.paragraph.items.shifts
        if shifts:
            layout.shifts = {item - node.start: shifts[item] for item in range(first, end) if item in shifts}
        trim = self.trim if end - 1 == self.last else 0.0
        width = sum(advances) + lead - trim
        if end - 1 == self.last and self.hyphenated:
            layout.hyphen = shape("-", node.box.style)
            width += sum(layout.hyphen.widths)
        box = self._placed(node, layout.text, layout, width)
        self.x += width
        self.gap = max(outside, 0.0)
        return box

    def _pair(self, node: Node) -> Any:
        """Return two rows of small characters, one above the other, the first no shorter (夹注)."""
        first, end = max(node.start, self.line.start), min(node.end, self.last + 1)
        if first >= end:
            return None
        self._place()
        shaped, style = node.shaped, node.box.style
        assert shaped is not None
        middle = first + (end - first + 1) // 2
        rows = []
        for start, stop, rise in ((first, middle, 0.5), (middle, end, -0.5)):
            if start < stop:
                advances = array("f", shaped.widths[start - node.start : stop - node.start])
                layout = Composed(shaped, start - node.start, stop - node.start, advances, 0.0, style)
                box = self._placed(node, layout.text, layout, sum(advances))
                _raise(box, rise)
                rows.append(box)
        pair = boxes.InlineBox(node.box.element_tag, style.copy(), node.box.element, rows)
        for side in ("top", "right", "bottom", "left"):
            setattr(pair, f"margin_{side}", 0)
            setattr(pair, f"padding_{side}", 0)
            setattr(pair, f"border_{side}_width", 0)
        inline._adjust_line_height(pair)
        pair.position_x, pair.position_y = self.x, self.y
        pair.width = max(row.width for row in rows)
        self.x += pair.width
        self.gap = self._after(end - 1)
        return pair

    def _combined(self, node: Node) -> Any:
        leaf = next(box for box in node.box.descendants() if isinstance(box, boxes.TextBox))
        text, size = words(node.box), leaf.style["font_size"]
        shaped = shape(text, leaf.style)
        layout = Composed(
            shaped, 0, len(text), array("f", shaped.widths), 0.0, leaf.style, squares=node.squares
        )
        x = self._place()
        child = self._placed(Node(leaf, "text"), text, layout, size * node.squares)
        box = node.box.copy_with_children([child])
        box.position_x, box.position_y, box.width = x, self.y, child.width
        inline._adjust_line_height(box)
        self.x += child.width
        self.gap = self._after(node.start)
        return box

    def _placed(self, node: Node, text: str, layout: Composed, width: float) -> Any:
        box = lean_text(node.box, text)
        line_height, baseline = strut(box.style)
        box.position_x, box.position_y, box.width = self.x, self.y, width
        box.pango_layout = layout
        box.height = layout.shaped.height
        box.margin_top = box.margin_bottom = (line_height - box.height) / 2
        # The font's own line decides, not a fallback font's: all lines of a paragraph stay equally high.
        box.baseline = baseline
        return box


def _raise(box: Any, ems: float) -> None:
    """Move a row of small characters off the line's middle; it makes the line no higher."""
    size = box.style["font_size"]
    box.style = box.style.copy()
    # Half as large, its own axis is half as high: so much more brings it to the line's, then up or down.
    box.style["vertical_align"] = size * (AXIS + ems)
    box.height, box.margin_top, box.margin_bottom, box.baseline = size, 0, 0, 0.88 * size


def emitted(
    composed: Paragraph, line: Line, x: float, y: float, justified: bool, atom: Any
) -> tuple[Any, float]:
    """Return the boxes of *line* of *composed*, and where it ends."""
    items, measures = composed.items, composed.measures
    last = max(measures.lasts[line.end], line.start)
    hyphenated = line.end in measures.hyphens
    if hyphenated:
        line = replace(line, extra=line.extra + _guessed(composed, line))
    after = _spread(composed, line, last, justified)
    emitter = Emitter(composed, line, last, after, x, y, atom, hyphenated)
    beyond = measures.ends[line.end] - measures.ends[last] - items.widths[last]
    emitter.trim = max(measures.tails[line.end] - beyond, 0.0)
    if line.end == composed.root.end and not justified:
        # The last line has room for its mark's whole square, or for some of it.
        emitter.trim = max(emitter.trim - max(line.extra, 0.0), 0.0)
    box = emitter.emit(composed.root)
    return box, emitter.x


def _guessed(composed: Paragraph, line: Line) -> float:
    """Return by how much the hyphen at the end of *line* is narrower than was reckoned with."""
    leaf = next(leaf for leaf in leaves(composed.root) if leaf.start < line.end <= leaf.end)
    style = leaf.box.style
    return float(HYPHEN * style["font_size"] - sum(shape("-", style).widths))


def _spread(composed: Paragraph, line: Line, last: int, justified: bool) -> list[float]:
    """Return the space after each item of *line*: what its neighbours ask, and what fills the line."""
    measures, start = composed.measures, line.start
    after = composed.pairs[start : line.end]
    if line.extra < 0:
        room = measures.shrinks[last] - measures.shrinks[start]
        if room > 0:
            ratio = min(-line.extra / room, 1.0)
            _add(after, measures.shrinks, start, last, -ratio)
    elif justified and line.extra > 0:
        soft = measures.gaps[last] - measures.gaps[start]
        slots = measures.slots[last] - measures.slots[start]
        taken = min(line.extra, soft / 2 if slots else soft)
        if taken:
            _add(after, measures.gaps, start, last, taken / soft)
        rest = line.extra - taken
        wide = slots * WIDEST * measures.size
        letters = _letters(composed, start, last) if rest > wide else []
        for item in letters:
            after[item - start] += (rest - wide) / len(letters)
        if slots:
            _add(after, measures.slots, start, last, (min(rest, wide) if letters else rest) / slots)
    return after


def _letters(composed: Paragraph, start: int, last: int) -> list[int]:
    """Return the items between two letters or signs of Latin: a long address shares what a line lacks."""
    kinds = composed.items.kinds
    return [item for item in range(start, last) if kinds[item] is Kind.LATIN is kinds[item + 1]]


def _add(after: list[float], sums: Any, start: int, last: int, ratio: float) -> None:
    for item in range(start, last):
        step = sums[item + 1] - sums[item]
        if step:
            after[item - start] += ratio * step
