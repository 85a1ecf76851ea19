"""For the tests of parsing: a manuscript around one text, and the tree as lines that one can read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_never

from banben.manuscript import BoxKind, Manuscript, Source
from banben.model import (
    Attributes,
    Block,
    Blocks,
    Box,
    Break,
    Chapter,
    Chart,
    CodeBlock,
    CrossRef,
    DefinitionList,
    Dots,
    Emphasis,
    Figure,
    Heading,
    Image,
    Imprint,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Metadata,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Span,
    Strong,
    Styled,
    Table,
    Text,
    Variant,
    VariantBlock,
    Verbatim,
    Verse,
)
from banben.parse import parse
from banben.problems import Problem

BOXES_TOML = Path(__file__).parents[1] / "templates" / "boxes.toml"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
METADATA = Metadata("书", "", "zh-Hans-CN", "", "book", "", "", (), (), Imprint(), date(2026, 11, 23), NOW)


def boxes() -> tuple[BoxKind, ...]:
    rows = tomllib.loads(BOXES_TOML.read_text("utf-8"))
    return tuple(_kind(key, row) for key, row in rows.items())


def _kind(key: str, row: Mapping[str, Any]) -> BoxKind:
    audiences = frozenset(row["audiences"])
    return BoxKind(key, tuple(row["names"]), row["label"], row["template"], audiences, row["breaks"])


def parse_text(
    text: str,
    path: str = "01.md",
    title: str = "",
    others: tuple[str, ...] = (),
    texts: Mapping[str, str] | None = None,
) -> tuple[Chapter, tuple[Problem, ...]]:
    source = Source(path, text, title, None, 0, Origin("book.toml", 3, 1))
    sources = (source, *(Source(other, "", "", None, 0, Origin("book.toml")) for other in others))
    return parse(source, Manuscript(Path(), METADATA, sources, (), boxes(), texts or {}))


def chapter(text: str) -> Chapter:
    """Parse *text* under a title, which takes no line of it."""
    return parse_text(text, title="章")[0]


def problems(text: str, **options: object) -> list[tuple[str, int, int, int]]:
    """Return code, line, column and length of each problem."""
    found = parse_text(text, title=str(options.get("title", "章")))[1]
    return [(p.code, p.origin.line, p.origin.column, p.length) for p in found if p.origin]


def tree(chapter: Chapter) -> str:
    """Return the chapter's blocks and notes, one a line."""
    lines = list(_blocks(chapter.blocks))
    for note in chapter.notes:
        lines += [f"note {note.label}", *(f"  {line}" for line in _blocks(note.blocks))]
    return "\n".join(lines)


def stream(inlines: Inlines) -> str:
    return "".join(_inline(item) for item in inlines)


def attributes(given: Attributes) -> str:
    parts = [f"#{given.id}"] if given.id else []
    parts += [f".{name}" for name in given.classes]
    parts += [f"lang={given.lang}"] if given.lang else []
    parts += [f"{key}={value}" for key, value in given.values]
    return " {" + " ".join(parts) + "}" if parts else ""


def _inline(item: Inline) -> str:
    match item:
        case Text():
            return item.text
        case Emphasis():
            return f"<em>{stream(item.children)}</em>"
        case Strong():
            return f"<strong>{stream(item.children)}</strong>"
        case Styled():
            return f"<{item.style}>{stream(item.children)}</{item.style}>"
        case Dots():
            return f"<dots>{stream(item.children)}</dots>"
        case Span():
            return f"<span{attributes(item.attributes)}>{stream(item.children)}</span>"
        case Link():
            title = f" “{item.title}”" if item.title else ""
            return f"<a {item.target}{title}>{stream(item.children)}</a>"
        case Variant():
            return f"<only {_who(item)}>{stream(item.children)}</only>"
        case _:
            return _leaf(item)


