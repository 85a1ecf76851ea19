"""Streams as strings: the runs of an inline stream, what is transparent in it and what is a barrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from banben.conversion.texts import ADDRESS, BARRIER
from banben.model import (
    CrossRef,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    RubyPair,
    Span,
    Text,
    Verbatim,
)
from banben.walk import children, plain, with_children


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language that a stage works on; text in any other passes it untouched."""

    language: str

    def owns(self, lang: str) -> bool:
        """Whether *lang* (BCP 47) is this language in this script, or says nothing against it."""
        if not lang:
            return True
        given, own = lang.lower().split("-"), self.language.lower().split("-")
        return given[0] == own[0] and _script(given) in ("", _script(own))


def _script(tags: list[str]) -> str:
    """Return the script that a tag names or that its region writes."""
    if set(tags) & {"hant", "tw", "hk", "mo"}:
        return "hant"
    return "hans" if set(tags) & {"hans", "cn", "sg"} else ""


def opaque(item: Inline, tongue: Tongue) -> bool:
    """Whether *item* is a barrier: it stays as it is, and no word or quotation is seen inside it."""
    match item:
        case Verbatim() | Image() | CrossRef() | LineBreak():
            return True
        case Span():
            return foreign(item, tongue)
        case Link():
            return is_address(plain(item.children), item.target)
        case _:
            return False


def foreign(item: Inline, tongue: Tongue) -> bool:
    """Whether *item* is a passage in another language, or one that is not to be translated."""
    return isinstance(item, Span) and (
        not tongue.owns(item.attributes.lang) or item.attributes.get("translate") == "no"
    )


def is_address(text: str, target: str) -> bool:
    """Whether a link's *text* is its address, whole or without the scheme."""
    bare = target.partition("://")[2] or target.partition(":")[2] or target
    return bool(text) and (text in (target, bare, bare.rstrip("/")) or ADDRESS.fullmatch(text) is not None)


def leaves(stream: Inlines, tongue: Tongue) -> Iterator[Text | Inline]:
    """Yield the texts of *stream* and its barriers in reading order.

    Tags, note references, index marks and ruby readings are transparent: they yield nothing, so that
    头*发* and 头[^1]发 are still one word.
    """
    for item in stream:
        if isinstance(item, Text) or opaque(item, tongue):
            yield item
        elif not isinstance(item, (NoteRef, IndexMark)):
            yield from leaves(children(item), tongue)


def joined(stream: Inlines, tongue: Tongue) -> str:
    """Return *stream* as one string, with BARRIER for each barrier."""
    return "".join(leaf.text if isinstance(leaf, Text) else BARRIER for leaf in leaves(stream, tongue))


def rebuilt(stream: Inlines, texts: Iterator[str], tongue: Tongue) -> Inlines:
    """Return *stream* with the next of *texts* in each Text that `leaves` yields."""
    return tuple(_rebuild(item, texts, tongue) for item in stream)


def _rebuild(item: Inline, texts: Iterator[str], tongue: Tongue) -> Inline:
    if isinstance(item, Text):
        return Text(next(texts), item.origin)
    if opaque(item, tongue) or isinstance(item, (NoteRef, IndexMark)):
        return item
    if isinstance(item, Ruby):
        pairs = tuple(RubyPair(Text(next(texts), pair.base.origin), pair.reading) for pair in item.pairs)
        return replace(item, pairs=pairs)
    if isinstance(item, Span) and item.attributes.lang:
        # The text is in the edition's script from here on, and so is the document around it.
        item = replace(item, attributes=replace(item.attributes, lang=""))
    inner = children(item)
    return with_children(item, rebuilt(inner, texts, tongue)) if inner else item
