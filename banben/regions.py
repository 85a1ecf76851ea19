"""Regions as data: one file of regions/ is one region."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from banben.editions import Region
from banben.problems import Problem, Stop
from banben.schema import check
from banben.toml_places import read_toml

# The language subtags that mean the written standard, and the subtags that tell its scripts.
CHINESE = ("zh", "cmn")
SCRIPTS = frozenset({"hans", "hant"})
TRADITIONAL = {"tw": "tw", "hk": "hk", "mo": "hk"}


@cache
def known_regions() -> tuple[str, ...]:
    """Return the codes of all regions: cn first, because most manuscripts are written for it."""
    names = (item.name for item in (files("banben") / "regions").iterdir())
    codes = (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple(sorted(codes, key=lambda code: (code != "cn", code)))


def source_region(language: str) -> str:
    """Return the region that a manuscript in *language* (BCP 47) is written for, empty for none of ours.

    A script without a region, or with one that we do not know, is the region's that has it first: zh and
    zh-Hans-SG are the mainland's, zh-Hant is Taiwan's, zh-MO is Hong Kong's.
    """
    first, *rest = language.replace("_", "-").lower().split("-")
    tags = set(rest)
    if first not in CHINESE or any(len(tag) == 4 and tag.isalpha() for tag in tags - SCRIPTS):
        return ""
    if "hans" in tags or not tags & {"hant", *TRADITIONAL}:
        return "cn"
    return next((code for place, code in TRADITIONAL.items() if place in tags), "tw")


@cache
def load_region(code: str) -> Region:
    """Return the region *code* of `known_regions()`; Stop where its file is at fault."""
    path = f"regions/{code}.toml"
    text = (files("banben") / "regions" / f"{code}.toml").read_text("utf-8")
    region, problems = read_region(code, text, path)
    if problems:
        raise Stop(problems)
    return region


def read_region(code: str, text: str, path: str) -> tuple[Region, tuple[Problem, ...]]:
    """Return the region that *text* (a file of regions/) describes; what is at fault in it is empty."""
    values, places, problems = read_toml(text, path)
    if problems:
        return _region(code, {}), problems
    values, problems = check("region", values, places)
    return _region(code, values), problems


def _region(code: str, values: dict[str, object]) -> Region:
    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        table = values.get(name, {})
        return tuple(table.items()) if isinstance(table, dict) else ()

    def text(name: str) -> str:
        return str(values.get(name, ""))

    vertical = values.get("vertical", {})
    columns = vertical if isinstance(vertical, dict) else {}
    index: dict[str, Any] = dict(pairs("index"))
    common = values.get("common")
    fonts = tuple((role, tuple(families)) for role, families in pairs("fonts"))
    return Region(
        code=code,
        name=text("name"),
        language=text("language"),
        chains=tuple((source, tuple(chain)) for source, chain in pairs("from")),
        quotes=text("quotes"),
        words=pairs("words"),
        tokens=pairs("tokens"),
        fonts=fonts,
        date_format=text("date"),
        vertical_quotes=str(columns.get("quotes", "")),
        vertical_words=tuple(columns.get("words", {}).items()),
        order=index.get("order", "pinyin"),
        latin=index.get("latin", "among"),
        common=tuple(common) if isinstance(common, list) else (),
        currency=text("currency"),
    )
