"""Our tree as Typst, as LaTeX and as plain HTML: paragraphs, headings, lists, emphasis, quotations, notes.

What a rival would need packages or scripts for (tables, figures, index marks, ruby) is left out for all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from banben.model import (
    Block,
    Book,
    Box,
    Chapter,
    DefinitionList,
    Dots,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Ruby,
    Span,
    Strong,
    Styled,
    Text,
    Verbatim,
    Verse,
)  # fmt: skip

Wrap = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a rival's source writes each thing; *title* opens a chapter, *items* are numbered or not."""

    text: Wrap
    code: Wrap
    emphasis: Wrap
    strong: Wrap
    note: Wrap
    title: Wrap
    section: Wrap
    paragraph: Wrap
    items: Callable[[Sequence[str], bool], str]
    quote: Wrap
    line_break: str


@dataclass(frozen=True, slots=True)
class Source:
    """A book being written in one dialect; *notes* are those of the chapter, by label."""

    dialect: Dialect
    notes: Mapping[str, Note]

    def inlines(self, nodes: Sequence[Inline]) -> str:
        """Return running text."""
        return "".join(map(self.inline, nodes))

    def inline(self, node: Inline) -> str:
        """Return one inline; what a plain page has no form for prints its text, or nothing."""
        write = self.dialect
        match node:
            case Text(text):
                return write.text(text)
            case Verbatim(text, kind):
                return write.text(text) if kind == "keep" else write.code(text)
            case Emphasis(children):
                return write.emphasis(self.inlines(children))
            case Strong(children):
                return write.strong(self.inlines(children))
            case (
                Styled(children=children) | Span(children=children) | Link(children=children) | Dots(children)
            ):
                return self.inlines(children)
            case Ruby(pairs):
                return write.text("".join(pair.base.text for pair in pairs))
            case NoteRef(label):
                return write.note(self.flat(self.notes[label].blocks)) if label in self.notes else ""
            case LineBreak():
                return write.line_break
            case _:
                return ""

    def flat(self, blocks: Sequence[Block]) -> str:
        """Return the paragraphs of *blocks* as one."""
        return "".join(self.inlines(block.children) for block in blocks if isinstance(block, Paragraph))

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return *blocks*, each ended."""
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        """Return one block; tables and figures are left out."""
        write = self.dialect
        match block:
            case Heading(children=children):
                return write.section(self.inlines(children))
            case Paragraph(children=children):
                return write.paragraph(self.inlines(children))
            case List(items=items, ordered=ordered):
                return write.items([self.blocks_of_item(item.blocks) for item in items], ordered)
            case Quote(blocks=inner):
                return write.quote(self.blocks(inner))
            case Verse(lines=lines):
                return write.quote(write.paragraph(write.line_break.join(map(self.inlines, lines))))
            case Box(blocks=inner):
                return self.blocks(inner)
            case DefinitionList(entries=entries):
                return "".join(
                    write.paragraph(write.strong(self.inlines(entry.term)))
                    + "".join(map(self.blocks, entry.meanings))
                    for entry in entries
                )
            case _:
                return ""

    def blocks_of_item(self, blocks: Sequence[Block]) -> str:
        """Return an item: its first paragraph bare, what follows as blocks."""
        if blocks and isinstance(blocks[0], Paragraph):
            return self.inlines(blocks[0].children) + self.blocks(blocks[1:])
        return self.blocks(blocks)


def source(book: Book, dialect: Dialect) -> str:
    """Return the text of *book* in *dialect*, without what stands around it."""
    return "".join(_chapter(chapter, dialect) for chapter in book.chapters)


def _chapter(chapter: Chapter, dialect: Dialect) -> str:
    writer = Source(dialect, {note.label: note for note in chapter.notes})
    return dialect.title(writer.inlines(chapter.title)) + writer.blocks(chapter.blocks)


def _typst_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def _typst_items(items: Sequence[str], ordered: bool) -> str:
    return f"#{'enum' if ordered else 'list'}" + "".join(f"[{item}]" for item in items) + "\n\n"


TYPST = Dialect(
    text=_typst_text,
    code=_typst_text,
    emphasis=lambda inner: f"#emph[{inner}]",
    strong=lambda inner: f"#strong[{inner}]",
    note=lambda inner: f"#footnote[{inner}]",
    title=lambda inner: f"#heading(level: 1)[{inner}]\n\n",
    section=lambda inner: f"#heading(level: 2)[{inner}]\n\n",
    paragraph=lambda inner: f"{inner}\n\n",
    items=_typst_items,
    quote=lambda inner: f"#quote(block: true)[{inner}]\n\n",
    line_break="#linebreak()",
)

SPECIAL = re.compile(r"[\\{}$&#^_~%]")
COMMANDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex_text(text: str) -> str:
    return SPECIAL.sub(lambda match: COMMANDS.get(match[0], "\\" + match[0]), text)


def _tex_items(items: Sequence[str], ordered: bool) -> str:
    name = "enumerate" if ordered else "itemize"
    return f"\\begin{{{name}}}\n" + "".join(f"\\item {item}\n" for item in items) + f"\\end{{{name}}}\n\n"


def _tex_code(text: str) -> str:
    return rf"\url{{{text}}}" if text.isascii() and not SPECIAL.search(text) else _tex_text(text)


LATEX = Dialect(
    text=_tex_text,
    code=_tex_code,
    emphasis=lambda inner: rf"\emph{{{inner}}}",
    strong=lambda inner: rf"\textbf{{{inner}}}",
    note=lambda inner: rf"\footnote{{{inner}}}",
    title=lambda inner: rf"\chapter{{{inner}}}" + "\n\n",
    section=lambda inner: rf"\section{{{inner}}}" + "\n\n",
    paragraph=lambda inner: f"{inner}\n\n",
    items=_tex_items,
    quote=lambda inner: f"\\begin{{quotation}}\n{inner}\\end{{quotation}}\n\n",
    line_break="\\\\\n",
)


def _html_items(items: Sequence[str], ordered: bool) -> str:
    name = "ol" if ordered else "ul"
    return f"<{name}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{name}>\n"


def _tag(name: str, end: str = "") -> Wrap:
    return lambda inner: f"<{name}>{inner}</{name.partition(' ')[0]}>{end}"


HTML = Dialect(
    text=html.escape,
    code=lambda text: f"<code>{html.escape(text)}</code>",
    emphasis=_tag("em"),
    strong=_tag("strong"),
    note=_tag('span class="note"'),
    title=_tag("h1", "\n"),
    section=_tag("h2", "\n"),
    paragraph=_tag("p", "\n"),
    items=_html_items,
    quote=_tag("blockquote", "\n"),
    line_break="<br>",
)
