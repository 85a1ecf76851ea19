"""Inlines as XHTML, for the screen and for print."""

from __future__ import annotations

import re
from typing import assert_never

from banben.model import (
    Attributes,
    CrossRef,
    Dots,
    Emphasis,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    Span,
    Strong,
    Style,
    Styled,
    Text,
    Variant,
    Verbatim,
)
from banben.render.flow import Flow
from banben.render.index import mark_of
from banben.render.markup import attributes, escape
from banben.render.notes import reference
from banben.render.pictures import on_paper, on_screen, picture, pictures_only, role, stated
from banben.render.places import END, Place, place_text
from banben.render.ruby import ruby
from banben.render.upright import pieces, span
from banben.walk import plain

# Element and class of each plain style; 专名号 and 书名号 are lines that the sheet draws.
STYLES: dict[Style, tuple[str, str]] = {
    "deleted": ("del", ""),
    "inserted": ("ins", ""),
    "keyboard": ("kbd", ""),
    "mark": ("mark", ""),
    "name": ("span", "name"),
    "small": ("small", ""),
    "sub": ("sub", ""),
    "sup": ("sup", ""),
    "title": ("span", "work"),
    "underline": ("span", "underline"),
}
SHORT_LABEL = 8
THIN_SPACE = "\u2009"
ALPHANUMERIC = re.compile("[0-9A-Za-z]")
ADDRESS = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+\.[^\s@]+")


def render_inlines(stream: Inlines, flow: Flow) -> str:
    """Return *stream* as XHTML without line ends of its own."""
    parts: list[str] = []
    around = flow.around
    for at, item in enumerate(stream):
        before = stream[at - 1] if at else None
        if isinstance(before, CrossRef):
            parts.append(_gap(before, item, flow))
        if flow.columns:
            flow.around = _around(stream, at, around)
        parts.append(_inline(item, flow))
    flow.around = around
    return "".join(parts)


def paragraph_inlines(stream: Inlines, flow: Flow) -> str:
    """Return the whole *stream* of a paragraph or cell: pictures without text keep their size."""
    outer, flow.alone = flow.alone, pictures_only(stream)
    inner = render_inlines(stream, flow)
    flow.alone = outer
    return inner


def _inline(item: Inline, flow: Flow) -> str:  # noqa: C901 - one case a kind
    match item:
        case Text():
            return _text(item.text, flow)
        case Emphasis():
            return f"<em>{render_inlines(item.children, flow)}</em>"
        case Strong():
            return f"<strong>{render_inlines(item.children, flow)}</strong>"
        case Styled():
            name, class_ = STYLES[item.style]
            return f"<{name}{attributes(class_=class_)}>{render_inlines(item.children, flow)}</{name}>"
        case Span():
            return f"<span{common(item.attributes)}>{render_inlines(item.children, flow)}</span>"
        case Link():
            return _link(item, flow)
        case Ruby():
            return ruby(item, flow.setting.print, flow.columns)
        case Dots():
            name = "span" if flow.setting.print else "em"  # which shows where a reader knows no dots
            return f'<{name} class="dots">{render_inlines(item.children, flow)}</{name}>'
        case NoteRef():
            return _note(item, flow)
        case CrossRef():
            return _crossref(item, flow)
        case IndexMark():
            return mark_of(item, flow)
        case Variant():  # assembly has put variants in place; a book that skipped it loses nothing
            return render_inlines(item.children, flow)
        case Image():
            return _image(item, flow)
        case Verbatim():
            return _verbatim(item, flow)
        case LineBreak():
            return "<br/>"
        case _:
            assert_never(item)


def common(own: Attributes, *classes: str) -> str:
    """Return id, class and language of a block or span, *classes* first."""
    return attributes(
        id=own.id, class_=" ".join((*filter(None, classes), *own.classes)), **_language(own.lang)
    )


def _language(lang: str) -> dict[str, str]:
    return {"lang": lang, "xml:lang": lang} if lang else {}


