"""Conversion of plain lines: what must stay, the editor's rules, the region's words, then the characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple, Protocol

from banben.conversion.align import bare, with_invisible
from banben.conversion.boundaries import Boundaries
from banben.conversion.characters import AsWritten, Characters, Judged
from banben.conversion.packs import Match, Pack
from banben.conversion.rules import Rules
from banben.conversion.segments import Converted, Kind, Line, Segment, Vote
from banben.conversion.switches import PLAIN, Switches
from banben.conversion.texts import ADDRESS, BARRIER
from banben.conversion.verdicts import Verdict

# What no engine may see: OpenCC drops text after NUL and fails on lone surrogates.
UNFIT = re.compile(f"[\\x00\\n\\r{BARRIER}\\ud800-\\udfff]+")
TELLTALES = ("://", "www.", "@")
NOTHING = Rules()
UNCHANGED = AsWritten()
# How sure a word of the vocabulary is: applied always, by a cue, by a switch.
APPLIED, BY_CUE, SWITCHED = 0.97, 0.92, 1.0


class Converts(Protocol):
    """A converter, or what stands before one and remembers."""

    @property
    def rules(self) -> Rules:
        """The editor's rules that it follows."""
        ...

    def convert(self, lines: Sequence[Line]) -> list[Converted]:
        """Return for each of *lines* its segments in order; joined, their sources are the line."""
        ...


class _Piece(NamedTuple):
    """A stretch that is decided before the characters are."""

    start: int
    segment: Segment


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts for one region: *characters* converts what *pack*, which may be missing, has no words for.

    The editor's *rules* come before all else, and what one stage decided no later stage looks at.
    *switches* are the house's style.
    """

    rules: Rules = NOTHING
    characters: Characters = UNCHANGED
    pack: Pack | None = None
    switches: Switches = PLAIN

    def convert(self, lines: Sequence[Line]) -> list[Converted]:
        """Return for each of *lines* its segments in order; joined, their sources are the line.

        Invisible characters do not break words and come back where they stood.
        """
        stripped = [bare(line.text) for line in lines]
        kept = [list(_kept(item.text)) for item in stripped]
        masked = [_masked(item.text, spans) for item, spans in zip(stripped, kept, strict=True)]
        done: list[Converted] = []
        every = self.characters.judged(lines, masked)
        for line, item, spans, judged in zip(lines, stripped, kept, every, strict=True):
            pieces = self._pieces(item.text, line.path, spans, judged.words)
            segments = [self._styled(segment) for segment in _woven(item.text, pieces, judged)]
            done.append(Converted.of(with_invisible(segments, item.taken) if item.taken else segments))
        return done

    def _pieces(
        self, text: str, path: str, kept: Sequence[tuple[int, int]], words: Boundaries
    ) -> list[_Piece]:
        """Return what is decided before the characters, by place; the first to claim a place has it."""
        pieces = [
            _Piece(start, Segment(text[start:end], text[start:end], kind="kept")) for start, end in kept
        ]
        found = (
            _Piece(start, Segment(rule.source, rule.target, rule.name, "rule"))
            for start, rule in self.rules.find(text, path, words.impossible)
        )
        pieces = _joined(pieces, found)
        pieces = _joined(
            pieces,
            (
                _Piece(start, Segment(text[start:end], result, rule, "word", SWITCHED))
                for start, end, result, rule in self.switches.find(text)
            ),
        )
        if self.pack:
            found = (_word(match, text) for match in self.pack.find(words.text, words.doubtful))
            pieces = _joined(pieces, found)
        return pieces

    def _styled(self, segment: Segment) -> Segment:
        """Return *segment* in the house's forms; what an editor locked and what is kept stays."""
        if segment.kind in ("rule", "kept"):
            return segment
        result = self.switches.style(segment.result)
        return segment if result == segment.result else replace(segment, result=result)


def _kept(text: str) -> list[tuple[int, int]]:
    """Return the stretches of *text* that nothing may change, in order."""
    spans = [match.span() for match in UNFIT.finditer(text)]
    if any(sign in text for sign in TELLTALES):
        spans += (match.span() for match in ADDRESS.finditer(text))
    return sorted(spans)


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + BARRIER * (end - start) + text[end:]
    return text


def _word(match: Match, text: str) -> _Piece:
    entry = match.entry
    source = text[match.start : match.start + len(entry.source)]
    if match.applied:
        sure = APPLIED if entry.kind == "always" else BY_CUE
        return _Piece(match.start, Segment(source, entry.target, f"pack:{entry.theme}", "word", sure))
    kind: Kind = "proposal"
    return _Piece(match.start, Segment(source, "", f"pack:{entry.theme}", kind, alternatives=(entry.target,)))


def _joined(pieces: Sequence[_Piece], more: Iterable[_Piece]) -> list[_Piece]:
    """Return *pieces* with those of *more* that overlap none of them, all in order."""
    starts = [piece.start for piece in pieces]
    added: list[_Piece] = []
    for piece in more:
        after = bisect_right(starts, piece.start)
        free = after == 0 or _end(pieces[after - 1]) <= piece.start
        if free and (after == len(starts) or _end(piece) <= starts[after]):
            added.append(piece)
    return sorted((*pieces, *added), key=attrgetter("start")) if added else list(pieces)


def _end(piece: _Piece) -> int:
    return piece.start + len(piece.segment.source)


def _woven(text: str, pieces: Sequence[_Piece], judged: Judged) -> Iterator[Segment]:
    """Yield the segments of a line: the *pieces*, and between them what the judges say."""
    at = 0
    queue = deque(judged.verdicts)
    for piece in pieces:
        yield from _characters(text, at, piece.start, judged.text, queue)
        at = _end(piece)
        segment = piece.segment
        if segment.kind == "proposal":
            result = "".join(s.result for s in _characters(text, piece.start, at, judged.text, queue))
            segment = replace(segment, result=result)
        yield segment
    yield from _characters(text, at, len(text), judged.text, queue)


def _characters(text: str, start: int, end: int, opencc: str, queue: deque[Verdict]) -> Iterator[Segment]:
    """Yield the segments of *text* from *start* to *end*; verdicts that lie before *end* leave the queue."""
    at = start
    while at < end and queue and queue[0].start < end:
        verdict = queue[0]
        if verdict.end <= end:
            queue.popleft()
        first, last = max(verdict.start, start), min(verdict.end, end)
        if last <= start:
            continue
        if at < first:
            yield Segment(text[at:first], opencc[at:first])
        yield _segment(text, verdict, first, last)
        at = last
        if verdict.end > end:
            break
    if at < end:
        yield Segment(text[at:end], opencc[at:end])


def _segment(text: str, verdict: Verdict, first: int, last: int) -> Segment:
    """Return the part of *verdict* from *first* to *last*; the votes are its whole word's."""
    if (first, last) == (verdict.start, verdict.end):
        votes, others, result = verdict.votes, verdict.alternatives, verdict.result
    else:
        part = slice(first - verdict.start, last - verdict.start)
        result = verdict.result[part]
        votes = tuple(Vote(vote.judge, vote.result[part]) for vote in verdict.votes)
        cut = dict.fromkeys(other[part] for other in verdict.alternatives)
        others = tuple(other for other in cut if other != result)
    # Where only part of a word is left, the doubt may have been about the other part.
    whole = others or (first, last) == (verdict.start, verdict.end)
    sure = verdict.confidence if whole else 1.0
    return Segment(text[first:last], result, verdict.rule, "characters", sure, votes, others)
