"""The pictures of an EPUB within what its store takes, and the documents that show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

from banben.documents import Asset, Document, Publication
from banben.pictures.assets import as_written
from banben.pictures.drawings import MEDIA_TYPE as SVG
from banben.pictures.photographs import Fault
from banben.pictures.rasters import rasterised
from banben.pictures.shrinking import PNG, QUALITY, Limits, encoded, fitted
from banben.problems import Problem, problem
from banben.stores import Store

# 300 pixels to the inch, which is what Kindle's image guidelines ask for, of CSS px, 96 to the inch.
PER_CSS_PIXEL = 300 / 96


def fit(publication: Publication) -> tuple[Publication, tuple[Problem, ...]]:
    """Return *publication* with pictures that the edition's store takes, and notes of what they lose by it.

    A picture that fits keeps its bytes; one whose type changes has a new name in all documents.
    """
    store = publication.edition.store
    limits = picture_limits(store)
    problems: list[Problem] = []
    pictures: dict[str, Asset] = {}
    names: dict[str, str] = {}
    for key, asset in publication.pictures.items():
        made, faults = _fitted(asset, store, limits)
        if made.name != asset.name:
            made = replace(made, name=_free(made.name, (*publication.pictures.values(), *pictures.values())))
            names[asset.name] = made.name
        pictures[key] = made
        problems += _problems(key, asset, faults, store)
    documents = tuple(_renamed(document, names) for document in publication.documents)
    return replace(publication, pictures=pictures, documents=documents), tuple(problems)


def picture_limits(store: Store) -> Limits:
    """Return what *store* takes of the pictures inside a book."""
    infinite = float("inf")
    return Limits(
        types=store.words("picture-types"),
        pixels=store.limit("picture-pixels") or infinite,
        bytes=store.limit("picture-bytes") or infinite,
        still=store.rule("picture-still") is not None,
        opaque=store.rule("picture-opaque") is not None,
    )


def _fitted(asset: Asset, store: Store, limits: Limits) -> tuple[Asset, tuple[Fault, ...]]:
    if asset.media_type != SVG:
        return fitted(asset, limits)
    if store.drawings == "svg" or not asset.width or not asset.height:
        return asset, ()
    scale = min(PER_CSS_PIXEL, sqrt(limits.pixels / (asset.width * asset.height)))
    image = rasterised(asset, scale)
    name = asset.name.removesuffix(".svg") + ".png"
    content = encoded(image, PNG, QUALITY)
    png = replace(asset, name=name, media_type=PNG, content=content, width=image.width, height=image.height)
    made, _ = fitted(png, limits)
    return made, ()


def _free(name: str, taken: tuple[Asset, ...]) -> str:
    """Return *name*, with a number where another picture has it."""
    names = {asset.name for asset in taken}
    stem, _, ending = name.rpartition(".")
    candidates = (name, *(f"{stem}-{number}.{ending}" for number in range(2, len(names) + 3)))
    return next(candidate for candidate in candidates if candidate not in names)


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    """Return *document* with the new *names* in its attributes and styles; no line of it moves."""
    if not any(name in document.content for name in names):
        return document
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    content = re.sub(rf"(?<=[\"'(])(?:{pattern})(?=[\"')#])", lambda found: names[found[0]], document.content)
    return replace(document, content=content)


def _problems(key: str, asset: Asset, faults: tuple[Fault, ...], store: Store) -> list[Problem]:
    if not asset.origin:
        return []
    path = as_written(key, asset.origin)
    return [
        problem(code, asset.origin, len(path), path=path, store=store.name, **dict(values))
        for code, values in faults
    ]
