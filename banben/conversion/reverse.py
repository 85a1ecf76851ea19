"""Vocabulary back again: the packs read from a region's words to the mainland's, and on to another region's."""

from __future__ import annotations

from functools import cache

from banben.conversion.finder import Finder
from banben.conversion.packs import Pack, load_pack

HOME = "cn"


@cache
def load_pack_from(source: str, region: str) -> Pack:
    """Return the pack that turns the words of the region *source* into those of *region*."""
    if source == HOME:
        return load_pack(region)
    return Pack({}, Finder.of(()))
