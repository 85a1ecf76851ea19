"""GitBook's blocks: `{% hint style="info" %}` to `{% endhint %}`, and its other lines of the kind."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

LINE = re.compile(r"\{%-?\s*(\w[\w-]*)\s*(.*?)\s*-?%\}\s*$")


def liquid(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Push `hint_open` … `hint_close`, or a `liquid` token for any other line of braces and percents."""
    match = _line(state, start)
    if match is None:
        return False
    if silent:
        return True
    if match[1] != "hint":
        token = state.push("liquid", "", 0)
        token.map = [start, start + 1]
        token.content, token.info = match[0].strip(), match[1]
        state.line = start + 1
        return True
    last = next((n for n in range(start + 1, end) if _ends(state, n)), end)
    token = state.push("hint_open", "", 1)
    token.map = [start, last]
    token.info = match[2]
    token.meta["closed"] = last < end
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "hint", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, line_max
    state.push("hint_close", "", -1)
    state.line = min(last + 1, end)
    return True


def _line(state: StateBlock, line: int) -> re.Match[str] | None:
    begin = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith("{%", begin):
        return None
    return LINE.match(state.src[begin : state.eMarks[line]])


def _ends(state: StateBlock, line: int) -> bool:
    match = _line(state, line)
    return match is not None and match[1] == "endhint"
