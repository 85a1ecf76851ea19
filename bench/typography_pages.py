"""What pages show of clreq: widows, lines alone at the foot, headings, the grid, pages of few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from typography_glyphs import Line, Page, is_han

Found = tuple[str, bool, str]
STOPS = frozenset("、，。．；：！？")
FEW = 5  # a page at a chapter's end has this many lines
OFF = 0.75  # points from the grid that an eye sees
LONG = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its lines of body text."""

    page: Page
    body: tuple[Line, ...]


def page_measures(sheets: Sequence[Sheet], body: float, vertical: bool) -> Iterator[tuple[Sheet, Found]]:
    """Yield what each page shows beside its neighbours."""
    furniture = _furniture(sheets)
    left = {sheet.page.number: _left(sheet.body) for sheet in sheets}
    for before, after in pairwise(sheets):
        for found in _turn(before, after, left, body):
            yield before if found[0] == "paragraph_begun_on_last_line" else after, found
    top = min((sheet.body[0].across for sheet in sheets if len(sheet.body) >= 3 * FEW), default=0.0)
    for sheet, full in zip(
        sheets, (False, *(len(before.body) >= 3 * FEW for before in sheets)), strict=False
    ):
        if sheet.body:
            yield sheet, ("heading_at_foot", _heading_at_foot(sheet, body, furniture), _last(sheet))
            yield sheet, ("page_of_few_lines", full and _few(sheet, top, furniture), _last(sheet))
    # The outer margins of recto and verso differ, so that only lines stand at one height on both.
    for side in _sides(sheets) if vertical else (sheets,):
        yield from _grid(side)
    yield from _overfull(sheets, body)


def _last(sheet: Sheet) -> str:
    return sheet.body[-1].text


def _left(lines: Sequence[Line]) -> float | None:
    starts = Counter(round(line.glyphs[0].start) for line in lines if len(line.glyphs) > LONG)
    return starts.most_common(1)[0][0] if starts else None


def _furniture(sheets: Sequence[Sheet]) -> frozenset[int]:
    """Return the places, in whole points, of running heads and folios: the same on many pages, no body."""
    places: Counter[int] = Counter()
    for sheet in sheets:
        body = {line.across for line in sheet.body}
        places.update({round(line.across) for line in sheet.page.lines if line.across not in body})
    ends = {
        round(line.across) for sheet in sheets for line in (*sheet.page.lines[:1], *sheet.page.lines[-1:])
    }
    return frozenset(place for place in ends if places[place] > max(2, 0.25 * len(sheets)))


def _turn(before: Sheet, after: Sheet, left: Mapping[int, float | None], body: float) -> Iterator[Found]:
    """Yield what the turn of a page parts; a paragraph begins with an indent of two ems."""
    here, there = left[before.page.number], left[after.page.number]
    if here is None or there is None or len(before.body) < 2 or len(after.body) < 2:
        return
    last, first, second = before.body[-1], after.body[0], after.body[1]
    goes_on = abs(first.glyphs[0].start - there) < 0.6 * body
    if not goes_on:
        return
    indent = (last.glyphs[0].start - here) / body
    words = is_han(last.glyphs[0].char) or last.glyphs[0].char in "“‘《（「『"
    begun = words and 1.4 < indent < 2.6 and len(last.glyphs) > LONG
    yield "paragraph_begun_on_last_line", begun, last.text
    ends = (second.glyphs[0].start - there) / body > 0.9 or second.across - first.across > 2.2 * body
    full = len(last.glyphs) > LONG and last.glyphs[-1].end > here + _width(before) - 3 * body
    yield "widow", ends and full, first.text


def _width(sheet: Sheet) -> float:
    return max(line.glyphs[-1].end - line.glyphs[0].start for line in sheet.body)


def _heading_at_foot(sheet: Sheet, body: float, furniture: frozenset[int]) -> bool:
    """Whether a line of more than the body's size follows the page's last line of text."""
    return any(
        line.across > sheet.body[-1].across
        and round(line.across) not in furniture
        and sum(glyph.size > body + 0.3 and is_han(glyph.char) for glyph in line.glyphs) > 1
        for line in sheet.page.lines
    )


def _few(sheet: Sheet, top: float, furniture: frozenset[int]) -> bool:
    """Whether *sheet* holds few lines from the *top* on: the end of a text that filled the page before."""
    lines = [line for line in sheet.page.lines if round(line.across) not in furniture]
    return sheet.body[0].across < top + 36 and len(lines) < FEW


def _grid(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Found]]:
    """Yield every body line: is it a whole number of lines from where most lines of the book are?"""
    steps: Counter[float] = Counter()
    for sheet in sheets:
        steps.update(round(two.across - one.across, 1) for one, two in pairwise(sheet.body))
    if not steps:
        return
    pitch = steps.most_common(1)[0][0]
    phases = Counter(round(line.across % pitch, 1) for sheet in sheets for line in sheet.body)
    zero = phases.most_common(1)[0][0]
    for sheet in sheets:
        for line in sheet.body:
            phase = (line.across - zero) % pitch
            yield sheet, ("off_the_grid", min(phase, pitch - phase) > OFF, line.text)


def _sides(sheets: Sequence[Sheet]) -> tuple[Sequence[Sheet], Sequence[Sheet]]:
    """Return the odd pages and the even ones."""
    odd, even = ([sheet for sheet in sheets if sheet.page.number % 2 == rest] for rest in (1, 0))
    return odd, even


def _overfull(sheets: Sequence[Sheet], body: float) -> Iterator[tuple[Sheet, Found]]:
    """Yield every long line: does its ink pass the edge at which the lines of such pages (recto, verso) end?

    A stop that hangs stands wholly outside (3.1.7); half of another mark's width is blank.
    """
    for pages in _sides(sheets):
        long = [(sheet, line) for sheet in pages for line in sheet.body if len(line.glyphs) > LONG]
        ends = Counter(round(line.glyphs[-1].end) for _, line in long if is_han(line.glyphs[-1].char))
        often = [end for end, times in ends.items() if times > max(2, 0.03 * len(long))]
        for sheet, line in long if often else ():
            last = line.glyphs[-1]
            room = 1.05 if last.char in STOPS else 0.15 if is_han(last.char) else 0.55
            yield sheet, ("past_the_edge", last.end - max(often) > room * body, line.text)
