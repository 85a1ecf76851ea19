"""Make the pictures of docs/manuscript.md: each example is built to PDF and cropped to what it prints."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf
from PIL import Image, ImageChops

from banben.frames import frame
from banben.jobs import Progress
from banben.load import Overrides
from banben.pipeline import Request, make, prepare

HERE = Path(__file__).parent
PAGE = HERE / "manuscript.md"
CHAPTERS = HERE.parent / "chapters"
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})markdown\n(?P<source>.*?)^(?P=fence)\n"
    r"!\[[^\]]*\]\((?P<path>\S+)(?: \"(?P<edition>\w+)\")?\)",
    re.MULTILINE | re.DOTALL,
)
# The example begins a page of its own, so that nothing but it stands between running head and folio.
BEFORE = "# 例\n\n::: 换页\n:::\n\n"
BOOK = """[book]
title = "样张"
slug = "sample"
published = 2026-01-01
chapters = ["01-example.md", "02-functions.md"]
[editions.cn]
[editions.tw]
[editions.trainer]
region = "cn"
audience = "trainer"
"""
DPI = 144
# Millimetres of the page that are not shown; running head and folio stand at head and foot.
SIDE, HEAD, FOOT = 15.0, 21.0, 22.0
SECOND = "各自的本事"
GAP = 40  # no white band is higher, in pixels: a footnote moves up to its text
MARGIN = 24


@dataclass(frozen=True, slots=True)
class Example:
    source: str
    path: Path
    edition: str

    @property
    def whole(self) -> bool:
        """Whether the example is a file with its own title, so that the chapter's opening is shown."""
        return self.source.startswith("# ")


def examples() -> Iterator[Example]:
    """Yield the examples of the page, in order."""
    for match in EXAMPLE.finditer(PAGE.read_text("utf-8")):
        yield Example(match["source"], HERE / match["path"], match["edition"] or "cn")


def build(example: Example, folder: Path) -> bytes | None:
    """Return the PDF of a small book that holds the example; None, and say why, if it has errors."""
    (folder / "book.toml").write_text(BOOK, "utf-8")
    text = example.source if example.whole else BEFORE + example.source
    (folder / "01-example.md").write_text(text, "utf-8")
    (folder / "02-functions.md").write_text(f"# {SECOND}\n\n正文。\n", "utf-8")
    for name in ("images", "data"):
        shutil.copytree(CHAPTERS / name, folder / name, dirs_exist_ok=True)
    prepared = prepare(Request(folder, Overrides(), (example.edition,), ("pdf",)))
    outcome = make(prepared, prepared.manuscript.editions[0], _quiet)
    if not outcome.made:
        found = [frame(item, prepared.texts, "en") for item in (*prepared.problems, *outcome.problems)]
        print(f"{example.path.name} does not build:", *found, sep="\n", file=sys.stderr)
        return None
    return outcome.made[0].artifact.content


def _quiet(_: Progress) -> None:
    """Report to nobody."""


def shot(pdf: bytes, whole: bool) -> Image.Image:
    """Return what the example prints: the chapter's opening page, or the page after it."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        page = document[_opening(document) + (0 if whole else 1)]
        pixels = page.get_pixmap(dpi=DPI)
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    scale = DPI / 25.4
    side, head, foot = (round(length * scale) for length in (SIDE, HEAD, FOOT))
    return framed(without_gaps(image.crop((side, head, image.width - side, image.height - foot))))


def _opening(document: pymupdf.Document) -> int:
    """Return the page on which the first chapter opens: it is the bookmark before the second's."""
    marks = document.get_toc()
    second = next(index for index, (_, title, _) in enumerate(marks) if title.endswith(SECOND))
    before = [page for level, _, page in marks[:second] if level == marks[second][0]]
    return int(before[-1]) - 1


def without_gaps(image: Image.Image) -> Image.Image:
    """Return *image* without white bands higher than GAP."""
    inked = [any(low < 250 for low, _ in row) for row in _rows(image)]
    bands: list[tuple[int, int]] = []
    white = 0
    for y, ink in enumerate(inked):
        white = 0 if ink else white + 1
        if white <= GAP:
            bands.append((y, y + 1))
    short = Image.new("RGB", (image.width, len(bands)), "white")
    for y, (top, bottom) in enumerate(bands):
        short.paste(image.crop((0, top, image.width, bottom)), (0, y))
    return short


def _rows(image: Image.Image) -> Iterator[tuple[tuple[int, int], ...]]:
    grey = image.convert("L")
    for y in range(grey.height):
        yield (grey.crop((0, y, grey.width, y + 1)).getextrema(),)  # type: ignore[misc]


def framed(image: Image.Image) -> Image.Image:
    """Return *image* cropped above and below to its ink, with an even margin; its width stays."""
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    _, top, _, bottom = box or (0, 0, *image.size)
    page = Image.new("RGB", (image.width, bottom - top + 2 * MARGIN), "white")
    page.paste(image.crop((0, top, image.width, bottom)), (0, MARGIN))
    return page


def main() -> int:
    """Make every picture, or those whose names are given; return how many examples do not build."""
    chosen = set(sys.argv[1:])
    failed = 0
    for example in examples():
        if chosen and example.path.stem not in chosen:
            continue
        with tempfile.TemporaryDirectory() as folder:
            pdf = build(example, Path(folder))
        if pdf is None:
            failed += 1
            continue
        image = shot(pdf, example.whole)
        example.path.parent.mkdir(exist_ok=True)
        image.quantize(64).save(example.path, optimize=True)
        print(example.path.name, *image.size)
    return failed


if __name__ == "__main__":
    sys.exit(main())
