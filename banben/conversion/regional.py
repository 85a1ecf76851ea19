"""The converter that an edition needs: from its region, its settings and the editor's rules."""

from __future__ import annotations

from banben.conversion.converter import Converter
from banben.conversion.packs import load_pack
from banben.conversion.rules import Rules
from banben.conversion.switches import PLAIN
from banben.conversion.verdicts import bench
from banben.editions import Region, Settings


def converter_for(region: Region, settings: Settings, rules: Rules) -> Converter:
    """Return the converter into *region*; without a configuration only *rules* change anything."""
    if not region.opencc:
        return Converter(rules=rules)
    pack = load_pack(region.code) if settings.vocabulary else None
    return Converter(region.opencc, rules, bench(region.code), pack, PLAIN)
