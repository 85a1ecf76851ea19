"""Stores as data: one file of stores/ is what one store takes, and how it wants it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from banben.problems import Problem, Stop
from banben.schema import check
from banben.toml_places import read_toml

NotesForm = Literal["popup", "duokan"]
Drawings = Literal["svg", "raster"]
FontForm = Literal["woff2", "opentype"]
Level = Literal["must", "should"]
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of a store: what *kind* limits, how much, and the public page that says so.

    *kind* is one of the schema's. *limit* is a number in its unit (pixels, bytes, levels, rows), *words*
    are names or patterns, where the kind has such. *by* is whose page *source* is. *checked* is the day on
    which its text was read (ISO 8601), empty where it is known at second hand only.
    """

    kind: str
    level: Level
    source: str
    by: str
    limit: float = 0
    words: tuple[str, ...] = ()
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """One file of stores/: *code* is the key in book.toml, *name* what the store calls itself.

    *notes*: pop-up notes in the form of EPUB 3, or in that of Duokan. *drawings*: whether SVG stays, or
    becomes PNG. *cover_page*: whether a page of the book shows the cover. *languages* say how the store
    writes a language tag. *fonts*: the form of embedded fonts. *specified_fonts*: whether Apple must be told
    to show them.
    """

    code: str
    name: str
    notes: NotesForm = "popup"
    drawings: Drawings = "svg"
    rules: tuple[Rule, ...] = ()
    cover_page: bool = True
    languages: tuple[tuple[str, str], ...] = ()
    fonts: FontForm = "woff2"
    specified_fonts: bool = False

    def rule(self, kind: str) -> Rule | None:
        """Return the rule of *kind*, or None where the store says nothing of it."""
        return next((rule for rule in self.rules if rule.kind == kind), None)

    def limit(self, kind: str) -> float | None:
        """Return the number that *kind* is limited to, or None."""
        rule = self.rule(kind)
        return rule.limit if rule else None

    def words(self, kind: str) -> tuple[str, ...]:
        """Return the names of *kind*: none where the store says nothing of it."""
        rule = self.rule(kind)
        return rule.words if rule else ()

    def language(self, tag: str) -> str:
        """Return the language tag *tag* as the package document for this store has it."""
        return dict(self.languages).get(tag, tag)


@cache
def known_stores() -> tuple[str, ...]:
    """Return the codes of all stores in alphabetical order."""
    names = (item.name for item in (files("banben") / "stores").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_store(code: str) -> Store:
    """Return the store *code* of `known_stores()`; Stop where its file is at fault."""
    text = (files("banben") / "stores" / f"{code}.toml").read_text("utf-8")
    store, problems = read_store(code, text, f"stores/{code}.toml")
    if problems:
        raise Stop(problems)
    return store


def generic() -> Store:
    """Return the profile that is safe in every store: that of an edition that names none."""
    return load_store(GENERIC)


def read_store(code: str, text: str, path: str) -> tuple[Store, tuple[Problem, ...]]:
    """Return the store that *text* (a file of stores/) describes, an empty one where it is at fault."""
    values, places, problems = read_toml(text, path)
    if not problems:
        values, problems = check("store", values, places)
    return _store(code, {} if problems else values), problems


def _store(code: str, values: dict[str, Any]) -> Store:
    rules = {rule.kind: rule for rule in map(_rule, values.get("rules", ()))}
    if "like" in values:
        rules = {rule.kind: rule for rule in load_store(values["like"]).rules} | rules
    return Store(
        code=code,
        name=values.get("name", code),
        notes=values.get("notes", "popup"),
        drawings=values.get("drawings", "svg"),
        rules=tuple(rules.values()),
        cover_page=values.get("cover-page", True),
        languages=tuple(values.get("languages", {}).items()),
        fonts=values.get("fonts", "woff2"),
        specified_fonts=values.get("specified-fonts", False),
    )


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        kind=row["kind"],
        level=row["level"],
        source=row["source"],
        by=row["by"],
        limit=row.get("limit", 0),
        words=tuple(row.get("words", ())),
        checked=row.get("checked", ""),
    )
