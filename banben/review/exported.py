"""The file of decisions that the review's page exports (JSON)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from banben.model import Origin
from banben.problems import Problem, problem
from banben.review.decision import Decision, Spot, decision

FORM = "banben-decisions"
LIST = re.compile(r'"decisions"\s*:\s*\[')
TEXTS = ("source", "result", "scope", "reason")


def read_exported(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions in *text*, which the page exported as the file *path*."""
    try:
        values = json.loads(text)
    except ValueError as fault:
        line = getattr(fault, "lineno", 1)
        return (), (problem("R101", Origin(path, line), reason=str(fault)),)
    if not isinstance(values, dict) or values.get("form") != FORM or not _is_list(values.get("decisions")):
        return (), (problem("R101", Origin(path), reason=f'"form": "{FORM}", "decisions": […]'),)
    items = values["decisions"]
    found = [
        _decision(item, str(values.get("edition", "")), Origin(path, line))
        for item, line in zip(items, _lines(text, len(items)), strict=True)
    ]
    decisions = tuple(item for item in found if isinstance(item, Decision))
    return decisions, tuple(item for item in found if not isinstance(item, Decision))


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _decision(item: Mapping[str, Any], edition: str, origin: Origin) -> Decision | Problem:
    lacking = [name for name in TEXTS if not isinstance(item.get(name), str)]
    if lacking:
        return problem("R101", origin, reason=f"{', '.join(lacking)}: ?")
    places = item.get("places", [])
    try:
        spots = tuple(
            Spot(
                str(place["path"]),
                int(place["line"]),
                int(place["column"]),
                str(place.get("before", "")),
                str(place.get("after", "")),
            )
            for place in places
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return problem("R105", origin, source=item["source"], scope=item["scope"])
    return decision(item, spots, edition, origin)


def _lines(text: str, count: int) -> Iterator[int]:
    """Yield the lines on which the *count* decisions of *text*, which is valid, begin."""
    start = LIST.search(text)
    at = start.end() if start else 0
    decoder = json.JSONDecoder()
    for _ in range(count):
        at = text.find("{", at)
        yield text.count("\n", 0, at) + 1
        _, at = decoder.raw_decode(text, at)
