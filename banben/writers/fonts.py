"""What the package of an EPUB says of the fonts inside: their licences, and that they are to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from banben.documents import Asset, Publication
from banben.writers.identity import item_id

IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
# Where Apple's versions before EPUB 3 look for it; a file of META-INF stands in no manifest.
DISPLAY_OPTIONS = (
    "META-INF/com.apple.ibooks.display-options.xml",
    '<?xml version="1.0" encoding="UTF-8"?>\n<display_options>\n<platform name="*">\n'
    '<option name="specified-fonts">true</option>\n</platform>\n</display_options>\n',
)


def font_files(publication: Publication) -> list[Asset]:
    """Return the fonts for the manifest."""
    return [asset for asset in publication.fonts if asset.media_type.startswith("font/")]


def linked_files(publication: Publication) -> list[Asset]:
    """Return what the package links instead, because no document shows it: the licences of the fonts."""
    return [asset for asset in publication.fonts if not asset.media_type.startswith("font/")]


def shows_fonts(publication: Publication) -> bool:
    """Whether the package must say to the store that the book has fonts of its own."""
    return bool(publication.fonts) and publication.edition.store.specified_fonts


def add_fonts(package: Any, publication: Publication) -> None:
    """Append to the metadata of *package* (an lxml element) what it says of the fonts of *publication*.

    A linked resource stands in no manifest (EPUB 3.3 section 5.5.7).
    """
    metadata = next(node for node in package if etree.QName(node).localname == "metadata")
    if shows_fonts(publication):
        etree.SubElement(metadata, "meta", {"property": "ibooks:specified-fonts"}).text = "true"
    for attributes in _links(publication):
        etree.SubElement(metadata, "link", attributes)


def _links(publication: Publication) -> Iterator[dict[str, str]]:
    for licence in linked_files(publication):
        for font in font_files(publication):
            yield {
                "refines": f"#{item_id(font.name)}",
                "rel": "dcterms:license",
                "href": licence.name,
                "media-type": licence.media_type,
            }
