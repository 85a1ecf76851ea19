"""The PDF writer reads nothing but the publication."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_publication import PRINT_SHEET, print_book

from banben.writers.fetching import BASE, SHEET, Shelf


def test_the_sheet_and_the_pictures_are_found_by_name() -> None:
    shelf = Shelf(print_book())
    assert shelf.fetch(BASE + SHEET).read().decode() == PRINT_SHEET
    assert shelf.fetch(BASE + "images/box.svg").content_type == "image/svg+xml"


def test_an_address_that_holds_its_own_content_is_read() -> None:
    assert Shelf(print_book()).fetch("data:text/plain,abc").read() == b"abc"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        BASE + "images/other.svg",
        BASE + "../images/box.svg",
        BASE + "images/../images/box.svg",
        BASE,
        "images/box.svg",
        "style.css",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not part of the publication"):
        Shelf(print_book()).fetch(url)


def test_a_file_of_the_machine_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    for url in (secret.as_uri(), str(secret), f"file:{secret}"):
        with pytest.raises(ValueError, match="not part of the publication"):
            Shelf(print_book()).fetch(url)
