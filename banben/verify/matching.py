"""Expected units against the text of a finished file: in order, page turns stepped over, in linear time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from banben.model import Origin
from banben.verify.expected import Piece, Unit

# How far ahead a unit may begin: a blank page, a part's page and a plate may come between.
AHEAD = 4
# How much may stand on a page before a split block goes on: running head, repeated head of a table, or a
# whole table that has waited for the page.
TOP = 1500
# A last word alone follows the running head, any further on it may be another's.
HEAD = 60
PROBES = (12, 4, 1)
# By so many characters a unit is known.
KNOWN = 24
# So many units are looked at to tell whether one was found too far on.
NEXT = 6
CANDIDATES = 8
OVERLAP = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """The first words of what was not found in its place."""

    words: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Found:
    """Where a unit or piece begins and ends; *lack* is what remains when it ends too early."""

    begin: int
    end: int
    lack: Missing | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The folded text of a file; *ends* are the offsets at which its pages or documents end."""

    text: str
    ends: tuple[int, ...]

    @classmethod
    def of(cls, pages: Iterable[str]) -> Printed:
        """Join folded *pages*."""
        parts = list(pages)
        ends, total = [], 0
        for part in parts:
            total += len(part)
            ends.append(total)
        return cls("".join(parts), tuple(ends))

    def page(self, offset: int) -> int:
        """Return the index of the page that *offset* stands on."""
        return min(bisect_right(self.ends, offset), len(self.ends) - 1)

    def begin(self, page: int) -> int:
        """Return the offset at which *page* begins."""
        return self.ends[page - 1] if page > 0 else 0

    def end(self, page: int) -> int:
        """Return the offset at which *page* ends; pages beyond the last end with it."""
        return self.ends[min(page, len(self.ends) - 1)] if self.ends else 0


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through a printed text. *turns*: whether a block may be split by a page turn.

    *ahead*: how many pages further a unit may begin. *top*: how far from a page's beginning it may go on.
    """

    printed: Printed
    turns: bool
    ahead: int = AHEAD
    top: int = TOP

    def missing(self, units: Sequence[Unit], cursor: int) -> tuple[list[Missing], int]:
        """Return what of *units* is not found in order from *cursor* on, and where the walk ended."""
        lacks: list[Missing] = []
        group, group_start = 0, cursor
        for number, unit in enumerate(units):
            if unit.group != group:
                group, group_start = unit.group, cursor
            found = self._unit(unit, cursor)
            if (found is None or found.lack) and group:
                # A row that a page turn splits has its cells' first halves on one page, the rest on the next.
                found = self._unit(unit, group_start) or found
            if found is not None and self._jumped(found, _after(units, number), cursor):
                found = None
            if found is None:
                lacks.append(Missing(unit.pieces[0].text, unit.pieces[0].origin))
                continue
            if found.lack:
                lacks.append(found.lack)
            cursor = max(cursor, found.end)
        return lacks, cursor

    def _jumped(self, found: Found, after: Sequence[Unit], cursor: int) -> bool:
        """Whether *found* is a double of what is lost: a unit *after* it begins before its end only."""
        turned = self.printed.page(found.begin) < self.printed.page(found.end - 1)
        stretch = found.end if turned else found.begin
        if stretch <= cursor:
            return False
        texts = (unit.pieces[0].text[:KNOWN] for unit in after)
        return any(
            self.printed.text.find(text, cursor, stretch) >= 0
            and self.printed.text.find(text, found.end, self._horizon(found.end)) < 0
            for text in texts
            if len(text) >= PROBES[1]
        )

    def _horizon(self, cursor: int) -> int:
        return self.printed.end(self.printed.page(cursor) + self.ahead)

    def _unit(self, unit: Unit, cursor: int) -> Found | None:
        """Return where *unit* stands from *cursor* on, with what it lacks, or None."""
        best: Found | None = None
        for pieces in dict.fromkeys((unit.pieces, _in_line(unit.pieces))):
            for start in self._starts(pieces[0], cursor):
                found = start if start.lack else self._rest(pieces, start)
                if not found.lack:
                    lost = [] if pieces == unit.pieces else self._lost(unit.pieces, found)
                    return replace(found, lack=lost[0] if lost else None)
                if best is None or found.end - found.begin > best.end - best.begin:
                    best = found
        return best if best and best.end - best.begin >= PROBES[0] else None

    def _lost(self, pieces: tuple[Piece, ...], found: Found) -> list[Missing]:
        """Return those of *pieces* that are drawn apart and are not on the pages of *found* either."""
        begin = self.printed.begin(self.printed.page(found.begin))
        end = self.printed.end(self.printed.page(found.end) + 1)
        return [
            Missing(piece.text, piece.origin)
            for piece in pieces
            if piece.apart and all(self.printed.text.find(words, begin, end) < 0 for words in piece.apart)
        ]

    def _starts(self, piece: Piece, cursor: int) -> Iterator[Found]:
        """Yield where *piece* may begin: short ones stand by chance in notes and running heads too."""
        limit = self._horizon(cursor)
        place = self.printed.text.find(piece.text, cursor, limit)
        if place != cursor:
            # One that a page turn splits may stand nearer than a double of it.
            split = self._split(piece, cursor, place if place >= 0 else limit)
            if split and (place < 0 or (not split.lack and split.end <= place)):
                yield split
        for _ in range(CANDIDATES):
            if place < 0:
                break
            yield Found(place, place + len(piece.text))
            place = self.printed.text.find(piece.text, place + 1, limit)

    def _rest(self, pieces: tuple[Piece, ...], start: Found) -> Found:
        """Return *start* with those of *pieces* after the first added to it."""
        end = start.end
        for piece in pieces[1:]:
            found = self._next(piece, end)
            if found is None:
                return Found(start.begin, end, Missing(piece.text, piece.origin))
            if found.lack:
                return Found(start.begin, found.end, found.lack)
            end = found.end
        return Found(start.begin, end)

    def _next(self, piece: Piece, end: int) -> Found | None:
        """Return where *piece* goes on after *end*: within its gap, or over a page turn."""
        near = end + piece.gap
        found = self._whole(piece.text, end, near + len(piece.text))
        if found or not self.turns:
            return found
        split = self._split(piece, end, near + 1)
        if split and not split.lack:
            return split
        place, done = self._follow(piece.text, end, 0)
        return Found(place - done, place) if done == len(piece.text) else split

    def _whole(self, text: str, start: int, limit: int) -> Found | None:
        place = self.printed.text.find(text, start, limit)
        return Found(place, place + len(text)) if place >= 0 else None

    def _split(self, piece: Piece, start: int, limit: int) -> Found | None:
        """Return *piece* begun before *limit* and gone on after page turns, or its longest beginning."""
        best: Found | None = None
        for place, length in self._beginnings(piece.text, start, limit):
            end, done = place + length, length
            if self.turns:
                end, done = self._follow(piece.text, end, done)
            if done == len(piece.text):
                return Found(place, end)
            if length >= PROBES[0] and (best is None or end - place > best.end - best.begin):
                best = Found(place, end, Missing(piece.text[done:], piece.origin))
        return best

    def _beginnings(self, text: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
        """Yield places where *text* begins and how many of its characters stand there in a row."""
        for probe in PROBES:
            if probe >= len(text):
                continue
            place = start - 1
            for _ in range(CANDIDATES):
                place = self.printed.text.find(text[:probe], place + 1, limit + probe)
                if place < 0:
                    break
                length = _common(text, self.printed.text, place)
                if length < len(text):
                    yield place, length

    def _follow(self, text: str, end: int, done: int) -> tuple[int, int]:
        """Return where *text*, of which *done* characters stand before *end*, ends, and how much is found.

        Each page that it goes on to holds a good run of it, or all the rest.
        """
        while done < len(text):
            page = self.printed.page(max(end - 1, 0))
            # What follows on the old page, a folio, may look like the next character by chance.
            for later, back in product((page + 1, page + 2), range(min(OVERLAP, done) + 1)):
                place, length = self._top(text[done - back :], later)
                if length > back and (length >= PROBES[0] or done - back + length == len(text)):
                    end, done = place + length, done - back + length
                    break
            else:
                break
        return end, done

    def _top(self, text: str, page: int) -> tuple[int, int]:
        """Return where near the top of *page* the longest beginning of *text* stands, and its length."""
        if page >= len(self.printed.ends):
            return 0, 0
        begin, end = self.printed.begin(page), self.printed.end(page)
        for probe in PROBES:
            head = text[:probe]
            place, best = begin - 1, (0, 0)
            room = self.top if len(text) >= PROBES[0] else HEAD
            for _ in range(CANDIDATES):
                place = self.printed.text.find(head, place + 1, min(begin + room + len(head), end))
                if place < 0:
                    break
                length = min(_common(text, self.printed.text, place), end - place)
                best = max(best, (place, length), key=lambda found: found[1])
            if best[1]:
                return best
        return 0, 0


def _after(units: Sequence[Unit], number: int) -> list[Unit]:
    """Return some units after *number*; cells of its own table may stand before the end of its own."""
    group = units[number].group
    later = (units[at] for at in range(number + 1, len(units)) if not group or units[at].group != group)
    return list(islice(later, NEXT))


def _common(text: str, other: str, place: int) -> int:
    """Return how many characters of *text* stand in *other* at *place*."""
    low, high = 0, min(len(text), len(other) - place)
    while low < high:
        middle = (low + high + 1) // 2
        if other.startswith(text[:middle], place):
            low = middle
        else:
            high = middle - 1
    return low


def _in_line(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return *pieces* without those that may be drawn apart, their room left to the piece after them."""
    kept: list[Piece] = []
    gap = 0
    for piece in pieces:
        gap += piece.gap
        if not piece.apart:
            kept.append(replace(piece, gap=gap))
            gap = 0
    return tuple(kept) or pieces
