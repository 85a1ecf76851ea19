"""Inline elements: emphasis, styles, links, pictures, ruby, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from banben.model import (
    PLAIN,
    Attributes,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteRef,
    Origin,
    Ruby,
    RubyPair,
    Span,
    Strong,
    Style,
    Styled,
    Text,
    Verbatim,
)
from banben.parse.context import Context
from banben.parse.flow import Convert
from banben.parse.keys import SPAN
from banben.parse.paragraphs import as_blocks
from banben.parse.pictures import image
from banben.parse.pieces import Frame, Piece, is_inline, runs
from banben.parse.rubies import kind_of
from banben.parse.safety import safe
from banben.parse.spans import renamed, span
from banben.parse.targets import link_target
from banben.walk import inlines, plain

Wrap = Callable[[Inlines], Inlines]


def _around(frame: Frame, wrap: Wrap) -> list[Piece]:
    """Return the content with its inlines wrapped; blocks inside an inline element pass through."""
    found: list[Piece] = []
    for run in runs(frame.content):
        if isinstance(run, tuple):
            found.extend(wrap(run))
        else:
            found.append(run)
    return found


def _plain_element(frame: Frame, context: Context, make: Callable[[Inlines], Inline]) -> Sequence[Piece]:
    attributes = safe(frame.attributes, frame.origin, context)
    keep = Attributes(attributes.id, attributes.classes, attributes.lang)

    def wrap(run: Inlines) -> Inlines:
        made = make(run)
        return (made,) if keep == PLAIN else (Span(keep, (made,)),)

    return _around(frame, wrap)


def _styled(style: Style) -> Convert:
    return partial(_plain_element, make=partial(Styled, style))


def _code(frame: Frame, _: Context) -> Sequence[Piece]:
    def wrap(run: Inlines) -> Inlines:
        return (Verbatim(plain(run), "code", frame.origin),)

    return _around(frame, wrap)


def _span(frame: Frame, context: Context) -> Sequence[Piece]:
    attributes = frame.attributes
    if frame.html:
        # A tag may carry any key of HTML's; those that the dialect does not know are passed over.
        known = SPAN | context.regions | {"style", "align"}
        kept = (pair for pair in attributes.values if pair[0] in known or pair[0].startswith("on"))
        attributes = replace(attributes, values=tuple(kept))
    if not frame.content:
        return span((), attributes, frame.origin, frame.length, context)
    return _around(frame, lambda run: span(run, attributes, frame.origin, frame.length, context))


def _link(frame: Frame, context: Context) -> Sequence[Piece]:
    attributes = safe(frame.attributes, frame.origin, context)
    target = attributes.get("href")
    if not target and frame.html:
        # `<a id="x"></a>` and the older `<a name="x">` are places, not links.
        place = Attributes(attributes.id or attributes.get("name"), attributes.classes, attributes.lang)
        return (Span(place, ()), *frame.content) if place.id else frame.content
    found = link_target(target, frame.origin, context)
    if found is None:
        return frame.content
    rest = Attributes(attributes.id, attributes.classes, attributes.lang)

    def wrap(run: Inlines) -> Inlines:
        text = plain(run)
        if text in (target, f"mailto:{target}") or target == f"mailto:{text}":
            run = (Verbatim(text, "address", next(_origins(run), frame.origin)),)
        link = Link(found, run, attributes.get("title"), frame.origin)
        return (link,) if rest == PLAIN else (Span(rest, (link,)),)

    return _around(frame, wrap) if frame.content else wrap(())


def _origins(run: Inlines) -> Iterator[Origin]:
    return (item.origin for item in inlines(run) if isinstance(item, (Text, Verbatim)))


def _image(frame: Frame, context: Context) -> Sequence[Piece]:
    attributes = renamed(frame.attributes, "src", "alt", "title")
    values = dict(frame.attributes.values)
    return image(
        values.get("src", ""),
        values.get("alt", ""),
        values.get("title", ""),
        attributes,
        frame.origin,
        context,
    )


def _break(_: Frame, __: Context) -> Sequence[Piece]:
    return (LineBreak(),)


def _ruby(frame: Frame, _: Context) -> Sequence[Piece]:
    """Return the pairs of base and reading; a base without a reading stays plain (HTML 4.5.10)."""
    found: list[Piece] = []
    pairs: list[RubyPair] = []
    bases: list[Text] = []
    for piece in frame.content:
        if isinstance(piece, Frame) and piece.name == "rt":
            base = "".join(text.text for text in bases)
            if base.strip():
                pairs.append(RubyPair(Text(base, bases[0].origin), _words(piece)))
            bases = []
        elif isinstance(piece, Frame):
            bases += _texts(piece) if piece.name == "rb" else []
        elif is_inline(piece):
            bases += [item for item in inlines((piece,)) if isinstance(item, Text)]
        else:
            found.append(piece)
    if pairs:
        found.insert(0, Ruby(tuple(pairs), kind_of(tuple(pair.reading for pair in pairs))))
    return [*found, *bases]


def _texts(frame: Frame) -> list[Text]:
    return [item for item in inlines(tuple(filter(is_inline, frame.content))) if isinstance(item, Text)]


def _words(frame: Frame) -> str:
    return "".join(text.text for text in _texts(frame)).strip()


def _note(frame: Frame, context: Context) -> Sequence[Piece]:
    """Make an inline note a note of the chapter; no writer's label can begin with a caret and a space."""
    label = f"^ {sum(note.label.startswith('^ ') for note in context.notes) + 1}"
    context.notes.append(Note(label, as_blocks(frame.content, frame.origin, context), frame.origin))
    return (NoteRef(label, 0, frame.origin),)


INLINE_ELEMENTS: Mapping[str, Convert] = {
    **dict.fromkeys(("strong", "b"), partial(_plain_element, make=Strong)),
    **dict.fromkeys(("em", "i"), partial(_plain_element, make=Emphasis)),
    **dict.fromkeys(("del", "s"), _styled("deleted")),
    "ins": _styled("inserted"),
    "u": _styled("underline"),
    "sub": _styled("sub"),
    "sup": _styled("sup"),
    "small": _styled("small"),
    "mark": _styled("mark"),
    "kbd": _styled("keyboard"),
    "code": _code,
    "span": _span,
    "a": _link,
    "img": _image,
    "br": _break,
    "ruby": _ruby,
    "note": _note,
}
