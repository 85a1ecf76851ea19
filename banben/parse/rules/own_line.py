"""Attributes on a line of their own, which belong to the block below: `{#list-a .compact}`."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from banben.parse.attributes import read_attributes


def own_line_attributes(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """Push an `attributes` token."""
    begin = state.bMarks[start] + state.tShift[start]
    text = state.src[begin : state.eMarks[start]].rstrip()
    if not text.startswith("{") or state.is_code_block(start):
        return False
    found = read_attributes(text)
    if found is None or found[1] != len(text):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map = [start, start + 1]
        token.meta["attributes"] = found[0]
        state.line = start + 1
    return True
