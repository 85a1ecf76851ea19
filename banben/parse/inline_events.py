"""The tokens of a paragraph as events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from banben.model import PLAIN, Attributes, CrossRef, Inlines, LineBreak, NoteRef, Origin, Verbatim
from banben.parse import expressions, rubies
from banben.parse.attributes import build, join
from banben.parse.context import Context, nearest
from banben.parse.events import Chars, Close, Event, Leaf, LineEnd, Open
from banben.parse.html import html_events
from banben.parse.keys import PICTURE, check_keys
from banben.parse.leftovers import report_leftovers
from banben.parse.pictures import image

FORMS = ("label", "title", "full", "page", "pages")
MARKS = {"em_open": "em", "strong_open": "strong", "s_open": "del", "note_open": "note"}
ENDS = {
    "em_close": "em",
    "strong_close": "strong",
    "s_close": "del",
    "note_close": "note",
    "span_close": "span",
    "link_close": "a",
}
Place = Callable[[int], Origin]


def inline_events(tokens: Sequence[Token], origin_of: Place, context: Context) -> Iterator[Event]:
    """Yield the events of *tokens*; *origin_of* gives the place of an offset in their content."""
    index = 0
    while index < len(tokens):
        if tokens[index].type == "text":
            last = index
            while last < len(tokens) and tokens[last].type == "text":
                last += 1
            yield from _text(tokens[index:last], origin_of, context)
            index = last
            continue
        yield from _event(tokens, index, origin_of, context)
        index += 1


def _text(tokens: Sequence[Token], origin_of: Place, context: Context) -> Iterator[Event]:
    written = [token for token in tokens if token.content]
    if not written:
        return
    text = "".join(token.content for token in written)
    origin = origin_of(written[0].meta["pos"])
    start = 0
    # A broken tag keeps its quotation marks: they are no text to set in type.
    for begin, end in report_leftovers(text, origin, context):
        if begin > start:
            yield Chars(text[start:begin], _after(origin, start))
        yield Leaf(Verbatim(text[begin:end], "keep", _after(origin, begin)))
        start = end
    if start < len(text):
        yield Chars(text[start:], _after(origin, start))


def _after(origin: Origin, offset: int) -> Origin:
    return Origin(origin.path, origin.line, origin.column + offset)


def _event(tokens: Sequence[Token], index: int, origin_of: Place, context: Context) -> Iterator[Event]:
    token = tokens[index]
    position: int = token.meta.get("pos", 0)
    origin = origin_of(position)
    match token.type:
        case "text_special":
            yield Chars(token.content, origin)
        case "softbreak":
            yield LineEnd(origin)
        case "hardbreak":
            yield Leaf(LineBreak())
        case "html_inline":
            yield from html_events(token.content, lambda offset: origin_of(position + offset), context)
        case "link_open":
            yield _link(tokens, index, origin)
        case "span_open":
            yield Open("span", token.meta["attributes"], origin, len(token.markup))
        case name if name in MARKS:
            yield Open(MARKS[name], PLAIN, origin)
        case name if name in ENDS:
            yield Close(ENDS[name], origin)
        case _:
            yield from _leaf(token, origin, context)


def _leaf(token: Token, origin: Origin, context: Context) -> Iterator[Event]:
    match token.type:
        case "code_inline":
            yield Leaf(Verbatim(expressions.unescaped(token.content, context), "code", origin))
        case "image":
            for inline in _picture(token, origin, context):
                yield Leaf(inline)
        case "note_reference":
            yield Leaf(NoteRef(token.content, 0, origin))
        case "crossref":
            yield Leaf(_crossref(token, origin, context))
        case "ruby":
            yield Leaf(rubies.ruby(token.content, token.meta["readings"], origin, context))
        case "expression":
            for inline in expressions.inline(token, origin, context):
                yield Leaf(inline)
        case _:
            raise ValueError(f"no rule for the token {token.type}")


def _link(tokens: Sequence[Token], index: int, origin: Origin) -> Open:
    token = tokens[index]
    level, end = 0, index
    for end in range(index, len(tokens)):
        level += tokens[end].nesting if tokens[end].type.startswith("link_") else 0
        if not level:
            break
    trailing: Attributes = tokens[end].meta.get("attributes", PLAIN)
    pairs = {key: str(value) for key, value in token.attrs.items()}
    return Open(
        "a", join(trailing, build(pairs)), Origin(origin.path, origin.line, max(1, origin.column - 1))
    )


def _picture(token: Token, origin: Origin, context: Context) -> Inlines:
    attributes: Attributes = token.meta.get("attributes", PLAIN)
    check_keys(attributes, PICTURE, origin, context)
    return image(
        str(token.attrs["src"]),
        _alt(token.children or ()),
        str(token.attrs.get("title", "")),
        attributes,
        origin,
        context,
    )


def _alt(tokens: Sequence[Token]) -> str:
    """Return the text of a picture's label: the marks in it mean nothing there."""
    parts = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline" | "ruby":
                parts.append(token.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "image":
                parts.append(_alt(token.children or ()))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _crossref(token: Token, origin: Origin, context: Context) -> CrossRef:
    for form in FORMS:
        if token.info == form:
            return CrossRef(token.content, form, origin)  # type: ignore[arg-type]
    found = nearest(token.info, FORMS) or "label"
    context.report("M107", origin, len(token.markup), form=token.info, nearest=found)
    return CrossRef(token.content, "label", origin)
