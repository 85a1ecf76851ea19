"""The first heading of a Markdown text, for books that give no title."""

from __future__ import annotations

import re

_ATX = re.compile(r"^ {0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def first_heading(text: str) -> str:
    """Return the plain words of the first `# heading` in *text*, or ""."""
    found = _ATX.search(text)
    if not found:
        return ""
    words = _LINK.sub(r"\1", _ATTRIBUTES.sub("", found[1]))
    return re.sub(r"[*_`]|<[^>]*>", "", words).strip()
