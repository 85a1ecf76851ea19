"""Configuration checked against the published JSON Schemas, each fault with its place in the TOML text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from banben.problems import Problem
from banben.toml_places import Path, Places

Kind = Literal["book", "boxes", "mdbook", "opds", "region", "store"]

# How TOML writes a value of each type of JSON Schema: the same in every language of the messages.
_FORMS = {
    "string": '"…"',
    "number": "1.5",
    "integer": "1",
    "boolean": "true",
    "array": "[…]",
    "object": "{…}",
}
_LONGEST = 40


@cache
def schema(kind: Kind) -> Mapping[str, Any]:
    """Return the published schema (JSON Schema draft 2020-12) of *kind*."""
    text = (files("banben") / "schema" / f"{kind}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def check(kind: Kind, values: Mapping[str, Any], places: Places) -> tuple[Any, tuple[Problem, ...]]:
    """Return *values* without whatever does not fit the schema *kind*, and every misfit.

    Dates become ISO 8601 strings. A bad item of an array becomes None, so that the numbers of the
    others still lead to their places; a bad key is left out, with its table where it is required.
    """
    # Late, because it takes 70 ms that `--version` and worker processes need not pay for.
    from jsonschema import Draft202012Validator

    plain = _plain(values)
    problems: list[Problem] = []
    bad: list[Path] = []
    for error in Draft202012Validator(schema(kind)).iter_errors(plain):
        for path, found in _problems(error, places):
            bad.append(path)
            problems.append(found)
    for path in sorted(bad, key=len, reverse=True):
        plain = _without(plain, path)
    return plain, tuple(problems)


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the one of *known* that looks most like *word*, letter case aside."""
    return max(known, key=lambda name: SequenceMatcher(None, word.lower(), name.lower()).ratio(), default="—")


def _nearest_key(name: str, properties: Mapping[str, Any]) -> str:
    """Return the key most like *name*; `x-also` lists what other tools call the same thing."""
    spellings = {also: key for key, part in properties.items() for also in (key, *part.get("x-also", ()))}
    return spellings[nearest(name, tuple(spellings))]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def _problems(error: Any, places: Places) -> Iterator[tuple[Path, Problem]]:
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.schema_path:
        path = (*path, error.instance)
        yield path, places.key_problem("C106", path, **_form(error, path))
        return
    match error.validator:
        case "additionalProperties":
            known = sorted(error.schema["properties"])
            for name in (key for key in error.instance if key not in known):
                near = _nearest_key(name, error.schema["properties"])
                fields = {"table": _name(path) or places.path, "nearest": near, "known": ", ".join(known)}
                yield (*path, name), places.key_problem("C102", (*path, name), key=name, **fields)
        case "required":
            for name in (key for key in error.validator_value if key not in error.instance):
                table = _name(path) or places.path
                yield path, places.key_problem("C105", path, key=name, table=table)
        case "type":
            expected = error.validator_value
            kinds = [expected] if isinstance(expected, str) else expected
            form = " / ".join(_FORMS[kind] for kind in kinds)
            example = form if _example(error.schema) == "…" else _literal(_example(error.schema))
            fields = {"found": _literal(error.instance), "expected": form, "example": example}
            yield path, places.problem("C103", path, key=_name(path) or places.path, **fields)
        case "enum":
            known = list(error.validator_value)
            near = nearest(str(error.instance), known)
            fields = {"value": str(error.instance), "nearest": near, "known": ", ".join(known)}
            yield path, places.problem("C104", path, key=_name(path) or places.path, **fields)
        case _:
            yield path, places.problem("C106", path, **_form(error, path))


def _form(error: Any, path: Path) -> dict[str, str]:
    return {
        "key": _name(path),
        "value": _literal(error.instance),
        "example": _literal(_example(error.schema)),
    }


def _example(part: Mapping[str, Any]) -> Any:
    """Return the schema's own example of *part*; an array without one shows that of its items."""
    if part.get("examples"):
        return part["examples"][0]
    if part.get("default"):
        return part["default"]
    items = part.get("items", {})
    return [_example(items)] if part.get("type") == "array" and "$ref" not in items else "…"


def _name(path: Path) -> str:
    """Return *path* as the writer would say it: book.chapters[3].role, counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def _literal(value: Any) -> str:
    """Return *value* as TOML writes it, cut where it is long."""
    match value:
        case dict():
            text = "{ " + ", ".join(f"{key} = {_literal(inner)}" for key, inner in value.items()) + " }"
        case list():
            text = "[" + ", ".join(_literal(inner) for inner in value) + "]"
        case _:
            text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST * 2 else text[:_LONGEST] + "…"


def _without(value: Any, path: Path) -> Any:
    if not path:
        return {}
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and step in value:
        if not rest:
            return {key: inner for key, inner in value.items() if key != step}
        return {**value, step: _without(value[step], rest)}
    if isinstance(value, list) and isinstance(step, int):
        return [
            (_without(inner, rest) if rest else None) if at == step else inner
            for at, inner in enumerate(value)
        ]
    return value
