"""What each column of a table asks for: the length of its cells, its longest piece, room for a hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from banben.model import Cell, Row, Table
from banben.render.pictures import pictures_only
from banben.walk import plain

NUMBER = re.compile(r"[-+−–±≈~〜]?\s?[¥$€£]?\s?\d[\d,\s]*(\.\d+)?\s?(%|‰)?")
# Lines break beside ideographs, kana and full-width marks; what stands between them stays in one piece.
WIDE = (
    "\u2014\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\u33ff\u3400-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
WIDE_CHARACTER = re.compile(f"[{WIDE}]")
PIECE = re.compile(rf"[^\s{WIDE}]+")
# All in em of the table's type: a letter or digit of the CJK fonts' own Latin, and a cell's two paddings.
LETTER, PADDING = 0.57, 1.0
SLACK = 0.3  # for rounding, so that what fits by our sums fits on the page too
# Stand for a cell that holds a reference only, or a picture only.
UNSEEN, SHOWN = "字字字", "字" * 8
# A text of no more ideographs looks broken on two lines.
BRIEF = 4


@dataclass(frozen=True, slots=True)
class Column:
    """Lengths in em. *least* holds its longest piece and *whole* its longest cell, with paddings.

    *lengths* are those of its own cells by row, *empty* says that most are there to be filled in by hand.
    """

    least: float
    whole: float
    lengths: Mapping[int, float]
    empty: bool

    @property
    def mass(self) -> float:
        """All its text on one line, and never nothing."""
        return sum(self.lengths.values()) + 1


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return what each column of *table* asks for; a cell over several columns asks for nothing."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = (*table.head, *table.body)
    for number, at, cell in _grid(rows):
        if cell.colspan == 1:
            found[at].setdefault(number, _text(cell))
        else:
            found[at].setdefault(number, "")
    return tuple(_column(found[at], len(table.head)) for at in range(len(found)))


def depth(columns: Sequence[Column], widths: Sequence[float]) -> int:
    """Return about how many lines the rows take where columns have *widths*, in em."""
    rows: dict[int, int] = {}
    for column, width in zip(columns, widths, strict=True):
        room = max(width - PADDING, 1)
        for row, long in column.lengths.items():
            rows[row] = max(rows.get(row, 1), ceil((long - SLACK / 2) / room))
    return sum(rows.values())


def brief_fits(columns: Sequence[Column], available: float) -> bool:
    """Whether *available* (em) holds all columns where no brief text is broken."""
    most = BRIEF + PADDING + SLACK
    return sum(max(column.least, min(column.whole, most)) for column in columns) <= available


def is_brief(cell: Cell) -> bool:
    """Whether *cell* holds words, and so few that they belong on one line."""
    return 0 < length(plain(cell.children).strip()) <= BRIEF


def length(text: str) -> float:
    """Return how wide *text* is on one line."""
    wide = len(WIDE_CHARACTER.findall(text))
    return wide + (len(text) - wide) * LETTER


def _text(cell: Cell) -> str:
    if pictures_only(cell.children):
        return SHOWN
    return plain(cell.children).strip() or (UNSEEN if cell.children else "")


def _grid(rows: Sequence[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Yield row, column and cell; cells of rows above may reach down (HTML 4.9.12, forming a table)."""
    reaching: dict[int, int] = {}
    for number, row in enumerate(rows):
        at, below = 0, {column: left - 1 for column, left in reaching.items() if left > 1}
        for cell in row:
            while at in reaching:
                at += 1
            for column in range(at, at + cell.colspan):
                yield number, column, cell
                if cell.rowspan > 1:
                    below[column] = cell.rowspan - 1
            at += cell.colspan
        reaching = below


def _column(texts: Mapping[int, str], heads: int) -> Column:
    body = [text for row, text in texts.items() if row >= heads]
    lengths = {row: length(text) for row, text in texts.items()}
    whole = max(lengths.values())
    piece = max(_piece(text) for text in texts.values())
    return Column(
        least=max(piece, min(whole, 2)) + PADDING + SLACK,
        whole=whole + PADDING + SLACK,
        lengths=lengths,
        empty=bool(body) and sum(map(bool, body)) * 2 <= len(body),
    )


def _piece(text: str) -> float:
    """Return the length of the longest piece of *text* that must not break; a number is one piece."""
    if NUMBER.fullmatch(text):
        return length(text)
    return max((length(piece) for piece in PIECE.findall(text)), default=0)
