"""Room for notes at the foot of a page in WeasyPrint: kept free while the page's lines are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from banben.cjk.notes_area import Area, Laid, Queue
from banben.cjk.notes_inline import is_inline

SHARE = 0.7
"""Of the type area: more than this is not kept free for notes while lines of text still come."""


@dataclass(slots=True)
class Foot:
    """What is kept free at the foot of page *number*: *carried* notes first, then those called in its lines.

    While a page is laid out this is a plan only: lines come and go as blocks are tried. What stands in the
    note area in the end follows from the calls that are found on the finished page.
    """

    context: Any
    area: Area
    bottom: float
    """The lower edge of the page's type area."""
    carried: Queue
    number: int
    begun: dict[Any, int]
    """The page on which each note of the book was begun."""
    called: list[Any] = field(default_factory=list)
    expected: set[Any] = field(default_factory=set)
    """Notes for which room is kept from the start, whatever the lines do."""
    split: Any = None
    """The note that is broken at the foot of this page: none can be begun after it."""
    height: float = 0
    full: bool = False
    """Whether the carried notes alone go on to another page."""
    refused: bool = False
    """Whether the carried notes need the page for themselves.

    Not one line of them has room beside text, or the first line on the page has a note that had to wait.
    """
    whole_only: bool = False
    """Whether no note may be broken at the foot of this page, unless nothing else is on it."""
    at_rest: bool = False
    """True while note areas are laid out, and nothing is planned."""
    _carried_height: float = 0

    @property
    def share(self) -> float:
        """The most that is kept free."""
        return float(min(SHARE * self.area.empty.page.height, self.limit))

    @property
    def limit(self) -> float:
        """What the sheet allows: `max-height` of `@footnote`."""
        return float(self.area.empty.max_height) + self.area.decoration

    def start(self, expected: Iterable[Any] = ()) -> None:
        """Begin the page: keep room for what is carried, and for *expected* notes of its own."""
        self.called, self.split = list(expected), None
        self.expected = set(self.called)
        carried = self.lay(self.carried, self.share)
        self._carried_height = carried.height
        self.full = bool(carried.rest)
        self.refused = self.full and carried.box is None
        self._update()
        if self.called and self.height > self.share:
            self.height = self.lay(self.queue(self.called), self.share).height
            self.split = self.called[-1]
        self.context.page_bottom = self.bottom - self.height

    def lay(self, queue: Queue, limit: float, forced: bool = False) -> Laid:
        """Lay out notes on this page, while the plan is at rest."""
        outer, self.at_rest = self.at_rest, True
        try:
            return self.area.lay(queue, limit, forced)
        finally:
            self.at_rest = outer

    def lay_whole(self, queue: Queue) -> Laid:
        """Lay out the first note of *queue* to its end, however far that goes below the page."""
        laid = self.lay(Queue(queue.notes[:1], queue.skip), inf, forced=True)
        return replace(laid, rest=Queue(queue.notes[1:]))

    def queue(self, called: Iterable[Any]) -> Queue:
        """Return the carried notes and then *called* ones."""
        return self.carried.and_then(tuple(called))

    def new(self, *lines: Any) -> list[Any]:
        """Return the notes that *lines* call and that have no room yet, with those that they call."""
        found = (note for line in lines for note in calls(line))
        return [note for note in found if self.is_new(note) and note not in self.called]

    def is_new(self, note: Any, carried: bool = False) -> bool:
        """Whether *note* was not begun on an earlier page: a table's head calls it on each of its pages.

        One that is *carried* over from there without a line counts only if asked for.
        """
        return self.begun.get(note, self.number) >= self.number and (
            carried or note not in self.carried.notes
        )

    def admit(self, notes: list[Any], room: float) -> bool:
        """Keep room for *notes* if they fit in, whole or begun; *room* is for all of the page's notes."""
        if self.full or self.split is not None:
            return False
        called = [*self.called, *notes]
        whole = self.whole_height(called)
        if whole <= min(room, self.limit):
            self.called = called
            self._update()
            return True
        if self.whole_only:
            return False
        for limit in dict.fromkeys((min(room, self.share), min(room, self.limit))):
            laid = self.lay(self.queue(called), limit)
            if laid.all_begun:
                self.called = called
                self._break_last(laid, limit)
                return True
        return False

    def force(self, notes: list[Any], room: float) -> None:
        """Keep what room there is for *notes* of the first line on the page, which cannot go elsewhere."""
        if self.full:
            self.refused = True
            return
        self.called += notes
        limit = max(min(room, self.limit), 0)
        self._break_last(self.lay(self.queue(self.called), limit), limit)

    def _break_last(self, laid: Laid, limit: float) -> None:
        """Keep *limit* for what is *laid* out in it: the text ends here; what room there is goes to notes.

        Where the sheet allows no more than *limit*, text goes on below the room that they take.
        """
        self.split = self.called[-1]
        self.height = laid.height if limit >= self.limit else max(laid.height, limit)
        self.context.page_bottom = self.bottom - self.height

    def release(self, note: Any) -> None:
        """Give up the room of *note*: its line left the page."""
        if self.at_rest or note not in self.called or note in self.expected:
            return
        self.called.remove(note)
        if note is self.split:
            self.split = None
        self._update()

    def restore(self) -> None:
        """Let lines go down to what is kept free, after one was sent away."""
        self.context.page_bottom = self.bottom - self.height

    def whole_height(self, called: list[Any]) -> float:
        """Return the height of the area with what is carried and all *called* notes, none of them broken."""
        if any(map(is_inline, called)):
            return self.lay(self.queue(called), inf).height
        heights = sum(map(self._height, called))
        if not self._carried_height:
            return heights + self.area.decoration if called else 0
        return self._carried_height + heights

    def _height(self, note: Any) -> float:
        outer, self.at_rest = self.at_rest, True
        try:
            return self.area.height(note)
        finally:
            self.at_rest = outer

    def _update(self) -> None:
        if self.split is None:
            self.height = self.whole_height(self.called)
        self.context.page_bottom = self.bottom - self.height


def calls(box: Any) -> Iterator[Any]:
    """Yield the notes that are called in *box*, each followed by those that its own text calls."""
    for item in box.descendants(placeholders=True):
        if item.footnote is not None:
            yield item.footnote
            yield from calls(item.footnote)
