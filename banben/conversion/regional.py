"""The converter that an edition needs: from its region, its settings and the editor's rules."""

from __future__ import annotations

from banben.conversion.back import from_traditional
from banben.conversion.characters import AsWritten, Characters, FromSimplified
from banben.conversion.converter import Converter
from banben.conversion.reverse import load_pack_from
from banben.conversion.rules import Rules
from banben.conversion.switches import load_switches
from banben.conversion.verdicts import bench
from banben.editions import Region, Settings

# The region whose manuscripts the judges know.
HOME = "cn"


def converter_for(region: Region, settings: Settings, rules: Rules, source: str = HOME) -> Converter:
    """Return the converter into *region* from the region *source*, which the manuscript is written for.

    Where the region has no configuration for it, only *rules* change anything.
    """
    chain = region.chain(source)
    if not chain:
        return Converter(rules, AsWritten(source != HOME))
    pack = load_pack_from(source, region.code) if settings.vocabulary else None
    return Converter(rules, _characters(chain, region.code, source), pack, load_switches(region, settings))


def _characters(chain: tuple[str, ...], region: str, source: str) -> Characters:
    if source == HOME:
        return FromSimplified(chain[0], bench(region))
    return from_traditional(chain, region)
