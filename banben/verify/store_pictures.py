"""What a store says of the pictures inside a finished EPUB."""

from __future__ import annotations

from collections.abc import Iterator

from banben.model import Origin
from banben.pictures.drawings import LENGTH, PIXELS, SVG
from banben.pictures.shrinking import transparent
from banben.stores import Rule
from banben.verify.parcel import Parcel

# What breaks a rule: the file, what was found in it, and the writer's place where it is not the file's.
Fault = tuple[str, object, Origin | None]


def pixels(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield pictures of too many pixels."""
    for name, image in parcel.rasters():
        if image.width * image.height > rule.limit:
            yield name, image.width * image.height, parcel.origin_of_file(name)


def weight(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield pictures of too many bytes."""
    for name, content in parcel.pictures():
        if len(content) > rule.limit:
            yield name, len(content), parcel.origin_of_file(name)


def kinds(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield pictures of a type that is not among the rule's words."""
    for name, _ in parcel.pictures():
        if parcel.types[name] not in rule.words:
            yield name, parcel.types[name], parcel.origin_of_file(name)


def still(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield pictures that move."""
    for name, image in parcel.rasters():
        frames = int(getattr(image, "n_frames", 1))
        if frames > 1 and image.format != "MPO":
            yield name, frames, parcel.origin_of_file(name)


def opaque(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield pictures through which one sees."""
    for name, image in parcel.rasters():
        if transparent(image):
            yield name, image.mode, parcel.origin_of_file(name)


def colours(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield pictures whose mode (as Pillow names it) is not among the rule's words."""
    for name, image in parcel.rasters():
        if image.mode not in rule.words:
            yield name, image.mode, parcel.origin_of_file(name)


def drawings(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield drawings that say they are wider or higher than the limit, in CSS px."""
    for name, _ in parcel.pictures():
        root = parcel.package.trees.get(name)
        if root is None or root.tag != f"{{{SVG}}}svg":
            continue
        sides = [_pixels(root.get(side) or "") for side in ("width", "height")]
        if max(sides) > rule.limit:
            yield name, f"{sides[0]:g} × {sides[1]:g}", parcel.origin_of_file(name)


def _pixels(written: str) -> float:
    found = LENGTH.match(written)
    return float(found[1]) * PIXELS[found[2].lower()] if found else 0.0
