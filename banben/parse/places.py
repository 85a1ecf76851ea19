"""From an offset in a piece of content that the tokenizer cut out back to line and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from banben.model import Origin

PROBE = 12


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a piece of content stands: for each of its lines the offset of its start, its line in the
    file (from 1) and its column (from 0)."""

    path: str
    line: int
    offsets: tuple[int, ...]
    columns: tuple[int, ...]

    def origin(self, offset: int) -> Origin:
        """Return the place of the character at *offset* of the content."""
        row = max(0, bisect_right(self.offsets, offset) - 1)
        return Origin(self.path, self.line + row, self.columns[row] + offset - self.offsets[row] + 1)


def place(path: str, lines: Sequence[str], first: int, content: str, hint: int = 0) -> Placement:
    """Find *content* in *lines* from the line *first* (from 0) on; *hint* is where to search from."""
    offsets, columns, offset = [], [], 0
    for row, text in enumerate(content.split("\n")):
        source = lines[first + row] if first + row < len(lines) else ""
        offsets.append(offset)
        columns.append(_column(source, text, hint if row == 0 else 0))
        offset += len(text) + 1
    return Placement(path, first + 1, tuple(offsets), tuple(columns))


def _column(source: str, text: str, hint: int) -> int:
    """Content is the end of its source line unless a mark closes it (a heading's #, a table's |)."""
    text = text.rstrip()
    source = source.rstrip()
    if not hint and source.endswith(text):
        return len(source) - len(text)
    found = source.find(text[:PROBE], hint)
    return found if found >= 0 else max(0, source.find(text[:1], hint))
