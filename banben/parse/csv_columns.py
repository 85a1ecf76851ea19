"""CSV with a header row, whose cells know their line and column."""

from __future__ import annotations

import csv
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of data; *line* counts from 1, *columns* too."""

    cells: tuple[str, ...]
    line: int
    columns: tuple[int, ...]

    def cell(self, index: int) -> str:
        """Return the cell, or an empty string where the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column of the cell."""
        return self.line, self.columns[min(index, len(self.columns) - 1)] if self.columns else 1


@dataclass(frozen=True, slots=True)
class Grid:
    head: tuple[str, ...]
    rows: tuple[GridRow, ...]


def read_grid(text: str) -> Grid:
    """Return the rows of *text* that are not empty; the first is the head (RFC 4180, with header)."""
    lines = text.removeprefix("\ufeff").split("\n")
    reader = csv.reader(line + "\n" for line in lines)
    rows: list[GridRow] = []
    start = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            line = lines[start - 1] if start <= len(lines) else ""
            trimmed = tuple(cell.strip() for cell in cells)
            rows.append(GridRow(trimmed, start, _columns(line, trimmed)))
        start = reader.line_num + 1
    if not rows:
        return Grid((), ())
    return Grid(rows[0].cells, tuple(rows[1:]))


def _columns(line: str, cells: tuple[str, ...]) -> tuple[int, ...]:
    found, position = [], 0
    for cell in cells:
        at = line.find(cell, position) if cell else position
        at = at if at >= 0 else position
        found.append(at + 1)
        comma = line.find(",", at + len(cell))
        position = comma + 1 if comma >= 0 else len(line)
    return tuple(found)
