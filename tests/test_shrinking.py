from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image

from banben.documents import Asset
from banben.pictures.shrinking import JPEG, PNG, Limits, encoded, fitted, on_paper, transparent

ANY = ("image/jpeg", "image/png", "image/gif")


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that no codec makes small, the same every time."""
    spread = Random(width * height).randbytes(width * height)
    return Image.frombytes("L", (width, height), spread).convert(mode)


def gradient(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert(mode)


def asset(image: Image.Image, form: str, **options: object) -> Asset:
    target = io.BytesIO()
    image.save(target, form, **options)
    ending = {"JPEG": "jpg"}.get(form, form.lower())
    media_type = f"image/{form.lower()}"
    return Asset(f"images/x.{ending}", media_type, target.getvalue(), image.width, image.height)


def opened(made: Asset) -> Image.Image:
    image = Image.open(io.BytesIO(made.content))
    image.load()
    assert image.size == (made.width, made.height)
    assert f"image/{(image.format or '').lower()}" == made.media_type
    return image


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF"])
def test_what_fits_keeps_its_bytes(form: str) -> None:
    given = asset(gradient(40, 30), form)
    assert fitted(given, Limits(ANY, 1200, 100_000, 40, still=True, opaque=True)) == (given, ())
    assert fitted(given, Limits()) == (given, ())


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P")])
def test_too_many_pixels_are_resampled_in_the_same_shape(form: str, mode: str) -> None:
    given = asset(gradient(400, 200, mode), form)
    made, faults = fitted(given, Limits(ANY, 20_000))
    assert (made.width, made.height, made.name) == (200, 100, given.name)
    assert faults == (("A210", (("size", "0.1"), ("most", "0.0"), ("after", "200 × 100"))),)
    image = opened(made).convert("L")
    assert image.getpixel((100, 5)) < 40 < 200 < image.getpixel((100, 95))  # type: ignore[operator]


def test_a_side_that_is_too_long_is_shortened() -> None:
    made, _ = fitted(asset(gradient(400, 100), "PNG"), Limits(ANY, side=200))
    assert (made.width, made.height) == (200, 50)


def test_a_heavy_photograph_is_compressed_before_it_is_made_smaller() -> None:
    given = asset(noise(300, 300), "JPEG", quality=100)
    made, faults = fitted(given, Limits(ANY, bytes=len(given.content) // 2))
    assert (made.width, made.media_type) == (300, JPEG)
    assert len(made.content) <= len(given.content) // 2
    assert [code for code, _ in faults] == ["S111"]
    tiny, _ = fitted(given, Limits(ANY, bytes=5_000))
    assert tiny.width < 300
    assert len(tiny.content) <= 5_000


def test_a_heavy_png_becomes_a_jpeg_unless_it_is_seen_through() -> None:
    opaque, _ = fitted(asset(noise(200, 200), "PNG"), Limits(ANY, bytes=20_000))
    assert (opaque.media_type, opaque.name) == (JPEG, "images/x.jpg")
    glass = noise(200, 200, "RGBA")
    glass.putalpha(gradient(200, 200, "L"))
    clear, _ = fitted(asset(glass, "PNG"), Limits(ANY, bytes=20_000))
    assert clear.media_type == PNG
    assert len(clear.content) <= 20_000
    assert transparent(opened(clear))


def test_a_png_without_loss_is_tried_first() -> None:
    flat = Image.new("RGB", (300, 300), "#a93226")
    given = asset(flat, "PNG", compress_level=0)
    made, _ = fitted(given, Limits(ANY, bytes=5_000))
    assert made.media_type == PNG
    assert opened(made).convert("RGB").tobytes() == flat.tobytes()


def test_what_moves_is_stilled_where_it_must_be() -> None:
    frames = [Image.new("P", (20, 20), colour) for colour in (0, 9, 18)]
    given = asset(frames[0], "GIF", save_all=True, append_images=frames[1:], optimize=False)
    made, faults = fitted(given, Limits(ANY, still=True))
    assert faults == (("S112", (("frames", "3"),)),)
    assert getattr(opened(made), "n_frames", 1) == 1
    assert fitted(given, Limits(ANY, pixels=100)) == (given, ())  # no frame of it can be made smaller
    other, faults = fitted(given, Limits((JPEG, PNG)))
    assert (other.media_type, other.name) == (PNG, "images/x.png")
    assert [code for code, _ in faults] == ["S112"]


def test_what_is_seen_through_is_put_on_white_where_it_must_be() -> None:
    given = asset(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")
    made, faults = fitted(given, Limits(ANY, opaque=True))
    assert faults == (("S113", ()),)
    assert opened(made).convert("RGB").getpixel((4, 4)) == (255, 255, 255)
    solid = asset(Image.new("RGBA", (8, 8), (0, 0, 0, 255)), "PNG")
    assert fitted(solid, Limits(ANY, opaque=True)) == (solid, ())


@pytest.mark.parametrize(("mode", "form"), [("RGB", JPEG), ("RGBA", PNG), ("P", PNG), ("L", JPEG)])
def test_another_type_is_chosen_by_what_is_in_the_picture(mode: str, form: str) -> None:
    image = noise(64, 64, "RGB").quantize(8) if mode == "P" else noise(64, 64, "RGB").convert(mode)
    if mode == "RGB":
        image = Image.merge(
            "RGB", [noise(64, 64, "L"), gradient(64, 64, "L"), gradient(64, 64, "L").rotate(90)]
        )
    if mode == "RGBA":
        image.putalpha(90)
    made, faults = fitted(asset(image, "WEBP", lossless=True), Limits((JPEG, PNG)))
    assert faults == ()
    assert made.media_type == (form if mode != "L" else PNG)
    opened(made)


def test_the_same_picture_gives_the_same_bytes() -> None:
    given = asset(noise(200, 100), "PNG")
    limits = Limits(ANY, 10_000, 4_000)
    assert fitted(given, limits) == fitted(given, limits)


def test_a_palette_is_used_only_where_nothing_is_lost() -> None:
    few = gradient(64, 64).quantize(16).convert("RGB")
    small = Image.open(io.BytesIO(encoded(few, PNG, 90)))
    assert small.mode == "P"
    assert small.convert("RGB").tobytes() == few.tobytes()
    shades = Image.merge("RGB", [noise(64, 64, "L"), gradient(64, 64, "L"), gradient(64, 64, "L").rotate(90)])
    many = Image.open(io.BytesIO(encoded(shades, PNG, 90)))
    assert many.mode == "RGB"
    assert many.tobytes() == shades.tobytes()


def test_paper_is_white() -> None:
    half = on_paper(Image.new("RGBA", (2, 2), (0, 0, 0, 128)))
    assert half.mode == "RGB"
    assert half.getpixel((0, 0)) == (127, 127, 127)
