from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageCms, ImageFile

from banben.pictures import photographs as pictures
from banben.pictures.photographs import examine_photograph


def made(mode: str = "RGB", size: tuple[int, int] = (40, 20), form: str = "PNG", **options: object) -> bytes:
    """Return a picture with a gradient, so that no half of it looks like the other."""
    target = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size)
    picture.convert(mode).save(target, form, **options)
    return target.getvalue()


def codes(content: bytes) -> list[str]:
    return [code for code, _ in examine_photograph(content).faults]


@pytest.mark.parametrize(
    ("form", "kind"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif"), ("WEBP", "webp")]
)
def test_a_sound_picture_keeps_its_bytes(form: str, kind: str) -> None:
    content = made(form=form)
    verdict = examine_photograph(content)
    assert verdict.faults == ()
    assert verdict.picture == pictures.Picture(f"image/{kind}", content, 40, 20)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_cut_off_is_damaged(form: str) -> None:
    content = made(size=(400, 300), form=form)
    verdict = examine_photograph(content[: len(content) // 2])
    assert verdict.picture is None
    assert [code for code, _ in verdict.faults] == ["A201"]


def test_a_picture_cut_off_is_damaged_even_where_weasyprint_is_lenient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert codes(made(size=(400, 300))[:-100]) == ["A201"]
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_text_is_no_picture() -> None:
    assert codes(b"404 not found") == ["A205"]


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    verdict = examine_photograph(made(form="JPEG", exif=exif))
    assert verdict.picture is not None
    assert (verdict.picture.width, verdict.picture.height) == (20, 40)
    again = Image.open(io.BytesIO(verdict.picture.content))
    assert again.size == (20, 40)
    assert again.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_four_inks_become_three_colours(form: str) -> None:
    verdict = examine_photograph(made("CMYK", form=form))
    assert verdict.picture is not None
    assert Image.open(io.BytesIO(verdict.picture.content)).mode == "RGB"


def test_sixteen_bits_become_eight_and_keep_their_grays() -> None:
    wide = Image.new("I;16", (2, 1))
    wide.putpixel((0, 0), 32896)
    wide.putpixel((1, 0), 65535)
    target = io.BytesIO()
    wide.save(target, "PNG")
    verdict = examine_photograph(target.getvalue())
    assert verdict.picture is not None
    again = Image.open(io.BytesIO(verdict.picture.content))
    assert again.mode == "L"
    assert [again.getpixel((x, 0)) for x in (0, 1)] == [128, 255]


@pytest.mark.parametrize("form", ["TIFF", "BMP"])
def test_what_epub_does_not_know_becomes_png(form: str) -> None:
    verdict = examine_photograph(made(form=form))
    assert verdict.picture is not None
    assert verdict.picture.media_type == "image/png"


def test_a_foreign_colour_profile_is_converted() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    verdict = examine_photograph(made(form="PNG", icc_profile=lab))
    assert verdict.picture is not None
    assert verdict.picture.media_type == "image/png"


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    assert codes(made()) == ["A204"]


def test_a_bomb_is_not_decoded() -> None:
    content = bytearray(made())
    content[16:24] = (60000).to_bytes(4, "big") * 2  # width and height in IHDR
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    assert codes(bytes(content)) == ["A204"]


def test_a_broken_head_is_damage() -> None:
    content = bytearray(made())
    content[16:24] = bytes(8)
    assert codes(bytes(content)) == ["A201"]
