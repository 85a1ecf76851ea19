"""Column widths of a table from what its cells hold, so that no label is torn into single characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from banben.model import Cell, Row, Table
from banben.walk import plain

NUMBER = re.compile(r"[-+−–±≈~〜]?\s?[¥$€£]?\s?\d[\d,\s]*(\.\d+)?\s?(%|‰)?")
# Ideographs, kana and full-width marks break anywhere; what stands between them does not.
WIDE = re.compile("[\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
                  "\U00020000-\U0003ffff“”‘’—…①-⑳]")
PIECE = re.compile(rf"[^\s{WIDE.pattern[1:]}+")
# All in em of the table's type: a letter or digit of the CJK fonts' own Latin, and a cell's two paddings.
LETTER, PADDING = 0.57, 1.0
SLACK = 0.3  # for rounding, so that what fits by our sums fits on the page too
# A column of nothing longer is one of labels: it does not wrap where that is possible.
LABEL = 6
# Stands for a cell that holds a picture or a reference only.
UNSEEN = "字字字"
# What labels may take before they have to wrap like the rest, and what they may take of a form.
LABELS_SHARE, FORM_SHARE = 0.6, 0.45
# A column ten times as long gets four times the room.
DAMPING = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """What one column asks for, in em with padding: *least* holds its longest piece, *whole* everything
    on one line; *mass* is all its text; *empty* says whether it is there to be filled in by hand."""

    least: float
    whole: float
    mass: float
    empty: bool


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return what each column of *table* asks for."""
    return tuple(_column(head, body) for head, body in _cells(table))


def widths(columns: Sequence[Column], available: float) -> tuple[float, ...]:
    """Return the width of each column in per cent, in all 100; *available* is the table's width in em."""
    if not columns:
        return ()
    form = any(column.empty for column in columns)
    return _percents(_form(columns, available) if form else _shared(columns, available))


def height(table: Table, percents: Sequence[float], available: float) -> int:
    """Return about how many lines the rows of *table* take with columns of these widths."""
    lines = 0
    for row in (*table.head, *table.body):
        at, most = 0, 1
        for cell in row:
            width = sum(percents[at : at + cell.colspan]) / 100 * available - PADDING
            most = max(most, ceil(length(plain(cell.children)) / max(width, 1.0)))
            at += cell.colspan
        lines += most
    return lines


def length(text: str) -> float:
    """Return how wide *text* is on one line, in em."""
    wide = len(WIDE.findall(text))
    return wide + (len(text) - wide) * LETTER


def _cells(table: Table) -> list[tuple[list[str], list[str]]]:
    """Return the texts of head and body for each column; a cell over several columns asks for nothing."""
    columns: list[tuple[list[str], list[str]]] = []
    for part, rows in enumerate((table.head, table.body)):
        for at, cell in _grid(rows):
            columns += [([], []) for _ in range(at + 1 - len(columns))]
            if cell.colspan == 1:
                columns[at][part].append(_text(cell))
    return columns


def _text(cell: Cell) -> str:
    return plain(cell.children).strip() or (UNSEEN if cell.children else "")


def _grid(rows: Sequence[Row]) -> Iterator[tuple[int, Cell]]:
    """Yield each cell with every column that it covers, where rows above may reach down (HTML 4.9.12)."""
    reaching: dict[int, int] = {}
    for row in rows:
        at, below = 0, {column: left - 1 for column, left in reaching.items() if left > 1}
        for cell in row:
            while at in reaching:
                at += 1
            for column in range(at, at + cell.colspan):
                yield column, cell
                if cell.rowspan > 1:
                    below[column] = cell.rowspan - 1
            at += cell.colspan
        reaching = below


def _column(head: Sequence[str], body: Sequence[str]) -> Column:
    texts = [text for text in (*head, *body) if text]
    pieces = max((_piece(text) for text in texts), default=0)
    whole = max((length(text) for text in texts), default=0)
    filled = [text for text in body if text]
    return Column(
        least=max(pieces, min(whole, 2)) + PADDING + SLACK,
        whole=whole + PADDING + SLACK,
        mass=sum(map(length, texts)) + 1,
        empty=len(filled) * 2 <= len(body) and bool(body),
    )


def _piece(text: str) -> float:
    """Return the length of the longest piece of *text* that must not break; a number is one piece."""
    if NUMBER.fullmatch(text):
        return length(text)
    return max((length(piece) for piece in PIECE.findall(text)), default=0)


def _shared(columns: Sequence[Column], available: float) -> list[float]:
    """Return the widths of a table to read: all on one line if that fits, else in proportion to the text."""
    spare = available - sum(column.whole for column in columns)
    if spare >= 0:
        return [column.whole + spare / len(columns) for column in columns]
    floors = _floors(columns, available)
    return _poured(columns, floors, available)


def _floors(columns: Sequence[Column], available: float) -> list[float]:
    """Return what each column gets before the rest is shared: labels their whole length if that fits."""
    floors = [column.least for column in columns]
    for at, column in sorted(enumerate(columns), key=lambda item: item[1].whole):
        wider = sum(floors) - floors[at] + column.whole
        if column.whole <= LABEL + PADDING + SLACK and wider <= available * LABELS_SHARE:
            floors[at] = column.whole
    return floors


def _poured(columns: Sequence[Column], floors: Sequence[float], available: float) -> list[float]:
    """Return *floors* with the rest of *available* poured over them; a column that holds its text is full."""
    done = list(floors)
    open_ = [at for at, column in enumerate(columns) if done[at] < column.whole]
    rest = available - sum(done)
    while open_ and rest > 0.01:
        total = sum(columns[at].mass ** DAMPING for at in open_)
        given = {
            at: min(rest * columns[at].mass**DAMPING / total, columns[at].whole - done[at]) for at in open_
        }
        for at, more in given.items():
            done[at] += more
        rest -= sum(given.values())
        open_ = [at for at in open_ if columns[at].whole - done[at] > 0.01]
    return done


def _form(columns: Sequence[Column], available: float) -> list[float]:
    """Return the widths of a table to fill in: what is printed takes what it needs, the hand gets the rest."""
    printed = [column for column in columns if not column.empty]
    fixed = [column.whole for column in printed]
    if sum(fixed) > available * FORM_SHARE:
        fixed = _poured(printed, _floors(printed, available * FORM_SHARE), available * FORM_SHARE)
    room = max(available - sum(fixed), available / 2) / (len(columns) - len(printed))
    widths = iter(fixed)
    return [room if column.empty else next(widths) for column in columns]


def _percents(widths: Sequence[float]) -> tuple[float, ...]:
    """Return *widths* in per cent with one decimal; the widest takes what rounding leaves, so that the sum is 100."""
    total = sum(widths)
    found = [round(width / total * 100, 1) for width in widths]
    widest = found.index(max(found))
    found[widest] = round(100 - sum(found) + found[widest], 1)
    return tuple(found)
