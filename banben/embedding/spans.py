"""Rare characters in the documents: a span around each, whose font the EPUB brings along.

A span, because the running text has no family of its own: it is in the reader's font, and stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from banben.documents import Document
from banben.embedding.cascade import UNSEEN, passages
from banben.embedding.choice import TEXT, Choice
from banben.embedding.rare import pieces, rare_of

CLASS = "rare"
TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<[^>]*>|[^<]+", re.DOTALL)
TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")


def marked(documents: tuple[Document, ...], sheet: str, choice: Choice) -> tuple[Document, ...]:
    """Return *documents* with a span around every rare character that *choice* finds a face for.

    Lines stay as they are. Attributes and `title` take no markup, and are in the reader's own font anyway.
    """
    region = choice.edition.region
    text = "".join(document.content for document in documents)
    rare = rare_of(text, region)
    if not rare:
        return documents
    pattern = pieces(rare)
    return tuple(
        replace(document, content=_marked(document.content, sheet, pattern, choice))
        if pattern.search(document.content)
        else document
        for document in documents
    )


def _marked(content: str, sheet: str, pattern: re.Pattern[str], choice: Choice) -> str:
    try:
        fonts = iter([passage.font for passage in passages(content, sheet)])
    except etree.XMLSyntaxError:  # a book's own template at fault, which verification reports
        return content
    parts: list[str] = []
    for token, seen in _tokens(content):
        if seen:
            role = choice.role(font) if (font := next(fonts, None)) else TEXT
            parts.append(_with_spans(token, role, pattern, choice))
        else:
            parts.append(token)
    return "".join(parts)


def _tokens(content: str) -> Iterator[tuple[str, bool]]:
    """Yield *content* in pieces: tags, comments, texts; and whether a piece is text that is shown."""
    hidden = 0  # how many of the open elements hide their text
    open_tags: list[str] = []
    for found in TOKEN.finditer(content):
        token = found[0]
        tag = TAG.match(token)
        if tag is None:
            yield token, bool(open_tags) and not hidden and not token.startswith("<")
            continue
        name = tag[2].rpartition(":")[2]
        if tag[1]:
            hidden -= open_tags.pop() in UNSEEN if open_tags else 0
        elif not token.endswith("/>"):
            open_tags.append(name)
            hidden += name in UNSEEN
        yield token, False


def _with_spans(text: str, role: str, pattern: re.Pattern[str], choice: Choice) -> str:
    name = CLASS if role == TEXT else f"{CLASS} {CLASS}-{role}"
    first, last = f'<span class="{name}">', "</span>"
    spans = pattern.sub(
        lambda found: first + found[0] + last if choice.takes(found[0], role) else found[0], text
    )
    return spans.replace(last + first, "")