def _leaf(
    item: Text | Ruby | NoteRef | CrossRef | IndexMark | Image | Verbatim | LineBreak,
) -> str:
    match item:
        case Ruby():
            return f"<{item.kind} " + " ".join(f"{p.base.text}={p.reading}" for p in item.pairs) + ">"
        case NoteRef():
            return f"<note {item.label}>"
        case CrossRef():
            return f"<ref {item.target} {item.form}>"
        case IndexMark():
            more = f" see {item.see}" if item.see else f" {item.reading}" if item.reading else ""
            return f"<index {item.under + '/' if item.under else ''}{item.term}{more}>"
        case Image():
            return f"<img {item.source} “{item.alt}”{attributes(item.attributes)}>"
        case Verbatim():
            return f"<{item.kind} {item.text}>"
        case LineBreak():
            return "⏎"
        case Text():
            return item.text
        case _:
            assert_never(item)


def _who(item: Variant | VariantBlock) -> str:
    condition = item.condition
    return " ".join([*sorted(condition.regions), *(f"@{name}" for name in sorted(condition.audiences))])


def _blocks(group: Blocks) -> Iterator[str]:
    for block in group:
        yield from _block(block)


def _indented(group: Blocks) -> list[str]:
    return [f"  {line}" for line in _blocks(group)]


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"h{block.level} {stream(block.children)}{attributes(block.attributes)}"]
        case Paragraph():
            return [f"p {stream(block.children)}{attributes(block.attributes)}"]
        case Quote():
            return [f"quote{attributes(block.attributes)}", *_indented(block.blocks)]
        case Verse():
            lines = [f"  | {stream(line)}".rstrip() for line in block.lines]
            return [f"verse{attributes(block.attributes)}", *lines]
        case CodeBlock():
            head = f"code {block.language}".rstrip() + attributes(block.attributes)
            return [head, *(f"  {line}" for line in block.text.split("\n"))]
        case Box():
            head = f"box {block.kind} {stream(block.title)}".rstrip() + attributes(block.attributes)
            return [head, *_indented(block.blocks)]
        case Break():
            return [f"break {block.kind}"]
        case VariantBlock():
            return [f"only {_who(block)}", *_indented(block.blocks)]
        case Figure():
            return _figure(block)
        case Table():
            return _table(block)
        case List() | DefinitionList():
            return _list(block)
        case _:
            assert_never(block)


def _list(block: List | DefinitionList) -> list[str]:
    found: list[str] = []
    if isinstance(block, DefinitionList):
        for entry in block.entries:
            found.append(f"term {stream(entry.term)}{attributes(block.attributes)}")
            for meaning in entry.meanings:
                found += ["  meaning", *(f"    {line}" for line in _blocks(meaning))]
        return found
    kind = f"list from {block.start}" if block.ordered else "list"
    found.append(f"{kind}{'' if block.tight else ' loose'}{attributes(block.attributes)}")
    for item in block.items:
        tick = "" if item.checked is None else " [x]" if item.checked else " [ ]"
        found += [f"  item{tick}", *(f"    {line}" for line in _blocks(item.blocks))]
    return found


def _figure(block: Figure) -> list[str]:
    head = f"figure{attributes(block.attributes)}"
    picture = block.picture
    if isinstance(picture, Chart):
        bars = [
            f"  {bar.label}: {', '.join(map(str, bar.values))}{' of ' + bar.group if bar.group else ''}"
            for bar in picture.bars
        ]
        shown = [f"  {picture.kind} {'/'.join(picture.series)} {picture.unit} “{block.alt}”", *bars]
    else:
        shown = [f"  {_inline(picture)}"]
    caption = [f"  caption {stream(block.caption)}"] if block.caption else []
    credit = [f"  credit {stream(block.credit)}"] if block.credit else []
    return [head, *shown, *caption, *credit]


def _table(block: Table) -> list[str]:
    found = [f"table{attributes(block.attributes)}"]
    found += [f"  caption {stream(block.caption)}"] if block.caption else []
    found += [f"  head {_row(row)}" for row in block.head]
    found += [f"  row {_row(row)}" for row in block.body]
    return found + ([f"  source {stream(block.source)}"] if block.source else [])


def _row(row: Row) -> str:
    cells = []
    for cell in row:
        align = {"": "", "left": "<", "center": "^", "right": ">"}[cell.align]
        wide = f"×{cell.colspan}" if cell.colspan > 1 else ""
        high = f"↓{cell.rowspan}" if cell.rowspan > 1 else ""
        cells.append(f"{align}{wide}{high}{'!' if cell.heading else ''}{stream(cell.children)}")
    return " | ".join(cells)
