"""CSS values with `var()` and simple `calc()` worked out, because old readers know neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add, mul, sub, truediv
from typing import Any, Literal

import tinycss2

Nodes = Sequence[Any]  # tinycss2 has no types
POINTS: Mapping[str, float] = {"pt": 1, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pc": 12}
OPERATORS: Mapping[str, Callable[[float, float], float]] = {"+": add, "-": sub, "*": mul, "/": truediv}
BRACKETS = {"() block": ("(", ")"), "[] block": ("[", "]"), "{} block": ("{", "}")}


@lru_cache(maxsize=1024)
def component_values(text: str) -> Nodes:
    """Return *text* in tokens and blocks; the same sheet is read for checks, tokens and each format."""
    return tuple(tinycss2.parse_component_value_list(text))


def segments(nodes: Nodes) -> list[Any]:
    """Return *nodes* as text that depends on no token, and the functions between, which `Resolver` writes.

    Comments leave their line ends, so that a line of the text is the same line of the source.
    """
    found: list[Any] = []
    for node in nodes:
        match node.type:
            case "comment":
                found.append("\n" * str(node.value).count("\n"))
            case "function":
                found.append(node)
            case "() block" | "[] block" | "{} block":
                left, right = BRACKETS[node.type]
                found += [left, *segments(node.content), right]
            case _:
                found.append(str(node.serialize()))
    return found


@dataclass(frozen=True, slots=True)
class Fault:
    """A `var()` that cannot be resolved, at the place in the sheet that leads to it."""

    name: str
    why: Literal["unknown", "circular"]
    line: int
    column: int


@dataclass(slots=True)
class Resolver:
    """Writes CSS with the values of *tokens* (by name, without dashes) in place of `var()`.

    Line ends stay where they are.
    """

    tokens: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _place: tuple[int, int] = (1, 1)

    def write(self, nodes: Nodes) -> str:
        """Return *nodes* as CSS."""
        return self.fill(segments(nodes))

    def fill(self, parts: Sequence[Any]) -> str:
        """Return *parts*, `segments` of nodes, as CSS."""
        return "".join([part if isinstance(part, str) else self._function(part) for part in parts])

    def token(self, name: str) -> str:
        """Return the value of the token *name*, itself resolved."""
        return self.write(component_values(self.tokens[name])).strip()

    def _function(self, node: Any) -> str:
        if node.lower_name == "var":
            return self._var(node)
        inner = self.write(node.arguments)
        if node.lower_name == "calc":
            return evaluate(inner) or f"calc({inner})"
        return f"{node.name}({inner})"

    def _var(self, node: Any) -> str:
        arguments = [item for item in node.arguments if item.type not in ("whitespace", "comment")]
        name = str(arguments[0].value).removeprefix("--") if arguments else ""
        if not self._open:
            self._place = (node.source_line, node.source_column)
        if name in self.tokens and name not in self._open:
            self.used.add(name)
            self._open.append(name)
            value = self.token(name)
            self._open.pop()
            return value
        if len(arguments) > 2:
            return self.write(arguments[2:]).strip()
        self.faults.append(Fault(name, "circular" if name in self._open else "unknown", *self._place))
        return ""


def in_points(value: str) -> float | None:
    """Return a length in points, or a plain number as it is; None for anything else."""
    nodes = [node for node in tinycss2.parse_component_value_list(value) if node.type != "whitespace"]
    if len(nodes) != 1:
        return None
    node = nodes[0]
    if node.type == "number":
        return float(node.value)
    if node.type == "dimension" and node.lower_unit in POINTS:
        return float(node.value) * POINTS[node.lower_unit]
    return None


def evaluate(expression: str) -> str:
    """Return the value of a `calc()` over one unit (or absolute lengths only), or an empty string."""
    nodes = [n for n in tinycss2.parse_component_value_list(expression) if n.type != "whitespace"]
    result = _sum(nodes)
    return f"{round(result[0], 4):g}{result[1]}" if result else ""


Quantity = tuple[float, str]


def _sum(nodes: Nodes) -> Quantity | None:
    return _chain(nodes, "+-", lambda part: _chain(part, "*/", _atom))


def _chain(nodes: Nodes, signs: str, inner: Callable[[Nodes], Quantity | None]) -> Quantity | None:
    parts: list[list[Any]] = [[]]
    between: list[str] = []
    for node in nodes:
        if node.type == "literal" and node.value in signs and parts[-1]:
            between.append(node.value)
            parts.append([])
        else:
            parts[-1].append(node)
    total = inner(parts[0])
    for sign, part in zip(between, parts[1:], strict=True):
        total = _apply(sign, total, inner(part))
    return total


def _apply(sign: str, left: Quantity | None, right: Quantity | None) -> Quantity | None:
    if left is None or right is None:
        return None
    if sign in "*/":
        if (right[1] and (sign == "/" or left[1])) or (sign == "/" and not right[0]):
            return None
        return OPERATORS[sign](left[0], right[0]), left[1] or right[1]
    if left[1] == right[1]:
        return OPERATORS[sign](left[0], right[0]), left[1]
    if left[1] in POINTS and right[1] in POINTS:
        return OPERATORS[sign](left[0] * POINTS[left[1]], right[0] * POINTS[right[1]]), "pt"
    return None


def _atom(nodes: Nodes) -> Quantity | None:
    if len(nodes) != 1:
        return None
    match nodes[0].type:
        case "number":
            return float(nodes[0].value), ""
        case "percentage":
            return float(nodes[0].value), "%"
        case "dimension":
            return float(nodes[0].value), str(nodes[0].lower_unit)
        case "() block":
            return _sum([node for node in nodes[0].content if node.type != "whitespace"])
        case "function" if nodes[0].lower_name == "calc":
            return _sum([node for node in nodes[0].arguments if node.type != "whitespace"])
        case _:
            return None
