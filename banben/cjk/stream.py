"""A paragraph as a row of items: what stands in it, how wide, in which size and font."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from banben.cjk.classes import QUOTES, Kind, in_latin, kind
from banben.cjk.features import between_ideographs
from banben.cjk.shaping import Run, Shaped, ink
from banben.cjk.tree import UNWRAPPED, Node

HALF = 0.45
"""A mark with more of its square empty on one side fills the other half only."""
QUARTER = 0.24
"""A mark with so much empty on both sides stands in the middle."""


@dataclass(slots=True)
class Items:
    """Parallel lists, one entry an item; lengths in CSS pixels.

    *characters*: U+FFFC for a box, an empty string for the edge of one. *before* and *after*: how much of
    a mark's own square is empty and may be taken away. *bases*: the item stands on the line's baseline in
    its text's size (note marks do not). *wraps*: a line may end inside the item's box; *anywhere*: also
    inside a word. *closing*: the edge is a box's end. *shifts*: how far to the right of the item's start a
    glyph is drawn that is narrower than its square. *glued*: no line may end before these.
    """

    characters: list[str]
    kinds: list[Kind]
    widths: list[float]
    sizes: list[float]
    before: list[float]
    after: list[float]
    bases: list[bool]
    wraps: list[bool]
    anywhere: list[bool]
    hyphenated: list[bool]
    closing: list[bool]
    shifts: dict[int, float]
    glued: set[int]


def items_of(root: Node, atom_width: Callable[[Any], float], vertical: bool) -> Items:
    """Return the items of the numbered tree *root*; *atom_width* measures a box that is no text."""
    count = root.end
    items = Items(
        [""] * count, [Kind.OTHER] * count, [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * count,
        [True] * count, [True] * count, [False] * count, [False] * count, [False] * count,
        {}, set(),
    )  # fmt: skip
    _fill(items, root, atom_width, vertical)
    return items


def _fill(items: Items, node: Node, atom_width: Callable[[Any], float], vertical: bool) -> None:
    if node.kind == "text":
        _fill_text(items, node, vertical)
        return
    if node.kind in ("atom", "combined"):
        _fill_atom(items, node, atom_width)
        return
    size = node.box.style["font_size"]
    for there, item, closes in ((node.left, node.start, False), (node.right, node.end - 1, True)):
        if there:
            items.widths[item] = there
            items.sizes[item] = size
            items.closing[item] = closes
    for child in node.children:
        _fill(items, child, atom_width, vertical)
    if node.box.style["vertical_align"] != "baseline":
        items.bases[node.start : node.end] = [False] * (node.end - node.start)


def _fill_atom(items: Items, node: Node, atom_width: Callable[[Any], float]) -> None:
    item, size = node.start, node.box.style["font_size"]
    items.characters[item] = "\ufffc"
    items.sizes[item] = size
    if node.base:
        # An ideograph with its reading beside it is an ideograph to its neighbours.
        items.characters[item], items.kinds[item] = node.base, Kind.IDEOGRAPH
    if node.kind == "combined":
        items.kinds[item] = Kind.IDEOGRAPH
        items.widths[item] = size * node.squares
    else:
        items.widths[item] = atom_width(node.box)


def _fill_text(items: Items, node: Node, vertical: bool) -> None:
    box, shaped = node.box, node.shaped
    assert shaped is not None
    text, style = box.text, box.style
    size = style["font_size"]
    start, end = node.start, node.end
    kinds = [kind(character) for character in text]
    items.characters[start:end] = text
    items.kinds[start:end] = kinds
    items.widths[start:end] = shaped.widths
    items.sizes[start:end] = [size] * (end - start)
    if style["white_space"] in UNWRAPPED:
        items.wraps[start:end] = [False] * (end - start)
    if style["overflow_wrap"] in ("anywhere", "break-word") or style["word_break"] == "break-all":
        items.anywhere[start:end] = [True] * (end - start)
    if style["hyphens"] == "auto":
        items.hyphenated[start:end] = [True] * (end - start)
    if node.paired:
        _pair(items, node)
    else:
        _measure_marks(items, node, shaped, kinds, vertical)


def _pair(items: Items, node: Node) -> None:
    """Two small rows in one line (夹注): every character takes half its width, and pairs stay together."""
    start, end = node.start, node.end
    items.kinds[start:end] = [Kind.OTHER] * (end - start)
    items.widths[start:end] = [width / 2 for width in items.widths[start:end]]
    if (end - start) % 2:
        items.widths[end - 1] *= 2
    items.glued.update(range(start + 1, end, 2))


def _measure_marks(items: Items, node: Node, shaped: Shaped, kinds: list[Kind], vertical: bool) -> None:
    """Set what is empty of the marks' squares; a middle dot of Chinese gets a square (clreq 3.1.2)."""
    size, start = node.box.style["font_size"], node.start
    text = shaped.text
    for place, what in enumerate(kinds):
        if what is Kind.IDEOGRAPH:
            continue
        if what is Kind.LATIN:
            if shaped.widths[place] > 0.95 * size and not text[place].isalpha():
                # A sign in a square (①, ℃ in a Chinese font) is no letter to its neighbours.
                items.kinds[start + place] = Kind.JOINER
            continue
        if node.box.text[place] == "\n":
            items.widths[start + place] = 0.0
            items.kinds[start + place] = Kind.OTHER
            items.characters[start + place] = "\n"
        elif what in (Kind.OPENING, Kind.CLOSING, Kind.STOP):
            _measure_mark(items, start + place, shaped, place, size, vertical)
        elif what is Kind.DOT and between_ideographs(text, place):
            if shaped.widths[place] < 0.95 * size:
                items.shifts[start + place] = (size - shaped.widths[place]) / 2
            items.widths[start + place] = size
            items.before[start + place] = items.after[start + place] = size / 4
        elif text[place] == "—" and shaped.widths[place] and _doubled(text, place):
            _measure_dash(items, start + place, shaped, place, size)


