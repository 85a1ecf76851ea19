"""Blocks as XHTML, each on a line of its own so that a line leads back to the manuscript."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from banben.model import (
    Block,
    Blocks,
    Box,
    Break,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Table,
    VariantBlock,
    Verse,
)
from banben.render.contents import heading_title, listed
from banben.render.floats import box, figure, table
from banben.render.flow import Flow
from banben.render.inlines import common, paragraph_inlines, render_inlines
from banben.render.labels import heading_label, reference_label
from banben.render.markup import attributes, escape
from banben.render.pictures import pictures_only

LIST_INSET = 2.0  # em, as the sheet has it
BOOKMARKED = (2, 3)  # sections and subsections, as far as the contents on the screen go


def render_blocks(group: Blocks, flow: Flow) -> str:
    """Return *group*, every block beginning on a new line."""
    return "".join([f"{flow.mark(block.origin)}{_block(block, flow)}\n" for block in group])


def _block(block: Block, flow: Flow) -> str:  # noqa: C901 - one case a kind
    match block:
        case Paragraph():
            kind = "pictures" if pictures_only(block.children) else ""
            return f"<p{common(block.attributes, kind)}>{paragraph_inlines(block.children, flow)}</p>"
        case Heading():
            return _heading(block, flow)
        case Quote():
            return f"<blockquote{common(block.attributes)}>\n{render_blocks(block.blocks, flow)}</blockquote>"
        case Verse():
            return _verse(block, flow)
        case List():
            return _list(block, flow)
        case DefinitionList():
            entries = "".join(_definition(entry, flow) for entry in block.entries)
            return f"<dl{common(block.attributes)}>\n{entries}</dl>"
        case Table():
            return table(block, flow)
        case Figure():
            return figure(block, flow)
        case CodeBlock():
            return f"<pre{common(block.attributes)}><code>{escape(block.text.rstrip(chr(10)))}</code></pre>"
        case Box():
            return box(block, flow, render_blocks)
        case Break():
            return '<div class="newpage"></div>' if block.kind == "page" else '<hr class="scene"/>'
        case VariantBlock():  # assembly has put variants in place; a book that skipped it loses nothing
            return render_blocks(block.blocks, flow)
        case _:
            assert_never(block)


def _heading(block: Heading, flow: Flow) -> str:
    level = min(block.level, 6)
    label = heading_label(block.number, flow.setting.region)
    if block.number or block.level <= min(BOOKMARKED):
        section = replace(block, number=block.number[:1])
        flow.section = reference_label(section, flow.chapter, flow.setting.region)
    number = f'<span class="number">{flow.words(label)}</span>' if label else ""
    names = common(block.attributes)
    if flow.setting.print and level in BOOKMARKED and listed(block):
        title = heading_title(block, flow.setting.region)
        names += attributes(data_title=title, style=f"bookmark-level:{flow.chapter.depth + level}")
    return f"<h{level}{names}>{number}{render_inlines(block.children, flow)}</h{level}>"


def _verse(block: Verse, flow: Flow) -> str:
    stanzas: list[list[str]] = [[]]
    for line in block.lines:
        if line:
            stanzas[-1].append(f'<span class="line">{render_inlines(line, flow)}</span>')
        elif stanzas[-1]:
            stanzas.append([])
    parts = "".join(f"<p>{''.join(stanza)}</p>\n" for stanza in stanzas if stanza)
    return f"<div{common(block.attributes, 'verse')}>\n{parts}</div>"


def _list(block: List, flow: Flow) -> str:
    name = "ol" if block.ordered else "ul"
    start = _start(block.start, flow.setting.print) if block.ordered and block.start != 1 else ""
    tasks = "tasks" if any(item.checked is not None for item in block.items) else ""
    flow.inset += LIST_INSET
    items = "".join(_item(item, block.tight, flow) for item in block.items)
    flow.inset -= LIST_INSET
    return f"<{name}{common(block.attributes, tasks)}{start}>\n{items}</{name}>"


def _start(start: int, print: bool) -> str:
    """Return where an ordered list begins; WeasyPrint reads the counter, not the attribute."""
    return f' style="counter-reset:list-item {start - 1}"' if print else f' start="{start}"'


def _item(item: Item, tight: bool, flow: Flow) -> str:
    tick = ""
    if item.checked is not None:
        tick = _tick(item.checked, flow)
    first = item.blocks[0] if item.blocks else None
    start = flow.mark(item.origin)
    if isinstance(first, Paragraph) and (tight or tick):
        inner = render_inlines(first.children, flow)
        rest = render_blocks(item.blocks[1:], flow)
        return f"{start}<li{common(first.attributes)}>{tick}{inner}{chr(10) if rest else ''}{rest}</li>\n"
    return f"{start}<li>{tick}\n{render_blocks(item.blocks, flow)}</li>\n"


def _tick(checked: bool, flow: Flow) -> str:
    """Return the box of a task: drawn by the sheet in print, on a screen one that every Chinese font has."""
    class_, word, sign = ("tick done", "ticked", "√") if checked else ("tick", "unticked", "□")
    names = attributes(class_=class_, role="img", aria_label=flow.setting.region.word(word))
    return f"<span{names}>{'' if flow.setting.print else sign}</span>"


def _definition(entry: Definition, flow: Flow) -> str:
    meanings = "".join(
        f"<dd>{render_inlines(group[0].children, flow)}</dd>\n"
        if len(group) == 1 and isinstance(group[0], Paragraph)
        else f"<dd>\n{render_blocks(group, flow)}</dd>\n"
        for group in entry.meanings
    )
    return f"{flow.mark(entry.origin)}<dt>{render_inlines(entry.term, flow)}</dt>\n{meanings}"
