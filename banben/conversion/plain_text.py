"""Conversion of plain text line by line: what `banben convert` prints."""

from __future__ import annotations

import re

from banben.conversion.converter import Converts
from banben.conversion.names import with_names
from banben.conversion.segments import Line
from banben.quotes import BARRIER, requote

CODE = re.compile(f"(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)|{BARRIER}")


def convert_text(text: str, converter: Converts, quotes: str, path: str = "") -> str:
    """Return *text* as *converter*'s region writes it, with *quotes* (two pairs of marks).

    Each line is a paragraph; line ends stay as they are. What stands in backticks is code and stays.
    *path* is the manuscript's file whose own rules count.
    """
    lines = text.split("\n")
    code = iter([match.group() for line in lines for match in CODE.finditer(line)])
    segments = converter.convert(with_names([Line(CODE.sub(BARRIER, line), path) for line in lines]))
    converted = ["".join(segment.result for segment in line) for line in segments]
    marked = requote(converted, [True] * len(converted), quotes)
    return "\n".join(re.sub(BARRIER, lambda _: next(code), line) for line, _ in marked)
