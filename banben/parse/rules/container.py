"""Containers: `::: 名称 标题 {#id key=value}` to `:::`; an outer one may have more colons.

A line of colons ends the innermost open container with as many colons, else the innermost with fewer.
So boxes in boxes work with equal colons too, and one that was never closed ends with its parent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock

from banben.model import PLAIN
from banben.parse.attributes import split_tail

_FENCE = re.compile(r"(:{3,})[ \t]*(?:([^\s{:][^\s{]*)[ \t]*(.*))?$")
_CODE = re.compile(r"(`{3,}|~{3,})")
VERSE = frozenset({"诗", "詩", "verse"})


@dataclass(frozen=True, slots=True)
class Extent:
    """The line after the content, and whether a closing line stands there."""

    end: int
    closed: bool


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Push `container_open`, the title as `inline`, the blocks, `container_close`."""
    match = _fence(state, start)
    if match is None:
        return False
    if silent:
        return True
    if match[2] is None:
        token = state.push("container_stray", "", 0)
        token.map = [start, start + 1]
        token.markup = match[1]
        state.line = start + 1
        return True
    extent = _extent(state, start, end, len(match[1]))
    title, attributes = split_tail(match[3])
    token = state.push("container_open", "", 1)
    token.map = [start, extent.end]
    token.info = match[2]
    token.meta = {"attributes": attributes or PLAIN, "closed": extent.closed, "fence": match[0].rstrip()}
    _push_inline(state, title.strip(), start)
    if match[2] in VERSE:
        for line in range(start + 1, extent.end):
            _push_inline(state, state.getLines(line, line + 1, state.blkIndent, False).strip(" \t"), line)
    else:
        _blocks(state, start + 1, extent.end)
    state.push("container_close", "", -1)
    state.line = extent.end + extent.closed
    return True


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.is_code_block(line):
        return None
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", begin):
        return None
    return _FENCE.match(state.src[begin : state.eMarks[line]].rstrip())


def _push_inline(state: StateBlock, content: str, line: int) -> None:
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [line, line + 1]
    token.children = []


def _blocks(state: StateBlock, start: int, end: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    # Without the lower limit a lazy paragraph would run past the closing line.
    state.parentType, state.lineMax = "container", end
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax = parent, line_max


def _extent(state: StateBlock, start: int, end: int, colons: int) -> Extent:
    opened, code = [colons], ""
    for line in range(start + 1, end):
        begin = state.bMarks[line] + state.tShift[line]
        if begin < state.eMarks[line] and state.sCount[line] < state.blkIndent:
            return Extent(line, closed=False)
        text = state.src[begin : state.eMarks[line]]
        if fence := _CODE.match(text):
            code = _code_after(code, fence[1], text)
        if code or (match := _fence(state, line)) is None:
            continue
        if match[2] is not None:
            opened.append(len(match[1]))
            continue
        _close(opened, len(match[1]))
        if not opened:
            return Extent(line, closed=True)
    return Extent(end, closed=False)


def _code_after(code: str, mark: str, text: str) -> str:
    """Return the fence of the code block that is open after *text*; empty outside code."""
    if not code:
        return mark
    closes = mark[0] == code[0] and len(mark) >= len(code) and not text.strip(mark[0] + " \t")
    return "" if closes else code


def _close(opened: list[int], colons: int) -> None:
    """Drop from *opened* the container that a line of *colons* ends, and those inside it."""
    if colons in opened:
        last = len(opened) - 1 - opened[::-1].index(colons)
        del opened[last:]
        return
    inner = [index for index, count in enumerate(opened) if count < colons]
    if inner:
        del opened[inner[-1] :]
