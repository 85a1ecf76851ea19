"""What goes from page to page in WeasyPrint: notes that are not at their end, figures that wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from banben.cjk.notes_area import Queue
from banben.cjk.notes_figures import Waiting, mark
from banben.cjk.notes_lines import pass_over_heads
from banben.cjk.notes_links import link
from banben.cjk.notes_marks import wanted

EMPTY = Queue()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a page takes over from the one before.

    *turn*: what the text asked for, put off by a page that has notes or figures only.
    """

    queue: Queue = EMPTY
    turn: Any = None
    figures: tuple[Waiting, ...] = ()


NOTHING = Incoming()


@dataclass(slots=True)
class Notes:
    """The notes of one document while its pages are made, some of them more than once."""

    any: bool
    figures: bool
    by_page: bool
    """Whether the marks begin anew on every page."""
    of_heads: frozenset[Any] = frozenset()
    """The notes that heads and feet of tables call."""
    begun: dict[Any, int] = field(default_factory=dict)
    """The page on which each note begins."""
    by_number: dict[int, list[Any]] = field(default_factory=dict)
    marks: dict[Any, str] = field(default_factory=dict)
    """The marks that are not the chapter's, by the notes' elements."""
    incoming: dict[int, Incoming] = field(default_factory=dict)

    def begin(self, note: Any, number: int) -> None:
        """Keep that *note* begins on page *number*."""
        self.begun[note] = number
        self.by_number.setdefault(number, []).append(note)

    def forget(self, number: int) -> None:
        """Forget what began on page *number*, which is made anew."""
        for note in self.by_number.pop(number, ()):
            if self.begun.get(note) == number:
                del self.begun[note]

    def hand_over(self, number: int, incoming: Incoming, maker: list[Any]) -> None:
        """Keep *incoming* for page *number*; *maker* is what WeasyPrint knows of pages made before."""
        before = self.incoming.get(number, NOTHING)
        self.incoming[number] = incoming
        if incoming != before and number <= len(maker):
            # The page was made before, with other notes: it is made again.
            maker[number - 1][-1]["content_changed"] = True


def notes_of(context: Any, root: Any) -> Notes:
    """Return the notes of the document that *context* lays out."""
    known: Notes | None = getattr(context, "_banben_notes", None)
    if known is None:
        known = context._banben_notes = Notes(bool(context.footnotes), mark(root), wanted(root))
        if known.any:
            link(root)
            known.of_heads = pass_over_heads(root)
    # Stock's own way of laying out notes has none to work on.
    context.footnotes = []
    return known
