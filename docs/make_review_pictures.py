"""Make the pictures of docs/review.md: the review of the shipped book as it was before anything was decided.

    python docs/make_review_pictures.py

Playwright's package and a `chromium` on the path are needed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from banben.jobs import Progress
from banben.load import Overrides
from banben.pipeline import Request, localized, prepare
from banben.review import review, write_review
from banben.shipped import chapters

TARGET = Path(__file__).parent / "pictures"
DESK, PHONE = (1180, 760), (390, 760)
GAP, GROUND, COLOURS = 28, "white", 96


def written(folder: Path) -> Path:
    """Return the page for the Taiwan edition of a copy of the shipped book without its rule files."""
    book = folder / "book"
    shutil.copytree(chapters(), book, ignore=shutil.ignore_patterns("glossary"))
    prepared = prepare(Request(book, Overrides(), ("tw",)))
    (edition,) = prepared.manuscript.editions
    text = localized(prepared, edition, _quiet)[0]
    (page, _), problems = write_review(
        review(text, edition, prepared.manuscript.metadata.language), book, folder
    )
    assert not problems
    return page


def _quiet(_: Progress) -> None:
    """Report to nobody."""


def shot(browser: Browser, page: Path, size: tuple[int, int], keys: str, target: Path) -> Image.Image:
    """Return what a window of *size* shows after *keys*, parted by spaces."""
    width, height = size
    window = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=1.5
    ).new_page()
    window.goto(page.as_uri())
    for key in keys.split():
        window.keyboard.press(key)
    window.wait_for_timeout(300)
    window.screenshot(path=target)
    return Image.open(target).convert("RGB")


def beside(*images: Image.Image) -> Image.Image:
    """Return *images* in a row."""
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    row = Image.new("RGB", (width, max(image.height for image in images)), GROUND)
    left = 0
    for image in images:
        row.paste(image, (left, 0))
        left += image.width + GAP
    return row


def save(image: Image.Image, name: str) -> None:
    """Write *image* into docs/pictures/."""
    image.quantize(COLOURS).save(TARGET / name, optimize=True)
    print(name, *image.size)


def main() -> int:
    """Make both pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium on the path", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        page = written(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        save(shot(browser, page, DESK, "j j Enter", folder / "desk.png"), "review.png")
        phone = shot(browser, page, PHONE, "j", folder / "phone.png")
        diff = shot(browser, page, PHONE, "j d", folder / "diff.png")
        save(beside(phone, diff), "review-phone.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
