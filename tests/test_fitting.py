from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from sample_publication import epub, picture, print_book, raster, with_document

from banben.documents import Asset, Publication
from banben.model import Origin
from banben.pictures.fitting import fit
from banben.stores import Rule, Store, load_store


def store(*rules: Rule, raster: bool = False) -> Store:
    return Store("x", "X", drawings="raster" if raster else "svg", rules=rules)


def rule(kind: str, limit: float = 0, *words: str) -> Rule:
    return Rule(kind, "must", "https://x.example/", "X", limit, words)


def showing(name: str, content: bytes, given: Store) -> Publication:
    """Return the sample with the picture *name*, shown twice, for *given*."""
    with Image.open(io.BytesIO(content)) as image:
        size = image.size
    shown = f'<figure id="fig-1"><img src="{name}" alt="图"/> <a href="{name}">图</a> {name}'
    book = with_document(epub(), "c01.xhtml", '<figure id="fig-1">', shown)
    asset = replace(picture("images/x.png"), name=name, content=content, width=size[0], height=size[1])
    media = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}[name.rpartition(".")[2]]
    asset = replace(asset, media_type=media, origin=Origin("text/01.md", 8, 5))
    edition = replace(book.edition, store=given)
    return replace(book, edition=edition, pictures={**book.pictures, "images/photo.webp": asset})


def content(book: Publication, name: str) -> str:
    return next(item.content for item in book.documents if item.name == name)


def test_a_book_that_fits_stays_as_it_is() -> None:
    book = epub()
    assert fit(book) == (book, ())
    assert fit(print_book()) == (print_book(), ())


def test_a_drawing_becomes_pixels_where_the_store_wants_them() -> None:
    book = replace(epub(), edition=replace(epub().edition, store=store(raster=True)))
    made, problems = fit(book)
    png = made.pictures["images/box.svg"]
    assert problems == ()
    assert (png.name, png.media_type, png.width, png.height) == ("images/box.png", "image/png", 188, 188)
    with Image.open(io.BytesIO(png.content)) as image:
        colours = image.convert("RGB")
    assert colours.getpixel((2, 2)) == (255, 255, 255)
    assert colours.getpixel((94, 94)) == (0, 0, 0)
    for before, after in zip(book.documents, made.documents, strict=True):
        assert after.content == before.content.replace("images/box.svg", "images/box.png")
        assert after.origins == before.origins
    assert 'src="images/box.png" alt="方框"' in content(made, "c01.xhtml")


def test_a_drawing_has_no_more_pixels_than_the_store_takes() -> None:
    given = store(rule("picture-pixels", 2500), raster=True)
    made, problems = fit(replace(epub(), edition=replace(epub().edition, store=given)))
    png = made.pictures["images/box.svg"]
    assert png.width * png.height <= 2500
    assert problems == ()


def test_a_photograph_is_scaled_and_the_writer_told_where() -> None:
    book = showing("images/photo.jpg", raster("JPEG", (400, 300)), store(rule("picture-pixels", 30_000)))
    made, (told,) = fit(book)
    assert (told.code, told.origin) == ("A210", Origin("text/01.md", 8, 5))
    assert dict(told.values)["path"] == "../images/photo.webp"
    assert dict(told.values)["after"] == "200 × 150"
    assert told.severity == "note"
    assert made.pictures["images/photo.webp"].width == 200
    assert made.documents == book.documents


def test_another_type_has_another_name_everywhere_but_in_the_text() -> None:
    book = showing("images/photo.webp", raster("WEBP"), store(rule("picture-types", 0, "image/png")))
    made, problems = fit(book)
    assert problems == ()
    text = content(made, "c01.xhtml")
    assert 'src="images/photo.png"' in text
    assert 'href="images/photo.png"' in text
    assert "</a> images/photo.webp" in text


def test_two_pictures_never_get_one_name() -> None:
    book = showing(
        "images/box.webp", raster("WEBP"), store(rule("picture-types", 0, "image/png"), raster=True)
    )
    made, _ = fit(book)
    names = [asset.name for asset in made.pictures.values()]
    assert sorted(names) == ["images/box-2.png", "images/box.png"]
    assert 'src="images/box-2.png"' in content(made, "c01.xhtml")


def test_the_generic_profile_leaves_drawings_alone() -> None:
    book = replace(epub(), edition=replace(epub().edition, store=load_store("generic")))
    assert fit(book)[0].pictures == book.pictures


@pytest.mark.parametrize("code", ["kindle", "readmoo", "weread"])
def test_stores_without_svg_get_none(code: str) -> None:
    made, _ = fit(replace(epub(), edition=replace(epub().edition, store=load_store(code))))
    assert {asset.media_type for asset in made.pictures.values()} == {"image/png"}


def test_a_picture_without_a_place_is_fitted_in_silence() -> None:
    book = showing("images/photo.jpg", raster("JPEG", (400, 300)), store(rule("picture-pixels", 30_000)))
    asset: Asset = replace(book.pictures["images/photo.webp"], origin=None)
    made, problems = fit(replace(book, pictures={"images/photo.webp": asset}))
    assert problems == ()
    assert made.pictures["images/photo.webp"].width == 200
