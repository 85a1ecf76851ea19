"""Lines with note calls in WeasyPrint: each is put on a page only where its notes can be begun too."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TableRowGroupBox
from weasyprint.layout import block

from banben.cjk.notes_foot import Foot, calls
from banben.patches import Function

Line = tuple[Any, Any]
"""A laid out line and where the next one resumes."""


@dataclass(slots=True)
class Place:
    """The paragraph that is laid out: how far its lines may go down, and whether it must take one.

    *turned*: it goes to the next page as a whole, as `footnote-policy: block` of a note asks.
    """

    box: Any
    empty: bool
    bottom_space: float
    decorated: bool
    turned: bool = False


def foot_of(context: Any) -> Foot | None:
    """Return the foot of the page that *context* lays out, None where no note needs one now."""
    foot: Foot | None = getattr(context, "_banben_foot", None)
    return None if foot is None or foot.at_rest or context.in_column else foot


def paragraphs(stock: Function) -> Function:
    """Keep with the foot what stock's loop over the lines knows of their paragraph."""

    def lay_out(
        context: Any,
        box: Any,
        index: int,
        child: Any,
        new_children: list[Any],
        page_is_empty: bool,
        *rest: Any,
    ) -> Any:
        foot = foot_of(context)
        if foot is None or not has_calls(child):
            return stock(context, box, index, child, new_children, page_is_empty, *rest)
        bottom_space, decorated = rest[3], rest[8]
        place = context._banben_place = Place(box, page_is_empty, bottom_space, decorated)
        try:
            result = stock(context, box, index, child, new_children, page_is_empty, *rest)
            return (True, False, *result[2:]) if place.turned else result
        finally:
            context._banben_place = None
            foot.restore()

    return lay_out


def pass_over_heads(root: Any) -> frozenset[Any]:
    """Let lines in the heads and feet of tables have no calls, and return their notes.

    WeasyPrint leaves out a head that has no room beside a row: these notes take what room is left.
    """
    found: list[Any] = []
    for group in root.descendants():
        if isinstance(group, TableRowGroupBox) and (group.is_header or group.is_footer):
            found += calls(group)
            for line in group.descendants():
                if isinstance(line, LineBox):
                    line._banben_calls = False
    return frozenset(found)


def has_calls(line: Any) -> bool:
    """Whether notes are called in *line*, a paragraph's one box of lines before they are broken."""
    known = vars(line)
    if "_banben_calls" not in known:
        known["_banben_calls"] = any(item.footnote is not None for item in line.descendants())
    return bool(known["_banben_calls"])


def lines(stock: Function) -> Function:
    """Ask the foot before each line with a new note; the line it has no room for is sent to the next page."""

    def iterate(context: Any, box: Any, position_y: float, bottom_space: float, *rest: Any) -> Iterator[Line]:
        found: Iterator[Line] = stock(context, box, position_y, bottom_space, *rest)
        place: Place | None = getattr(context, "_banben_place", None)
        foot = foot_of(context)
        if foot is None or place is None or place.box is not rest[1] or bottom_space == -inf:
            return found
        return _Planned(context, foot, place, found, rest[2], rest[3]).lines()

    return iterate


@dataclass(slots=True)
class _Planned:
    context: Any
    foot: Foot
    place: Place
    found: Iterator[Line]
    absolute: list[Any]
    fixed: list[Any]

    def lines(self) -> Iterator[Line]:
        """Yield the lines; before one that has to go, the page's lower edge is drawn above it."""
        ahead: deque[Line] = deque()
        count = 0
        try:
            while ahead or self._look(ahead, 1):
                line, resume_at = ahead.popleft()
                new = self.foot.new(line)
                if new:
                    # What cannot be parted from this line is weighed with it.
                    self._weigh(line, resume_at, count, ahead)
                yield line, resume_at
                count += 1
        finally:
            block.remove_placeholders(self.context, [line for line, _ in ahead], self.absolute, self.fixed)

    def _weigh(self, line: Any, resume_at: Any, count: int, ahead: deque[Line]) -> None:
        style, foot = self.place.box.style, self.foot
        self._look(ahead, style["orphans"] + style["widows"] if resume_at is not None else 0)
        more = _companions(count + 1, len(ahead), style["orphans"], style["widows"])
        group = [line, *(item for item, _ in list(ahead)[:more])]
        first = self.place.empty and count == 0
        last_resume = ([resume_at] + [after for _, after in ahead])[more]
        room = self._room(group[-1], last_resume is None)
        if foot.admit(foot.new(*group), room):
            return
        alone = self._room(line, resume_at is None)
        # At the top of a page a paragraph may be broken anywhere: it has nowhere else to go.
        if self.place.empty and foot.admit(foot.new(line), alone):
            return
        if first:
            foot.force(foot.new(line), alone)
            return
        self.context.page_bottom = line.position_y
        policies = {note.style["footnote_policy"] for note in foot.new(*group)}
        self.place.turned = "block" in policies and not self.place.empty

    def _room(self, line: Any, last: bool) -> float:
        """Return the room between *line* and the foot of the page."""
        box = self.place.box
        below = box.border_bottom_width + box.padding_bottom if last or self.place.decorated else 0
        end = line.position_y + line.height + below + self.place.bottom_space
        # Items of flexible boxes are laid out somewhere first, and moved to their place afterwards.
        return float(min(self.foot.bottom - end, self.foot.area.empty.page.height - line.height))

    def _look(self, ahead: deque[Line], count: int) -> bool:
        """Lay out lines until *count* wait; tell whether any does."""
        while len(ahead) < count:
            following = next(self.found, None)
            if following is None:
                break
            ahead.append(following)
        return bool(ahead)


def _companions(placed: int, waiting: int, orphans: int, widows: int) -> int:
    """Return how many of the *waiting* lines must follow before the paragraph may be broken.

    *placed* counts the lines up to this one. Where no more than orphans and widows wait, their number is
    the whole rest of the paragraph.
    """
    more = max(0, orphans - placed)
    if more >= waiting:
        return waiting
    return waiting if waiting - more < widows else more