def _measure_dash(items: Items, item: int, shaped: Shaped, place: int, size: float) -> None:
    """A dash of two signs fills two squares, whether the font has one glyph for both or narrow halves."""
    joined = place + 2 <= len(shaped.text) and shaped.starts[place + 1] == shaped.starts[place + 2]
    items.widths[item] = max(shaped.widths[place], 2 * size if joined else size)


def _measure_mark(items: Items, item: int, shaped: Shaped, place: int, size: float, vertical: bool) -> None:
    """A curly quotation mark of Latin stays as it is; a narrow one of Chinese gets a square of its own."""
    width = shaped.widths[place]
    text = shaped.text
    if text[place] in QUOTES and in_latin(text, place):
        items.kinds[item] = Kind.LATIN
    elif abs(width - size) < 0.02 * size:
        left, right = _empty(shaped, place, vertical)
        items.before[item], items.after[item] = left * size, right * size
    elif text[place] in QUOTES and width < size / 2:
        items.widths[item] = size
        if items.kinds[item] is Kind.OPENING:
            items.shifts[item], items.before[item] = size - width, size / 2
        else:
            items.after[item] = size / 2


def _doubled(text: str, place: int) -> bool:
    return text[place - 1 : place] == "—" or text[place + 1 : place + 2] == "—"


# By font, glyph and direction; the font is held, so that no other one comes to stand at its address.
_known: dict[tuple[int, int, bool], tuple[Any, tuple[float, float]]] = {}


def _empty(shaped: Shaped, place: int, vertical: bool) -> tuple[float, float]:
    """Return how much of the square of the mark at *place* is empty before and after it, in ems."""
    glyph = shaped.starts[place]
    run = next(run for run in shaped.runs if run.first <= glyph < run.end)
    return _empty_of(run, shaped.numbers[glyph], vertical)


def _empty_of(run: Run, glyph: int, vertical: bool) -> tuple[float, float]:
    key = (int(ffi.cast("intptr_t", run.font)), glyph, vertical)
    if key not in _known:
        inked = ink(run.font, glyph, not vertical)
        left, right = inked.left, 1 - inked.right
        if right >= HALF:
            known = (0.0, 0.5)
        elif left >= HALF:
            known = (0.5, 0.0)
        elif left >= QUARTER and right >= QUARTER:
            known = (0.25, 0.25)
        else:
            known = (0.0, 0.0)
        _known[key] = (run.font, known)
    return _known[key][1]


def may_break(items: Items, language: str) -> list[bool]:
    """Return for each item and the end whether Unicode (UAX 14) lets a line end before it.

    The edges of boxes are not asked: what stands on both sides of one is.
    """
    shown = [character for character in items.characters if character]
    attributes = get_log_attrs("".join(shown), language)
    flags = memoryview(ffi.buffer(attributes)).cast("I")
    if len(shown) == len(items.characters):
        return [bool(flag & 1) for flag in flags]
    found: list[bool] = []
    visible = 0
    for character in items.characters:
        found.append(bool(flags[visible] & 1))
        visible += bool(character)
    return [*found, bool(flags[visible] & 1)]
