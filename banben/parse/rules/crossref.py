"""Cross-references: `[@fig-talent]`, with a form `[@sec-x:title]`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_REFERENCE = re.compile(r"\[@([^\s\[\]@:;,]+)(?::([^\s\[\]]*))?\]")


def crossref(state: StateInline, silent: bool) -> bool:
    """Push a `crossref` token with the id as content and the form as info."""
    if not state.src.startswith("[@", state.pos):
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("crossref", "", 0)
        token.content = match[1]
        token.info = match[2] or "label"
        token.markup = match[0]
    state.pos = match.end()
    return True
