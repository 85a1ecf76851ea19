"""The store of an edition and the cover picture that goes to it, as book.toml names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from banben.config.book import Config
from banben.model import PLAIN, Image, Origin
from banben.problems import Problem
from banben.schema import nearest
from banben.stores import GENERIC, Store, generic, known_stores, load_store
from banben.toml_places import Path


def find_store(config: Config, name: str, table: Mapping[str, Any]) -> tuple[Store, tuple[Problem, ...]]:
    """Return the store of the edition *name*; the generic one, with C224, where none is called so."""
    code = table.get("store", GENERIC)
    if code in known_stores():
        return load_store(code), ()
    fields = {"store": code, "nearest": nearest(code, known_stores()), "known": ", ".join(known_stores())}
    return generic(), (config.places.problem("C224", ("editions", name, "store"), edition=name, **fields),)


def find_cover(config: Config, name: str, table: Mapping[str, Any]) -> Image | None:
    """Return the cover picture of the edition *name*, else the book's, with its place; None: it is drawn."""
    where: Path = ("editions", name, "cover") if "cover" in table else ("book", "cover")
    source = table.get("cover", config.book.get("cover", ""))
    if not source:
        return None
    place = config.places.place(where)
    origin = Origin(config.places.path, place.line, place.column + 1)  # after the quotation mark
    return Image(source, "", "", PLAIN, origin)
