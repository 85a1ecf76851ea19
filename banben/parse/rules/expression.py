"""What mdBook and GitBook put between double braces or brace and percent, inside a line."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_EXPRESSION = re.compile(r"\{\{([^{}\n]*)\}\}|\{%([^%\n]*)%\}")


def expression(state: StateInline, silent: bool) -> bool:
    """Push an `expression` token with all of it as content."""
    if state.src[state.pos] != "{":
        return False
    match = _EXPRESSION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("expression", "", 0)
        token.content = match[0]
        token.info = (match[1] or match[2] or "").strip()
    state.pos = match.end()
    return True
