"""Before inlines are read: attributes of headings, captions of tables, tick boxes leave their text."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from banben.parse.attributes import split_tail

CAPTION = re.compile(r"(?:表|Table)\s*[：:]\s*(?=\S)")
_TICK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def prepare(state: StateCore) -> None:
    """Mark headings, captions and list items, and take what is no text out of their content."""
    tokens = state.tokens
    for index, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                _heading(token, tokens[index + 1])
            case "paragraph_open":
                _caption(tokens, index)
            case "list_item_open":
                _tick(tokens, index)


def _heading(token: Token, inline: Token) -> None:
    inline.content, token.meta["attributes"] = split_tail(inline.content)


def _caption(tokens: list[Token], index: int) -> None:
    inline = tokens[index + 1]
    after = tokens[index + 3] if index + 3 < len(tokens) else None
    match = CAPTION.match(inline.content)
    if match is None or "\n" in inline.content:
        return
    if after is None or not (after.type == "table_open" or _is_html_table(after)):
        tokens[index].meta["lone_caption"] = True
        return
    text, attributes = split_tail(inline.content[match.end() :])
    inline.content = text
    tokens[index].type = "caption_open"
    tokens[index].meta["attributes"] = attributes
    tokens[index + 2].type = "caption_close"


def _is_html_table(token: Token) -> bool:
    return token.type == "html_block" and token.content.lstrip().lower().startswith("<table")


def _tick(tokens: list[Token], index: int) -> None:
    if index + 2 >= len(tokens) or tokens[index + 1].type != "paragraph_open":
        return
    inline = tokens[index + 2]
    if match := _TICK.match(inline.content):
        tokens[index].meta["checked"] = match[1] != " "
        inline.content = inline.content[match.end() :]
