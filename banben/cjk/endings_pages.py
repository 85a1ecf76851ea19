"""Chapters in WeasyPrint whose last page has a few lines only: some of their pages made again, tighter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from weasyprint.layout import page as layout_page
from weasyprint.logger import PROGRESS_LOGGER

from banben.cjk.endings import LEAST, SPARE, Paragraph, Plan, plans
from banben.cjk.grid import Grid
from banben.cjk.grid_rows import rows_left, rows_taken, set_paragraphs
from banben.patches import Function, Patch

LOOSENESS = "_banben_looseness"
"""On a paragraph's one box of lines before they are broken: by how many lines it is to be longer."""
CUT = "_banben_cut"
"""On the context: by where a page begins, how many rows it is to be shorter."""
REACH = 8
"""Pages before a chapter's end that may be made again."""
TRIALS = 2
ATTEMPTS = 2
"""Times that a chapter is tried: page numbers that are filled in later can change its lines."""
LONG = 3
"""Lines of the shortest paragraph that is changed."""

Variants = Callable[[Any, Any, Any], tuple[int, int]]
"""(context, line box before breaking, the block that holds it) -> lines fewer and more than the best."""


def patches(variants: Variants) -> tuple[Patch, ...]:
    """Return what mends the endings of chapters, with *variants* saying what a paragraph can be set in."""

    def ended(stock: Function) -> Function:
        def make_all(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
            if getattr(context, "_banben_grid", None) is None:
                return iter(stock(context, root_box, html, pages))
            return iter(_Pages(context, root_box, html, pages, variants).all())

        return make_all

    return (
        Patch(layout_page, "make_all_pages", ended, "b5e4034894841caa"),
        Patch(layout_page, "page_height", shortened, "71a0230377c0354e", alone=True),
    )


def shortened(stock: Function) -> Function:
    """Take what the page being made is to be shorter from its height."""

    def height(page: Any, context: Any, *rest: Any, **named: Any) -> Any:
        result = stock(page, context, *rest, **named)
        page.height -= getattr(context, "_banben_shorter", 0)
        return result

    return height


@dataclass(slots=True)
class _Pages:
    """The pages of a document while they are made; *old* are those of the round before, if any."""

    context: Any
    root: Any
    html: Any
    old: list[Any]
    variants: Variants
    made: list[Any] = field(default_factory=list)
    states: list[tuple[Any, ...]] = field(default_factory=list)
    """What the context held before each page of `made`."""

    def all(self) -> list[Any]:
        """Return all pages, as stock's `make_all_pages` yields them."""
        context = self.context
        context.rendered_notes = []
        first, over = 0, False
        while not over:
            over = self._make(anew=not self.old)
            if over or self._turns():
                over = self._mended(first, over)
                first = len(self.made)
        context.page_maker = context.page_maker[: len(self.made) + 1]
        context.broken_out_of_flow.clear()
        context.reported_footnotes.clear()
        return self.made

    def _make(self, anew: bool) -> bool:
        """Make or take over the next page, and tell whether it is the last."""
        context, index = self.context, len(self.made)
        state = context.page_maker[index][-1]
        self.states.append(_held(context))
        if anew or state["content_changed"] or state["pages_wanted"]:
            PROGRESS_LOGGER.info("Step 5 - Creating layout - Page %d", index + 1)
            state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
            page, resume_at = self._remade(index)
            self.made.append(page)
            return resume_at is None and not context.reported_footnotes
        PROGRESS_LOGGER.info("Step 5 - Creating layout - Page %d (up-to-date)", index + 1)
        self.made.append(self.old[index])
        return context.page_maker[index + 1][0] is None

    def _remade(self, index: int) -> tuple[Any, Any]:
        context = self.context
        short = vars(context).get(CUT, {}).get(self._key(index), 0) * self._grid.pitch
        context._banben_shorter = short
        page, resume_at = layout_page.remake_page(index, context, self.root, self.html)
        if short:
            # The notes stand at the foot all the same, and so does the folio.
            page.height += short
            page.children[1].translate(dy=short)
        return page, resume_at

    def _turns(self) -> bool:
        """Whether the page that comes next begins something new."""
        coming = self.context.page_maker[len(self.made)][1]
        return bool(coming["break"] != "any" or coming["page"] != self.made[-1].page_type.name)

    def _again(self, start: int) -> bool:
        """Make the pages from *start* to the chapter's end anew, and tell whether it is the document's."""
        _restore(self.context, self.states[start])
        del self.made[start:], self.states[start:]
        over = self._make(anew=True)
        while not (over or self._turns()):
            over = self._make(anew=True)
        return over

    def _mended(self, first: int, over: bool) -> bool:
        """Set the chapter from page *first* to the last one made so that it ends well, if it can be."""
        first = max(first, len(self.made) - REACH)
        if len(self.made) - first < 2 or self._ends_well() or not self._may_try(first):
            return over
        end, start = len(self.made), len(self.made) - 2
        rows, key = self._last_rows(), self._key(start)
        taken, room = rows_taken(self.made[start], self._grid), rows_left(self.made[start], self._grid)
        texts = [text for text in set_paragraphs(self.made[first:]) if text.lines >= LONG]
        given = [int(getattr(text.box, LOOSENESS, 0)) for text in texts]
        able = [self._able(text, by) for text, by in zip(texts, given, strict=True)]
        for plan in islice(plans(able, rows, room), TRIALS):
            _set(texts, given, plan)
            start = min(start, *(first + text.first for text, by in zip(texts, plan, strict=True) if by))
            over = self._again(start)
            if self._ends_well() and len(self.made) <= end:
                return over
        _set(texts, given, (0,) * len(texts))
        return self._cut(start, end, key, room + LEAST - rows, taken - 2 * LEAST)

    def _cut(self, start: int, end: int, key: str, short: int, least: int) -> bool:
        """Make the pages from *start* anew, the last of *end* but one with *short* rows less or a few more.

        It keeps *least* rows; where nothing helps, all that it had.
        """
        cut = vars(self.context).setdefault(CUT, {})
        for rows in range(short, short + SPARE + 1):
            cut[key] = rows
            over = self._again(start)
            if len(self.made) != end or rows_taken(self.made[end - 2], self._grid) <= least:
                break
            if self._ends_well():
                return over
            start = end - 2
        del cut[key]
        return self._again(start)

    @property
    def _grid(self) -> Grid:
        grid: Grid = self.context._banben_grid
        return grid

    def _key(self, index: int) -> str:
        """Return where page *index* begins, which stays when the number of pages before it changes."""
        return str(self.context.page_maker[index][0])

    def _last_rows(self) -> int:
        return rows_taken(self.made[-1], self._grid)

    def _ends_well(self) -> bool:
        """Whether the last page has enough lines, or none: notes may have a page of their own."""
        return not 0 < self._last_rows() < LEAST

    def _may_try(self, first: int) -> bool:
        if self.old[first : len(self.made)] == self.made[first:]:
            return False
        tried: Counter[str] = self.context.__dict__.setdefault("_banben_tried", Counter())
        key = self._key(first)
        tried[key] += 1
        return tried[key] <= ATTEMPTS

    def _able(self, text: Any, given: int) -> Paragraph:
        fewest, most = self.variants(self.context, text.box, text.holder)
        return Paragraph(text.last, text.lines, min(0, fewest - given), max(0, most - given))


def _set(texts: list[Any], given: list[int], plan: Plan) -> None:
    for text, before, by in zip(texts, given, plan, strict=True):
        setattr(text.box, LOOSENESS, before + by)


def _held(context: Any) -> tuple[Any, ...]:
    """Return what the context carries from one page to the next."""
    return (
        list(context.footnotes),
        list(context.reported_footnotes),
        dict(context.broken_out_of_flow),
        len(context.rendered_notes),
    )


def _restore(context: Any, held: tuple[Any, ...]) -> None:
    footnotes, reported, broken, rendered = held
    context.footnotes, context.reported_footnotes = list(footnotes), list(reported)
    context.broken_out_of_flow = dict(broken)
    del context.rendered_notes[rendered:]
