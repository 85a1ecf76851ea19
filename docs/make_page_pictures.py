"""Make the pictures of README.md from the shipped book: pages, a spread, covers, and a phone.

    python docs/make_page_pictures.py [name …]

A browser draws the phone: Playwright's package and a `chromium` on the path are needed for that one.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from zipfile import ZipFile

import pymupdf
from PIL import Image

from banben.editions import Format
from banben.jobs import Progress
from banben.load import Overrides
from banben.pipeline import Request, make, prepare
from banben.shipped import chapters

TARGET = Path(__file__).parent / "pictures"
EDGE, GAP, GROUND = "#c9c5c1", 28, "white"
CHART_CHAPTER = 3
TRAINER, WHOLE_PAGE = "讲师提示", 12
PHONE = {"width": 390, "height": 720}
# Where in the chapter each of the two screens begins.
SCREENS = ("h1", ".chart")
COLOURS = 96
READING = "body { padding-top: 24px !important }"


@cache
def made(edition: str, format: Format) -> bytes:
    """Return one file of the shipped book."""
    prepared = prepare(Request(chapters(), Overrides(), (edition,), (format,)))
    outcome = make(prepared, prepared.manuscript.editions[0], _quiet)
    if not outcome.made:
        raise SystemExit(f"{edition} {format} does not build: run banben build")
    return outcome.made[0].artifact.content


def _quiet(_: Progress) -> None:
    """Report to nobody."""


def rendered(page: pymupdf.Page, width: int) -> Image.Image:
    """Return *page*, *width* pixels wide, in a thin frame."""
    scale = (width - 2) / page.rect.width
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale))
    return framed(Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples))


def framed(image: Image.Image) -> Image.Image:
    """Return *image* with a hairline around it, which shows where white paper ends."""
    whole = Image.new("RGB", (image.width + 2, image.height + 2), EDGE)
    whole.paste(image, (1, 1))
    return whole


def side_by_side(images: Sequence[Image.Image], gap: int) -> Image.Image:
    """Return *images* in a row on white."""
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    row = Image.new("RGB", (width, max(image.height for image in images)), GROUND)
    x = 0
    for image in images:
        row.paste(image, (x, 0))
        x += image.width + gap
    return row


def chart_page(edition: str) -> Image.Image:
    """Return the page of the third chapter with its line chart."""
    with pymupdf.open(stream=made(edition, "pdf"), filetype="pdf") as document:
        for page in document:
            lines = [line.replace(" ", "") for line in page.get_text().splitlines()]
            if any(line.startswith(("图3-1", "圖3-1")) for line in lines):
                return rendered(page, 700)
    raise SystemExit(f"{edition} has no figure 3-1")


def spread() -> Image.Image:
    """Return the first opening of the trainer's edition that has a note for the trainer and full pages."""
    with pymupdf.open(stream=made("cn-trainer", "pdf"), filetype="pdf") as document:
        for number in range(1, len(document) - 1, 2):
            left, right = document[number], document[number + 1]
            words = [page.get_text() for page in (left, right)]
            # Page 2 of the file is a left one, and so on.
            if TRAINER in words[1] and min(len(text.splitlines()) for text in words) >= WHOLE_PAGE:
                return side_by_side([rendered(left, 520), rendered(right, 520)], 0)
    raise SystemExit("no spread has a note for the trainer")


def covers() -> Image.Image:
    """Return the three covers."""
    found = []
    for edition in ("cn", "tw", "hk"):
        with ZipFile(io.BytesIO(made(edition, "epub"))) as archive:
            cover = Image.open(io.BytesIO(archive.read("EPUB/cover.jpg")))
            found.append(framed(cover.resize((280, round(280 * cover.height / cover.width)))))
    return side_by_side(found, GAP)


def phone() -> Image.Image:
    """Return two screens of a chapter as a phone shows it, one of them dark."""
    from playwright.sync_api import sync_playwright

    screens = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        with ZipFile(io.BytesIO(made("tw", "epub"))) as archive:
            archive.extractall(folder)
        address = (Path(folder) / "EPUB" / f"c{CHART_CHAPTER:02d}.xhtml").as_uri()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--allow-file-access-from-files"]
        )
        for place, scheme in zip(SCREENS, ("light", "dark"), strict=True):
            page = browser.new_page(viewport=PHONE, device_scale_factor=1.25, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address)
            dark = "html { color-scheme: dark; background: #121212 }" if scheme == "dark" else ""
            page.add_style_tag(content=READING + dark)
            page.evaluate(
                "place => scrollTo(0, document.querySelector(place).getBoundingClientRect().top - 24)", place
            )
            screens.append(framed(Image.open(io.BytesIO(page.screenshot())).convert("RGB")))
        browser.close()
    return side_by_side(screens, GAP)


PICTURES: Mapping[str, Callable[[], Image.Image]] = {
    "page-cn": partial(chart_page, "cn"),
    "page-tw": partial(chart_page, "tw"),
    "page-hk": partial(chart_page, "hk"),
    "cover": covers,
    "spread-trainer": spread,
    "phone": phone,
}


def main() -> int:
    """Make every picture, or those whose names are given."""
    for name in sys.argv[1:] or PICTURES:
        image = PICTURES[name]()
        path = TARGET / f"{name}.png"
        image.quantize(COLOURS).save(path, optimize=True)
        print(path.name, *image.size, f"{path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
