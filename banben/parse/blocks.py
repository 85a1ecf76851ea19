"""From nested tokens to blocks: one small function for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from banben.model import (
    PLAIN,
    Blocks,
    Break,
    CodeBlock,
    Definition,
    DefinitionList,
    Heading,
    Item,
    LineBreak,
    List,
    Note,
    Paragraph,
    Quote,
    Table,
    Text,
)
from banben.parse import boxes, charts, expressions, inlines, tables
from banben.parse.attributes import join, split_tail
from banben.parse.block_elements import with_attributes
from banben.parse.context import Context
from banben.parse.elements import convert
from banben.parse.events import Event
from banben.parse.flow import Flow
from banben.parse.html import html_events
from banben.parse.keys import HEADING, check_keys
from banben.parse.nodes import Node
from banben.parse.paragraphs import as_blocks, as_inlines
from banben.parse.places import place
from banben.parse.safety import safe

CONTENTS = frozenset({"[toc]", "[[toc]]", "[[_toc_]]", "{:toc}"})
LONGEST_SETEXT = 60
_LONE_BREAK = re.compile(r"\s*(?:<br\s*/?>\s*)+", re.IGNORECASE)


class Sequel:
    """Blocks in reading order, with what a line before says of the block that follows."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._flow = Flow(context, convert)
        self._attributes: Node | None = None
        self._given = PLAIN
        self._caption: Node | None = None

    def take(self, node: Node) -> None:
        """Take in the next node."""
        match node.type:
            case "attributes":
                self._attributes = node
                self._given = join(self._given, node.token.meta["attributes"])
            case "caption":
                self._caption = node
            case "html_block" if _LONE_BREAK.fullmatch(node.token.content) and not self._flow.is_open:
                origin = self._context.line_origin(node.first_line)
                self._context.report("M309", origin, len(node.token.content.split("\n")[0].strip()))
            case "html_block" if self._caption is None and self._attributes is None:
                self._flow.run(_html(node, self._context))
            case _:
                self._flow.add(self._furnish(block(node, self._context)))

    def finish(self) -> Blocks:
        """Return the blocks."""
        if self._attributes is not None:
            origin = self._context.line_origin(self._attributes.first_line)
            self._context.report("M213", origin, self._context.rest(origin))
        return as_blocks(self._flow.finish(), self._context.line_origin(0), self._context)

    def _furnish(self, made: Blocks) -> Blocks:
        """Give the first of *made* the attributes and the caption that stood before it."""
        if not made:
            return made
        first = with_attributes(made[0], self._given)
        if self._caption is not None and isinstance(first, Table):
            first = tables.captioned(first, self._caption, self._context)
        self._attributes, self._given, self._caption = None, PLAIN, None
        return (first, *made[1:])


def blocks(nodes: Iterable[Node], context: Context) -> Blocks:
    """Return *nodes* as blocks; HTML elements may begin in one node and end in another."""
    sequel = Sequel(context)
    for node in nodes:
        sequel.take(node)
    return sequel.finish()


def block(node: Node, context: Context) -> Blocks:
    """Return what *node* is: usually one block; none for a note's definition."""
    rule = RULES.get(node.type)
    if rule is None:
        raise ValueError(f"no rule for the token {node.token.type}")
    return rule(node, context)


def _html(node: Node, context: Context) -> tuple[Event, ...]:
    content = node.token.content
    places = place(context.source.path, context.lines, node.first_line, content)
    return tuple(html_events(content, places.origin, context))


def _whole_html(node: Node, context: Context) -> Blocks:
    flow = Flow(context, convert)
    flow.run(_html(node, context))
    return as_blocks(flow.finish(), context.line_origin(node.first_line), context)


def _paragraph(node: Node, context: Context) -> Blocks:
    inline = node.children[0].token
    if inline.content.strip().lower() in CONTENTS:
        context.report("M405", context.line_origin(node.first_line), len(inline.content))
        return ()
    places = inlines.placement(inline, context)
    if node.token.meta.get("lone_caption"):
        context.report("M206", places.origin(0), len(inline.content))
    return as_blocks(inlines.pieces(inline, places, context), places.origin(0), context)


def _heading(node: Node, context: Context) -> Blocks:
    inline = node.children[0].token
    places = inlines.placement(inline, context)
    origin = places.origin(0)
    if node.token.markup in ("-", "=") and ("\n" in inline.content or len(inline.content) > LONGEST_SETEXT):
        context.report("M212", origin, len(inline.content.split("\n")[0]), mark=node.token.markup * 3)
    children = as_inlines(inlines.pieces(inline, places, context), context)
    attributes = safe(node.token.meta["attributes"] or PLAIN, origin, context)
    check_keys(attributes, HEADING, origin, context)
    return (Heading(int(node.token.tag[1:]), children, attributes, origin),)


