"""A stylesheet for lines, turned for columns: what is said of left, of width, goes to top, to height.

Logical properties would do the same, but many reading systems that set columns do not know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

from banben.css_values import Nodes

# Where a line begins is left, in a column top; where the page begins is top, in columns from the right.
SIDES = {"left": "top", "top": "right", "right": "bottom", "bottom": "left"}
SIZES = {"width": "height", "height": "width"}
SIDE = re.compile(r"(?:(?:margin|padding|border)-)?(top|right|bottom|left)(?:-width|-style|-color)?")
SIZE = re.compile(r"(?:min-|max-)?(width|height)")
ROUND = frozenset({"margin", "padding", "border-width", "border-style", "border-color", "border-radius"})
# Pictures stand upright among columns, so their sizes stay.
PICTURE = re.compile(r"\bimg\b|\.inline\b")
NESTING = frozenset({"media", "supports"})


def turned(sheet: str) -> str:
    """Return *sheet*, without comments, for text in columns from right to left; every line stays a line."""
    return _rules(tinycss2.parse_component_value_list(sheet))


def _rules(nodes: Nodes) -> str:
    parts: list[str] = []
    prelude: list[Any] = []
    for node in nodes:
        if node.type != "{} block":
            prelude.append(node)
            if node != ";":
                continue
        parts.append(str(tinycss2.serialize(prelude)))
        if node.type == "{} block":
            parts.append("{" + _inside(prelude, node.content) + "}")
        prelude = []
    return "".join(parts) + str(tinycss2.serialize(prelude))


def _inside(prelude: Nodes, content: Nodes) -> str:
    first = next((node for node in prelude if node.type != "whitespace"), None)
    if first is not None and first.type == "at-keyword":
        return _rules(content) if first.lower_value in NESTING else str(tinycss2.serialize(content))
    picture = PICTURE.search(tinycss2.serialize(prelude)) is not None
    return "".join(_declaration(part, picture) for part in _split(content))


def _split(content: Nodes) -> Iterator[list[Any]]:
    """Yield the declarations of a block, each with the semicolon after it."""
    part: list[Any] = []
    for node in content:
        part.append(node)
        if node == ";":
            yield part
            part = []
    if part:
        yield part


def _declaration(nodes: list[Any], picture: bool) -> str:
    at = next((at for at, node in enumerate(nodes) if node.type == "ident"), None)
    colon = next((at for at, node in enumerate(nodes) if node == ":"), None)
    if at is None or colon is None or colon < at:
        return str(tinycss2.serialize(nodes))
    before, value = tinycss2.serialize(nodes[:at]), nodes[colon + 1 :]
    name = nodes[at].lower_value
    words = _around(value) if name in ROUND else tinycss2.serialize(value)
    return f"{before}{_property(name, picture)}:{words}"


def _property(name: str, picture: bool) -> str:
    for pattern, others in ((SIDE, SIDES), (SIZE, {} if picture else SIZES)):
        found = pattern.fullmatch(name)
        if found and found[1] in others:
            return name[: found.start(1)] + others[found[1]] + name[found.end(1) :]
    return name


def _around(value: Nodes) -> str:
    """Return the one to four values of the sides (top, right, bottom, left), each a side further."""
    plain = str(tinycss2.serialize(value))
    end = next((at for at, node in enumerate(value) if node in ("!", ";")), len(value))
    sides = [node for node in value[:end] if node.type not in ("whitespace", "comment")]
    if not 1 < len(sides) <= 4:
        return plain
    top, right, bottom, left = _four(sides)
    turn = " ".join(tinycss2.serialize([node]) for node in (left, top, right, bottom))
    rest = tinycss2.serialize(value[end:])
    made = f" {turn}{' ' if rest.startswith('!') else ''}{rest}"
    return "\n" * (plain.count("\n") - made.count("\n")) + made


def _four(sides: Nodes) -> tuple[Any, Any, Any, Any]:
    top, right, bottom = sides[0], sides[1], sides[2] if len(sides) > 2 else sides[0]
    return top, right, bottom, sides[3] if len(sides) > 3 else right
