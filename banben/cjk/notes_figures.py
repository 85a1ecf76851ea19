"""Figures and small tables in WeasyPrint that wait for the head of the next page while text fills this one.

A sheet asks for it with `--page-float: top` (named after CSS Page Floats, which WeasyPrint does not know)
and takes an element out with `--page-float: none`. What waits has a numbered caption, stands in the
chapter's own flow, and is not announced by a colon right before it. It never passes a section's end or
another of its kind, so that the numbers stay in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import block

from banben.cjk.tree import classes
from banben.patches import Function

HOLDERS = frozenset({"body", "section", "div", "article", "main"})
SECTIONS = frozenset({"h1", "h2"})
MOST = 0.9
"""Of the type area: what is higher stays where it is."""
COLONS = ("：", ":")
FLOATS = "_banben_floats"
"""On a block in the flow: whether it may wait."""
KINDS = "_banben_kinds"
"""On a block in the flow: of which kinds it holds something numbered."""
CLOSES = "_banben_closes"
"""On a block in the flow: what kinds must be set before it, if they wait."""
TABLE, FIGURE = "table", "figure"
ALL = frozenset({TABLE, FIGURE})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A block that waits: child *index* of *holder*, both as they were before layout."""

    box: Any
    holder: Any
    index: int
    inset: float
    """How far from the type area's left edge, in pixels: pages have different margins."""


@dataclass(slots=True)
class Figures:
    """What waits while a page is laid out: *late* from pages before, *found* on this one."""

    late: list[Waiting] = field(default_factory=list)
    found: list[Waiting] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.late or self.found)

    def before(self, kinds: frozenset[str]) -> bool:
        """Whether something of *kinds* waits."""
        return any(not kinds.isdisjoint(getattr(item.box, KINDS)) for item in (*self.late, *self.found))


def mark(root: Any) -> bool:
    """Set below *root* what may wait and what closes; tell whether anything may."""
    found: list[Any] = []
    _look(root, found)
    return bool(found)


def _look(box: Any, found: list[Any]) -> tuple[frozenset[str], bool]:
    """Return of which kinds *box* holds something numbered, and whether it holds sections or what may wait.

    What may wait is added to *found*.
    """
    kinds, before, is_open = _own_kind(box), None, box.element_tag in SECTIONS
    for child in box.children:
        if isinstance(child, LineBox):
            break
        if not child.is_in_normal_flow():
            continue
        inner, child_open = _look(child, found)
        floats = len(inner) == 1 and _asks(child.style) and _plain(box) and not _announces(before)
        if floats:
            found.append(child)
        closes = NONE if floats or child_open else inner
        setattr(child, FLOATS, floats)
        setattr(child, KINDS, inner)
        setattr(child, CLOSES, ALL if child.element_tag in SECTIONS else closes)
        kinds, is_open, before = kinds | inner, is_open or child_open or floats, child
    return kinds, is_open


def _asks(style: Any) -> bool:
    return any(getattr(token, "value", None) == "top" for token in style["__page_float"])


def _plain(holder: Any) -> bool:
    """Whether *holder* has no edges of its own: what is in a box stays in it."""
    style = holder.style
    edges = ("padding_top", "padding_bottom", "padding_left", "border_left_width", "border_top_width")
    return holder.element_tag in HOLDERS and not any(_length(style[edge]) for edge in edges)


def _length(value: Any) -> float:
    return float(getattr(value, "value", value))


def _own_kind(box: Any) -> frozenset[str]:
    """Return the kind of what *box* is the numbered caption of."""
    kind = TABLE if box.element_tag == "caption" else FIGURE if "caption" in classes(box) else ""
    return frozenset({kind}) if kind and any(map(_is_label, box.descendants())) else NONE


def _is_label(box: Any) -> bool:
    return "label" in classes(box)


def _announces(block: Any) -> bool:
    while block is not None and block.children:
        block = block.children[-1]
    return isinstance(block, TextBox) and block.text.rstrip().endswith(COLONS)


def blocks(stock: Function) -> Function:
    """Pass over a block that finds no room and may wait, and go on with the text after it."""

    def lay_out(
        context: Any,
        box: Any,
        index: int,
        child: Any,
        new_children: list[Any],
        page_is_empty: bool,
        *rest: Any,
    ) -> Any:
        figures: Figures | None = getattr(context, "_banben_figures", None)
        if figures is None:
            return stock(context, box, index, child, new_children, page_is_empty, *rest)
        margins, position_y, next_page, max_lines = list(rest[2]), rest[4], rest[9], rest[10]
        passed = (False, False, None, position_y, margins, next_page, new_children, max_lines)
        if figures and figures.before(getattr(child, CLOSES, NONE)):
            return (False, True, {index: None}, *passed[3:])
        floats = getattr(child, FLOATS, False) and rest[5] is None and not context.in_column
        if figures and floats:
            figures.found.append(_waiting(context, box, index, child))
            return passed
        if floats and page_is_empty and not new_children and _crowded(context, child, box):
            figures.found.append(_waiting(context, box, index, child))
            return passed
        result = stock(context, box, index, child, new_children, page_is_empty, *rest)
        no_room = result[1:3] == (True, {index: None}) and result[6] is new_children and new_children
        if floats and no_room and _height(context, child, box) <= MOST * _page(context).height:
            figures.found.append(_waiting(context, box, index, child))
            return passed
        return result

    return lay_out


def _waiting(context: Any, holder: Any, index: int, child: Any) -> Waiting:
    return Waiting(child, holder, index, child.position_x - _page(context).content_box_x())


def _page(context: Any) -> Any:
    return context.current_footnote_area.page


def _crowded(context: Any, child: Any, holder: Any) -> bool:
    """Whether *child*, the first on its page, has no room above the notes that go on from the page before."""
    foot = getattr(context, "_banben_foot", None)
    if foot is None or not foot.carried:
        return False
    height = _height(context, child, holder)
    room = context.page_bottom - child.position_y
    return bool(room < height <= MOST * _page(context).height)


def _height(context: Any, child: Any, holder: Any) -> float:
    return float(placed(context, child, holder, [], block.block_level_layout).margin_height())


def placed(context: Any, child: Any, holder: Any, positioned: list[Any], level: Function) -> Any:
    """Return *child* of *holder* laid out where it is, whole, however little room there is."""
    box, *_ = level(context, child, -inf, None, holder, True, positioned, positioned, [0.0])
    return box


def containers(stock: Function) -> Function:
    """Let a block that has ended go on to the next page while something of it waits."""

    def lay_out(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        figures: Figures | None = getattr(context, "_banben_figures", None)
        if figures is None:
            return stock(context, box, *rest, **named)
        if figures.found:
            # The box is laid out once more on this page.
            figures.found[:] = [item for item in figures.found if item.holder is not box]
        result = stock(context, box, *rest, **named)
        if result[0] is not None and result[1] is None and any(i.holder is box for i in figures.found):
            return (result[0], {len(box.children): None}, *result[2:])
        return result

    return lay_out


def left(figures: Figures, root: Any, resume_at: Any) -> tuple[Waiting, ...]:
    """Return what still waits when the page ends at *resume_at*: text may have gone back before it."""
    held = {}
    while resume_at is not None and len(resume_at) == 1:
        ((index, resume_at),) = resume_at.items()
        held[id(root)] = index
        if isinstance(root, LineBox) or index >= len(root.children):
            break
        root = root.children[index]
    found = (item for item in figures.found if held.get(id(item.holder), -1) > item.index)
    return (*figures.late, *found)
