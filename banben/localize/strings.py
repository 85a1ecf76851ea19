"""The strings of a book outside its streams: metadata, and those that inlines carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from banben.model import (
    Image,
    Imprint,
    IndexMark,
    Inline,
    Inlines,
    Link,
    Metadata,
    Origin,
    Ruby,
    RubyPair,
    Text,
)
from banben.walk import children, inlines, with_children

Words: TypeAlias = Callable[[str, Origin], str]
CONFIGURATION = Origin("book.toml")


@dataclass(frozen=True, slots=True)
class Own:
    """An edition's own metadata, empty where it has the book's."""

    title: str = ""
    subtitle: str = ""
    description: str = ""
    imprint: str = ""


NOTHING = Own()


def change_strings(stream: Inlines, words: Words, foreign: Callable[[Inline], bool]) -> Inlines:
    """Return *stream* with *words* applied to alternative texts, titles, index terms and glosses.

    Those inside what is *foreign* stay.
    """
    if all(type(item) is Text for item in stream):  # nearly every stream, and there are thousands
        return stream
    if not any(isinstance(item, (Image, IndexMark, Link, Ruby)) for item in inlines(stream)):
        return stream
    return tuple(item if foreign(item) else _inside(item, words, foreign) for item in stream)


def _inside(item: Inline, words: Words, foreign: Callable[[Inline], bool]) -> Inline:
    inner = children(item)
    return _change(with_children(item, change_strings(inner, words, foreign)) if inner else item, words)


def _change(item: Inline, words: Words) -> Inline:
    match item:
        case Image():
            return replace(item, alt=words(item.alt, item.origin), title=words(item.title, item.origin))
        case IndexMark():
            return replace(item, term=words(item.term, item.origin), under=words(item.under, item.origin))
        case Link() if item.title:
            return replace(item, title=words(item.title, item.origin))
        case Ruby() if item.kind == "gloss":
            pairs = (RubyPair(p.base, words(p.reading, p.base.origin)) for p in item.pairs)
            return replace(item, pairs=tuple(pairs))
        case _:
            return item


def change_metadata(metadata: Metadata, words: Words, own: Own = NOTHING) -> Metadata:
    """Return *metadata* with *words* applied to all that a reader sees of it.

    What the edition gives of its *own* (title, subtitle, description, name of the imprint) is in its
    script already and stays.
    """

    def change(text: str, kept: str = "") -> str:
        return text if kept and text == kept else words(text, CONFIGURATION)

    imprint, series = metadata.imprint, metadata.series
    return replace(
        metadata,
        title=change(metadata.title, own.title),
        subtitle=change(metadata.subtitle, own.subtitle),
        description=change(metadata.description, own.description),
        rights=change(metadata.rights),
        subjects=tuple(map(change, metadata.subjects)),
        series=replace(series, name=change(series.name)) if series else None,
        classes=tuple(replace(item, text=change(item.text)) for item in metadata.classes),
        copyright=replace(metadata.copyright, holder=change(metadata.copyright.holder)),
        contributors=tuple(
            replace(person, name=change(person.name), file_as=change(person.file_as))
            for person in metadata.contributors
        ),
        imprint=Imprint(
            change(imprint.name, own.imprint), change(imprint.place), change(imprint.address), imprint.website
        ),
    )
