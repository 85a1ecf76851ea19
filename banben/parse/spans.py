"""What `[text]{…}` says of its text: dots, names, index marks, protected words, editions, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from banben.index.names import joined, parts
from banben.model import (
    PLAIN,
    Attributes,
    Condition,
    CrossRef,
    Dots,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    NoteRef,
    Origin,
    Ruby,
    Span,
    Style,
    Styled,
    Text,
    Variant,
    Verbatim,
)
from banben.parse.context import Context
from banben.parse.keys import INDEX, SPAN, check_keys
from banben.parse.safety import safe
from banben.walk import children, inlines, plain, with_children

STYLES: Mapping[str, Style] = {
    name: name
    for name in (
        "deleted", "inserted", "keyboard", "mark", "name", "small", "sub", "sup", "title", "underline",
    )
}  # fmt: skip
_PARTS = re.compile(r"[\s,，、]+")


def span(inner: Inlines, written: Attributes, origin: Origin, length: int, context: Context) -> Inlines:
    """Return *inner* with everything that its attributes say, from the inside out."""
    attributes = safe(written, origin, context)
    if written.values:
        known = SPAN | INDEX if "index" in dict(written.values) else SPAN
        check_keys(attributes, known | context.regions, origin, context)
    values = dict(attributes.values)
    if not inner and not attributes.id and not values:
        context.report("M120", origin, length)
        return ()
    shown = _classes(inner, attributes)
    rest = Attributes(attributes.id, _other_classes(attributes), attributes.lang)
    if rest != PLAIN:
        shown = (Span(rest, shown),)
    if "index" in values:
        shown = (_index(inner, values, origin), *shown)
    texts = {code: text for code, text in values.items() if code in context.regions}
    if texts:
        shown = _regional(shown, texts, origin, context)
    if "only" in values:
        found = condition(values["only"], context.find(origin, values["only"]), length, context)
        shown = (Variant(found, shown, origin),) if found else shown
    return shown


def condition(words: str, origin: Origin, length: int, context: Context) -> Condition | None:
    """Return for whom a passage is, from region codes and audiences in *words*; None if it names none.

    *length* is what to underline at *origin* where there are no words.
    """
    names = [word for word in _PARTS.split(words) if word]
    if not names:
        context.report("M214", origin, length)
        return None
    regions = frozenset(name for name in names if name in context.regions)
    audiences = frozenset(names) - regions
    for name in sorted(audiences - context.audiences):
        known = context.regions | context.audiences
        context.report(
            "M108", context.find(origin, name), len(name), name=name, known=", ".join(sorted(known))
        )
    return Condition(regions, audiences)


def _other_classes(attributes: Attributes) -> tuple[str, ...]:
    return tuple(name for name in attributes.classes if name not in STYLES and name not in ("dots", "keep"))


def _classes(inner: Inlines, attributes: Attributes) -> Inlines:
    if "keep" in attributes.classes:
        inner = protect(inner)
    if "dots" in attributes.classes:
        inner = (Dots(inner),)
    for name in attributes.classes:
        if name in STYLES:
            inner = (Styled(STYLES[name], inner),)
    return inner


def protect(stream: Inlines) -> Inlines:
    """Return *stream* with its texts out of every later stage's reach; marks inside stay."""
    return tuple(_protect(item) for item in stream)


def _protect(item: Inline) -> Inline:
    if isinstance(item, Text):
        return Verbatim(item.text, "keep", item.origin)
    if isinstance(item, Ruby):
        return item
    return with_children(item, protect(children(item)))


def _index(inner: Inlines, values: Mapping[str, str], origin: Origin) -> IndexMark:
    under, term = parts(values["index"]) if values["index"] else ("", plain(inner).replace("\n", ""))
    see = joined(*parts(values.get("see", "")))
    return IndexMark(term, under, origin, joined(under, term), see, values.get("reading", "").strip())


def _regional(shown: Inlines, texts: Mapping[str, str], origin: Origin, context: Context) -> Inlines:
    """Return one variant for each region's own text, and *shown* for the other regions."""
    others = Condition(regions=context.regions - set(texts))
    variants = [
        Variant(Condition(frozenset({code})), (Verbatim(text, "keep", origin),) if text else (), origin)
        for code, text in texts.items()
    ]
    first = (Variant(others, shown, origin),) if others.regions else ()
    return (*first, *variants)


def is_empty(stream: Inlines) -> bool:
    """Whether *stream* prints nothing and marks nothing."""
    return not plain(stream).strip() and not any(_marks(item) for item in inlines(stream))


def _marks(item: Inline) -> bool:
    if isinstance(item, Span):
        return bool(item.attributes.id)
    return isinstance(item, (Image, IndexMark, NoteRef, LineBreak, CrossRef))


def renamed(attributes: Attributes, *dropped: str) -> Attributes:
    """Return *attributes* without the values named."""
    return replace(attributes, values=tuple(pair for pair in attributes.values if pair[0] not in dropped))
