"""Conversion of plain lines: addresses kept, locked words put in, the rest by the engine, aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from banben.localize.align import Segment, aligned, bare, with_invisible
from banben.localize.engine import Engine
from banben.localize.rules import Rules
from banben.localize.stream import ADDRESS, BARRIER

KEPT = "keep"
# What no engine may see: OpenCC drops text after NUL and fails on lone surrogates.
UNFIT = re.compile(f"[\\x00\\n\\r{BARRIER}\\ud800-\\udfff]+")
TELLTALES = ("://", "www.", "@")


def convert_lines(lines: Sequence[str], engine: Engine | None, rules: Rules) -> list[list[Segment]]:
    """Return for each of *lines* its segments in order; joined, their sources are the line.

    Invisible characters do not break words and come back where they stood. Without *engine* only the
    *rules* change anything. Nothing is converted twice: what a rule set, the engine never sees.
    """
    stripped = [bare(line) for line in lines]
    locked = [list(_locked(item.text, rules)) for item in stripped]
    masked = [_masked(item.text, stretches) for item, stretches in zip(stripped, locked, strict=True)]
    converted = engine.convert(masked) if engine else masked
    done: list[list[Segment]] = []
    for item, stretches, source, result in zip(stripped, locked, masked, converted, strict=True):
        segments = _woven(source, result, [segment for _, segment in stretches], engine)
        done.append(with_invisible(segments, item.taken) if item.taken else segments)
    return done


def _locked(text: str, rules: Rules) -> Iterator[tuple[int, Segment]]:
    """Yield the stretches of *text* that the engine must not see, with their positions."""
    end = 0
    for start, stop in _kept(text):
        yield from _ruled(text, end, start, rules)
        yield start, Segment(text[start:stop], text[start:stop], KEPT)
        end = stop
    yield from _ruled(text, end, len(text), rules)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    spans = [match.span() for match in UNFIT.finditer(text)]
    if any(sign in text for sign in TELLTALES):
        spans += (match.span() for match in ADDRESS.finditer(text))
    yield from sorted(spans)


def _ruled(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, Segment]]:
    for place, rule in rules.find(text[start:end]):
        yield start + place, Segment(rule.source, rule.target, rule.name)


def _masked(text: str, stretches: Sequence[tuple[int, Segment]]) -> str:
    parts: list[str] = []
    end = 0
    for start, segment in stretches:
        parts += (text[end:start], BARRIER)
        end = start + len(segment.source)
    return "".join((*parts, text[end:])) if stretches else text


def _woven(source: str, result: str, stretches: Sequence[Segment], engine: Engine | None) -> list[Segment]:
    """Return the engine's segments with the locked *stretches* where the barriers stand."""
    if not stretches and len(source) == len(result):
        return [Segment(source, result)]
    segments: list[Segment] = []
    queue = iter(stretches)
    for number, (old, new) in enumerate(zip(source.split(BARRIER), result.split(BARRIER), strict=True)):
        if number:
            segments.append(next(queue))
        if old:
            segments += aligned(old, new, engine.convert if engine else list)
    return segments
