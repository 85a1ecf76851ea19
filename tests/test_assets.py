from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_book import at, book, metadata, svg

from banben.model import PLAIN, Book, Chapter, Image, Paragraph
from banben.pictures.assets import asset_name, gather, images
from banben.pictures.photographs import Picture
from banben.problems import Problem


def shown(*sources: str) -> Book:
    """Return a book of one chapter, text/01.md, that shows *sources*, one a line."""
    pictures = tuple(
        Image(source, "图", "", PLAIN, at("text/01.md", n, 6)) for n, source in enumerate(sources, 1)
    )
    chapter = Chapter(
        "chapter", (), (Paragraph(pictures, PLAIN, at("text/01.md", 1)),), (), PLAIN, at("text/01.md", 1)
    )
    return Book(metadata(), (chapter,))


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book" / "images").mkdir(parents=True)
    (tmp_path / "book" / "images" / "lamp.svg").write_bytes(svg(12, 12, '<path d="M0 0"/>'))
    (tmp_path / "secret.svg").write_bytes(svg(12, 12, '<path d="M0 0"/>'))
    return tmp_path / "book"


def test_every_picture_of_the_book_is_found() -> None:
    assert [image.source for image in images(book())] == ["images/dot.svg", "images/wheels.svg"]


def test_a_picture_comes_with_its_size_under_a_plain_name(folder: Path) -> None:
    assets, problems = gather(shown("images/lamp.svg"), folder)
    assert not problems
    asset = assets["images/lamp.svg"]
    assert re.fullmatch(r"images/lamp-[0-9a-f]{8}\.svg", asset.name)
    assert (asset.width, asset.height, asset.media_type) == (12, 12, "image/svg+xml")


def test_a_picture_shown_twice_is_one_asset(folder: Path) -> None:
    assets, problems = gather(shown("images/lamp.svg", "images/lamp.svg"), folder)
    assert (len(assets), problems) == (1, ())


def test_an_escaped_name_means_the_file(folder: Path) -> None:
    (folder / "images" / "灯 笼.svg").write_bytes(svg(1, 1, ""))
    assets, problems = gather(shown("images/%E7%81%AF%20%E7%AC%BC.svg"), folder)
    assert len(assets) == 1
    assert not problems


def test_a_missing_picture_is_told_at_each_place_as_the_writer_wrote_it(folder: Path) -> None:
    assets, problems = gather(shown("text/river.png", "text/river.png"), folder)
    assert not assets
    assert [(item.code, item.origin) for item in problems] == [
        ("A301", at("text/01.md", 1, 6)),
        ("A301", at("text/01.md", 2, 6)),
    ]
    assert problems[0].message("en") == 'image "river.png" does not exist'
    assert problems[0].help("en") == "put the file in text/, or correct the path"


def test_a_nearly_right_name_is_offered(folder: Path) -> None:
    problem = only(gather(shown("images/Lampe.svg"), folder)[1])
    assert problem.code == "A302"
    assert dict(problem.values)["near"] == "../images/lamp.svg"


@pytest.mark.parametrize(
    "source", ["../secret.svg", "images/../../secret.svg", "/etc/hostname", "\\\\host\\x.png"]
)
def test_nothing_outside_the_folder_is_read(folder: Path, source: str) -> None:
    assets, problems = gather(shown(source), folder)
    assert not assets
    assert only(problems).code == "A101"


def test_a_link_that_leads_outside_is_not_followed(folder: Path) -> None:
    (folder / "images" / "sly.svg").symlink_to(folder.parent / "secret.svg")
    assert only(gather(shown("images/sly.svg"), folder)[1]).code == "A101"


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "images" / "other.svg").symlink_to("lamp.svg")
    assert not gather(shown("images/other.svg"), folder)[1]


def test_a_loop_of_links_is_a_missing_picture(folder: Path) -> None:
    (folder / "a.png").symlink_to("b.png")
    (folder / "b.png").symlink_to("a.png")
    assert only(gather(shown("a.png"), folder)[1]).code in {"A301", "A302"}


@pytest.mark.parametrize(
    "source", ["http://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA", "//h/a.png"]
)
def test_addresses_are_never_fetched(folder: Path, source: str) -> None:
    assert only(gather(shown(source), folder)[1]).code == "A102"


def test_a_wrong_suffix_is_told_and_put_right(folder: Path) -> None:
    (folder / "lamp.png").write_bytes(svg(12, 12, ""))
    assets, problems = gather(shown("lamp.png"), folder)
    assert only(problems).code == "A202"
    assert assets["lamp.png"].name.endswith(".svg")


def test_an_empty_file_is_damaged(folder: Path) -> None:
    (folder / "void.png").write_bytes(b"")
    assert only(gather(shown("void.png"), folder)[1]).code == "A201"


def test_a_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "huge.png").open("wb") as file:
        file.truncate(20_000_001)
    assert only(gather(shown("huge.png"), folder)[1]).code == "A203"


@given(st.text(max_size=60), st.binary(max_size=8), st.sampled_from(["image/png", "image/svg+xml"]))
def test_names_are_ascii_lower_case_and_never_the_same(source: str, content: bytes, kind: str) -> None:
    picture = Picture(kind, content, 1, 1)
    name = asset_name(source, picture, set())
    assert re.fullmatch(r"images/[a-z0-9][a-z0-9-]*-[0-9a-f]{8}\.(png|svg)", name)
    assert asset_name(source, picture, set()) == name
    assert asset_name(source, picture, {name}) != name
