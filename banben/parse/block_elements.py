"""Block elements of HTML: paragraphs, headings, lists, quotations, figures, disclosures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Box,
    Break,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inlines,
    Item,
    LineBreak,
    List,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
    VariantBlock,
)
from banben.parse.attributes import join
from banben.parse.context import Context
from banben.parse.flow import Convert
from banben.parse.html_tables import table
from banben.parse.paragraphs import as_blocks, as_inlines, figure, others, parts
from banben.parse.pieces import Frame, Piece, is_block, is_inline
from banben.parse.safety import safe
from banben.parse.spans import is_empty
from banben.walk import inner_blocks, plain, streams

ASIDE = "sidebar"


def _attributes(frame: Frame, context: Context) -> Attributes:
    attributes = safe(frame.attributes, frame.origin, context)
    return Attributes(attributes.id, attributes.classes, attributes.lang)


def _division(frame: Frame, context: Context, add: str = "") -> Sequence[Piece]:
    """The tree has no divisions: their alignment, language and id go to the blocks inside."""
    attributes = _attributes(frame, context)
    if add:
        attributes = replace(attributes, classes=(*attributes.classes, add))
    blocks = as_blocks(frame.content, frame.origin, context)
    if not blocks and attributes.id:
        return (Paragraph((), attributes, frame.origin),)
    given = [
        with_attributes(block, replace(attributes, id="") if n else attributes)
        for n, block in enumerate(blocks)
    ]
    return tuple(given)


def with_attributes(block: Block, outer: Attributes) -> Block:
    """Return *block* with *outer* in addition; what the block says itself prevails."""
    if outer == PLAIN or isinstance(block, (Break, VariantBlock)):
        return block
    return replace(block, attributes=join(outer, block.attributes))


def _heading(frame: Frame, context: Context, level: int) -> Sequence[Piece]:
    children = as_inlines(frame.content, context)
    if is_empty(children):
        return children
    return (Heading(level, children, _attributes(frame, context), frame.origin),)


def _quote(frame: Frame, context: Context) -> Sequence[Piece]:
    blocks = as_blocks(frame.content, frame.origin, context)
    return (Quote(blocks, _attributes(frame, context), frame.origin),) if blocks else ()


def _pre(frame: Frame, context: Context) -> Sequence[Piece]:
    text = "".join(_written(piece) for piece in frame.content)
    attributes = _attributes(frame, context)
    return (CodeBlock(text.removeprefix("\n").rstrip("\n"), "", attributes, frame.origin),)


def _written(piece: Piece) -> str:
    """Return the text of *piece* with its line ends."""
    if isinstance(piece, Frame):
        return "".join(_written(inner) for inner in piece.content)
    if is_block(piece):
        lines = [plain(stream) for stream in streams(piece)]
        lines += [_written(inner) for group in inner_blocks(piece) for inner in group]
        return "\n".join([*lines, ""])
    return plain((piece,)) if is_inline(piece) else ""


def _list(frame: Frame, context: Context, ordered: bool) -> Sequence[Piece]:
    items: list[Item] = []
    for run in _items(frame):
        blocks = as_blocks(run.content, run.origin, context)
        items.append(Item(blocks, run.origin))
    start = frame.attributes.get("start")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
    if not items:
        return ()
    return (List(tuple(items), ordered, first, True, _attributes(frame, context), frame.origin),)


def _items(frame: Frame) -> list[Frame]:
    """Return the items; anything else that stands between them is an item of its own, or its sublist."""
    found: list[Frame] = []
    for piece in frame.content:
        if isinstance(piece, Frame) and piece.name == "li":
            found.append(piece)
        elif isinstance(piece, Text) and not piece.text.strip():
            continue
        elif found:
            found[-1].content.append(piece)
        else:
            found.append(Frame("li", PLAIN, frame.origin, content=[piece]))
    return found


def _definitions(frame: Frame, context: Context) -> Sequence[Piece]:
    entries: list[Definition] = []
    for part in parts(frame, "dt", "dd"):
        if part.name == "dt":
            entries.append(Definition(as_inlines(part.content, context), (), part.origin))
            continue
        meaning = as_blocks(part.content, part.origin, context)
        last = entries.pop() if entries else Definition((), (), part.origin)
        entries.append(replace(last, meanings=(*last.meanings, meaning)))
    rest = as_blocks(others(frame, "dt", "dd"), frame.origin, context)
    if not entries:
        return rest
    return (DefinitionList(tuple(entries), _attributes(frame, context), frame.origin), *rest)


def _figure(frame: Frame, context: Context) -> Sequence[Piece]:
    """A figure with one picture takes its caption; with a table the caption is the table's."""
    captions = parts(frame, "figcaption")
    caption = as_inlines([piece for part in captions for piece in part.content], context)
    blocks = as_blocks(others(frame, "figcaption"), frame.origin, context)
    attributes = _attributes(frame, context)
    for index, block in enumerate(blocks):
        if named := _captioned(block, caption, attributes, context):
            return (*blocks[:index], named, *blocks[index + 1 :])
    return (*blocks, *((Paragraph(caption, attributes, captions[0].origin),) if caption else ()))


def _captioned(block: Block, caption: Inlines, attributes: Attributes, context: Context) -> Block | None:
    """Return *block* with the caption if it is what a figure can hold; None if not."""
    if isinstance(block, (Figure, Table)):
        joined = join(block.attributes, attributes)
        return replace(block, caption=caption or block.caption, attributes=joined)
    if isinstance(block, Paragraph) and (lone := _lone_image(block)):
        shown = figure(lone, attributes, context)
        return replace(shown, caption=caption or shown.caption)
    return None


def _lone_image(block: Paragraph) -> Image | None:
    images = [item for item in block.children if isinstance(item, Image)]
    rest = tuple(item for item in block.children if not isinstance(item, (Image, LineBreak)))
    return images[0] if len(images) == 1 and is_empty(rest) else None


def _rule(frame: Frame, _: Context) -> Sequence[Piece]:
    return (Break("scene", frame.origin),)


def _details(frame: Frame, context: Context) -> Sequence[Piece]:
    """A disclosure cannot fold on paper: it becomes an aside, or plain blocks where there is no such box."""
    context.report("M311", frame.origin, frame.length)
    summaries = parts(frame, "summary")
    title = as_inlines([piece for part in summaries for piece in part.content], context)
    blocks = as_blocks(others(frame, "summary"), frame.origin, context)
    if ASIDE in context.boxes:
        return (Box(ASIDE, title, blocks, _attributes(frame, context), frame.origin),)
    head = (Paragraph((Strong(title),), PLAIN, summaries[0].origin),) if title else ()
    return (*head, *blocks)


def _paragraph(frame: Frame, context: Context) -> Sequence[Piece]:
    return as_blocks(frame.content, frame.origin, context, _attributes(frame, context))


BLOCK_ELEMENTS: Mapping[str, Convert] = {
    "p": _paragraph,
    "div": _division,
    "center": partial(_division, add="center"),
    **{f"h{level}": partial(_heading, level=level) for level in range(1, 7)},
    "blockquote": _quote,
    "pre": _pre,
    "ul": partial(_list, ordered=False),
    "ol": partial(_list, ordered=True),
    "dl": _definitions,
    "table": table,
    "figure": _figure,
    "hr": _rule,
    "details": _details,
}
