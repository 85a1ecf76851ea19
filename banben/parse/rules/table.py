"""Tables as GitHub has them, but a row with too many cells says so instead of losing them."""

from __future__ import annotations

from markdown_it import rules_block
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Push a table; the cells that the head has no column for stand in the row's `meta["extra"]`."""
    first = len(state.tokens)
    if not rules_block.table(state, start, end, silent):
        return False
    if silent:
        return True
    tokens = state.tokens[first:]
    columns = sum(token.type == "th_open" for token in tokens)
    for token in tokens:
        if token.type == "tr_open" and token.map and token.map[0] > start:
            line = token.map[0]
            text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
            token.meta["extra"] = _cells(text)[columns:]
    return True


def _cells(text: str) -> list[str]:
    cells = escapedSplit(text)
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]
