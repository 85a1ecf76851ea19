"""Drawings as pixels, for stores and shelves that take no SVG."""

from __future__ import annotations

import pymupdf
from PIL import Image

from banben.documents import Asset
from banben.weasy import HTML

POINTS = 72 / 96  # of a CSS px


def rasterised(svg: Asset, scale: float) -> Image.Image:
    """Return the drawing *svg* (its size in CSS px) on white, *scale* pixels to a CSS px.

    WeasyPrint makes one page of the drawing and MuPDF its pixels: both are needed anyway, and neither
    asks the machine for another program.
    """
    size = f"{svg.width}px {svg.height}px"
    page = f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}"
    body = svg.content.decode().split("?>", 1)[-1]
    pdf = HTML(string=f"<style>{page}</style>{body}", url_fetcher=_nothing).write_pdf()
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        matrix = pymupdf.Matrix(scale / POINTS, scale / POINTS)
        pixels = document[0].get_pixmap(matrix=matrix)
        return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def _nothing(url: str) -> dict[str, object]:
    """Refuse every address: the drawing has been checked to need none."""
    raise ValueError(url)
