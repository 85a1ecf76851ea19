"""The two passes over a book: one collects every string to convert, the other puts the results in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from banben.conversion.texts import BARRIER
from banben.editions import Edition
from banben.localize.stream import Tongue, foreign, leaves, rebuilt
from banben.localize.strings import Own, change_metadata, change_strings
from banben.maps import Changes, change_book, map_blocks
from banben.model import Block, Blocks, Book, Break, Chapter, Inlines, Origin, Text, VariantBlock

# The place of a barrier between runs, which stands for no text.
BETWEEN = Origin("", 0, 0)


class Pass(Protocol):
    """What is done with each stream, and with each string outside streams."""

    tongue: Tongue

    def stream(self, stream: Inlines) -> Inlines:
        """Return what takes *stream*'s place."""
        ...

    def word(self, text: str, origin: Origin) -> str:
        """Return what takes *text*'s place."""
        ...


@dataclass(slots=True)
class Collect:
    """Gathers in *units* the runs of each string that is converted as one, barriers at BETWEEN."""

    tongue: Tongue
    units: list[tuple[Text, ...]] = field(default_factory=list)

    def stream(self, stream: Inlines) -> Inlines:
        """Note the runs of *stream*."""
        found = leaves(stream, self.tongue)
        self.units.append(tuple(leaf if isinstance(leaf, Text) else Text(BARRIER, BETWEEN) for leaf in found))
        return stream

    def word(self, text: str, origin: Origin) -> str:
        """Note *text* as a unit of its own."""
        self.units.append((Text(text, origin),))
        return text


@dataclass(slots=True)
class Replace:
    """Takes from *results*, in the order of the units, the text for each run that is no barrier."""

    tongue: Tongue
    results: Iterator[list[str]]

    def stream(self, stream: Inlines) -> Inlines:
        """Return *stream* with its results."""
        return rebuilt(stream, iter(next(self.results)), self.tongue)

    def word(self, text: str, origin: Origin) -> str:  # noqa: ARG002 - the order says which it is
        """Return the result for *text*."""
        return next(self.results)[0]


def change_all(book: Book, edition: Edition, step: Pass) -> Book:
    """Return *book* after *step* has met all its strings, in an order that is the same for each pass."""

    def streams(group: tuple[Inlines, ...], _: Block | None) -> tuple[Inlines, ...]:
        return tuple(step.stream(strings(stream)) for stream in group)

    def strings(stream: Inlines) -> Inlines:
        return change_strings(stream, step.word, lambda item: foreign(item, step.tongue))

    own = Own(edition.title, edition.subtitle, edition.description, edition.imprint)
    changes = Changes(streams, step.word, lambda attributes: step.tongue.owns(attributes.lang))
    return replace(change_book(book, changes), metadata=change_metadata(book.metadata, step.word, own))


def without_language(book: Book, tongue: Tongue) -> Book:
    """Return *book* without `lang` on blocks in *tongue*: they are in the edition's script by now."""

    def clear(block: Block) -> Blocks:
        if isinstance(block, (Break, VariantBlock)) or not block.attributes.lang:
            return (block,)
        own = tongue.owns(block.attributes.lang)
        return (replace(block, attributes=replace(block.attributes, lang="")) if own else block,)

    def chapter(item: Chapter) -> Chapter:
        own = tongue.owns(item.attributes.lang)
        notes = (replace(note, blocks=map_blocks(note.blocks, clear)) for note in item.notes)
        return replace(
            item,
            attributes=replace(item.attributes, lang="") if own else item.attributes,
            blocks=map_blocks(item.blocks, clear),
            notes=tuple(notes),
        )

    return replace(book, chapters=tuple(map(chapter, book.chapters)))
