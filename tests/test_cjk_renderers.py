"""Two renderers show the same page: what only one of them draws is a fault of the file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageChops, ImageStat

from banben.cjk.install import patches
from banben.cjk.settings import Settings
from banben.config.book import Overrides
from banben.pipeline import Request, compose, localized, prepare
from banben.shipped import chapters
from banben.writers import WRITERS

DPI = 72
SQUARE = 12
"""Pixels: about a character of body text. Letters are smoothed in two ways; a square's gray is one."""
ON_AVERAGE, AT_MOST = 3.0, 50
"""Of 255. The most that was seen is 1.6 and 29; a character that one of them leaves out makes 80 or more."""


@pytest.fixture(scope="module", params=["cn", "tw-vertical"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the printed shipped book of one edition."""
    prepared = prepare(Request(chapters(), Overrides(), (request.param,), ("pdf",)))
    (edition,) = prepared.manuscript.editions
    text, converter, _ = localized(prepared, edition, lambda _: None)
    _, (publication,), _ = compose(prepared, edition, text, converter, lambda _: None)
    path = tmp_path_factory.mktemp("printed") / f"{request.param}.pdf"
    path.write_bytes(WRITERS["pdf"](publication)[0].content)
    return path


@pytest.mark.slow
def test_poppler_and_mupdf_agree(printed: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", str(printed), str(tmp_path / "p")],
        check=True,
        capture_output=True,
    )
    poppler = sorted(tmp_path.glob("p-*.pgm"))
    with pymupdf.open(printed) as document:
        assert len(poppler) == len(document) > 80
        for path, page in zip(poppler, document, strict=True):
            pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
            ours = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
            squares = (ours.width // SQUARE, ours.height // SQUARE)
            with Image.open(path) as image:
                theirs = image.resize(ours.size).resize(squares, Image.Resampling.BOX)
            apart = ImageChops.difference(ours.resize(squares, Image.Resampling.BOX), theirs)
            assert ImageStat.Stat(apart).mean[0] < ON_AVERAGE, path.name
            assert max(apart.tobytes()) < AT_MOST, path.name


def test_every_document_has_a_composer_of_its_own() -> None:
    first, second = patches(Settings()), patches(Settings())
    assert [patch.name for patch in first] == [patch.name for patch in second]
    assert first[0].make is not second[0].make
