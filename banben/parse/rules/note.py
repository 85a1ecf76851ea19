"""Notes: `[^label]`, whether or not it is defined, and inline notes `^[the note's text]`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_LABEL = re.compile(r"\[\^([^\s\]]{1,80})\]")


def note_reference(state: StateInline, silent: bool) -> bool:
    """Push a `note_reference` token with the label as content; assembly reports undefined labels."""
    if not state.src.startswith("[^", state.pos):
        return False
    match = _LABEL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("note_reference", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """Push `note_open`, the note's tokens, `note_close`."""
    start, maximum = state.pos, state.posMax
    if not state.src.startswith("^[", start):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1, False)
    if end < 0:
        return False
    if not silent:
        state.push("note_open", "", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
    state.pos, state.posMax = end + 1, maximum
    return True
