from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as Pillow
from sample_book import svg

from banben.model import PLAIN, Image, Origin
from banben.pictures.own_cover import own_cover
from banben.problems import Problem
from banben.stores import load_store

HERE = Origin("book.toml", 3, 10)


def given(source: str = "images/front.jpg") -> Image:
    return Image(source, "", "", PLAIN, HERE)


def picture(root: Path, size: tuple[int, int], name: str = "front.jpg", mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    form = {"jpg": "JPEG", "png": "PNG", "gif": "GIF"}[name.rpartition(".")[2]]
    Pillow.new(mode, size, 120).save(target, form)
    (root / "images").mkdir(exist_ok=True)
    (root / "images" / name).write_bytes(target.getvalue())
    return target.getvalue()


def told(found: tuple[Problem, ...]) -> list[str]:
    assert all(item.origin == HERE for item in found)
    return [item.code for item in found]


def test_a_good_picture_keeps_its_bytes(tmp_path: Path) -> None:
    content = picture(tmp_path, (1600, 2560))
    (cover,), found = own_cover(given(), load_store("generic"), tmp_path)
    assert found == ()
    assert (cover.name, cover.media_type, cover.content) == ("cover.jpg", "image/jpeg", content)
    assert (cover.width, cover.height, cover.origin) == (1600, 2560, HERE)


def test_a_picture_of_another_kind_becomes_a_jpeg(tmp_path: Path) -> None:
    picture(tmp_path, (1600, 2560), "front.png", "RGBA")
    (cover,), found = own_cover(given("images/front.png"), load_store("generic"), tmp_path)
    assert (cover.name, cover.media_type) == ("cover.jpg", "image/jpeg")
    assert told(found) == ["S113"]


def test_a_drawing_comes_as_pixels_too(tmp_path: Path) -> None:
    (tmp_path / "front.svg").write_bytes(svg(400, 640, '<path d="M0 0h400v640z"/>'))
    assets, found = own_cover(given("front.svg"), load_store("google"), tmp_path)
    assert [(asset.name, asset.width, asset.height) for asset in assets] == [
        ("cover.svg", 400, 640),
        ("cover.jpg", 1600, 2560),
    ]
    assert found == ()


def test_what_is_too_large_is_made_smaller(tmp_path: Path) -> None:
    picture(tmp_path, (4000, 6400))
    (cover,), found = own_cover(given(), load_store("apple"), tmp_path)
    assert (cover.width, cover.height) == (1870, 2993)
    assert told(found) == ["A210"]
    (long,), _ = own_cover(given(), load_store("kobo"), tmp_path)
    assert (long.width, long.height) == (4000, 6400)


@pytest.mark.parametrize(
    ("size", "code", "found"),
    [
        ((1000, 1600), "apple", ["S211"]),
        ((1000, 1600), "generic", ["S311"]),
        ((500, 800), "kindle", ["S211", "S212"]),
        ((1600, 2000), "kindle", ["S315"]),
        ((1600, 2000), "apple", []),
        ((2560, 1600), "apple", ["C225"]),
        ((1500, 1500), "kindle", ["C225", "S315"]),
    ],
)
def test_a_wrong_size_or_shape_is_told(
    tmp_path: Path, size: tuple[int, int], code: str, found: list[str]
) -> None:
    picture(tmp_path, size)
    assert told(own_cover(given(), load_store(code), tmp_path)[1]) == found


def test_a_picture_that_cannot_be_used_is_told_and_there_is_no_cover(tmp_path: Path) -> None:
    assets, found = own_cover(given("images/none.jpg"), load_store("generic"), tmp_path)
    assert (assets, told(found)) == ((), ["A301"])
