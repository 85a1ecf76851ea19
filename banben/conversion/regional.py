"""The converter that an edition needs: from its region, its settings and the editor's rules."""

from __future__ import annotations

from banben.conversion.converter import Converter
from banben.conversion.packs import load_pack
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
        return Converter(rules=rules)
    pack = load_pack(region.code) if settings.vocabulary else None
    return Converter(chain[0], rules, bench(region.code), pack, load_switches(region, settings))
