"""Conversion of plain text line by line: what `banben convert` prints."""

from __future__ import annotations

import re

from banben.editions import Region
from banben.localize.localize import localize_words
from banben.localize.rules import Rules
from banben.quotes import BARRIER, requote

CODE = re.compile(f"(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)|{BARRIER}")


def convert_text(text: str, region: Region, rules: Rules) -> str:
    """Return *text* in the script and with the quotation marks of *region*.

    Each line is a paragraph; line ends stay as they are. What stands in backticks is code and stays.
    """
    lines = text.split("\n")
    code = iter([match.group() for line in lines for match in CODE.finditer(line)])
    converted = localize_words([CODE.sub(BARRIER, line) for line in lines], region, rules)
    marked = requote(converted, [True] * len(converted), region.quotes)
    return "\n".join(re.sub(BARRIER, lambda _: next(code), line) for line, _ in marked)
