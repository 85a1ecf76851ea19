"""The note area of a page in WeasyPrint: notes below the text, the last one broken where room ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes, build

from banben.cjk.notes_inline import Skip, notes_at, skip_in, spliced
from banben.patches import Function

NO_LIMIT = Dimension(inf, "px")


@dataclass(frozen=True, slots=True)
class Queue:
    """Notes in their order, the first of them from *skip* on if it was begun on an earlier page."""

    notes: tuple[Any, ...] = ()
    skip: Skip = None

    def __bool__(self) -> bool:
        return bool(self.notes)

    def and_then(self, notes: tuple[Any, ...]) -> Queue:
        """Return the queue with *notes* at its end."""
        return Queue((*self.notes, *notes), self.skip)

    def after(self, resume_at: Skip) -> Queue:
        """Return what is left where the layout stopped at *resume_at*."""
        if resume_at is None:
            return Queue()
        ((index, inner),) = resume_at.items()
        return Queue(self.notes[index:], None if inner is None else {0: inner})


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid out note area: its box (None if not even a beginning found room), its height, what is left.

    *positioned* is what stands apart in it: it gets its place when all of the page has. *goes_on* is what
    WeasyPrint keeps of floats in it that go on to the next page.
    """

    box: Any
    height: float
    rest: Queue
    positioned: tuple[Any, ...] = ()
    goes_on: dict[Any, Any] = field(default_factory=dict)

    @property
    def all_begun(self) -> bool:
        """Whether every note has a line at least in the box."""
        return not self.rest or (len(self.rest.notes) == 1 and self.rest.skip is not None)


@dataclass(slots=True)
class Area:
    """Lays out notes in the style of a page's `@footnote`; *empty* is the area as WeasyPrint made it."""

    context: Any
    empty: Any
    level: Function
    """WeasyPrint's own `block_level_layout`."""

    def __post_init__(self) -> None:
        style = self.empty.style.copy()
        # What continues on the next page is an area of its own: with its rule and its space above.
        style["box_decoration_break"] = "clone"
        style["max_height"] = NO_LIMIT
        self.empty = self.empty.copy()
        self.empty.style = style
        self.empty.children = []

    @property
    def decoration(self) -> float:
        """The height of an area's margins, borders and paddings; `auto` is nothing."""
        box = self.empty
        lengths = (
            box.margin_top, box.border_top_width, box.padding_top,
            box.padding_bottom, box.border_bottom_width, box.margin_bottom,
        )  # fmt: skip
        return float(sum(length for length in lengths if length != "auto"))

    def lay(self, queue: Queue, limit: float, forced: bool = False) -> Laid:
        """Lay out of *queue* what finds room in *limit*, at least one line if *forced*."""
        if not queue:
            return Laid(None, 0, queue)
        context, area = self.context, self.empty.copy()
        area.children, runs = spliced([prepared(note, self.empty) for note in queue.notes], area)
        positioned: list[Any] = []
        bottom, context.page_bottom = context.page_bottom, area.position_y + limit
        broken, context.broken_out_of_flow = context.broken_out_of_flow, {}
        # Floats in notes have no business with the text, nor with another trial.
        context.create_block_formatting_context(area)
        try:
            box, resume_at, *_ = self.level(
                context, area, 0, skip_in(runs, queue.skip), area.page, forced, positioned, positioned, []
            )
        finally:
            context.page_bottom = bottom
            context.finish_block_formatting_context()
            goes_on, context.broken_out_of_flow = context.broken_out_of_flow, broken
        if box is None or not box.children:
            return Laid(None, 0, queue)
        if resume_at is not None:
            # A box that goes on is stretched to the end of the page: take the stretch back.
            box.height = min(box.height, _end(box) - box.content_box_y())
        if queue.skip is None:
            _shorten_rule(box)
        return Laid(
            box, box.margin_height(), queue.after(notes_at(runs, resume_at)), tuple(positioned), goes_on
        )

    def height(self, note: Any) -> float:
        """Return how much of an area the whole *note* takes, without the area's own decoration."""
        known = vars(note).setdefault("_banben_heights", {})
        width = self.empty.page.width
        if width not in known or _changes(note):
            known[width] = self.lay(Queue((note,)), inf).height - self.decoration
        return float(known[width])


def prepared(note: Any, area: Any) -> Any:
    """Return *note* as a block in the flow; it was taken out of the tree before anonymous boxes were made.

    An inline one comes in a line box, or in a block where it holds blocks itself.
    """
    if "_banben_prepared" not in vars(note) or _changes(note):
        holder = area.copy()
        holder.children = [note.deepcopy()]
        found = build.create_anonymous_boxes(holder).children
        note._banben_prepared = found[0] if len(found) == 1 else boxes.BlockBox.anonymous_from(area, found)
    return note._banben_prepared


def _changes(note: Any) -> bool:
    """Whether *note* names pages, which are filled in when they are known."""
    if "_banben_changes" not in vars(note):
        note._banben_changes = any(item.missing_link for item in note.descendants())
    return bool(note._banben_changes)


def _shorten_rule(area: Any) -> None:
    """Draw the rule above *area* as long as its sheet says in `--rule-length`, a percentage.

    A rule all across then tells that the first note goes on from the page before.
    """
    share = next((token.value for token in area.style["__rule_length"] if token.type == "percentage"), 100)
    if share == 100 or not area.border_top_width:
        return
    rule = area.copy_with_children([])
    for side in ("top", "right", "bottom", "left"):
        setattr(rule, f"margin_{side}", 0)
        setattr(rule, f"padding_{side}", 0)
        if side != "top":
            setattr(rule, f"border_{side}_width", 0)
    rule.position_x, rule.position_y = area.border_box_x(), area.border_box_y()
    rule.width, rule.height = area.border_width() * share / 100, 0
    area.padding_top += area.border_top_width
    area.border_top_width = 0
    area.children = [rule, *area.children]


def _end(box: Any) -> float:
    """Return the lower edge of the last line or picture in *box*."""
    kinds = (boxes.LineBox, boxes.ReplacedBox)
    return float(
        max(
            (item.position_y + item.margin_height() for item in box.descendants() if isinstance(item, kinds)),
            default=box.content_box_y(),
        )
    )
