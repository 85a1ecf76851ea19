"""Pages with notes in WeasyPrint: text above, notes below, and what finds no room goes to the next page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, ReplacedBox, TextBox
from weasyprint.logger import LOGGER

from banben.cjk.notes_area import Area, Queue
from banben.cjk.notes_figures import Figures, left, placed
from banben.cjk.notes_flow import NOTHING, Incoming, Notes, notes_of
from banben.cjk.notes_foot import Foot, calls
from banben.cjk.notes_marks import numbered, show
from banben.patches import Function

LATE = "Note begins after the page that calls it: %s"
SHORT = 0.1
"""Of the type area: less of a note than this does not make a page of its own."""
ORDINARY = "any"
"""What WeasyPrint says of a page turn that nothing but the end of the page has asked for."""


def pages(stock: Function) -> Function:
    """Lay out the body and the note area of a page; stock's `make_page` asks for both by this name."""

    def lay_out(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        if isinstance(box, FootnoteAreaBox):
            area, context._banben_area = getattr(context, "_banben_area", None), None
            return stock(context, box, *rest, **named) if area is None else (area,)
        if not box.is_for_root_element:
            return stock(context, box, *rest, **named)
        notes = notes_of(context, box)
        if not (notes.any or notes.figures):
            return stock(context, box, *rest, **named)
        incoming = notes.incoming.get(context.current_page, NOTHING)
        return _Page(context, box, rest, notes, stock, incoming).made()

    return lay_out


@dataclass(slots=True)
class _Page:
    """One page: *rest* is what `make_page` hands over for its body after the root box."""

    context: Any
    root: Any
    rest: tuple[Any, ...]
    notes: Notes
    level: Function
    incoming: Incoming
    foot: Foot = field(init=False)
    top: float = field(init=False)
    kept: tuple[int, int] = field(init=False)
    goes_on: tuple[Any, ...] = field(init=False)
    """Floats that continue from the page before: they are laid out, and stand beside the root box."""
    heads: list[Any] = field(default_factory=list)
    """Figures that waited for this page's head, laid out."""
    figures: Figures = field(default_factory=Figures)

    def __post_init__(self) -> None:
        context, notes = self.context, self.notes
        number = context.current_page
        notes.forget(number)
        area = Area(context, context.current_footnote_area, self.level)
        self.foot = Foot(context, area, context.page_bottom, self.incoming.queue, number, notes.begun)
        self.top = self.root.position_y
        self.kept = len(self.rest[4]), len(self.rest[6])
        shapes = context._excluded_shapes.values()
        self.goes_on = tuple(box for group in shapes if isinstance(group, list) for box in group)

    def made(self) -> Any:
        """Return what stock's `block_level_layout` returns for the root, with the notes put aside."""
        context = self.context
        context._banben_foot = self.foot
        try:
            turn = self.incoming.turn
            result = self._best(self._bare(turn) if turn else self._tried())
        finally:
            context._banben_foot = context._banben_figures = None
        root = result[0]
        rest = self._settle(root, self._called(root))
        root.children = [*self.heads, *root.children]
        self._forget_floats()
        return self._turned(result, rest)

    def _forget_floats(self) -> None:
        """Forget what went on beside boxes this page has not come to: else it seems to go on for ever."""
        known = self.context._excluded_shapes
        for box in set(known).difference(self.context._excluded_shapes_root_boxes):
            del known[box]

    def _tried(self, expected: Iterable[Any] = ()) -> Any:
        """Lay out the body, from the start; nothing stays of an earlier trial."""
        context, (skip, containing, empty) = self.context, self.rest[1:4]
        broken = dict(context.broken_out_of_flow)
        self._start(expected)
        result = self._level(self.root, skip, containing, empty and not self.heads)
        if result[0] is None or self.foot.refused or (self.foot.carried and self._overflows(result[0])):
            # What comes next cannot stand above notes that go on: they have the page for themselves.
            context.broken_out_of_flow.clear()
            context.broken_out_of_flow.update(broken)
            return self._bare(None)
        return result

    def _bare(self, turn: Any) -> Any:
        """Return a page without text; what comes next is where it was, and turns as it would have."""
        skip, containing = self.rest[1:3]
        self._start()
        root, *_ = self._level(self.root.copy_with_children([]), skip, containing, True)
        coming = self.context.page_maker[self.foot.number - 1][1]
        at_end = skip == {len(self.root.children): None}
        return (root, None if at_end else skip, dict(turn or coming), [], False, None)

    def _level(self, root: Any, skip: Any, containing: Any, empty: bool) -> Any:
        return self.level(self.context, root, self.rest[0], skip, containing, empty, *self.rest[4:])

    def _start(self, expected: Iterable[Any] = ()) -> None:
        """Clear the page, keep room for notes at its foot, and set at its head what waited for it."""
        context, positioned, margins = self.context, self.rest[4], self.rest[6]
        del positioned[self.kept[0] :]
        del margins[self.kept[1] :]
        for elements in context.running_elements.values():
            elements.pop(self.foot.number, None)
        self.foot.start(expected)
        self.root.position_y = self._set_heads(positioned)
        context._banben_figures = self.figures

    def _set_heads(self, positioned: list[Any]) -> float:
        """Set at the head what finds room, and return where the text begins below."""
        context, page = self.context, self.foot.area.empty.page
        self.figures, self.heads, below = Figures(list(self.incoming.figures)), [], self.top
        context._banben_figures = None
        while self.figures.late:
            waiting = self.figures.late[0]
            child = waiting.box
            child.position_x, child.position_y = page.content_box_x() + waiting.inset, below
            box = placed(context, child, waiting.holder, positioned, self.level)
            full = context.overflows(context.page_bottom, box.border_box_y() + box.border_height())
            if full and (self.heads or self.foot.carried):
                break
            self.heads.append(box)
            del self.figures.late[0]
            below = box.position_y + box.margin_height()
        grid = getattr(context, "_banben_grid", None)
        return self.top + float(grid.up(below - self.top)) if grid else below

    def _best(self, result: Any) -> Any:
        """Try once more where notes came to the page without room, or the last one would end alone."""
        foot = self.foot
        if not result[0].children:
            return result
        called = [note for note in self._called(result[0]) if note not in self.notes.of_heads]
        if not called:
            return result
        unforeseen = any(note not in foot.called for note in called) or self._overflows(result[0])
        if unforeseen and not set(called) <= foot.expected:
            return self._tried(called)
        if foot.split is not None and (result[1] is None or result[2]["break"] != ORDINARY):
            laid = foot.lay(foot.queue(called), foot.height)
            if foot.lay(laid.rest, inf).height < SHORT * foot.area.empty.page.height:
                # Rather the line and its note on one more page than the end of the note alone.
                foot.whole_only = True
                return self._tried()
        return result

    def _called(self, root: Any) -> list[Any]:
        if not self.notes.any:
            return []
        found = [note for box in (*self.goes_on, *self.heads, root) for note in calls(box)]
        return [note for note in dict.fromkeys(found) if self.foot.is_new(note)]

    def _overflows(self, root: Any) -> bool:
        return bool(self.context.overflows(self.context.page_bottom, self._end(root)))

    def _end(self, root: Any) -> float:
        return max(self.top, *map(_end, (root, *self.goes_on, *self.heads)))

    def _settle(self, root: Any, called: list[Any]) -> Queue:
        """Lay out the note area below what the page came to hold; return what is left for the next page."""
        foot, notes = self.foot, self.notes
        queue = foot.queue(called)
        if not queue:
            return queue
        bare = not (root.children or self.goes_on or self.heads)
        height = min(foot.bottom - self.top, foot.limit) if bare else foot.height
        laid = foot.lay(queue, height, forced=bare)
        if not bare and (laid.rest or self.goes_on or self._overflows(root)):
            # What the text left free may be more than what was kept free for notes, and less too.
            laid = foot.lay(queue, min(foot.bottom - self._end(root), foot.limit))
        if bare and laid.rest == queue:
            # Not even a forced layout gets on, as with a picture in what is kept together: it overflows.
            laid = foot.lay_whole(queue)
        self.context._banben_area = laid.box
        self.rest[4].extend(laid.positioned)
        for box, (whole, holder, _, resume_at) in laid.goes_on.items():
            self.context.broken_out_of_flow[box] = (whole, holder, None, resume_at)
        waiting = laid.rest.notes[1 if laid.rest.skip else 0 :]
        for note in queue.notes:
            if note not in waiting and foot.is_new(note, carried=True):
                notes.begin(note, foot.number)
        for note in set(called) & set(waiting):
            LOGGER.warning(LATE, _words(note))
        if notes.by_page:
            numbered(called, notes.marks)
            for box in (root, *self.goes_on, *((laid.box,) if laid.box else ())):
                show(box, self.context, notes.marks)
        return laid.rest

    def _turned(self, result: Any, rest: Queue) -> Any:
        """Hand *rest* over to the next page; a page of its own comes before a turn that the text asks for."""
        root, skip, turn, *more = result
        page = self.foot.area.empty.page
        waiting = left(self.figures, self.root, skip)
        put_off = None
        if (rest or waiting) and skip is None:
            skip = {len(self.root.children): None}
            turn = {"break": ORDINARY, "page": page.page_type.name}
        elif (rest or waiting) and turn["break"] != ORDINARY:
            put_off = turn
            turn = {"break": ORDINARY, "page": page.page_type.name}
        if skip is not None:
            incoming = Incoming(rest, put_off, waiting)
            self.notes.hand_over(self.foot.number + 1, incoming, self.context.page_maker)
        return (root, skip, turn, *more)


def _end(root: Any) -> float:
    """Return the lower edge of what can be seen in *root*."""
    return max((_lower(box) for box in root.descendants() if _seen(box)), default=0.0)


def _lower(box: Any) -> float:
    if isinstance(box, LineBox):
        return float(box.position_y + box.height)
    return float(box.border_box_y() + box.border_height())


def _seen(box: Any) -> bool:
    if isinstance(box, (LineBox, ReplacedBox)):
        return True
    if not hasattr(box, "style") or getattr(box, "height", "auto") == "auto":
        return False
    style = box.style
    return bool(
        box.border_left_width
        or box.border_bottom_width
        or box.border_right_width
        or style["background_image"] != (("none", None),)
        or (style["background_color"] != "currentcolor" and style["background_color"].alpha)
    )


def _words(note: Any) -> str:
    """Return the first words of *note*, without its mark."""
    texts = (item for item in note.descendants() if isinstance(item, TextBox))
    return "".join(item.text for item in texts if not item.element_tag.endswith("::footnote-marker"))[:20]
