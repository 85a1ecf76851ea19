"""Notes with `footnote-display: inline` in WeasyPrint: one goes on in the line where the one before ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, InlineBox, LineBox

Skip = dict[int, Any] | None
"""Where to resume in a list of boxes: index and the same inside, as WeasyPrint's `skip_stack`."""


@dataclass(frozen=True, slots=True)
class Run:
    """The notes of one child of an area, from number *first* on.

    *depth*: 0 for a note that is a block, 1 where the child is the line box of inline ones, 2 where it is a
    block around that line box.
    """

    first: int
    depth: int


def is_inline(note: Any) -> bool:
    """Whether *note* asks for a place in the line of the note before."""
    return isinstance(note, InlineBox)


def spliced(notes: list[Any], area: Any) -> tuple[list[Any], tuple[Run, ...]]:
    """Return the children of *area* with inline *notes*, each in a line box of its own, put into one.

    The second value tells which notes each child holds: a line box has no siblings, as everywhere.
    """
    children: list[Any] = []
    runs: list[Run] = []
    count = 0
    for inline, group in groupby(notes, lambda note: isinstance(note, LineBox)):
        held = list(group)
        if not inline:
            children += held
            runs += (Run(index, 0) for index in range(count, count + len(held)))
        else:
            line = LineBox.anonymous_from(area, [child for note in held for child in note.children])
            alone = len(held) == len(notes)
            children.append(line if alone else BlockBox.anonymous_from(area, [line]))
            runs.append(Run(count, 1 if alone else 2))
        count += len(held)
    return children, tuple(runs)


def skip_in(runs: Sequence[Run], skip: Skip) -> Skip:
    """Return where an area of *runs* begins, if the first note was laid out up to *skip*.

    For an inline note that is a place in a line box with nothing else.
    """
    return {0: skip} if skip is not None and runs[0].depth == 2 else skip


def notes_at(runs: Sequence[Run], resume_at: Skip) -> Skip:
    """Return at which note, and where in it, the layout of *runs* stopped at *resume_at*."""
    if resume_at is None:
        return None
    ((at, inner),) = resume_at.items()
    run = runs[at]
    if run.depth == 2 and inner is not None:
        ((_, inner),) = inner.items()
    if run.depth == 0 or inner is None:
        return {run.first: inner}
    ((index, inside),) = inner.items()
    return {run.first + index: None if _is_start(inside) else {0: inside}}


def _is_start(skip: Skip) -> bool:
    return skip is None or (set(skip) == {0} and _is_start(skip[0]))
