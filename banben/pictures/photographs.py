"""Raster pictures: decoded whole, turned upright, and brought to colours that every reader shows."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from PIL import Image as Pillow
from PIL import ImageCms, ImageFile, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000  # decoded, that is 200 MB of memory
JPEG_QUALITY = 92
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
CORE = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
OTHER = {"TIFF": "image/tiff", "BMP": "image/bmp"}  # no core media types of EPUB 3.3 (section 3.2)

SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")

Fault: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit for publication; pixels for rasters, CSS px for drawings."""

    media_type: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The picture, if it can be used, with its faults as codes and values; *media_type* as it was read."""

    picture: Picture | None
    faults: tuple[Fault, ...] = ()
    media_type: str = ""


def examine_photograph(content: bytes) -> Verdict:
    """Return the raster picture in *content*: the bytes as they are, or re-encoded where they must be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            image = Pillow.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        known = content.startswith(SIGNATURES)
        return Verdict(None, (("A201", (("reason", "header"),)) if known else ("A205", ()),))
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        return _too_large("> 89")
    except Exception as reason:  # a decoder may raise anything on a broken header
        return Verdict(None, (("A201", (("reason", _short(reason)),)),))
    if image.width * image.height > MOST_PIXELS:
        return _too_large(f"{image.width * image.height / 1e6:.0f}")
    return _decoded(image, content)


def _too_large(megapixels: str) -> Verdict:
    return Verdict(None, (("A204", (("size", megapixels), ("most", f"{MOST_PIXELS / 1e6:.0f}"))),))


def _short(reason: Exception) -> str:
    return (str(reason).splitlines() or [type(reason).__name__])[0][:80]


def _decoded(image: Pillow.Image, content: bytes) -> Verdict:
    form = image.format or ""
    media_type = {**CORE, **OTHER}[form]
    try:
        with warnings.catch_warnings(), _strictly():
            warnings.simplefilter("ignore")
            image.load()
            mended = _mended(image)
    except Exception as reason:  # likewise
        return Verdict(None, (("A201", (("reason", _short(reason)),)),), media_type)
    if mended is None and form in CORE:
        return Verdict(Picture(media_type, content, image.width, image.height), (), media_type)
    return Verdict(_encoded(mended or image, media_type), (), media_type)


@contextmanager
def _strictly() -> Iterator[None]:
    """Let no truncated picture through: WeasyPrint, when it is imported, tells Pillow to be lenient."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _mended(image: Pillow.Image) -> Pillow.Image | None:
    """Return *image* upright and in sRGB or gray with 8 bits, or None where it is so already."""
    mended: Pillow.Image | None = None
    if image.getexif().get(0x0112, 1) not in (0, 1):  # orientation
        mended = ImageOps.exif_transpose(image)
    current = mended or image
    if current.mode in {"I", "F"} or current.mode.startswith("I;"):
        # Sixteen bits, or a range of its own: Pillow would clip every value above 255.
        wide = current.convert("F")
        high = max(float(wide.getextrema()[1]), 1.0)  # type: ignore[arg-type]
        scale = 255 / (65535 if high > 255 else 255)
        return wide.point(lambda value: value * scale).convert("L")
    if current.mode not in {"1", "L", "LA", "P", "PA", "RGB", "RGBA"} or _foreign_profile(current):
        mended = _to_srgb(current)
    return mended


def _foreign_profile(image: Pillow.Image) -> bool:
    """Whether an ICC profile other than sRGB is embedded; readers and WeasyPrint pass over profiles."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or image.mode not in {"RGB", "RGBA"}:
        return False
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except ImageCms.PyCMSError:
        return False
    return "srgb" not in name.lower()


def _to_srgb(image: Pillow.Image) -> Pillow.Image:
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            if converted is not None:
                return converted
        except ImageCms.PyCMSError:
            pass  # a profile that does not fit its own picture: the plain conversion is the better guess
    return image.convert("RGBA" if "A" in image.getbands() and image.mode != "LAB" else "RGB")


def _encoded(image: Pillow.Image, media_type: str) -> Picture:
    """Return *image* encoded anew, as JPEG where it was one, otherwise without loss as PNG."""
    target = io.BytesIO()
    if media_type == "image/jpeg":
        image.convert("L" if image.mode == "L" else "RGB").save(
            target, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True
        )
    else:
        media_type = "image/png"
        shown = image if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else image.convert("RGBA")
        shown.save(target, "PNG", optimize=True)
    return Picture(media_type, target.getvalue(), image.width, image.height)
