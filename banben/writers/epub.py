"""Publication to EPUB 3.3 with EbookLib: finished documents in, the same bytes every time.

EbookLib keeps the manifest and the spine; what it gets wrong (it parses documents again, stamps the
clock, mixes up contributors, knows no language of the package) is overridden in `PackageWriter`.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from ebooklib import epub

from banben.documents import Artifact, Asset, Document, Publication
from banben.problems import Problem
from banben.writers.archive import Archive
from banben.writers.fonts import DISPLAY_OPTIONS, IBOOKS, add_fonts, font_files, linked_files, shows_fonts
from banben.writers.identity import cover_image, file_name, identifier, item_id, modified
from banben.writers.ncx import ncx
from banben.writers.opf import IDENTIFIER_ID, XML, add_metadata
from banben.writers.sheets import linked, sheets

XHTML = "application/xhtml+xml"
# EPUB 3.3 section 5.6.2.1: properties that the manifest must declare when a document has the element.
DECLARED = (("svg", re.compile(r"<svg\b")), ("mathml", re.compile(r"<(?:m:)?math\b")))


def write(publication: Publication) -> tuple[Artifact, tuple[Problem, ...]]:
    """Return *publication* as an EPUB; what may be wrong with its content is for verification to say."""
    target = BytesIO()
    PackageWriter(target, publication).write()
    name = file_name(publication)
    return Artifact(name, publication.edition.name, "epub", target.getvalue()), ()


class PackageWriter(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with its faults mended; the private names are its own steps of `write`."""

    def __init__(self, target: BytesIO, publication: Publication) -> None:
        super().__init__(target, _book(publication), {"raise_exceptions": True})
        self.publication = publication

    def write(self) -> None:
        """Write the container: mimetype first and stored, then package, contents, documents, pictures."""
        with Archive(self.file_name, modified(self.publication)) as archive:
            archive.add("mimetype", b"application/epub+zip")
            self.out = _Entries(archive)
            self._write_container()
            self._write_opf()
            self._write_items()
            for asset in linked_files(self.publication):
                self.out.writestr(f"{self.book.FOLDER_NAME}/{asset.name}", asset.content)

    def _write_container(self) -> None:
        super()._write_container()
        if shows_fonts(self.publication):
            self.out.writestr(*DISPLAY_OPTIONS)

    def _write_opf_metadata(self, root: Any) -> None:
        add_metadata(root, self.publication)
        add_fonts(root, self.publication)

    def _write_opf_file(self, root: Any) -> None:
        root.set(f"{{{XML}}}lang", self.publication.edition.region.language)
        if shows_fonts(self.publication):
            root.set("prefix", IBOOKS)
        else:
            del root.attrib["prefix"]  # `rendition` is reserved and not used
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        return ncx(self.publication)


class _Entries:
    """The one method of ZipFile that EbookLib's steps call, going to the canonical archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def writestr(self, name: str, content: str | bytes) -> None:
        self._archive.add(name, content.encode("utf-8") if isinstance(content, str) else content)


def _book(publication: Publication) -> Any:
    """Return EbookLib's book: every item as finished bytes, the spine in reading order."""
    book = epub.EpubBook()
    book.IDENTIFIER_ID = IDENTIFIER_ID
    book.set_identifier(identifier(publication))
    book.set_direction(progression(publication))
    book.add_item(epub.EpubNcx())
    styles = sheets(publication.sheet)
    for document in publication.documents:
        item = _item(document.name, XHTML, linked(document.content, styles).encode("utf-8"))
        item.properties = _properties(document)
        book.add_item(item)
        book.spine.append(item)
    for name, sheet in styles.items():
        book.add_item(_item(name, "text/css", sheet.encode("utf-8")))
    cover = cover_image(publication)
    for asset in (*_assets(publication), *font_files(publication)):
        item = _item(asset.name, asset.media_type, asset.content)
        item.properties = ["cover-image"] if asset == cover else []
        book.add_item(item)
    return book


def _item(name: str, media_type: str, content: bytes) -> Any:
    item = epub.EpubItem(uid=item_id(name), file_name=name, media_type=media_type, content=content)
    item.properties = []
    return item


def _properties(document: Document) -> list[str]:
    found = {name for name, mark in DECLARED if mark.search(document.content)}
    nav = {"nav"} if document.kind == "nav" else set()
    return sorted(found | nav | set(document.properties))


def _assets(publication: Publication) -> list[Asset]:
    """Return the pictures by name, once each; a cover that no document shows is left out."""
    shown = "".join(document.content for document in publication.documents) + publication.sheet
    cover = cover_image(publication)
    covers = [asset for asset in publication.cover if asset == cover or asset.name in shown]
    named = {asset.name: asset for asset in (*publication.pictures.values(), *covers)}
    return [named[name] for name in sorted(named)]


def progression(publication: Publication) -> str:
    """Return the page progression: vertical books are bound at the right (clreq, Major Differences …)."""
    return "rtl" if publication.edition.vertical else "ltr"
