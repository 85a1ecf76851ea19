"""Marks that stayed in the text: what the writer meant as a mark but Markdown reads as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from banben.model import Origin
from banben.parse.context import Context

_LEFT = re.compile(
    r"(?P<M101>\*\*+)"
    r"|(?P<M102>!?\[[^\[\]\n]*\]\([^()\n]*\))"
    r"|(?P<M103>\[\^[^\[\]\n]+\])"
    r"|(?P<M105>\[[^\[\]\n]+\]\{[^{}\n]*\})"
    r"|(?P<M305></?[A-Za-z][^<>\n]*>)"
)
_SIGNS = re.compile(r"[*\[<]")


def report_leftovers(text: str, origin: Origin, context: Context) -> Iterator[tuple[int, int]]:
    """Report each mark in *text* that will be printed as it stands; yield where broken tags begin and end."""
    if _SIGNS.search(text) is None:
        return
    for match in _LEFT.finditer(text):
        code = match.lastgroup
        assert code is not None
        place = Origin(origin.path, origin.line, origin.column + match.start())
        context.report(code, place, len(match[0]), text=match[0])
        if code == "M305":
            yield match.span()
