"""Spans: `[text]{attributes}`; the text may hold any inline, other spans included."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from banben.parse.attributes import read_attributes


def span(state: StateInline, silent: bool) -> bool:
    """Push `span_open`, the label's tokens, `span_close`; the attributes stand in `meta`."""
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[" or state.src.find("]{", start, maximum) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start, False)
    if end < 0:
        return False
    found = read_attributes(state.src, end + 1)
    if found is None or found[1] > maximum:
        return False
    attributes, after = found
    if not silent:
        opening = state.push("span_open", "span", 1)
        opening.meta["attributes"] = attributes
        opening.markup = state.src[start:after]
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = after, maximum
    return True
