"""The flat tokens of a file as a tree: each opening token holds what stands up to its closing one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass(slots=True)
class Node:
    """A token with what is nested in it; *type* is the token's without `_open`."""

    token: Token
    children: list[Node] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The kind of the node."""
        return self.token.type.removesuffix("_open")

    @property
    def first_line(self) -> int:
        """The line (from 0) on which the node begins."""
        return self.token.map[0] if self.token.map else 0


def nest(tokens: Iterable[Token]) -> list[Node]:
    """Return *tokens* nested."""
    top: list[Node] = []
    stack = [top]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = Node(token)
        stack[-1].append(node)
        if token.nesting > 0:
            stack.append(node.children)
    return top
