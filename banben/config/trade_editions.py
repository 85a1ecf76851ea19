"""What an edition tells the book trade: prices, and the messages that go out with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from banben.config.book import Config
from banben.editions import Catalogue, Format
from banben.problems import Problem

_Prices = tuple[tuple[Format, str], ...]


def read_trade(
    name: str, table: Mapping[str, Any], formats: tuple[Format, ...], config: Config
) -> tuple[_Prices, tuple[Catalogue, ...], tuple[Problem, ...]]:
    """Return the prices of the edition *name* as decimal numbers, and its messages.

    The price of a format that it does not make is left out (C234), and OPDS without an e-book (C236).
    """
    wanted: tuple[Catalogue, ...] = tuple(item for item in table.get("catalogue", ()) if item)
    problems = [*_prices_astray(name, table, formats, config)]
    if wanted and not (table.get("imprint") or config.book.get("imprint", {}).get("name")):
        problems.append(config.places.problem("C235", ("editions", name, "catalogue"), edition=name))
    if "opds" in wanted and "epub" not in formats:
        problems.append(config.places.problem("C236", ("editions", name, "catalogue"), edition=name))
        wanted = tuple(item for item in wanted if item != "opds")
    written: Mapping[Format, float] = table.get("price", {})
    prices = tuple((format, f"{price:.2f}") for format, price in written.items() if format in formats)
    return prices, wanted, tuple(problems)


def _prices_astray(
    name: str, table: Mapping[str, Any], formats: tuple[Format, ...], config: Config
) -> Iterator[Problem]:
    for format in table.get("price", {}):
        if format not in formats:
            where = ("editions", name, "price", format)
            fields = {"edition": name, "format": format, "formats": ", ".join(formats)}
            yield config.places.key_problem("C234", where, **fields)
