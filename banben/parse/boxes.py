"""Containers by name: boxes from boxes.toml, verse, page breaks, passages for some editions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from banben.model import (
    PLAIN,
    Attributes,
    Blocks,
    Box,
    Break,
    Inlines,
    Origin,
    Paragraph,
    Strong,
    VariantBlock,
    Verse,
)
from banben.parse import inlines
from banben.parse.attributes import read_attributes
from banben.parse.context import Context, nearest
from banben.parse.nodes import Node
from banben.parse.rules.container import VERSE
from banben.parse.safety import safe
from banben.parse.spans import condition

ONLY = frozenset({"仅", "僅", "only"})
PAGE = frozenset({"换页", "換頁", "pagebreak"})
# GitHub's alerts and GitBook's hints say what they are in their own words.
ALERTS = {
    "NOTE": "tip", "TIP": "tip", "IMPORTANT": "caution", "WARNING": "caution", "CAUTION": "caution",
    "INFO": "tip", "SUCCESS": "tip", "DANGER": "caution",
}  # fmt: skip
Read: TypeAlias = Callable[[Sequence[Node]], Blocks]


def container(node: Node, read: Read, context: Context) -> Blocks:
    """Return the container; *read* gives the blocks of its inside."""
    name, origin = node.token.info, context.line_origin(node.first_line)
    fence: str = node.token.meta["fence"]
    if not node.token.meta["closed"]:
        context.report("M202", origin, len(fence), name=name)
    title, inside = node.children[0], node.children[1:]
    attributes = safe(node.token.meta["attributes"], origin, context)
    if name in VERSE:
        return _verse(title, inside, attributes, origin, context)
    if name in ONLY:
        words = title.token.content
        found = condition(words, context.find(origin, words), len(fence), context)
        return (VariantBlock(found, read(inside), origin),) if found else read(inside)
    if name in PAGE:
        return _page(read(inside), origin, len(fence), context)
    return _box(name, inlines.stream(title.token, context, 1), read(inside), attributes, origin, context)


def _box(
    name: str, title: Inlines, inside: Blocks, attributes: Attributes, origin: Origin, context: Context
) -> Blocks:
    kind = context.boxes.get(name)
    if kind is not None:
        return (Box(kind.key, title, inside, attributes, origin),)
    place = context.find(origin, name)
    likely = _likely(name, context) or "、".join(_shown(context))
    context.report("M201", place, len(name), name=name, nearest=likely)
    head = (Paragraph((Strong(title),), PLAIN, origin),) if title else ()
    return (*head, *inside)


def _likely(name: str, context: Context) -> str:
    """Return the known name most like *name*; of a box's names in two scripts the one that shares more."""
    found = nearest(name, {*context.boxes, *ONLY, *PAGE, *VERSE})
    kind = context.boxes.get(found)
    names = kind.names if kind and found in kind.names else (found,)
    return max(names, key=lambda known: len(set(known) & set(name)))


def _shown(context: Context) -> list[str]:
    return [kind.names[0] if kind.names else kind.key for kind in context.manuscript.boxes]


def _verse(
    title: Node, lines: Sequence[Node], attributes: Attributes, origin: Origin, context: Context
) -> Blocks:
    """Return the lines as written; a title is a strong first line, parted by an empty one."""
    found = [inlines.stream(line.token, context) for line in lines]
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    if named := inlines.stream(title.token, context, 1):
        found = [(Strong(named),), (), *found]
    return (Verse(tuple(found), attributes, origin),)


def _page(inside: Blocks, origin: Origin, length: int, context: Context) -> Blocks:
    if inside:
        context.report("M204", origin, length)
    return (Break("page", origin), *inside)


def stray(node: Node, context: Context) -> Blocks:
    """Report colons that end nothing."""
    context.report("M203", context.line_origin(node.first_line), len(node.token.markup))
    return ()


def alert(node: Node, inside: Blocks, context: Context) -> Blocks:
    """Return GitHub's alert as a box."""
    return (Box(ALERTS.get(node.token.info, "tip"), (), inside, PLAIN, context.line_origin(node.first_line)),)


def hint(node: Node, inside: Blocks, context: Context) -> Blocks:
    """Return GitBook's hint as a box."""
    origin = context.line_origin(node.first_line)
    if not node.token.meta["closed"]:
        context.report("M202", origin, len("{% hint"), name="hint")
    found = read_attributes("{" + node.token.info + "}")
    style = found[0].get("style") if found else ""
    return (Box(ALERTS.get(style.upper(), "tip"), (), inside, PLAIN, origin),)
