"""Alignment: how a converted string goes back onto the runs and positions that it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from banben.conversion.segments import Segment

# Characters without a place of their own in a word: soft hyphen, zero width space, (non-)joiners,
# word joiner, byte order mark, variation selectors; and a line end between ideographs.
IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
    f"|(?<=[{IDEOGRAPH}])[ \\t]*\n[ \\t]*(?=[{IDEOGRAPH}])"
)


@dataclass(frozen=True, slots=True)
class Bare:
    """A string without its invisible characters; *taken* holds (position in *text*, characters)."""

    text: str
    taken: tuple[tuple[int, str], ...]


def bare(text: str) -> Bare:
    """Return *text* without the characters that would break its words."""
    taken: list[tuple[int, str]] = []
    parts: list[str] = []
    end = removed = 0
    for match in INVISIBLE.finditer(text):
        parts.append(text[end : match.start()])
        taken.append((match.start() - removed, match.group()))
        removed += len(match.group())
        end = match.end()
    return Bare("".join((*parts, text[end:])), tuple(taken)) if taken else Bare(text, ())


def with_invisible(segments: Sequence[Segment], taken: Sequence[tuple[int, str]]) -> list[Segment]:
    """Return *segments* with the characters of *taken* back, as segments that nothing changed."""
    done: list[Segment] = []
    waiting = list(taken)
    start = 0
    for segment in segments:
        end = start + len(segment.source)
        rest = segment
        while waiting and waiting[0][0] < end:
            place, text = waiting.pop(0)
            first, rest = split(rest, place - (end - len(rest.source)))
            done += (first, Segment(text, text))
        done.append(rest)
        start = end
    done += (Segment(text, text) for _, text in waiting)
    return [segment for segment in done if segment.source]


def split(segment: Segment, at: int) -> tuple[Segment, Segment]:
    """Return *segment* in two, the first *at* source characters long.

    Equal lengths split at the same place, others in proportion with at least one character each
    where there are two.
    """
    length, size = len(segment.source), len(segment.result)
    cut = at if length == size else round(at * size / length)
    if 0 < at < length and size > 1:
        cut = min(max(cut, 1), size - 1)
    return (
        replace(segment, source=segment.source[:at], result=segment.result[:cut]),
        replace(segment, source=segment.source[at:], result=segment.result[cut:]),
    )


def stretches(source: str, result: str, uneven: Iterable[tuple[int, int, int]]) -> list[Segment]:
    """Return *source* and *result* in as few segments as their *uneven* stretches allow.

    These are (place in the source, source's length, result's length); between them lengths are equal.
    """
    parts: list[Segment] = []
    old = new = 0
    for at, before, after in (*uneven, (len(source), 0, 0)):
        even = at - old
        parts.append(Segment(source[old:at], result[new : new + even]))
        old, new = at + before, new + even + after
        parts.append(Segment(source[at:old], result[new - after : new]))
    return [part for part in parts if part.source]


def spread(
    segments: Sequence[Segment], lengths: Sequence[int]
) -> tuple[list[str], list[tuple[int, Segment]]]:
    """Return the result for each run of *lengths* source characters, and with their positions the
    segments that had to be split across runs although source and result differ in length."""
    results: list[str] = []
    torn: list[tuple[int, Segment]] = []
    at = 0
    queue = _Queue(segments)
    for length in lengths:
        parts: list[str] = []
        while length > 0:
            segment = queue.next()
            if len(segment.source) > length:
                if len(segment.source) != len(segment.result):
                    torn.append((at, segment))
                segment, rest = split(segment, length)
                queue.back(rest)
            parts.append(segment.result)
            length -= len(segment.source)
            at += len(segment.source)
        results.append("".join(parts))
    return results, torn


class _Queue:
    def __init__(self, segments: Sequence[Segment]) -> None:
        self.waiting: Iterator[Segment] = iter(segments)
        self.first: Segment | None = None

    def next(self) -> Segment:
        first, self.first = self.first, None
        return first or next(self.waiting)

    def back(self, segment: Segment) -> None:
        self.first = segment


def aligned(source: str, result: str, convert: Callable[[Sequence[str]], Sequence[str]]) -> list[Segment]:
    """Return the segments in which *source* became *result*.

    Equal lengths are one segment. Otherwise the result is compared with the source's characters, each
    converted alone: they are as many as the source's and like the result nearly everywhere.
    """
    if len(source) == len(result):
        return [Segment(source, result)]
    matcher = SequenceMatcher(None, convert(list(source)), list(result), autojunk=False)
    return [Segment(source[i1:i2], result[j1:j2]) for _, i1, i2, j1, j2 in _merged(matcher.get_opcodes())]


def _merged(codes: Sequence[tuple[str, int, int, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield *codes* with insertions joined to a neighbour: a segment always has a source."""
    held: tuple[str, int, int, int, int] | None = None
    for code in codes:
        if held is None:
            held = code
        elif "insert" in (code[0], held[0]):
            held = ("replace", held[1], code[2], held[3], code[4])
        else:
            yield held
            held = code
    if held is not None:
        yield held
