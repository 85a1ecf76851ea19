"""A cover that the book brings along: its picture, made to fit the store, in place of the drawn one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from banben.documents import Asset
from banben.model import Image
from banben.pictures.assets import SUFFIXES, gather_one
from banben.pictures.cover import jpeg
from banben.pictures.drawings import MEDIA_TYPE as SVG
from banben.pictures.photographs import Fault
from banben.pictures.shrinking import JPEG, Limits, fitted
from banben.problems import Problem, problem
from banben.stores import Store
from banben.verify.store_cover import cover_faults


def own_cover(image: Image, store: Store, root: Path) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Return the picture *image* as cover.jpg, behind cover.svg if it is a drawing; nothing if unusable.

    What is too large for *store* is made smaller, and the caller hears of what is too small.
    """
    picture, problems = gather_one(image, root)
    if picture is None:
        return (), problems
    given = Asset(
        f"cover.{SUFFIXES[picture.media_type][0]}",
        picture.media_type,
        picture.content,
        picture.width,
        picture.height,
        image.origin,
    )
    faults: tuple[Fault, ...] = ()
    assets: tuple[Asset, ...]
    if given.media_type == SVG:
        assets = (given, replace(jpeg(given), origin=image.origin))
    else:
        made, faults = fitted(given, cover_limits(store))
        assets = (made,)
    told = (*faults, *_shape(given))
    return assets, (*problems, *_problems(image, store, told), *cover_faults(store, assets[-1]))


def cover_limits(store: Store) -> Limits:
    """Return what *store* takes of a cover: always a JPEG, which every store does."""
    infinite = float("inf")
    return Limits(
        types=(JPEG,),
        pixels=store.limit("cover-pixels") or infinite,
        bytes=store.limit("cover-bytes") or infinite,
        side=store.limit("cover-side") or infinite,
        still=True,
        opaque=True,
    )


def _shape(given: Asset) -> Iterator[Fault]:
    if given.width >= given.height:
        yield "C225", (("width", str(given.width)), ("height", str(given.height)))


def _problems(image: Image, store: Store, faults: tuple[Fault, ...]) -> Iterator[Problem]:
    for code, values in faults:
        fields = {"path": image.source, "store": store.name, **dict(values)}
        yield problem(code, image.origin, len(image.source), **fields)
