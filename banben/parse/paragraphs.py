"""Paragraphs and lone pictures: how pieces become blocks, and how blocks become lines of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Image,
    Inlines,
    LineBreak,
    List,
    Origin,
    Paragraph,
    Text,
    Verbatim,
)
from banben.parse.attributes import join
from banben.parse.context import Context
from banben.parse.pieces import Frame, Piece, is_inline, runs
from banben.parse.spans import is_empty, renamed
from banben.walk import inlines, inner_blocks, plain, streams

LONGEST = 20_000


def as_blocks(
    pieces: Iterable[Piece], origin: Origin, context: Context, attributes: Attributes = PLAIN
) -> Blocks:
    """Return *pieces* as blocks: each run of inlines is a paragraph, with *attributes* of its element."""
    blocks: list[Block] = []
    for run in runs(pieces):
        if isinstance(run, tuple):
            blocks += paragraph(run, attributes, _first_origin(run, origin), context)
        elif isinstance(run, Frame):
            context.report("M306", run.origin, run.length, name=run.name)
            blocks += as_blocks(run.content, run.origin, context)
        else:
            blocks.append(run)
    return tuple(blocks)


def paragraph(stream: Inlines, attributes: Attributes, origin: Origin, context: Context) -> Blocks:
    """Return the paragraph, the figure if it is a picture alone, or nothing if it prints nothing."""
    # Two ideographic spaces at the start are a typist's indent; the style sheet makes its own.
    stream = trim(stream, " \t\n\u3000")
    if not stream:
        return ()
    if all(isinstance(item, LineBreak) for item in stream):
        context.report("M309", origin, 4)
        return ()
    if len(stream) == 1 and isinstance(stream[0], Image):
        return (figure(stream[0], attributes, context),)
    count = len(plain(stream))
    if count > LONGEST:
        context.report("M210", origin, 1, count=count, limit=LONGEST)
    return (Paragraph(stream, attributes, origin),)


def figure(image: Image, attributes: Attributes, context: Context) -> Figure:
    """Return *image* as a figure of its own; its title is the caption, `credit` the source line."""
    joined = join(attributes, image.attributes)
    own = replace(renamed(joined, "credit", "width", "height"), classes=joined.classes)
    sizes = tuple(pair for pair in joined.values if pair[0] in ("width", "height"))
    credit = joined.get("credit")
    return Figure(
        replace(image, title="", attributes=Attributes(classes=image.attributes.classes, values=sizes)),
        image.alt,
        context.words(image.title, context.find(image.origin, image.title)),
        context.words(credit, context.find(image.origin, credit)),
        own,
        image.origin,
    )


def trim(stream: Inlines, leading: str = " \t\n") -> Inlines:
    """Return *stream* without empty texts and space at its ends; *leading* are what goes at the start."""
    items = [item for item in stream if not (isinstance(item, Text) and not item.text)]
    while items and isinstance(first := items[0], Text):
        text = first.text.lstrip(leading)
        if text:
            moved = len(first.text) - len(text)
            place = replace(first.origin, column=first.origin.column + moved)
            items[0] = Text(text, place)
            break
        items.pop(0)
    while items and isinstance(last := items[-1], Text):
        text = last.text.rstrip(" \t\n")
        if text:
            items[-1] = replace(last, text=text)
            break
        items.pop()
    return tuple(items)


def as_inlines(pieces: Sequence[Piece], context: Context) -> Inlines:
    """Return *pieces* where only inlines may stand: blocks become lines of their own."""
    if all(is_inline(piece) for piece in pieces):
        return trim(tuple(piece for piece in pieces if is_inline(piece)))
    lines: list[Inlines] = []
    for run in runs(pieces):
        if isinstance(run, tuple):
            lines.append(trim(run))
        elif isinstance(run, Frame):
            context.report("M306", run.origin, run.length, name=run.name)
            lines.append(as_inlines(run.content, context))
        else:
            context.report("M307", run.origin, 1)
            lines += _lines(run)
    return _joined(line for line in lines if line and not is_empty(line))


def _joined(lines: Iterable[Inlines]) -> Inlines:
    found: list[Inlines] = []
    for line in lines:
        found += [(LineBreak(),), line] if found else [line]
    return tuple(item for line in found for item in line)


def _lines(block: Block) -> list[Inlines]:
    """Return the text of *block* as lines; a list keeps its marks."""
    if isinstance(block, CodeBlock):
        return [(Verbatim(line, "code", block.origin),) for line in block.text.splitlines()]
    lines = [stream for stream in streams(block) if stream]
    if isinstance(block, Figure) and isinstance(block.picture, Image):
        lines.insert(0, (block.picture,))
    for number, group in enumerate(inner_blocks(block)):
        inside = [line for inner in group for line in _lines(inner)]
        if isinstance(block, List) and inside:
            mark = f"{block.start + number}. " if block.ordered else "• "
            inside[0] = (Text(mark, block.items[number].origin), *inside[0])
        lines += inside
    return lines


def _first_origin(run: Inlines, origin: Origin) -> Origin:
    """Return where the first text or picture of *run* stands."""
    texts = (item for item in inlines(run) if isinstance(item, (Text, Verbatim, Image)))
    return next((item.origin for item in texts if not isinstance(item, Text) or item.text.strip()), origin)


def parts(frame: Frame, *names: str) -> list[Frame]:
    """Return the parts of *frame* that bear one of *names*."""
    return [piece for piece in frame.content if isinstance(piece, Frame) and piece.name in names]


def others(frame: Frame, *names: str) -> list[Piece]:
    """Return what stands in *frame* beside the parts of *names*."""
    return [piece for piece in frame.content if not (isinstance(piece, Frame) and piece.name in names)]
