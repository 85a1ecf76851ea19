"""Attributes right after a link or picture: `![alt](a.svg){.decorative}`."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from banben.parse.attributes import read_attributes


def trailing_attributes(state: StateInline, silent: bool) -> bool:
    """Put the attributes into the `meta` of the token before, an image or a link's end."""
    if state.src[state.pos] != "{" or silent or state.pending or not state.tokens:
        return False
    token = state.tokens[-1]
    if token.type not in ("image", "link_close"):
        return False
    found = read_attributes(state.src, state.pos)
    if found is None or found[1] > state.posMax:
        return False
    token.meta["attributes"], state.pos = found
    return True
