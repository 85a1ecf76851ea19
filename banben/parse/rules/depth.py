"""A limit to nesting, so that thousands of `>` neither overflow the stack nor lose their text."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

# In the tokenizer's levels: a quotation or box counts one, a list two (itself and its item).
DEEPEST = 40


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Push the rest of a container that is nested too deep as one `too_deep` token of plain text."""
    if state.level < DEEPEST or silent:
        return False
    token = state.push("too_deep", "", 0)
    token.map = [start, end]
    token.content = state.getLines(start, end, state.blkIndent, False)
    state.line = end
    return True
