"""Tables as XHTML, their numbers aligned on the decimal point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from banben.model import Cell, Row, Table
from banben.render.columns import NUMBER, is_brief
from banben.render.flow import Flow
from banben.render.inlines import paragraph_inlines
from banben.render.markup import attributes
from banben.walk import plain

# The class of a table whose first column holds the heads of its rows.
ROW_HEADS = "row-heads"
# Widths in em of a digit and of a point in the CJK fonts' own Latin, which all share them.
DIGIT, POINT = 0.56, 0.28


ROLES = {"": "cell", "col": "columnheader", "row": "rowheader"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are written: *whole*, brief texts stay on one line, whatever a reader makes of the widths.

    *heads* are those of the columns where a narrow screen makes a block of each row: a cell then says what
    it is, and every part says its role, which it would lose with its way of display. *scope* says whether
    a heading heads its column or its row.
    """

    whole: bool = False
    heads: tuple[str, ...] = ()
    scope: str = ""

    def role(self, name: str) -> str:
        """Return *name* where a part has to say its role."""
        return name if self.heads else ""

    def head(self, at: int) -> str:
        """Return the head of the column *at*, where cells say it."""
        return self.heads[at] if at < len(self.heads) else ""


def headed(table: Table) -> Table:
    """Return *table* with its first column as heads of the rows where its writer asks for that.

    A row that begins under a cell spanning several is headed by that one.
    """
    if ROW_HEADS not in table.attributes.classes:
        return table
    whole = max((sum(cell.colspan for cell in row) for row in table.body), default=0)
    body = (
        (replace(row[0], heading=True), *row[1:]) if sum(cell.colspan for cell in row) == whole else row
        for row in table.body
    )
    return replace(table, body=tuple(body))


def rows(table: Table, percents: Sequence[float], manner: Manner, flow: Flow) -> str:
    """Return `<colgroup>`, `<thead>` and `<tbody>` of *table*; *percents* are the widths of its columns."""
    outer, flow.apart = flow.apart, True
    standing = flow.columns and not flow.setting.print
    # Numbers that are set across a column, or turned with it, have no point to be aligned on.
    columns = {} if standing else _decimals(table)
    # WeasyPrint lays the columns of a printed book out as lines, and turns the page when it is done.
    size = "height" if standing else "width"
    parts = ["<colgroup>", *(f'<col style="{size}:{width:g}%"/>' for width in percents), "</colgroup>\n"]
    for name, group in (("thead", table.head), ("tbody", table.body)):
        if group:
            # A cell's scope reaches as far as it spans (HTML section 4.9.12.2), so groups need no other word.
            scope = "" if flow.setting.print else "col" if name == "thead" else "row"
            decimals = columns if name == "tbody" else {}
            here = replace(manner, scope=scope)
            lines = "".join(_row(row, decimals, here, flow) for row in group)
            parts.append(f"<{name}{attributes(role=manner.role('rowgroup'))}>\n{lines}</{name}>\n")
    flow.apart = outer
    return "".join(parts)


def _row(row: Row, columns: dict[int, int], manner: Manner, flow: Flow) -> str:
    cells = "".join(
        _cell(cell, columns.get(at, -1), manner, manner.head(at), flow) for at, cell in enumerate(row)
    )
    origin = flow.mark(row[0].origin) if row else ""
    return f"{origin}<tr{attributes(role=manner.role('row'))}>{cells}</tr>\n"


def _cell(cell: Cell, decimals: int, manner: Manner, head: str, flow: Flow) -> str:
    """Return *cell*; *decimals* is the most that its column has, -1 where it is no column of numbers.

    *head* is what it says of its column, where the row may become a block.
    """
    # A head cell without words heads nothing (WCAG technique H51; Ace: empty-table-header).
    name = "th" if cell.heading and cell.children else "td"
    style, align = "", cell.align
    if decimals >= 0 and not cell.heading:
        align = align or "right"
        style = _pad(plain(cell.children), decimals) if align == "right" else ""
    number = decimals >= 0 and not cell.heading
    kind = "number" if number else "brief" if manner.whole and is_brief(cell) else ""
    names = attributes(
        class_=" ".join(filter(None, (align, kind))),
        style=style,
        colspan=str(cell.colspan) if cell.colspan > 1 else "",
        rowspan=str(cell.rowspan) if cell.rowspan > 1 else "",
        scope=manner.scope if name == "th" else "",
        role=manner.role(ROLES[manner.scope if name == "th" else ""]),
        data_label="" if cell.heading else head,
    )
    return f"<{name}{names}>{paragraph_inlines(cell.children, flow)}</{name}>"


def _decimals(table: Table) -> dict[int, int]:
    """Return, for each column whose cells are all numbers, the most decimals among them."""
    if any(cell.colspan > 1 or cell.rowspan > 1 for row in table.body for cell in row):
        return {}
    found: dict[int, int] = {}
    for at in range(max((len(row) for row in table.body), default=0)):
        texts = [plain(row[at].children).strip() for row in table.body if at < len(row)]
        texts = [text for text in texts if text and text not in "—–-"]
        if texts and all(NUMBER.fullmatch(text) for text in texts):
            found[at] = max(_places(text) for text in texts)
    return found


def _places(text: str) -> int:
    found = NUMBER.fullmatch(text.strip())
    return len(found[1]) - 1 if found and found[1] else 0


def _pad(text: str, decimals: int) -> str:
    own = _places(text)
    missing = (decimals - own) * DIGIT + (POINT if decimals and not own else 0)
    return f"padding-right:{missing:.2f}em" if missing else ""