def _quote(node: Node, context: Context) -> Blocks:
    inside = blocks(node.children, context)
    return (Quote(inside, PLAIN, context.line_origin(node.first_line)),)


def _list(node: Node, context: Context, ordered: bool) -> Blocks:
    items = tuple(_item(child, context) for child in node.children)
    paragraphs = [p for item in node.children for p in item.children if p.type == "paragraph"]
    tight = all(paragraph.token.hidden for paragraph in paragraphs)
    start = int(node.token.attrs.get("start", 1))
    return (List(items, ordered, start, tight, PLAIN, context.line_origin(node.first_line)),)


def _item(node: Node, context: Context) -> Item:
    checked: bool | None = node.token.meta.get("checked")
    return Item(blocks(node.children, context), context.line_origin(node.first_line), checked)


def _definitions(node: Node, context: Context) -> Blocks:
    entries: list[Definition] = []
    for child in node.children:
        if child.type == "dt":
            term = inlines.stream(child.children[0].token, context)
            entries.append(Definition(term, (), context.line_origin(child.first_line)))
        else:
            meaning = blocks(child.children, context)
            entries[-1] = replace(entries[-1], meanings=(*entries[-1].meanings, meaning))
    return (DefinitionList(tuple(entries), PLAIN, context.line_origin(node.first_line)),)


def _fence(node: Node, context: Context) -> Blocks:
    info, attributes = split_tail(node.token.info)
    language = info.strip().split(" ")[0].split(",")[0]
    text = node.token.content
    origin = context.line_origin(node.first_line)
    if not _is_closed(node, context):
        context.report("M217", origin, len(node.token.markup))
    if language == "chart":
        return charts.chart(text, attributes or PLAIN, origin, context)
    expressions.report_in_code(text, node.first_line + 1, context)
    shown = expressions.unescaped(text.removesuffix("\n"), context)
    return (CodeBlock(shown, language, attributes or PLAIN, origin),)


def _is_closed(node: Node, context: Context) -> bool:
    first, end = node.token.map or (0, 0)
    last = context.lines[end - 1].strip(" \t>") if 0 < end <= len(context.lines) else ""
    mark = node.token.markup
    return end - 1 > first and last.startswith(mark) and not last.strip(mark[0])


def _code(node: Node, context: Context) -> Blocks:
    text = node.token.content.removesuffix("\n")
    return (CodeBlock(text, "", PLAIN, context.line_origin(node.first_line)),)


def _break(node: Node, context: Context) -> Blocks:
    return (Break("scene", context.line_origin(node.first_line)),)


def _note(node: Node, context: Context) -> Blocks:
    origin = context.line_origin(node.first_line)
    inside = blocks(node.children, context)
    context.notes.append(Note(node.token.meta["label"], inside, origin))
    return ()


def _too_deep(node: Node, context: Context) -> Blocks:
    """Keep the text of what is nested too deep, line by line."""
    context.report("M211", context.line_origin(node.first_line))
    found: list[Text | LineBreak] = []
    for row, line in enumerate(node.token.content.split("\n")):
        if line.strip():
            found += [LineBreak()] if found else []
            found.append(Text(line.strip(), context.line_origin(node.first_line + row)))
    return (Paragraph(tuple(found), PLAIN, context.line_origin(node.first_line)),) if found else ()


def _front_matter(node: Node, context: Context) -> Blocks:
    keys = [line.partition(":")[0].strip() for line in node.token.content.split("\n") if ":" in line]
    context.report("M404", context.line_origin(node.first_line), 3, keys=", ".join(keys))
    return ()


def _alert(node: Node, context: Context) -> Blocks:
    inside = blocks((child for child in node.children if child.type != "alert_title"), context)
    return boxes.alert(node, inside, context)


def _hint(node: Node, context: Context) -> Blocks:
    return boxes.hint(node, blocks(node.children, context), context)


def _container(node: Node, context: Context) -> Blocks:
    return boxes.container(node, lambda inner: blocks(inner, context), context)


Rule: TypeAlias = Callable[[Node, Context], Blocks]
RULES: Mapping[str, Rule] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "blockquote": _quote,
    "bullet_list": partial(_list, ordered=False),
    "ordered_list": partial(_list, ordered=True),
    "dl": _definitions,
    "table": tables.table,
    "fence": _fence,
    "code_block": _code,
    "hr": _break,
    "html_block": _whole_html,
    "footnote_reference": _note,
    "container": _container,
    "container_stray": boxes.stray,
    "alert": _alert,
    "hint": _hint,
    "liquid": expressions.liquid,
    "front_matter": _front_matter,
    "too_deep": _too_deep,
}
