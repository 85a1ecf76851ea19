"""Link definitions that nothing uses: often a passage that was never meant as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markdown_it.token import Token

from banben.parse.context import Context
from banben.parse.nodes import Node


def report_unused(env: Mapping[str, Any], nodes: Iterable[Node], context: Context) -> None:
    """Report each `[label]: address` whose address no link or picture has: its words print nowhere."""
    definitions = env.get("references", {})
    if not definitions:
        return
    used = set(_addresses(nodes))
    for definition in definitions.values():
        if definition["href"] not in used:
            origin = context.line_origin(definition["map"][0])
            length = len(context.lines[origin.line - 1]) - origin.column + 1
            context.report("M121", origin, length)


def _addresses(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from _inside(node.token.children or ())
        yield from _addresses(node.children)


def _inside(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        yield str(token.attrs.get("href", ""))
        yield str(token.attrs.get("src", ""))
        yield from _inside(token.children or ())
