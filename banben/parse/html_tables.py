"""Tables written as HTML, with heads, spans and captions."""

from __future__ import annotations

from collections.abc import Sequence

from banben.model import Align, Attributes, Cell, Row, Table
from banben.parse.context import Context
from banben.parse.paragraphs import as_blocks, as_inlines, others, parts
from banben.parse.pieces import Frame, Piece
from banben.parse.safety import safe

GROUPS = ("thead", "tbody", "tfoot")
WIDEST = 1000


def table(frame: Frame, context: Context) -> Sequence[Piece]:
    """Return the table; rows of heading cells at the top are its head even without `thead`."""
    head: list[Row] = []
    body: list[Row] = []
    for part in frame.content:
        if isinstance(part, Frame) and part.name in GROUPS:
            rows = [_row(row, context) for row in parts(part, "tr")]
            (head if part.name == "thead" else body).extend(row for row in rows if row)
        elif isinstance(part, Frame) and part.name == "tr" and (row := _row(part, context)):
            (head if not body and all(cell.heading for cell in row) else body).append(row)
    if not head:
        while len(body) > 1 and all(cell.heading for cell in body[0]):
            head.append(body.pop(0))
    captions = parts(frame, "caption")
    caption = as_inlines([piece for part in captions for piece in part.content], context)
    stray = as_blocks(_stray(frame), frame.origin, context)
    if not head and not body:
        return stray
    attributes = safe(frame.attributes, frame.origin, context)
    own = Attributes(attributes.id, attributes.classes, attributes.lang)
    return (*stray, Table(tuple(head), tuple(body), caption, (), own, frame.origin))


def _stray(frame: Frame) -> list[Piece]:
    """Return what stands outside cells; browsers put it before the table (HTML 13.2.6.4.9)."""
    found = others(frame, *GROUPS, "tr", "caption")
    for group in parts(frame, *GROUPS):
        found += others(group, "tr")
    for row in [*parts(frame, "tr"), *(row for group in parts(frame, *GROUPS) for row in parts(group, "tr"))]:
        found += others(row, "td", "th")
    return found


def _row(frame: Frame, context: Context) -> Row:
    return tuple(_cell(cell, context) for cell in parts(frame, "td", "th"))


def _cell(frame: Frame, context: Context) -> Cell:
    attributes = safe(frame.attributes, frame.origin, context)
    return Cell(
        as_inlines(frame.content, context),
        alignment(attributes.classes),
        frame.origin,
        frame.name == "th",
        _count(frame.attributes.get("colspan")),
        _count(frame.attributes.get("rowspan")),
    )


def alignment(classes: Sequence[str]) -> Align:
    """Return the alignment that *classes* ask for."""
    for name in classes:
        match name:
            case "left" | "center" | "right":
                return name
    return ""


def _count(written: str) -> int:
    return (
        min(WIDEST, max(1, int(written)))
        if written.isascii() and written.isdigit() and len(written) < 5
        else 1
    )
