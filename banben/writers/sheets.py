"""The sheet of an EPUB in up to three files, because older readers drop a whole file for one rule.

Readers with Adobe's RMSDK leave out every rule of a file in which they meet a media query that they do not
know (gutenbergtools/ebookmaker issue 212, dvschultz/99problems issues 22 and 44), and some do not open a
book whose sheet has a value like `flex` or `min()` (jgm/pandoc issue 8379). So what all readers know
stands in a file of its own, and whatever becomes of the others, that one is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import tinycss2

PLAIN, NEWER, OWN = "style.css", "screen.css", "book.css"
CONDITIONAL = frozenset({"media", "page"})
LINK = re.compile(rf'<link\b[^>]*\bhref="{re.escape(PLAIN)}"[^>]*/>')


def sheets(sheet: str) -> Mapping[str, str]:
    """Return *sheet* by file: up to its first conditional rule, the conditional rules that follow, the rest.

    The order of the cascade stays. The empty lines that comments left behind go: no message of a validator
    is followed back into a sheet by its line.
    """
    start, end = _conditional(sheet)
    lines = sheet.splitlines(keepends=True)
    parts = {PLAIN: lines[:start], NEWER: lines[start:end], OWN: lines[end:]}
    texts = {name: "".join(line for line in part if line.strip()) for name, part in parts.items()}
    return {name: text for name, text in texts.items() if name == PLAIN or _rules(text)}


def _conditional(sheet: str) -> tuple[int, int]:
    """Return the lines from the first conditional rule up to the next other rule, counted from 0."""
    every = sheet.count("\n") + 1
    start = end = every
    for rule in _rules(sheet):
        conditional = rule.type == "at-rule" and rule.lower_at_keyword in CONDITIONAL
        if conditional and start == every:
            start = rule.source_line - 1
        elif start < every and not conditional:
            end = max(rule.source_line - 1, start + 1)
            break
    return start, end


def _rules(sheet: str) -> list[tinycss2.ast.Node]:
    return list(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def linked(content: str, names: Collection[str]) -> str:
    """Return a document that links *names* after the plain sheet, in the same line of its head."""

    def links(found: re.Match[str]) -> str:
        return "".join(found[0].replace(PLAIN, name) for name in (PLAIN, NEWER, OWN) if name in names)

    return LINK.sub(links, content, count=1)