def _image(item: Image, flow: Flow) -> str:
    asset = flow.setting.pictures.get(item.source)
    if asset is None:  # gathering has reported it
        return f'<span class="missing">{escape(item.alt)}</span>'
    class_ = " ".join(item.attributes.classes)
    if not flow.alone:
        ornament = "" if flow.setting.print else role(item.attributes, item.alt)
        return picture(asset, item.alt, f"inline {class_}".rstrip(), role=ornament)
    size = stated(item.attributes, asset)
    if flow.setting.print:
        return on_paper(asset, item.alt, size, flow.setting.page, class_)
    return on_screen(asset, item.alt, size, class_, role=role(item.attributes, item.alt))


def _link(item: Link, flow: Flow) -> str:
    outer, flow.linked = flow.linked, True
    inner = render_inlines(item.children, flow)
    flow.linked = outer
    target = item.target
    if target.startswith("#"):
        place = flow.setting.places.get(target[1:])
        target = place.href if place else ""
    if not target or outer:
        return inner
    return f"<a{attributes(href=target, title=item.title)}>{inner}</a>"


def _crossref(item: CrossRef, flow: Flow) -> str:
    place = flow.setting.places.get(item.target)
    if place is None:  # assembly has reported it
        return escape(item.target)
    region = flow.setting.region
    if item.form in ("page", "pages") and flow.setting.print and not flow.linked:
        return _folio(item, place, flow)
    words = place_text(place, item.form, region)
    text = flow.words(words)
    # On a screen a label like 图 2-1 stays on one line.
    class_ = "ref" if flow.setting.print or len(words) > SHORT_LABEL else "ref brief"
    return text if flow.linked else f"<a{attributes(class_=class_, href=place.href)}>{text}</a>"


def _folio(item: CrossRef, place: Place, flow: Flow) -> str:
    """Return a link to the page of *place*, or to all pages of a chapter or section; the sheet counts."""
    before, _, after = flow.setting.region.word("page").partition("{n}")
    if item.form == "pages" and item.target in flow.setting.ranged:
        class_, end = "pages roman-pages" if place.roman else "pages", f"{place.href}{END}"
    else:
        class_, end = "page roman" if place.roman else "page", ""
    words = {"data_before": before, "data_after": after, "data_end": end}
    return f"<a{attributes(class_=class_, href=place.href, **words)}></a>"


def _verbatim(item: Verbatim, flow: Flow) -> str:
    text = escape(item.text)
    match item.kind:
        case "code":
            return f"<code>{text}</code>"
        case "keep":
            return text
        case "address":
            if flow.linked or not ADDRESS.fullmatch(item.text):
                return f'<span class="address">{text}</span>'
            target = item.text if "://" in item.text else f"mailto:{item.text}"
            return f"<a{attributes(class_='address', href=target)}>{text}</a>"
        case _:
            assert_never(item.kind)


def _text(text: str, flow: Flow) -> str:
    return _column(text, flow) if flow.columns else escape(text)


def _around(stream: Inlines, at: int, around: tuple[str, str]) -> tuple[str, str]:
    """Return the texts before and after the item *at*; *around* are those before and after *stream*."""
    before = plain(stream[at - 1 : at]) if at else around[0]
    return before, plain(stream[at + 1 : at + 2]) if at + 1 < len(stream) else around[1]


def _column(text: str, flow: Flow) -> str:
    """Return *text* for a column, where short numbers are set across it."""
    return "".join(
        escape(piece) if way == "turned" else span(piece, way) for piece, way in pieces(text, *flow.around)
    )


def _note(item: NoteRef, flow: Flow) -> str:
    """Return a note's mark; the note itself, which print has here, knows nothing of its place."""
    outer, flow.around = flow.around, ("", "")
    inner = reference(item, flow, render_inlines)
    flow.around = outer
    return inner


def _gap(before: CrossRef, after: Inline, flow: Flow) -> str:
    """Return what keeps a label that ends in a number apart from a figure or letter behind it."""
    if not isinstance(after, (Text, Verbatim)):
        return ""
    place = flow.setting.places.get(before.target)
    label = place_text(place, before.form, flow.setting.region) if place else before.target
    return THIN_SPACE if ALPHANUMERIC.match(label[-1:]) and ALPHANUMERIC.match(after.text) else ""
