"""Pictures of a vertical book stand upright on the turned page."""

from __future__ import annotations

from typing import Any

from weasyprint import images

from banben.patches import Function, Patch


def _sizes(stock: Function) -> Function:
    """Give a picture's sizes as it lies: its height along the line."""

    def size(self: Any, resolution: Any, font_size: Any) -> Any:
        width, height, ratio = stock(self, resolution, font_size)
        return height, width, 1 / ratio if ratio else ratio

    return size


def _drawings(stock: Function) -> Function:
    """Draw a picture on its side, its foot where the line goes."""

    def draw(self: Any, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        with stream.stacked():
            stream.transform(a=0, b=-1, c=1, d=0, e=0, f=concrete_height)
            stock(self, stream, concrete_height, concrete_width, style)

    return draw


PATCHES = (
    Patch(images.RasterImage, "get_intrinsic_size", _sizes, "1e001569849d6076"),
    Patch(images.RasterImage, "draw", _drawings, "e6074f717d13a3e8"),
    Patch(images.SVGImage, "get_intrinsic_size", _sizes, "4415159b879404fe"),
    Patch(images.SVGImage, "draw", _drawings, "bf38036046fc040b"),
)
