"""What rendering yields and writers take: documents, pictures, the sheet, and finished artifacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from banben.editions import Edition, Format, Product
from banben.model import Metadata, Origin

Kind = Literal["cover", "titlepage", "colophon", "nav", "part", "chapter", "descriptions", "index", "book"]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that goes into a publication: *name* is its ASCII lower-case path inside, `images/…`.

    *width* and *height* are pixels for raster images and CSS px for SVG.
    """

    name: str
    media_type: str
    content: bytes
    width: int
    height: int
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A finished XHTML document. *origins* maps a line of *content* (from 1, ascending) to the block
    that begins there, so that a validator's line can be shown in the writer's own file. *blocks* are the
    lines that begin with a block, one for each of the blocks that begin there, the outermost first."""

    name: str
    title: str
    kind: Kind
    content: str
    properties: tuple[str, ...] = ()
    origins: tuple[tuple[int, Origin], ...] = ()
    blocks: tuple[tuple[int, Origin], ...] = ()

    def origin_of(self, line: int) -> Origin | None:
        """Return the origin of the last block that begins at or before *line*."""
        found = None
        for start, origin in self.origins:
            if start > line:
                break
            found = origin
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; *href* is relative to the package folder, *depth* 0 the outermost."""

    title: str
    href: str
    depth: int


@dataclass(frozen=True, slots=True)
class Landmark:
    """A structural place (EPUB 3.3 section 5.4.4.4 landmarks); *type* is an epub:type term."""

    type: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a book's text: *offset* folded characters after the beginning of a block.

    *block* is the block's origin, or the name of a section where no block has begun in it; *words* are
    the folded characters that follow in it, at most a line of them.
    """

    block: Origin | str
    offset: int
    words: str


@dataclass(frozen=True, slots=True)
class PageStart:
    """The head of a printed page's text; *label* is its folio as printed.

    The first of *spots* is where the page begins. The next ones are for a book that lacks the words there.
    """

    label: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line of the page list; *href* is relative to the package folder."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything a writer needs for one format of one edition, all of it in memory.

    *metadata* and every string are in the edition's script already. *documents* stand in reading
    order; for print there is exactly one, of kind `book`. *pictures* are keyed as the tree names
    them (`Image.source`, or `chart:` and the figure's id).
    *fonts* are subsets of fonts, and their licences. *pages* are those of the printed edition.
    """

    format: Format
    edition: Edition
    metadata: Metadata
    documents: tuple[Document, ...]
    sheet: str
    pictures: Mapping[str, Asset]
    cover: tuple[Asset, ...] = ()
    entries: tuple[Entry, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    fonts: tuple[Asset, ...] = ()
    pages: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file, not yet published; *pages* is 0 and *starts* empty for formats without pages."""

    name: str
    edition: str
    format: Product
    content: bytes
    pages: int = 0
    starts: tuple[PageStart, ...] = ()
