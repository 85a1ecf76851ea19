"""Parsing: one Markdown file of the manuscript becomes a chapter, with every problem found in it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from banben.manuscript import Manuscript, Source
from banben.model import PLAIN, Chapter, Heading, Inlines, Origin, Text
from banben.parse.blocks import blocks
from banben.parse.context import Context, open_context
from banben.parse.described import report_descriptions
from banben.parse.dialect import dialect
from banben.parse.inlines import read
from banben.parse.levels import split_title
from banben.parse.nodes import nest
from banben.parse.references import report_unused
from banben.parse.relocate import relocate
from banben.problems import Problem, in_order
from banben.regions import known_regions

__all__ = ["parse"]

LONGEST = 500_000
# markdown-it takes a lone carriage return for a line end; places must count lines as it does.
_LINE_END = re.compile(r"\r\n?")


def parse(source: Source, manuscript: Manuscript) -> tuple[Chapter, tuple[Problem, ...]]:
    """Return the chapter in *source*: numbers unset, ids and targets as written.

    Paths of links and pictures are relative to the book folder. All notes are kept, used or not, and
    every reference to one, defined or not. Text that was included has its place in the file it is from.
    *manuscript* gives the kinds of boxes, the regions, the data.
    """
    text = _LINE_END.sub("\n", source.text)
    context = open_context(replace(source, text=text), manuscript, known_regions(), read)
    env: dict[str, object] = {}
    nodes = nest(dialect().parse(text, env))
    inside = blocks(nodes, context)
    report_unused(env, nodes, context)
    if len(source.text) > LONGEST:
        context.report("M216", Origin(source.path), count=len(source.text), limit=LONGEST)
    titled = split_title(inside, context)
    chapter = Chapter(
        source.role or "chapter",
        _title(titled.title, context),
        titled.blocks,
        tuple(context.notes),
        titled.title.attributes if titled.title else PLAIN,
        titled.title.origin if titled.title else Origin(source.path) if source.path else source.origin,
        depth=source.depth,
    )
    report_descriptions(chapter, context)
    made, problems = relocate(chapter, tuple(context.problems), source)
    return made, in_order(problems)


def _title(heading: Heading | None, context: Context) -> Inlines:
    """Return the title: the file's own, else the order's, else the file's name."""
    if heading is not None:
        return heading.children
    source = context.source
    if source.title:
        return (Text(source.title, source.origin),)
    name = posixpath.splitext(posixpath.basename(source.path))[0]
    if source.text.strip():
        context.report("M209", Origin(source.path), name=name)
    return (Text(name, Origin(source.path)),) if name else ()
