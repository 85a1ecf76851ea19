"""Tables in GitHub's form, and the caption paragraph before a table."""

from __future__ import annotations

from dataclasses import replace

from banben.model import PLAIN, Blocks, Cell, Row, Table, Text
from banben.parse import inlines
from banben.parse.attributes import join
from banben.parse.context import Context
from banben.parse.html_tables import alignment
from banben.parse.keys import CAPTION, check_keys
from banben.parse.nodes import Node
from banben.parse.spans import renamed


def table(node: Node, context: Context) -> Blocks:
    """Return the table; its caption comes with the line before it."""
    groups = {child.type: child.children for child in node.children}
    head = tuple(_row(row, context) for row in groups.get("thead", ()))
    body = tuple(_row(row, context) for row in groups.get("tbody", ()))
    return (Table(head, body, (), (), PLAIN, context.line_origin(node.first_line)),)


def captioned(found: Table, caption: Node, context: Context) -> Table:
    """Return the table with the caption of the line before it, its id and its credit."""
    inline = caption.children[0].token
    attributes = caption.token.meta["attributes"] or PLAIN
    line = context.lines[caption.first_line] if caption.first_line < len(context.lines) else ""
    start = max(line.find("："), line.find(":"), 0)
    check_keys(attributes, CAPTION, context.line_origin(caption.first_line), context)
    credit = attributes.get("credit")
    return replace(
        found,
        caption=inlines.stream(inline, context, start + 1),
        source=context.words(credit, context.find(context.line_origin(caption.first_line), credit)),
        attributes=join(found.attributes, renamed(attributes, "credit")),
    )


def _row(node: Node, context: Context) -> Row:
    """Return the cells; each is sought in the source line after the one before it."""
    cells: list[Cell] = []
    column = context.line_origin(node.first_line).column - 1
    for child in node.children:
        inline = child.children[0].token
        places = inlines.placement(inline, context, column + 1 if column else 1)
        origin = places.origin(0)
        column = origin.column - 1 + len(inline.content)
        style = str(child.token.attrs.get("style", "")).removeprefix("text-align:")
        children = inlines.stream(inline, context, max(1, origin.column - 1))
        cells.append(Cell(children, alignment((style,)), origin, child.type == "th"))
    extra = [text for text in node.token.meta.get("extra", ()) if text]
    if extra and cells:
        origin = context.find(cells[-1].origin, extra[0])
        context.report("M215", origin, len(extra[0]), text=extra[0])
        added = Text(" " + " ".join(extra), origin)
        cells[-1] = replace(cells[-1], children=(*cells[-1].children, added))
    return tuple(cells)
