"""Places in an expanded text back to the files that its lines come from."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from banben.manuscript import Source
from banben.model import Chapter, Origin
from banben.problems import Problem


def relocate(
    chapter: Chapter, problems: tuple[Problem, ...], source: Source
) -> tuple[Chapter, tuple[Problem, ...]]:
    """Return both with every place where the writer finds it; the chapter itself stays in its own file."""
    if not source.stretches:
        return chapter, problems
    moved: Chapter = _moved(chapter, source)
    if moved.origin.path not in (source.path, source.origin.path):
        moved = replace(moved, origin=Origin(source.path))
    return moved, tuple(_moved(item, source) for item in problems)


def _moved(value: Any, source: Source) -> Any:
    """Return *value*, any part of a tree, with its origins moved."""
    if isinstance(value, Origin):
        return source.place(value)
    if isinstance(value, tuple):
        return tuple(_moved(item, source) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {part.name: _moved(getattr(value, part.name), source) for part in fields(value)}
        return replace(value, **changed)
    return value
