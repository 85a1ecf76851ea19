"""One raster picture brought within limits: kind, ground, pixels, bytes; what fits stays as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from PIL import Image

from banben.documents import Asset
from banben.pictures.photographs import Fault

JPEG, PNG = "image/jpeg", "image/png"
ENDINGS = {JPEG: "jpg", PNG: "png", "image/gif": "gif"}
QUALITY = 90
LESSER_QUALITIES = (85, 80, 75, 70, 65, 60)
STEP = 0.8  # of the sides, where no quality is small enough
SMALLEST = 64  # pixels of a side: no limit of a store asks for less
FEW = 256  # colours that a palette holds
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a store takes of one picture; an empty *types* means all, *still* and *opaque* that it must be."""

    types: tuple[str, ...] = ()
    pixels: float = float("inf")
    bytes: float = float("inf")
    side: float = float("inf")
    still: bool = False
    opaque: bool = False


def fitted(asset: Asset, limits: Limits) -> tuple[Asset, tuple[Fault, ...]]:
    """Return the raster *asset* within *limits*, and as codes what its reader loses by it.

    The ending of its name follows its new type; the caller keeps names apart.
    """
    faults: list[Fault] = []
    with Image.open(io.BytesIO(asset.content)) as opened:
        frames = int(getattr(opened, "n_frames", 1)) if asset.media_type != JPEG else 1
        known = not limits.types or asset.media_type in limits.types
        if frames > 1 and known and not limits.still:
            return asset, ()  # a moving picture has no one frame to be made smaller
        image = opened.copy()
    changed = frames > 1
    if frames > 1:
        faults.append(("S112", (("frames", str(frames)),)))
    if limits.opaque and transparent(image):
        image, changed = on_paper(image), True
        faults.append(("S113", ()))
    size = _within(image, limits)
    if size != image.size:
        megapixels = (f"{pixels / 1e6:.1f}" for pixels in (image.width * image.height, limits.pixels))
        faults.append(
            ("A210", (*zip(("size", "most"), megapixels, strict=True), ("after", f"{size[0]} × {size[1]}")))
        )
        image, changed = smaller(image, size), True
    media_type = asset.media_type if known else _other_type(image, limits)
    if changed or not known:
        asset = _asset(asset, image, media_type, encoded(image, media_type, QUALITY))
    if len(asset.content) > limits.bytes:
        before = f"{len(asset.content) / 1e6:.1f}"
        asset = _lighter(asset, image, limits)
        faults.append(("S111", (("before", before), ("after", f"{len(asset.content) / 1e6:.2f}"))))
    return asset, tuple(faults)


def transparent(image: Image.Image) -> bool:
    """Whether anything under *image* would be seen through it."""
    if not image.has_transparency_data:
        return False
    low = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(low, (int, float)) and low < 255


def on_paper(image: Image.Image) -> Image.Image:
    """Return *image* as it looks on white."""
    shown = image.convert("RGBA")
    paper = Image.new("RGBA", shown.size, PAPER)
    return Image.alpha_composite(paper, shown).convert("RGB")


def smaller(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return *image* resampled to *size*; a palette and single bits become colours and grays first."""
    if image.mode in {"P", "PA"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    return image.resize(size, Image.Resampling.LANCZOS)


def _within(image: Image.Image, limits: Limits) -> tuple[int, int]:
    """Return the largest size of the same shape within *limits*."""
    scale = min(1.0, sqrt(limits.pixels / (image.width * image.height)), limits.side / max(image.size))
    if scale == 1.0:
        return image.size
    return max(int(image.width * scale), 1), max(int(image.height * scale), 1)


def _other_type(image: Image.Image, limits: Limits) -> str:
    """Return PNG for what has few colours or is seen through, JPEG for the rest."""
    flat = transparent(image) or image.mode in {"1", "P"} or image.getcolors(FEW) is not None
    wanted = PNG if flat else JPEG
    return wanted if wanted in limits.types else next(kind for kind in (PNG, JPEG) if kind in limits.types)


def encoded(image: Image.Image, media_type: str, quality: int) -> bytes:
    """Return *image* as a JPEG of *quality*, as a GIF, or as PNG without loss; the same bytes every time."""
    target = io.BytesIO()
    if media_type == JPEG:
        shown = on_paper(image) if transparent(image) else image
        shown = shown if shown.mode in {"L", "RGB"} else shown.convert("RGB")
        shown.save(target, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0)
    elif media_type == "image/gif":
        image.save(target, "GIF", optimize=True)
    else:
        _with_palette(image).save(target, "PNG", optimize=True, icc_profile=None)
    return target.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    """Return *image* with a palette where that loses nothing."""
    if image.mode not in {"RGB", "RGBA"} or image.getcolors(FEW) is None:
        return image
    # Of Pillow's methods this is the one that keeps transparency.
    reduced = image.quantize(FEW, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    return reduced if reduced.convert(image.mode).tobytes() == image.tobytes() else image


def _asset(asset: Asset, image: Image.Image, media_type: str, content: bytes) -> Asset:
    stem = asset.name.rpartition(".")[0] if media_type != asset.media_type else ""
    name = f"{stem}.{ENDINGS[media_type]}" if stem else asset.name
    return replace(
        asset, name=name, media_type=media_type, content=content, width=image.width, height=image.height
    )


def _lighter(asset: Asset, image: Image.Image, limits: Limits) -> Asset:
    """Return the first of the trials that is light enough, or the last of them."""
    for trial in _trials(asset, image, limits):
        asset = trial
        if len(asset.content) <= limits.bytes:
            break
    return asset


def _trials(asset: Asset, image: Image.Image, limits: Limits) -> Iterator[Asset]:
    """Yield *asset* ever lighter: without loss, then in lesser qualities, then with shorter sides."""
    media_type = asset.media_type if asset.media_type in (JPEG, PNG) else PNG
    if media_type == PNG:
        yield _asset(asset, image, PNG, encoded(image, PNG, QUALITY))
        if not transparent(image) and JPEG in (limits.types or (JPEG,)):
            media_type = JPEG
            yield _asset(asset, image, JPEG, encoded(image, JPEG, QUALITY))
    if media_type == JPEG:
        for quality in LESSER_QUALITIES:
            yield _asset(asset, image, JPEG, encoded(image, JPEG, quality))
    quality = LESSER_QUALITIES[2]
    while min(image.size) * STEP >= SMALLEST:
        image = smaller(image, (int(image.width * STEP), int(image.height * STEP)))
        yield _asset(asset, image, media_type, encoded(image, media_type, quality))
