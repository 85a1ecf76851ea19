"""What tells Apple Books to show the fonts of an EPUB (Apple Books Asset Guide, Fonts Overview)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from banben.documents import Publication

IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
# Where the versions before EPUB 3 look for it; a file of META-INF stands in no manifest.
DISPLAY_OPTIONS = (
    "META-INF/com.apple.ibooks.display-options.xml",
    '<?xml version="1.0" encoding="UTF-8"?>\n<display_options>\n<platform name="*">\n'
    '<option name="specified-fonts">true</option>\n</platform>\n</display_options>\n',
)


def shows_fonts(publication: Publication) -> bool:
    """Whether the package must say that it has fonts of its own."""
    return bool(publication.fonts) and publication.edition.store.specified_fonts


def add_specified_fonts(package: Any) -> None:
    """Append the statement to the metadata of *package* (an lxml element); IBOOKS is its prefix there."""
    metadata = next(node for node in package if etree.QName(node).localname == "metadata")
    etree.SubElement(metadata, "meta", {"property": "ibooks:specified-fonts"}).text = "true"
