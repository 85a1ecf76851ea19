"""What a stylesheet of the book's own may not have: faults of syntax, remote resources, banned properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import tinycss2

from banben.css_values import Nodes, component_values
from banben.editions import Format
from banben.model import Origin
from banben.problems import Problem, problem

# EPUB 3.3 section 6.3.1.3: the text direction belongs to the markup; fixed boxes cover the text.
BANNED: Mapping[Format, Mapping[str, str]] = {
    "epub": {"direction": "", "unicode-bidi": "", "position": "fixed"},
    "pdf": {},
}
NESTING = frozenset({"media", "supports", "layer", "container"})


def check_sheet(text: str, path: str, format: Format) -> Iterator[Problem]:
    """Yield what is wrong with the stylesheet *text* that stands at *path*."""
    values = component_values(text)
    yield from _rules(
        tinycss2.parse_stylesheet(values, skip_comments=True, skip_whitespace=True), path, format
    )
    yield from _addresses(values, path)


def _rules(rules: Nodes, path: str, format: Format) -> Iterator[Problem]:
    for rule in rules:
        if rule.type == "error":
            yield problem("T203", _place(path, rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield problem("T206", _place(path, rule), length=len("@import"))
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
            inner = tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, path, format)
        elif rule.content is not None:
            yield from _declarations(rule.content, path, format)


def _declarations(content: Nodes, path: str, format: Format) -> Iterator[Problem]:
    # Nested rules are none of CSS as WeasyPrint and older readers know it, so they are faults here.
    for item in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if item.type == "error":
            yield problem("T203", _place(path, item))
        elif item.type == "at-rule" and item.content is not None:
            yield from _declarations(item.content, path, format)
        elif item.type == "declaration" and item.lower_name in BANNED[format]:
            value = tinycss2.serialize(item.value).strip()
            if BANNED[format][item.lower_name] in ("", value.lower()):
                what = f"{item.lower_name}: {value}"
                yield problem("T204", _place(path, item), length=len(item.name), what=what)


def _addresses(nodes: Nodes, path: str) -> Iterator[Problem]:
    for node in nodes:
        inner = getattr(node, "content", None) or getattr(node, "arguments", None) or []
        address = None
        if node.type == "url":
            address = node.value
        elif node.type == "function" and node.lower_name in ("url", "src"):
            address = "".join(item.value for item in node.arguments if item.type == "string")
        if address is not None and not address.startswith(("data:", "#")):
            yield problem("T205", _place(path, node), length=4, address=address)
        if not isinstance(inner, str):
            yield from _addresses(inner, path)


def _place(path: str, node: Any) -> Origin:
    return Origin(path, node.source_line, node.source_column)
