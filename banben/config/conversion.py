"""What book.toml chooses of the conversion, for the whole book and for one edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from banben.config.book import Config
from banben.conversion.switches import known_switches
from banben.editions import Region, Settings, Writing
from banben.problems import Problem

QUOTES = "quotes"
CURLY = "“”‘’"


def read_conversion(
    config: Config, edition: str, region: Region, writing: Writing = "horizontal"
) -> tuple[Region, Settings, tuple[Problem, ...]]:
    """Return *region* as *writing* and *edition* have it, the edition's settings, and what is wrong.

    What `[editions.NAME.conversion]` says goes before `[conversion]`. A switch of the whole book is
    passed over in regions that do not know its value; one of an edition is an error there (C218).
    Curly quotation marks of the whole book are passed over in columns, where none stand (clreq,
    Mixed Text Composition in Vertical Writing Mode).
    """
    if writing == "vertical":
        region = region.in_columns()
    book: Mapping[str, Any] = config.values.get("conversion", {})
    tables: Mapping[str, Any] = config.values.get("editions", {})
    own: Mapping[str, Any] = tables.get(edition, {}).get("conversion", {})
    said = {**book, **own}
    whole = dict(book.get("switches", {}))
    if writing == "vertical" and whole.get(QUOTES) == CURLY:
        del whole[QUOTES]
    chosen = {**whole, **own.get("switches", {})}
    switches = {key: value for key, value in chosen.items() if value in _values(key, region)}
    problems = tuple(_unknown(config, edition, region, own.get("switches", {})))
    quotes = switches.pop(QUOTES, region.quotes)
    settings = Settings(
        vocabulary=said.get("vocabulary", True),
        review=said.get("review") == "required",
        threshold=float(said.get("threshold", Settings().threshold)),
        switches=tuple(sorted(switches.items())),
    )
    return replace(region, quotes=quotes), settings, problems


def _values(key: str, region: Region) -> tuple[str, ...]:
    return known_switches()[key].values.get(region.code, ())


def _unknown(config: Config, edition: str, region: Region, switches: Mapping[str, str]) -> Iterator[Problem]:
    for key, value in switches.items():
        known = _values(key, region)
        if value not in known:
            where = ("editions", edition, "conversion", "switches", key)
            fields = {"switch": key, "value": value, "region": region.code, "known": ", ".join(known) or "—"}
            yield config.places.problem("C218", where, **fields)
