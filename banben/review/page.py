"""The review as one HTML page that needs no network: data, style and script stand in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from banben.review.diff import Pair
from banben.review.exported import FORM
from banben.review.review import Review
from banben.review.rows import Row
from banben.review.tsv import COLUMNS

FOLDER = "web"


def page(review: Review, base: str) -> str:
    """Return the page of *review*; *base* leads from its folder to the manuscript, with its slash."""
    environment = Environment(
        loader=PackageLoader("banben.review", FOLDER), autoescape=True, undefined=StrictUndefined
    )
    region = review.edition.region
    fonts = dict(region.fonts).get("song", ())
    return environment.get_template("page.html").render(
        title=review.title,
        edition=review.edition.name,
        region=region.name,
        language=region.language,
        font=Markup(", ".join([*map(json.dumps, fonts), "serif"])),
        style=Markup(_joined(".css")),
        script=Markup(_joined(".js")),
        data=Markup(_json(_data(review, base))),
    )


def _joined(suffix: str) -> str:
    """Return the files of the page that end in *suffix*, in the order of their names."""
    folder = files("banben.review") / FOLDER
    found = sorted((item for item in folder.iterdir() if item.name.endswith(suffix)), key=lambda f: f.name)
    return "\n".join(item.read_text("utf-8") for item in found)


def _json(value: object) -> str:
    """Return *value* for a script element, which nothing in it can end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _data(review: Review, base: str) -> Mapping[str, Any]:
    paths = tuple(dict.fromkeys(place.origin.path for row in review.rows for place in row.places))
    numbers = {path: number for number, path in enumerate(paths)}
    return {
        "form": FORM,
        "columns": COLUMNS,
        "slug": review.slug,
        "edition": review.edition.name,
        "language": review.edition.region.language,
        "source": review.language,
        "density": f"{review.density:.1f}",
        "base": base,
        "paths": paths,
        "rows": [_row(row, numbers) for row in review.rows],
        "chapters": [
            {"path": chapter.path, "title": chapter.title, "pairs": [_pair(pair) for pair in chapter.pairs]}
            for chapter in review.chapters
        ],
    }


def _row(row: Row, paths: Mapping[str, int]) -> Mapping[str, Any]:
    return {
        "source": row.source,
        "result": row.result,
        "alternatives": row.alternatives,
        "kind": row.kind,
        "confidence": round(row.confidence, 3),
        "mean": round(row.mean, 3),
        "votes": [(vote.judge, vote.result) for vote in row.votes],
        "rules": row.rules,
        "places": [
            (
                paths[place.origin.path],
                place.origin.line,
                place.origin.column,
                place.before,
                place.after,
                round(place.confidence, 3),
                int(place.unsure),
            )
            for place in row.places
        ],
    }


def _pair(pair: Pair) -> Sequence[Any]:
    """Return a pair as its line and its stretches; text that stays is a string alone."""
    stretches = [
        (item.source, item.result, item.change) if item.change else item.source for item in pair.stretches
    ]
    return (pair.origin.line, stretches)
