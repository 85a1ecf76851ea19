"""White grounds for the drawings of an EPUB, because a night theme paints black what lies behind them.

The sheet's own `background-color` does not help there: Apple Books and Kindle take it away. Kobo wants no
transparent pictures at all (kobolabs/epub-spec, Image Formatting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from banben.documents import Asset
from banben.model import Block, Book, Chart, Figure, Image, Paragraph
from banben.render.pictures import pictures_only
from banben.walk import chapter_blocks, inlines

ROOT = re.compile(rb"<svg\b[^>]*>")
TITLE = re.compile(rb"\s*<title\b[^>]*>[^<]*</title>")  # which has to stay the first element
BOX = re.compile(rb"\bviewBox\s*=\s*[\"']([^\"']*)[\"']")
SIDES = 4


def grounded(pictures: Mapping[str, Asset], book: Book) -> dict[str, Asset]:
    """Return *pictures* where every drawing that stands alone in *book* has a white ground."""
    alone = {key for chapter in book.chapters for block in chapter_blocks(chapter) for key in _keys(block)}
    return {key: _with_ground(asset) if key in alone else asset for key, asset in pictures.items()}


def _keys(block: Block) -> Iterator[str]:
    if isinstance(block, Figure):
        picture = block.picture
        yield f"chart:{block.attributes.id}" if isinstance(picture, Chart) else picture.source
    elif isinstance(block, Paragraph) and pictures_only(block.children):
        yield from (item.source for item in inlines(block.children) if isinstance(item, Image))


def _with_ground(asset: Asset) -> Asset:
    """Return *asset* with a white rectangle behind all that an SVG draws; other pictures as they are."""
    root = ROOT.search(asset.content) if asset.media_type == "image/svg+xml" else None
    if root is None or root[0].endswith(b"/>"):
        return asset
    box = BOX.search(root[0])
    sides = box[1].replace(b",", b" ").split() if box else []
    x, y, width, height = sides if len(sides) == SIDES else (b"0", b"0", b"100%", b"100%")
    shape = b'<rect x="%s" y="%s" width="%s" height="%s" fill="#fff"/>' % (x, y, width, height)
    title = TITLE.match(asset.content, root.end())
    at = title.end() if title else root.end()
    return replace(asset, content=asset.content[:at] + shape + asset.content[at:])
