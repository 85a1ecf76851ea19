"""What lines of body text show of clreq: their ends, the turn to the next, the steps within, the margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from typography_glyphs import Glyph, Line, Page, is_han, is_latin
from typography_pages import CLOSING, Found, Sheet, off_edge

UPRIGHT = frozenset("：；！？")
OPENING = frozenset("（〔【《〈「『“‘")
NOT_FIRST = CLOSING | frozenset("—…⋯～·％‰℃々〻ー!),.:;?]}")
NOT_LAST = OPENING | frozenset("([{")
WHOLE = frozenset("—…⋯")
# fmt: off
UNITS = frozenset({
    "kg", "g", "mg", "t", "km", "m", "cm", "mm", "nm", "s", "ms", "h", "min", "L", "mL", "ml", "W", "kW",
    "kWh", "V", "A", "Hz", "MHz", "GHz", "KB", "MB", "GB", "TB", "px", "pt", "dB", "K",
})
# fmt: on
SAME_SIZE = 0.25  # in points
LONG = 12  # a line of more glyphs than this shows where the margins are


@dataclass(frozen=True, slots=True)
class Place:
    """A body line, the next on its page, and the edges of the page's text: None where no line shows them.

    *margin* is where the lines of all such pages begin (`Sheet`).
    *whole* are the stops that keep their square, because they stand in its middle (3.1.6.1): all of
    Taiwan's and Hong Kong's, and in columns those that are set upright everywhere.
    """

    line: Line
    following: Line | None
    left: float | None
    right: float | None
    margin: float | None
    body: float
    whole: frozenset[str]

    @property
    def continued(self) -> bool:
        """Whether its paragraph goes on: the next line starts at the margin, not indented."""
        if self.following is None or self.left is None:
            return False
        return abs(self.following.glyphs[0].start - self.left) < 0.6 * self.body


def line_measures(sheet: Sheet, body: float, whole: frozenset[str]) -> Iterator[Found]:
    """Yield what the body lines of one page show; *whole* as in `Place`."""
    left, right = _edges(sheet.body)
    for number, line in enumerate(sheet.body):
        following = sheet.body[number + 1] if number + 1 < len(sheet.body) else None
        place = Place(line, following, left, right, sheet.margin, body, whole)
        for name, bad in (*_ends(place), *_turn(place), *_within(place), *_margin(place)):
            yield name, bad, line.text
        yield "note_mark_at_line_start", _mark_leads(line, sheet.page, body), line.text


def _edges(lines: Sequence[Line]) -> tuple[float | None, float | None]:
    """Return where the long lines of a page start, and where those that end with an ideograph end."""
    long = [line.glyphs for line in lines if len(line.glyphs) > LONG]
    starts = Counter(round(glyphs[0].start) for glyphs in long)
    ends = Counter(round(glyphs[-1].end) for glyphs in long if is_han(glyphs[-1].char))
    left, right = (found.most_common(1)[0][0] if found else None for found in (starts, ends))
    return left, right


Bare = tuple[str, bool]


def _ends(place: Place) -> Iterator[Bare]:
    """Yield what the first and last character of a line show."""
    glyphs = place.line.glyphs
    yield "line_start_prohibition", glyphs[0].char in NOT_FIRST
    yield "line_end_prohibition", glyphs[-1].char in NOT_LAST
    ideographs = sum(is_han(glyph.char) for glyph in glyphs)
    alone = ideographs == 1 and len(glyphs) <= 2 and not any(is_latin(glyph.char) for glyph in glyphs)
    yield "one_character_last_line", alone
    if glyphs[0].char in OPENING and len(glyphs) > 1 and _same_size(glyphs[0], glyphs[1], place.body):
        yield from _first_mark(place)


def _first_mark(place: Place) -> Iterator[Bare]:
    """Yield whether a bracket at the margin is trimmed: in a narrow form or drawn further left."""
    first, second = place.line.glyphs[:2]
    if place.margin is None or abs(first.start - place.margin) > 0.7 * place.body:
        return
    outside = first.start < place.margin - 0.35 * place.body
    yield "full_width_mark_at_line_start", second.start - first.start > 0.85 * place.body and not outside


def _turn(place: Place) -> Iterator[Bare]:
    """Yield what stands on both sides of the turn to the next line."""
    if place.following is None:
        return
    last, first = place.line.glyphs[-1].char, place.following.glyphs[0].char
    if last in WHOLE and first in WHOLE:
        yield "broken_dash_or_ellipsis", last == first
    if place.continued and last.isdigit() and is_latin(last):
        yield "number_broken", first.isdigit()
        yield "number_parted_from_unit", _first_word(place.following) in UNITS


def _first_word(line: Line) -> str:
    word = ""
    for glyph in line.glyphs:
        if not (is_latin(glyph.char) and glyph.char.isalpha()):
            break
        word += glyph.char
    return word


def _within(place: Place) -> Iterator[Bare]:
    """Yield what the steps from glyph to glyph show."""
    steps: list[float] = []
    for one, two in pairwise(place.line.glyphs):
        if not _same_size(one, two, place.body):
            continue
        step = (two.start - one.start) / place.body
        if _adjacent_marks(one, two) and not (one.char in place.whole and two.char in CLOSING):
            yield "adjacent_marks_not_compressed", step > 0.85
        elif is_han(one.char) and is_latin(two.char) and not two.upright:
            yield "no_gap_between_han_and_latin", not 1.1 <= step <= 1.5
        elif is_han(one.char) and is_han(two.char):
            steps.append(step)
            yield "overlapping_ideographs", step < 0.97
    yield "line_too_loose", max(steps, default=1.0) > 1.15
    if len(steps) > 3 and place.continued:
        yield "uneven_spacing", max(steps) - min(steps) > 0.06


def _same_size(one: Glyph, two: Glyph, body: float) -> bool:
    return abs(one.size - body) <= SAME_SIZE and abs(two.size - body) <= SAME_SIZE


def _adjacent_marks(one: Glyph, two: Glyph) -> bool:
    after_closing = one.char in CLOSING and (two.char in CLOSING or two.char in OPENING)
    return after_closing or (one.char in OPENING and two.char in OPENING)


def _margin(place: Place) -> Iterator[Bare]:
    """Yield what stands at the right edge (vertical: at the foot) of a line that its paragraph continues."""
    glyphs, body, left, right = place.line.glyphs, place.body, place.left, place.right
    if left is None or right is None or len(glyphs) <= LONG:
        return
    last = glyphs[-1]
    mark = last.char in CLOSING
    near = glyphs[0].start - left < 2.2 * body and last.end > right - 3 * body
    if not (place.continued and near):
        return
    yield "right_edge_not_flush", off_edge(last, right, body)
    if mark and last.char not in place.whole:
        yield "full_width_mark_at_line_end", right - last.start > 0.85 * body


def _mark_leads(line: Line, page: Page, body: float) -> bool:
    """Whether a small raised mark stands before the first glyph of *line*."""
    first = line.glyphs[0]
    if first.size < body - SAME_SIZE and _is_mark(first):
        return True
    for other in page.lines:
        above = line.across - other.across
        lead = other.glyphs[0]
        raised = 0 < above < 0.7 * body and lead.size < 0.85 * body
        if raised and lead.start < first.start and _is_mark(lead):
            return True
    return False


def _is_mark(glyph: Glyph) -> bool:
    char = glyph.char
    number = char.isdigit() and not glyph.upright  # digits that stand in a column are text
    return number or "①" <= char <= "⓿" or "㉑" <= char <= "㊿"
