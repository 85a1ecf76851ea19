"""Ruby: `{拉新|lā|xīn}` one reading a character, `{拉新|lā xīn}` one for the group."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_RUBY = re.compile(r"\{([^{}|\n]+)\|([^{}\n]+)\}")


def ruby(state: StateInline, silent: bool) -> bool:
    """Push a `ruby` token with the base as content and the readings in `meta`."""
    if state.src[state.pos] != "{":
        return False
    match = _RUBY.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("ruby", "ruby", 0)
        token.content = match[1]
        token.markup = match[0]
        token.meta["readings"] = tuple(part.strip() for part in match[2].split("|"))
    state.pos = match.end()
    return True
