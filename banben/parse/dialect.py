"""The dialect as a markdown-it parser: CommonMark, plugins, and the project's own rules."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def
from mdit_py_plugins.front_matter import front_matter_plugin

from banben.parse.rules.container import container
from banben.parse.rules.crossref import crossref
from banben.parse.rules.depth import DEEPEST, too_deep
from banben.parse.rules.expression import expression
from banben.parse.rules.liquid import liquid
from banben.parse.rules.note import inline_note, note_reference
from banben.parse.rules.own_line import own_line_attributes
from banben.parse.rules.prepare import prepare
from banben.parse.rules.ruby import ruby
from banben.parse.rules.span import span
from banben.parse.rules.table import table
from banben.parse.rules.trailing import trailing_attributes
from banben.parse.scanner import Dialect, PlacedInline

# What may begin right below a paragraph's line, as CommonMark's own fences may.
_ENDED = ["paragraph", "reference", "blockquote", "list"]


@cache
def dialect() -> MarkdownIt:
    """Return the parser, made once; it keeps no state between texts."""
    md = Dialect()
    md.inline = PlacedInline()
    # The tokenizer's own limit drops the rest in silence, so `too_deep` must come before it.
    md.configure("commonmark", {"maxNesting": DEEPEST + 20, "alerts": True})
    md.enable(["table", "strikethrough"])
    _blocks(md)
    _inlines(md)
    md.core.ruler.before("inline", "prepare", prepare)
    md.core.ruler.disable("text_join")
    md.inline.ruler2.disable("fragments_join")
    return md


def _blocks(md: MarkdownIt) -> None:
    md.use(front_matter_plugin)
    md.use(deflist_plugin)
    ruler = md.block.ruler
    # Only this rule of the plugin: its others drop unused definitions and print undefined labels as text.
    ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    ruler.before("fence", "container", container, {"alt": _ENDED})
    ruler.before("fence", "liquid", liquid, {"alt": _ENDED})
    ruler.before("fence", "own_line_attributes", own_line_attributes, {"alt": []})
    ruler.before("front_matter", "too_deep", too_deep, {"alt": []})


def _inlines(md: MarkdownIt) -> None:
    ruler = md.inline.ruler
    ruler.before("link", "crossref", crossref)
    ruler.before("link", "span", span)
    ruler.before("link", "note_reference", note_reference)
    ruler.before("link", "inline_note", inline_note)
    ruler.before("link", "trailing_attributes", trailing_attributes)
    ruler.before("link", "expression", expression)
    ruler.before("link", "ruby", ruby)
