"""What pages show of clreq: widows, lines alone at the foot, headings, the grid, pages of few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from typography_glyphs import Glyph, Line, Page, is_han

Found = tuple[str, bool, str]
STOPS = frozenset("、，。．；：！？")
CLOSING = frozenset("）〕】》〉」』”’") | STOPS
FEW = 5  # a page at a chapter's end has this many lines
OFF = 0.75  # points from the grid that an eye sees
LONG = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and its lines of body text; *margin* is where lines begin on such pages (recto or verso)."""

    page: Page
    body: tuple[Line, ...]
    margin: float | None = None


def with_margins(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return *sheets* with their margins: the first of the places at which many long lines begin."""
    found: dict[int, float] = {}
    for pages in _sides(sheets):
        lines = [line.glyphs for sheet in pages for line in sheet.body if len(line.glyphs) > LONG]
        starts = Counter(round(glyphs[0].start) for glyphs in lines)
        many = [start for start, times in starts.items() if times > 0.1 * len(lines)]
        found.update({sheet.page.number: min(many) for sheet in pages if many})
    return [replace(sheet, margin=found.get(sheet.page.number)) for sheet in sheets]


def page_measures(sheets: Sequence[Sheet], body: float, vertical: bool) -> Iterator[tuple[Sheet, Found]]:
    """Yield what each page shows beside its neighbours."""
    furniture = _furniture(sheets)
    for before, after in pairwise(sheets):
        for found in _turn(before, after, body):
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
    yield from _edges(sheets, body)


def _last(sheet: Sheet) -> str:
    return sheet.body[-1].text


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


def _turn(before: Sheet, after: Sheet, body: float) -> Iterator[Found]:
    """Yield what the turn of a page parts; a paragraph begins with an indent of two ems."""
    here, there = before.margin, after.margin
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


def _edges(sheets: Sequence[Sheet], body: float) -> Iterator[tuple[Sheet, Found]]:
    """Yield what stands at the edge at which the lines of such pages (recto, verso) end."""
    for pages in _sides(sheets):
        long = [line for sheet in pages for line in sheet.body if len(line.glyphs) > LONG]
        ends = Counter(round(line.glyphs[-1].end) for line in long if is_han(line.glyphs[-1].char))
        often = [end for end, times in ends.items() if times > max(2, 0.03 * len(long))]
        for sheet in pages if often else ():
            for line, following in zip(sheet.body, (*sheet.body[1:], None), strict=False):
                if len(line.glyphs) > LONG:
                    over = line.glyphs[-1].end - max(often)
                    yield sheet, ("past_the_edge", over > _room(line) * body, line.text)
                    near = sheet.margin is not None and over > -3 * body
                    if near and _goes_on(line, following, sheet.margin or 0.0, body):
                        yield (
                            sheet,
                            ("ragged_in_paragraph", off_edge(line.glyphs[-1], max(often), body), line.text),
                        )


def off_edge(last: Glyph, edge: float, body: float) -> bool:
    """Whether *last* neither ends at *edge*, nor has its ink there as a mark, nor hangs beyond (3.1.7)."""
    ends = [last.end]
    if last.char in CLOSING:
        ends.append(last.end - 0.5 * body)
    if last.char in STOPS:
        ends.append(last.start)
    return min(abs(end - edge) for end in ends) > 0.15 * body


def _room(line: Line) -> float:
    """Return how far, in ems, a line may pass the edge.

    A stop that hangs stands wholly outside (3.1.7); half of another mark's width is blank.
    """
    last = line.glyphs[-1].char
    return 1.05 if last in STOPS else 0.15 if is_han(last) else 0.55


def _goes_on(line: Line, following: Line | None, margin: float, body: float) -> bool:
    """Whether *line* begins at the *margin* or an indent, and its paragraph's next line at the margin."""
    if following is None:
        return False
    indent = (line.glyphs[0].start - margin) / body
    first = following.glyphs[0]
    item = not is_han(first.char) and first.char not in "“‘《（「『" and not first.char.isalpha()
    return (abs(indent) < 0.6 or 1.4 < indent < 2.6) and abs(first.start - margin) < 0.6 * body and not item
