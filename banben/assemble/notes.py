"""Notes: numbers in the order of their references, and what is wrong between the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from banben.maps import map_chapter, map_inlines, read_chapter, read_streams
from banben.model import Chapter, Inline, Inlines, Note, NoteRef, Text
from banben.problems import Problem, problem
from banben.walk import inlines


def number_notes(
    chapters: Sequence[Chapter], whole: Sequence[Chapter]
) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """Return *chapters* with notes and references numbered from 1 in each chapter.

    References count in reading order wherever they stand: title, headings, tables, captions, boxes,
    and last inside notes. A note referred to twice stands once, under its first number. Notes that
    the edition does not refer to are left out; *whole*, the chapters before the edition's selection,
    tells whether anything refers to them at all. A reference without note becomes text again.
    """
    problems = [item for chapter in whole for item in _check(chapter)]
    problems += (item for chapter in chapters for item in _twice(chapter))
    return tuple(_number(chapter) for chapter in chapters), tuple(problems)


def _references(streams: Iterable[Inlines]) -> list[NoteRef]:
    return [item for stream in streams for item in inlines(stream) if isinstance(item, NoteRef)]


def _number(chapter: Chapter) -> Chapter:
    notes: dict[str, Note] = {}
    for note in chapter.notes:
        notes.setdefault(note.label, note)
    order = _order(chapter, notes)
    numbers = {label: number for number, label in enumerate(order, 1)}

    def mark(item: Inline) -> Inlines:
        if not isinstance(item, NoteRef):
            return (item,)
        if item.label not in numbers:
            return (Text(f"[^{item.label}]", item.origin),)
        return (replace(item, number=numbers[item.label]),)

    kept = tuple(replace(notes[label], number=numbers[label]) for label in order)
    return map_chapter(replace(chapter, notes=kept), lambda stream: map_inlines(stream, mark))


def _order(chapter: Chapter, notes: dict[str, Note]) -> list[str]:
    """Return the labels of the notes that are printed: the body's first, then those that notes refer to."""
    waiting = [reference.label for reference in _references(read_chapter(replace(chapter, notes=())))]
    order: dict[str, None] = {}
    while waiting:
        label = waiting.pop(0)
        if label in notes and label not in order:
            order[label] = None
            waiting += (reference.label for reference in _references(read_streams(notes[label].blocks)))
    return list(order)


def _twice(chapter: Chapter) -> Iterator[Problem]:
    """Yield the references after the first to the same note, as one edition prints them."""
    used: dict[str, NoteRef] = {}
    for reference in _references(read_chapter(chapter)):
        label = reference.label
        if label in used:
            line = used[label].origin.line
            yield problem("X304", reference.origin, _width(label), label=label, line=line)
        used.setdefault(label, reference)


def _check(chapter: Chapter) -> Iterator[Problem]:
    """Yield the problems of *chapter*'s notes, every passage for any edition included."""
    notes: dict[str, Note] = {}
    for note in chapter.notes:
        if note.label in notes:
            first = notes[note.label].origin
            yield problem("X303", note.origin, _width(note.label), label=note.label, line=first.line)
        notes.setdefault(note.label, note)
    nested = [ref for note in chapter.notes for ref in _references(read_streams(note.blocks))]
    references = _references(read_chapter(chapter))
    for reference in references:
        if reference.label not in notes:
            yield problem("X301", reference.origin, _width(reference.label), label=reference.label)
    for reference in nested:
        yield problem("X305", reference.origin, _width(reference.label), label=reference.label)
    used = {reference.label for reference in references}
    for label, note in notes.items():
        if label not in used:
            yield problem("X302", note.origin, _width(label), label=label)


def _width(label: str) -> int:
    return len(label) + len("[^]")
