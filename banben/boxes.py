"""The kinds of boxes: the shipped templates/boxes.toml, and the book's own, which adds and overrides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from banben import shipped
from banben.manuscript import BoxKind
from banben.problems import Problem, Stop
from banben.schema import check
from banben.toml_places import Places, read_toml

PATH = "templates/boxes.toml"


def read_boxes(own: str | None) -> tuple[tuple[BoxKind, ...], tuple[Problem, ...]]:
    """Return the shipped kinds with those of *own*, the text of the book's templates/boxes.toml.

    A kind of the same key takes the shipped one's place whole; a name can open one kind only.
    """
    rows, places, problems = _read((shipped.templates() / "boxes.toml").read_text("utf-8"))
    if problems:
        raise Stop(problems)
    kinds = dict(rows)
    if own is not None:
        rows, places, problems = _read(own)
        kinds.update(rows)
    return tuple(kinds.values()), (*problems, *_twice(kinds, rows, places))


def _read(text: str) -> tuple[dict[str, BoxKind], Places, tuple[Problem, ...]]:
    values, places, problems = read_toml(text, PATH)
    if problems:
        return {}, places, problems
    fitting, problems = check("boxes", values, places)
    return {key: _kind(key, table) for key, table in fitting.items()}, places, problems


def _kind(key: str, table: Mapping[str, Any]) -> BoxKind:
    return BoxKind(
        key=key,
        names=tuple(name for name in table.get("names", ()) if name),
        label=table.get("label", ""),
        template=table.get("template", "box.xhtml"),
        audiences=frozenset(name for name in table.get("audiences", ()) if name),
        breaks=table.get("breaks", True),
    )


def _twice(kinds: Mapping[str, BoxKind], own: Mapping[str, BoxKind], places: Places) -> list[Problem]:
    """Return a problem for each name of *own* that another kind of *kinds* answers to as well."""
    return [
        places.problem("C214", (kind.key, "names", n), name=name, other=other.key)
        for kind in own.values()
        for n, name in enumerate(kind.names)
        for other in kinds.values()
        if other.key != kind.key and name in other.names
    ]
