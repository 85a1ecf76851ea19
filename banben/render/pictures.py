"""Pictures as XHTML: how large they are shown, and which stand alone rather than in a line of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from banben.css_values import in_points
from banben.documents import Asset
from banben.model import Attributes, Image, Inlines, LineBreak, Link, Span, Text
from banben.render.markup import attributes, quoted
from banben.type_area import Page

CSS_PX = 0.75  # points
SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Size:
    """The width to show a picture in: CSS px (0 if unknown), or a *share* of the measure if not 0."""

    width: float
    share: float = 0


def stated(own: Attributes, asset: Asset) -> Size:
    """Return what `width` or `height` of *own* ask for (HTML's px, lengths, per cent), else the real size."""
    width = own.get("width").strip()
    if share := SHARE.fullmatch(width):
        return Size(asset.width, min(float(share[1]) / 100, 1))
    if pixels := _pixels(width):
        return Size(pixels)
    tall = _pixels(own.get("height").strip())
    return Size(tall * asset.width / asset.height if tall and asset.height else asset.width)


def _pixels(written: str) -> float:
    if NUMBER.fullmatch(written):
        return float(written)
    return max(in_points(written) or 0, 0) / CSS_PX


def on_screen(asset: Asset, alt: str, size: Size, class_: str = "", **aria: str) -> str:
    """Return the `<img>` of *asset* for a reader, which the sheet keeps within the measure."""
    style = f"width:{size.share * 100:g}%" if size.share else ""
    return picture(asset, alt, class_, style, size.width, **aria)


def on_paper(asset: Asset, alt: str, size: Size, page: Page, class_: str = "", wide: bool = False) -> str:
    """Return the `<img>` of *asset* for print, a whole number of lines high; *wide*: the sheet's width."""
    width, height = _points(asset, size, page)
    if not height:
        return picture(asset, alt, class_)
    if page.vertical:  # on its side, until the page is turned
        width, height = height, width
    style = f"height:{height:g}pt" if wide else f"width:{width:g}pt;height:{height:g}pt"
    return picture(asset, alt, class_, style)


def _points(asset: Asset, size: Size, page: Page) -> tuple[float, float]:
    """Return width and height in print: within the type area, a whole number of lines across the lines."""
    if not asset.width or not asset.height:
        return 0, 0
    broad, tall = page.picture
    ratio = asset.height / asset.width
    width = min(page.picture[0] * size.share if size.share else size.width * CSS_PX, broad)
    height = min(width * ratio, tall)
    if page.vertical:
        width = max(ceil(min(height / ratio, broad) / page.leading - 0.01), 1) * page.leading
        return width, round(min(width * ratio, tall), 2)
    height = max(ceil(height / page.leading - 0.01), 1) * page.leading
    return round(min(height / ratio, page.width), 2), height


def role(own: Attributes, alt: str) -> str:
    """Return the ARIA role that takes an ornament out of what is read aloud, empty for other pictures."""
    return "presentation" if "decorative" in own.classes and not alt else ""


def picture(asset: Asset, alt: str, class_: str = "", style: str = "", width: float = 0, **aria: str) -> str:
    """Return the `<img>` of *asset*; its size in CSS px keeps the place free while a reader loads it."""
    size = ""
    if asset.width and asset.height:
        width = width or asset.width
        size = f' width="{round(width)}" height="{max(round(width * asset.height / asset.width), 1)}"'
    rest = attributes(class_=class_, style=style, **aria)
    return f'<img{attributes(src=asset.name)} alt="{quoted(alt)}"{size}{rest}/>'


def pictures_only(stream: Inlines) -> bool:
    """Whether *stream* prints nothing but pictures and line ends, whatever stands around each."""
    return any(_holds_picture(item) for item in stream) and all(
        _holds_picture(item)
        or isinstance(item, LineBreak)
        or (isinstance(item, Text) and not item.text.strip())
        for item in stream
    )


def _holds_picture(item: object) -> bool:
    return isinstance(item, Image) or (isinstance(item, (Link, Span)) and pictures_only(item.children))
