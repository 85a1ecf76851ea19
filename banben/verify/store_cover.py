"""What a store says of a cover picture: its size, shape, weight, kind and name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from banben.documents import Asset
from banben.problems import Problem
from banben.store_rules import broken
from banben.stores import Rule, Store

# How far the sides may be from the ideal ratio: a store names one, and no book has it to the pixel.
TOLERANCE = 0.1


def cover_faults(store: Store, cover: Asset) -> Iterator[Problem]:
    """Yield what *store* has against the picture *cover*, whose size is in pixels."""
    for rule in store.rules:
        fault = FAULTS.get(rule.kind)
        found = fault(cover, rule) if fault else None
        if found is not None:
            yield broken(store, rule, cover.name, found, cover.origin)


def _sides(cover: Asset) -> str:
    return f"{cover.width} × {cover.height}"


def _short_side(cover: Asset, rule: Rule) -> str | None:
    return _sides(cover) if min(cover.width, cover.height) < rule.limit else None


def _long_side(cover: Asset, rule: Rule) -> str | None:
    return _sides(cover) if max(cover.width, cover.height) < rule.limit else None


def _side(cover: Asset, rule: Rule) -> str | None:
    return _sides(cover) if max(cover.width, cover.height) > rule.limit else None


def _pixels(cover: Asset, rule: Rule) -> int | None:
    pixels = cover.width * cover.height
    return pixels if pixels > rule.limit else None


def _ratio(cover: Asset, rule: Rule) -> str | None:
    ratio = cover.height / max(cover.width, 1)
    return f"{ratio:.2f}" if abs(ratio / rule.limit - 1) > TOLERANCE else None


def _bytes(cover: Asset, rule: Rule) -> int | None:
    return len(cover.content) if len(cover.content) > rule.limit else None


def _type(cover: Asset, rule: Rule) -> str | None:
    return cover.media_type if cover.media_type not in rule.words else None


def _name(cover: Asset, rule: Rule) -> str | None:
    name = cover.name.rpartition("/")[2]
    return name if name not in rule.words else None


FAULTS: Mapping[str, Callable[[Asset, Rule], str | int | None]] = {
    "cover-short-side": _short_side,
    "cover-long-side": _long_side,
    "cover-side": _side,
    "cover-pixels": _pixels,
    "cover-ratio": _ratio,
    "cover-bytes": _bytes,
    "cover-types": _type,
    "cover-name": _name,
}
