"""Latin and digits in columns: what stands upright, and what turns with its line.

The rules are those of clreq, "Mixed Text Composition in Vertical Writing Mode": numbers of up to three
digits, and other signs no wider than an ideograph, are set across the column (縱中橫); letters of an
acronym stand one below the other; words, and numbers of four digits and more, turn a quarter to the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from markupsafe import Markup

from banben.render.markup import escape

Way = Literal["turned", "tcy", "upright"]
"""How a piece of text stands in a column; ideographs are upright in any way, so they count as turned."""

LETTER = "A-Za-z\u00c0-\u024f"
MARK = "\u0300-\u036f"  # of a tone or accent that Unicode has no letter for: o̍
SIGN = rf"{LETTER}{MARK}0-9"
# What belongs to a stretch of Latin when more of it follows. No em dash, which is a mark of Chinese.
INSIDE = rf"{SIGN} \u00a0\t\n.,:;/&'’+\-−–_%‰°$€£¥#@*=~()\[\]"
RUN = re.compile(rf"[+\-−±$€£¥#@]?[{SIGN}](?:[{INSIDE}]*[{SIGN}])?[%‰+]?")
EDGE = re.compile(f"[{SIGN}]")

RANGE = re.compile(r"([-–~])")
# A number no wider than an ideograph: 7, 30, 365, 3.0, 1/2, +5.
NUMBER = re.compile(r"\d{1,3}|\d[.:/]\d|[+\-−±$€£¥#]\d{1,2}")
SHARE = re.compile(rf"({NUMBER.pattern})([%‰])")
SINGLE = re.compile(rf"[{LETTER}][{MARK}]*|[{SIGN}][+\d]|\d[{LETTER}]")
ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z\d&]{2,4}")


def pieces(text: str, before: str = "", after: str = "") -> Iterator[tuple[str, Way]]:
    """Yield *text* piece by piece with the way each stands in a column.

    *before* and *after* are the texts around it in the same line: a stretch of Latin that goes on there
    turns as a whole.
    """
    at = 0
    for run in RUN.finditer(text):
        cut = (run.start() == 0 and EDGE.match(before[-1:])) or (
            run.end() == len(text) and EDGE.match(after[:1])
        )
        parts = None if cut else _parts(run.group())
        if parts:
            if run.start() > at:
                yield text[at : run.start()], "turned"
            yield from parts
            at = run.end()
    if at < len(text):
        yield text[at:], "turned"


def _parts(run: str) -> list[tuple[str, Way]] | None:
    """Return how the signs of *run* stand; None where it turns as a whole."""
    if SINGLE.fullmatch(run) or NUMBER.fullmatch(run):
        return [(run, "tcy")]
    if ACRONYM.fullmatch(run):
        return [(run, "upright")]
    found: list[tuple[str, Way]] = []
    for place, part in enumerate(RANGE.split(run)):
        share = SHARE.fullmatch(part)
        if place % 2:  # the sign between two numbers is a stroke along the column when it turns
            found.append((part, "turned"))
        elif share:
            found += [(share[1], "tcy"), (share[2], "tcy")]
        elif NUMBER.fullmatch(part):
            found.append((part, "tcy"))
        else:
            return None
    return found


def in_column(text: str, before: str = "", after: str = "") -> Markup:
    """Return *text* as XHTML for a column: spans of class `tcy` and `upright` around what must not turn."""
    return Markup("".join(span(piece, way) for piece, way in pieces(text, before, after)))


def span(piece: str, way: Way, also: str = "") -> str:
    """Return *piece* as XHTML, in a span of its own, with the class *also*, where it does not turn."""
    if way == "turned":
        return escape(piece)
    return f'<span class="{way}{" " if also else ""}{also}">{escape(piece)}</span>'


def in_line(text: str) -> Markup:
    """Return *text* as XHTML for a line from left to right, where everything is upright."""
    return Markup(escape(text))
