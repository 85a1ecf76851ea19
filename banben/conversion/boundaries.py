"""Word boundaries: whether a stretch of a line begins and ends where words do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from banben.conversion.align import IDEOGRAPH
from banben.conversion.judges import cut

WORDS = re.compile(f"[{IDEOGRAPH}A-Za-z0-9]+")


@dataclass(slots=True)
class Boundaries:
    """The words of a line as jieba's dictionary cuts it, cut when first asked."""

    text: str
    spans: list[tuple[int, int]] = field(default_factory=list)

    def whole(self, start: int, end: int) -> bool:
        """Whether the stretch is one of jieba's words."""
        return self._all()[start] == (start, end)

    def crosses(self, start: int, end: int) -> bool:
        """Whether a word straddles *start* or *end*, or holds the stretch in its middle.

        A word that holds the stretch at its own beginning or end is a compound of it (数字 in 数字化) and
        does not count.
        """
        spans = self._all()
        first, last = spans[start], spans[end - 1]
        return (first[0] < start and first[1] != end) or (last[1] > end and last[0] != start)

    def _all(self) -> list[tuple[int, int]]:
        if not self.spans:
            self.spans = _spans(self.text)
        return self.spans


def _spans(text: str) -> list[tuple[int, int]]:
    """Return for each character the span of its word."""
    spans = [(at, at + 1) for at in range(len(text))]
    for run in WORDS.finditer(text):
        at = run.start()
        words = cut(run.group())
        if "".join(words) == run.group():
            for word in words:
                end = at + len(word)
                spans[at:end] = [(at, end)] * len(word)
                at = end
    return spans
