"""The metadata of the package document (EPUB 3.3 section 5.5)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from banben.config import UNDATED
from banben.documents import Publication
from banben.model import Contributor
from banben.writers.accessibility import add_accessibility
from banben.writers.identity import identifier, modified

DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
IDENTIFIER_ID = "publication-id"


def add_metadata(package: Any, publication: Publication) -> None:
    """Append to *package* (an lxml element) the metadata of *publication*."""
    node = etree.SubElement(package, "metadata", nsmap={"dc": DC})
    _identity(node, publication)
    _titles(node, publication)
    for number, contributor in enumerate(publication.metadata.contributors, 1):
        _contributor(node, contributor, number)
    _bibliography(node, publication)
    add_accessibility(node, publication)
    if publication.edition.vertical:
        # EPUB 3.3 leaves the direction to the sheets; Kindle wants it here as well (Kindle Publishing
        # Guidelines, primary-writing-mode), in the form of OPF 2, which EPUB 3.3 lets pass.
        etree.SubElement(node, "meta", {"name": "primary-writing-mode", "content": "vertical-rl"})


def _dc(node: Any, name: str, text: str, id: str = "") -> None:
    if text:
        element = etree.SubElement(node, f"{{{DC}}}{name}", {"id": id} if id else {})
        element.text = text


def _meta(node: Any, name: str, text: str, refines: str = "", **more: str) -> None:
    attributes = {"property": name, **({"refines": f"#{refines}"} if refines else {}), **more}
    etree.SubElement(node, "meta", attributes).text = text


def _identity(node: Any, publication: Publication) -> None:
    _dc(node, "identifier", identifier(publication), IDENTIFIER_ID)
    printed = publication.edition.isbn("pdf")
    _dc(node, "source", f"urn:isbn:{printed}" if printed else publication.metadata.identifier)
    _dc(node, "language", publication.edition.region.language)
    _meta(node, "dcterms:modified", modified(publication).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _titles(node: Any, publication: Publication) -> None:
    titles = (("main", publication.metadata.title), ("subtitle", publication.metadata.subtitle))
    for place, (kind, title) in enumerate(titles, 1):
        if title:
            _dc(node, "title", title, f"title-{kind}")
            _meta(node, "title-type", kind, f"title-{kind}")
            _meta(node, "display-seq", str(place), f"title-{kind}")


def _contributor(node: Any, contributor: Contributor, number: int) -> None:
    name = f"contributor-{number}"
    _dc(node, "creator" if contributor.role == "aut" else "contributor", contributor.name, name)
    _meta(node, "role", contributor.role, name, scheme="marc:relators")
    if contributor.file_as:
        _meta(node, "file-as", contributor.file_as, name)
    _meta(node, "display-seq", str(number), name)


def _bibliography(node: Any, publication: Publication) -> None:
    metadata = publication.metadata
    _dc(node, "publisher", metadata.imprint.name)
    _dc(node, "date", "" if metadata.published == UNDATED else metadata.published.isoformat())
    _dc(node, "description", metadata.description)
    for subject in metadata.subjects:
        _dc(node, "subject", subject)
    _dc(node, "rights", metadata.rights)
