"""Make the pictures of docs/typography.md: the same paragraphs by stock WeasyPrint (left) and by us (right).

    python docs/make_typography_pictures.py [cn tw hk vertical]

WeasyPrint has no vertical writing: beside our columns it shows the lines that it makes of the same text.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pymupdf
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "bench")]

from typography_book import prepared  # noqa: E402 - the folders are not on the path before
from typography_engine import stock_pages  # noqa: E402

from banben.writers import pdf  # noqa: E402

TARGET = HERE / "pictures"
BOOK = """[book]
title = "样张"
slug = "sample"
published = 2026-01-01
chapters = ["01-sample.md"]
[editions.cn]
formats = ["pdf"]
[editions.tw]
formats = ["pdf"]
[editions.hk]
formats = ["pdf"]
[editions.vertical]
region = "tw"
formats = ["pdf"]
writing = "vertical"
folio = "han"
lines = { prohibition = "strict", hanging = true }
"""
# The paragraphs begin a page of their own; a second heading would only take room.
TEXT = """# 例

::: 换页
:::

“最难的不是‘算账’，”老周把《营销管理》（第15版）翻到第87页，“是……承认账算错了！”
他在CRM里查到2024年的记录——线索3200条，成交96条，转化率3%。（这一行谁也没有改过。）
[临江]{.name}的[王敏]{.name}在会上念了三遍：“[数字]{.dots}不会说谎，{沉默|chén|mò}的是人。”

她给“return on investment”专栏写过一篇《谁在为一份“合格”的报表买单？》，登在2025年第6期；
总编说：“好是好，*太长了*。”她便删去一半，只留下结论：账要一起算，钱要分开数。
"""
BODY = 10.5
DPI, MARGIN, GAP = 132, 10, 26
EDGE, COLOURS = "#c9c5c1", 24
# Our edition, and the one whose HTML stock WeasyPrint is given.
PAIRS: Mapping[str, tuple[str, str]] = {
    "cn": ("cn", "cn"),
    "tw": ("tw", "tw"),
    "hk": ("hk", "hk"),
    "vertical": ("vertical", "tw"),
}


def pictures(folder: Path, name: str) -> tuple[Image.Image, Image.Image]:
    """Return the paragraphs as stock WeasyPrint and as we set them."""
    ours, stock = PAIRS[name]
    artifact, _ = pdf.write(prepared(folder, ours).publication)
    plain = stock_pages(prepared(folder, stock).publication).write_pdf()
    return shot(plain), shot(artifact.content)


def shot(content: bytes) -> Image.Image:
    """Return the page that holds the sample, cropped to its body text."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        page = next(page for page in reversed(list(document)) if len(body_boxes(page)) > 1)
        area = pymupdf.Rect()
        for box in body_boxes(page):
            area |= box
        clip = (area.x0 - MARGIN, area.y0 - MARGIN, area.x1 + MARGIN, area.y1 + MARGIN)
        pixels = page.get_pixmap(dpi=DPI, clip=clip)
        return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def body_boxes(page: pymupdf.Page) -> list[pymupdf.Rect]:
    """Return the boxes of the stretches of *page* in the size of its body."""
    return [
        pymupdf.Rect(span["bbox"])
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if abs(span["size"] - BODY) < 0.3 and span["text"].strip()
    ]


def side_by_side(images: Sequence[Image.Image]) -> Image.Image:
    """Return *images* in a row on white, a thin rule between each two."""
    width = sum(image.width for image in images) + GAP * (len(images) - 1)
    row = Image.new("RGB", (width, max(image.height for image in images)), "white")
    x = 0
    for image in images:
        if x:
            row.paste(EDGE, (x - GAP // 2, 0, x - GAP // 2 + 1, row.height))
        row.paste(image, (x, 0))
        x += image.width + GAP
    return row


def main() -> int:
    """Make every picture, or those whose names are given."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.toml").write_text(BOOK, "utf-8")
        (folder / "01-sample.md").write_text(TEXT, "utf-8")
        for kind in sys.argv[1:] or PAIRS:
            image = side_by_side(pictures(folder, kind))
            path = TARGET / f"typography-{kind}.png"
            image.convert("L").quantize(COLOURS).save(path, optimize=True)
            print(path.name, *image.size, f"{path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
