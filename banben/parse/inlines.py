"""From a piece of content to inlines: tokens, events, pieces."""

from __future__ import annotations

from markdown_it.token import Token

from banben.model import Inlines, Origin
from banben.parse.context import Context
from banben.parse.dialect import dialect
from banben.parse.elements import convert
from banben.parse.flow import Flow
from banben.parse.inline_events import inline_events
from banben.parse.paragraphs import as_inlines
from banben.parse.pieces import Piece
from banben.parse.places import Placement, place


def placement(token: Token, context: Context, hint: int = 0) -> Placement:
    """Return where the content of the inline *token* stands; *hint* is a column (from 0) before it."""
    first = token.map[0] if token.map else 0
    return place(context.source.path, context.lines, first, token.content, hint)


def pieces(token: Token, places: Placement, context: Context) -> list[Piece]:
    """Return what the inline *token* holds."""
    flow = Flow(context, convert)
    flow.run(tuple(inline_events(token.children or (), places.origin, context)))
    return flow.finish()


def stream(token: Token, context: Context, hint: int = 0) -> Inlines:
    """Return the inline *token* as inlines."""
    return as_inlines(pieces(token, placement(token, context, hint), context), context)


def read(text: str, origin: Origin, context: Context) -> Inlines:
    """Return *text*, which begins at *origin*, as inlines."""
    md = dialect()
    tokens = md.inline.parse(text, md, {}, [])
    places = Placement(origin.path, origin.line, (0,), (origin.column - 1,))
    flow = Flow(context, convert)
    flow.run(tuple(inline_events(tokens, places.origin, context)))
    return as_inlines(flow.finish(), context)
