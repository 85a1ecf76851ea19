"""Quotation marks: pairs found by matching, set as a region sets them, outer and inner in turn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

# Stand in a joined text for a barrier with Chinese or neutral content, and for a foreign passage.
BARRIER = "\ufffc"
FOREIGN = "\ufffb"

PAIRS: Mapping[str, str] = {"“": "”", "‘": "’", "「": "」", "『": "』"}
CLOSING: Mapping[str, str] = {close: open for open, close in PAIRS.items()}
STRAIGHT = '"'
MARK = re.compile(f"[{''.join(PAIRS)}{''.join(CLOSING)}{STRAIGHT}]")
LATIN = re.compile(f"[A-Za-z\u00c0-\u024f{FOREIGN}]")
# Ideographs, bopomofo, kana, and the punctuation that only stands among them.
IDEOGRAPHIC = (
    "[\u2e80-\u2fdf\u3001-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
CHINESE = re.compile(f"{IDEOGRAPHIC}|{BARRIER}")


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A mark at position *at* without its partner; `straight` ones stand an odd number of times."""

    at: int
    mark: str


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What matching found in one text: *pairs*, *lone* marks, and the marks still *open* at its end."""

    pairs: tuple[_Pair, ...]
    lone: tuple[Unmatched, ...]
    open: tuple[Unmatched, ...]


NOTHING = Found((), (), ())


def match(text: str) -> Found:
    """Return the quotations of *text*; apostrophes and inch marks are no quotation marks."""
    stack: list[Unmatched] = []
    pairs: list[_Pair] = []
    lone: list[Unmatched] = []
    for found in MARK.finditer(text):
        at, mark = found.start(), found.group()
        match _role(text, at, mark, stack):
            case "open":
                stack.append(Unmatched(at, mark))
            case "close":
                opening = CLOSING.get(mark, mark)
                while stack[-1].mark != opening:
                    lone.append(stack.pop())
                pairs.append(_Pair(stack.pop().at, at))
            case "lone":
                lone.append(Unmatched(at, mark))
            case "none":
                pass
    return Found(tuple(sorted(pairs, key=lambda pair: pair.start)), tuple(lone), tuple(stack))


def _role(
    text: str, at: int, mark: str, stack: Sequence[Unmatched]
) -> Literal["open", "close", "lone", "none"]:
    opening = CLOSING.get(mark, mark)
    opened = any(item.mark == opening for item in stack)
    before, after = text[at - 1 : at], text[at + 1 : at + 4]
    if mark == STRAIGHT:
        if opened:
            return "close"
        return "none" if before.isdigit() else "open"
    if mark in PAIRS:
        return "none" if mark == "‘" and re.match(r"\d0s", after) else "open"
    if mark == "’" and _letter(before) and _letter(after[:1]):
        return "none"
    if opened:
        return "close"
    return "none" if mark == "’" and (_letter(before) or re.match(r"[A-Za-z]|\d\ds", after)) else "lone"


def _letter(text: str) -> bool:
    return bool(text) and (LATIN.match(text) is not None or text.isdigit())


def set_marks(text: str, found: Found, quotes: str, continued: bool = False) -> str:
    """Return *text* with the marks of *quotes* (outer pair, inner pair) on its Chinese quotations.

    Marks in Latin quotations and lone ones stay. *continued* says that what is still open at the end
    goes on in the next paragraph, so that its marks are set as well. Every mark is one character.
    """
    marks = list(text)
    depths = _Depths(text)
    for pair in found.pairs:
        depth = depths.of(pair, found.open if continued else ())
        if depth is not None:
            marks[pair.start], marks[pair.end] = _level(quotes, depth)
    if continued:
        for depth, mark in enumerate(found.open):
            marks[mark.at] = _level(quotes, depth)[0]
    return "".join(marks)


def _level(quotes: str, depth: int) -> tuple[str, str]:
    start = depth % 2 * 2
    return quotes[start], quotes[start + 1]


class _Depths:
    """How deep each pair lies in Chinese quotations; asked in the order of their starts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.around: list[_Pair] = []

    def of(self, pair: _Pair, open: Sequence[Unmatched]) -> int | None:
        """Return the depth of *pair*, None for a quotation that stays as it is."""
        inner = self.text[pair.start + 1 : pair.end]
        chinese = CHINESE.search(inner) is not None
        if not chinese and (LATIN.search(inner) or self.text[pair.start] == STRAIGHT):
            return None
        while self.around and self.around[-1].end < pair.start:
            self.around.pop()
        depth = len(self.around) + sum(mark.at < pair.start for mark in open)
        self.around.append(pair)
        return depth


def requote(
    texts: Sequence[str], joins: Sequence[bool], quotes: str
) -> list[tuple[str, tuple[Unmatched, ...]]]:
    """Return each of *texts* with its marks set, and its marks without partner.

    *joins* tells of each text whether the next one is the paragraph right after it.
    """
    found = [match(text) if MARK.search(text) else NOTHING for text in texts]
    continued = _continued(texts, found, joins)
    done: list[tuple[str, tuple[Unmatched, ...]]] = []
    for text, marks, goes_on in zip(texts, found, continued, strict=True):
        left = marks.lone if goes_on else (*marks.lone, *marks.open)
        new = text if marks is NOTHING else set_marks(text, marks, quotes, goes_on)
        done.append((new, tuple(sorted(left, key=lambda mark: mark.at))))
    return done


def _continued(texts: Sequence[str], found: Sequence[Found], joins: Sequence[bool]) -> list[bool]:
    """Return for each text whether what it leaves open is taken up by the next and closed in the end.

    GB/T 15834 section 4.8: in a quotation of several paragraphs each begins with the opening mark and
    only the last ends with the closing one.
    """
    continued = [False] * len(texts)
    for at in range(len(texts) - 2, -1, -1):
        marks = "".join(mark.mark for mark in found[at].open)
        if not marks or not joins[at] or STRAIGHT in marks:
            continue
        after = texts[at + 1]
        start = len(after) - len(after.lstrip())
        closed = all(mark.at >= start + len(marks) for mark in found[at + 1].open)
        continued[at] = after.startswith(marks, start) and (closed or continued[at + 1])
    return continued
