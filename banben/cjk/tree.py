"""The inline boxes of a paragraph as one row of items, and the way back from an item to its box."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages

from banben.cjk.shaping import Shaped, shape

READ = {"rb", "zy"}
"""Classes of ideographs with their reading beside or above."""
WRAPPED = {"normal", "pre-line"}
UNWRAPPED = {"nowrap", "pre"}
"""The markers of lists are preformatted; a text of several lines that is, is left to WeasyPrint."""
SPECIAL = set("\t\f\u0085\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068")
"""Tabs, other line ends, turns of direction: left to WeasyPrint."""


MANY = 32
"""Children from which on those of a line are looked up instead of asked one by one."""


@dataclass(slots=True)
class Node:
    """A box of the paragraph and its items *start* to *end*; *kind*: what its own items are."""

    box: Any
    kind: str
    start: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)
    shaped: Shaped | None = None
    squares: int = 0
    base: str = ""
    """The first character of an ideograph with a reading."""
    paired: bool = False
    """Set as two small rows in one line (夹注)."""
    left: float = 0.0
    right: float = 0.0
    """Room of the box's own edges: margin, border and padding before and after its children."""


def indices(node: Node, start: int, end: int) -> range:
    """Return which children of *node* touch the items *start* to *end*, empty ones at the edges too."""
    children = node.children
    if len(children) <= MANY:
        return range(len(children))
    first = bisect_left(children, start, key=attrgetter("end"))
    return range(first, bisect_right(children, end, key=attrgetter("start")))


class ForeignError(Exception):
    """A paragraph that is left to WeasyPrint."""


def squares(box: Any) -> int:
    """Return how many squares of a column *box* fills upright: a number one, an acronym one a letter."""
    if not isinstance(box, boxes.InlineBox):
        return 0
    if "tcy" in classes(box):
        return 1
    return len(words(box)) if "upright" in classes(box) else 0


def words(box: Any) -> str:
    """Return the text of an inline box, without that of the readings."""
    if isinstance(box, boxes.TextBox):
        return str(box.text)
    children = getattr(box, "children", ())
    return "".join(words(child) for child in children if "rt" not in classes(child))


def classes(box: Any) -> list[str]:
    """Return the classes of the element that *box* stands for; an anonymous box has its parent's."""
    element = getattr(box, "element", None)
    return (element.get("class") or "").split() if element is not None else []


def grow(linebox: Any, containing_block: Any, vertical: bool) -> Node:
    """Return the tree of *linebox* without numbers; raise ForeignError where something is not composed."""
    if linebox.style["direction"] == "rtl":
        raise ForeignError
    return _node(linebox, containing_block, vertical)


def _node(box: Any, containing_block: Any, vertical: bool) -> Node:
    if isinstance(box, boxes.TextBox):
        resolve_percentages(box, containing_block)
        return _text(box, vertical)
    if not box.is_in_normal_flow():
        raise ForeignError
    if isinstance(box, boxes.AtomicInlineLevelBox):
        resolve_percentages(box, containing_block)
        base = words(box)[:1] if not READ.isdisjoint(classes(box)) else ""
        return Node(box, "atom", base=base)
    if not isinstance(box, (boxes.InlineBox, boxes.LineBox)):
        raise ForeignError
    node = Node(box, "inline")
    if isinstance(box, boxes.InlineBox):
        if box.style["position"] == "relative" or box.style["direction"] == "rtl":
            raise ForeignError
        resolve_percentages(box, containing_block)
        for side in ("left", "right"):
            if getattr(box, f"margin_{side}") == "auto":
                setattr(box, f"margin_{side}", 0)
        node.left = box.margin_left + box.border_left_width + box.padding_left
        node.right = box.margin_right + box.border_right_width + box.padding_right
        node.squares = squares(box) if vertical else 0
        if node.squares:
            node.kind = "combined"
    node.children = [_node(child, containing_block, vertical) for child in box.children]
    return node


def _text(box: Any, vertical: bool) -> Node:
    style, text = box.style, box.text
    space = style["white_space"]
    if not style["font_size"] or not SPECIAL.isdisjoint(text):
        raise ForeignError
    if style["word_spacing"] or space not in (*WRAPPED, *UNWRAPPED):
        raise ForeignError
    if "\n" in text and space != "pre-line":
        raise ForeignError
    shaped = shape(text.replace("\n", " "), style, vertical)
    if not shaped.plain:
        raise ForeignError
    return Node(box, "text", shaped=shaped, paired="jiazhu" in classes(box))


def number(node: Node, start: int = 0) -> int:
    """Give every node its items, from *start* on, and return where the next item is."""
    node.start = start
    if node.kind == "text":
        start += len(node.box.text)
    elif node.kind in ("atom", "combined"):
        start += 1
    else:
        start += bool(node.left)
        for child in node.children:
            start = number(child, start)
        start += bool(node.right)
    node.end = start
    return start


def leaves(node: Node) -> Iterator[Node]:
    """Yield the nodes that hold characters or stand for one."""
    if node.kind != "inline":
        yield node
    else:
        for child in node.children:
            yield from leaves(child)


def place(node: Node, skip: dict[int, Any] | None) -> int:
    """Return the item at which WeasyPrint's *skip* stack goes on."""
    while skip is not None:
        ((index, inner),) = skip.items()
        if node.kind == "text":
            return node.start + len(node.box.text.encode()[: index or 0].decode())
        if index >= len(node.children):
            return node.end
        node, skip = node.children[index], inner
    return node.start


def skip_to(node: Node, item: int) -> dict[int, Any] | None:
    """Return WeasyPrint's skip stack for going on at *item*, None for its start."""
    if item <= node.start:
        return None
    if node.kind == "text":
        return {len(node.box.text[: item - node.start].encode()): None}
    for index in indices(node, item, item):
        child = node.children[index]
        if item < child.end or (item == child.start == child.end):
            return {index: skip_to(child, item)}
    return {len(node.children): None}
