"""What mdBook and GitBook manuscripts hold for their own programs: reported, and kept where it is text."""

from __future__ import annotations

import re

from markdown_it.token import Token

from banben.includes import NAMES
from banben.model import PLAIN, Blocks, Inlines, Link, Origin, Paragraph, Strong, Text, Verbatim
from banben.parse.context import Context
from banben.parse.nodes import Node
from banben.parse.targets import link_target

INCLUDES = (*NAMES, "shiftinclude")
SHOWN = frozenset({"tab", "code", "embed", "file", "content-ref", "step", "card", "swagger"})
_VALUE = re.compile(r"\b(title|url|src)\s*=\s*[\"']([^\"']+)[\"']")
_IN_CODE = re.compile(r"(?<!\\)\{\{\s*#(" + "|".join(INCLUDES) + r")\b[^{}\n]*\}\}")
_ESCAPED = re.compile(r"\\(\{\{\s*#\w+[^{}\n]*\}\})")


def inline(token: Token, origin: Origin, context: Context) -> Inlines:
    """Return what `{{…}}` or `{%…%}` inside a line prints: itself, unless it is only for web pages."""
    name = token.info.lstrip("#").split(" ")[0]
    if token.content.startswith("{{") and token.info.startswith("#title"):
        context.report("M402", origin, len(token.content), text=token.content)
        return ()
    if not (token.info.startswith("#") and _is_told(name, context)):
        code = "M401" if token.info.startswith("#") and name in INCLUDES else "M403"
        context.report(code, origin, len(token.content), text=token.content)
    return (Verbatim(token.content, "code", origin),)


def report_in_code(text: str, first: int, context: Context) -> None:
    """Report each `{{#include …}}` inside a code block whose first line is *first* (from 0)."""
    for row, line in enumerate(text.split("\n")):
        for match in _IN_CODE.finditer(line):
            if not _is_told(match[1], context):
                origin = context.find(Origin(context.source.path, first + row + 1), match[0])
                context.report("M401", origin, len(match[0]), text=match[0])


def _is_told(name: str, context: Context) -> bool:
    """Whether files were included here, so that what is left is escaped or has its own problem."""
    return bool(context.source.stretches) and name in NAMES


def unescaped(text: str, context: Context) -> str:
    """Return *text* of code with mdBook's `\\{{#…}}`, its way to print a link of its own, as it is meant."""
    return _ESCAPED.sub(r"\1", text) if context.source.stretches else text


def liquid(node: Node, context: Context) -> Blocks:
    """Return what a GitBook line `{% … %}` prints: a tab's title, an embedded address, else nothing."""
    token = node.token
    origin = context.line_origin(node.first_line)
    if not token.info.startswith("end"):
        context.report("M406", origin, len(token.content), text=token.content)
    match = _VALUE.search(token.content)
    if match is None or token.info not in SHOWN:
        return ()
    place = context.find(origin, match[2])
    text: Inlines = (Text(match[2], place),)
    if match[1] == "title":
        return (Paragraph((Strong(text),), PLAIN, origin),)
    target = link_target(match[2], origin, context)
    address: Inlines = (Verbatim(match[2], "address", place),)
    return (Paragraph((Link(target, address, "", place),) if target else address, PLAIN, origin),)
