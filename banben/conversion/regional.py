"""The converter that an edition needs: from its region, its settings and the editor's rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from banben.conversion.back import from_traditional
from banben.conversion.characters import AsWritten, Characters, FromSimplified
from banben.conversion.converter import Converter
from banben.conversion.packs import Pack, load_pack
from banben.conversion.reverse import home_pack, through
from banben.conversion.rules import Rules
from banben.conversion.segments import Line
from banben.conversion.switches import load_switches
from banben.conversion.verdicts import bench
from banben.conversion.word_list import essay
from banben.editions import Region, Settings
from banben.problems import Problem, problem

# The region whose manuscripts the judges know, and by whose words the others' find to each other.
HOME = "cn"


def converter_for(region: Region, settings: Settings, rules: Rules, source: str = HOME) -> Converter:
    """Return the converter into *region* from the region *source*, which the manuscript is written for.

    Where the region has no configuration for it, only *rules* change anything.
    """
    chain = region.chain(source)
    if not chain:
        return Converter(rules, AsWritten(source != HOME))
    pack = _pack(region, source) if settings.vocabulary else None
    return Converter(rules, _characters(chain, region.code, source), pack, load_switches(region, settings))


def lacking(converter: Converter) -> tuple[Problem, ...]:
    """Return the problem that a judge of *converter* is not installed."""
    judged = isinstance(converter.characters, FromSimplified)
    return (problem("E401"),) if judged and essay() is None else ()


def _characters(chain: tuple[str, ...], region: str, source: str) -> Characters:
    if source == HOME:
        return FromSimplified(chain[0], bench(region))
    return from_traditional(chain, region)


@cache
def _pack(region: Region, source: str) -> Pack:
    if source == HOME:
        return load_pack(region.code)
    if region.code == HOME:
        return home_pack(source)
    converter = converter_for(region, Settings(), Rules())

    def convert(words: Sequence[str]) -> list[str]:
        lines = converter.convert([Line(word) for word in words])
        return ["".join(segment.result for segment in line) for line in lines]

    return through(source, region.code, load_pack(region.code), convert)
