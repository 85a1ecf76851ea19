"""The metadata of the package document (EPUB 3.3 section 5.5)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from banben.config.book import UNDATED
from banben.documents import Publication
from banben.editions import Edition
from banben.index.persons import name_of, sorted_as, spelled
from banben.model import Contributor, Series, Subject
from banben.writers.accessibility import add_accessibility, page_source
from banben.writers.identity import cover_image, identifier, item_id, modified

DC = "http://purl.org/dc/elements/1.1/"
XML = "http://www.w3.org/XML/1998/namespace"
IDENTIFIER_ID = "publication-id"
# The names of subject schemes in the registry that EPUB 3.3 (appendix D.3, authority) speaks of.
AUTHORITIES = {"clc": "CLC", "bisac": "BISAC", "thema": "Thema"}
# EPUB 3.3 appendix D.3, group-position: numbers, with points between them where there are levels.
GROUP_POSITION = re.compile(r"\d+(?:\.\d+)*")
# BCP 47: the script, and for pinyin the registered variant.
SPELLINGS = {"pinyin": "zh-Latn-pinyin", "zhuyin": "zh-Bopo"}


def add_metadata(package: Any, publication: Publication) -> None:
    """Append to *package* (an lxml element) the metadata of *publication*."""
    node = etree.SubElement(package, "metadata", nsmap={"dc": DC})
    _identity(node, publication)
    _titles(node, publication)
    for number, contributor in enumerate(publication.metadata.contributors, 1):
        _contributor(node, contributor, number, publication.edition)
    _bibliography(node, publication)
    add_accessibility(node, publication)
    if publication.edition.vertical:
        # EPUB 3.3 leaves the direction to the sheets; Kindle wants it here as well (Kindle Publishing
        # Guidelines, primary-writing-mode), in the form of OPF 2, which EPUB 3.3 lets pass.
        etree.SubElement(node, "meta", {"name": "primary-writing-mode", "content": "vertical-rl"})
    cover = cover_image(publication)
    if cover and publication.edition.store.rule("cover-meta"):
        # The form of EPUB 2, which Kobo's shelves and old readers look for.
        etree.SubElement(node, "meta", {"name": "cover", "content": item_id(cover.name)})


def _dc(node: Any, name: str, text: str, id: str = "") -> None:
    if text:
        element = etree.SubElement(node, f"{{{DC}}}{name}", {"id": id} if id else {})
        element.text = text


def _meta(node: Any, name: str, text: str, refines: str = "", **more: str) -> None:
    attributes = {"property": name, **({"refines": f"#{refines}"} if refines else {}), **more}
    etree.SubElement(node, "meta", attributes).text = text


def _identity(node: Any, publication: Publication) -> None:
    _dc(node, "identifier", identifier(publication), IDENTIFIER_ID)
    _dc(node, "source", _source(publication))
    edition = publication.edition
    _dc(node, "language", edition.store.language(edition.region.language))
    _meta(node, "dcterms:modified", modified(publication).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _source(publication: Publication) -> str:
    """Return the printed book, where there is one whose ISBN or pages the EPUB has; else the work."""
    printed = publication.pages or publication.edition.isbn("pdf")
    return page_source(publication) if printed else publication.metadata.identifier


def _titles(node: Any, publication: Publication) -> None:
    titles = (("main", publication.metadata.title), ("subtitle", publication.metadata.subtitle))
    for place, (kind, title) in enumerate(titles, 1):
        if title:
            _dc(node, "title", title, f"title-{kind}")
            _meta(node, "title-type", kind, f"title-{kind}")
            _meta(node, "display-seq", str(place), f"title-{kind}")


def _contributor(node: Any, contributor: Contributor, number: int, edition: Edition) -> None:
    name, order = f"contributor-{number}", edition.order
    _dc(node, "creator" if contributor.role == "aut" else "contributor", contributor.name, name)
    _meta(node, "role", contributor.role, name, scheme="marc:relators")
    filed = sorted_as(contributor, order, edition.region.traditional)
    if filed:
        _meta(node, "file-as", filed, name)
    parts = name_of(contributor)
    # What Chinese characters make of a foreign name is no other spelling of it.
    if order != "stroke" and parts.chinese and parts.kind == "person" and not parts.before:
        letters = spelled(parts, order)
        if letters:
            language = {f"{{{XML}}}lang": SPELLINGS[order]}
            _meta(node, "alternate-script", letters, name, **language)
    _meta(node, "display-seq", str(number), name)


def _bibliography(node: Any, publication: Publication) -> None:
    metadata = publication.metadata
    _dc(node, "publisher", metadata.imprint.name)
    _dc(node, "date", "" if metadata.published == UNDATED else metadata.published.isoformat())
    _dc(node, "description", metadata.description)
    for subject in metadata.subjects:
        _dc(node, "subject", subject)
    for number, item in enumerate(metadata.classes, 1):
        _class(node, item, f"subject-{number}")
    if metadata.series:
        _series(node, metadata.series)
    _dc(node, "rights", metadata.rights)
    year, holder = metadata.copyright.year, metadata.copyright.holder
    number_of = str(metadata.edition_number or "")
    facts = (
        ("dcterms:dateCopyrighted", str(year or "")),
        ("dcterms:rightsHolder", holder),
        ("schema:bookEdition", number_of),
    )
    for name, text in facts:
        if text:
            _meta(node, name, text)


def _class(node: Any, subject: Subject, id: str) -> None:
    """Append a subject with its scheme and code, which go together (EPUB 3.3 appendix D.3, term)."""
    _dc(node, "subject", subject.text or subject.code, id)
    _meta(node, "authority", AUTHORITIES[subject.scheme], id)
    _meta(node, "term", subject.code, id)


def _series(node: Any, series: Series) -> None:
    _meta(node, "belongs-to-collection", series.name, id="series")
    _meta(node, "collection-type", "series", "series")
    if GROUP_POSITION.fullmatch(series.number):
        _meta(node, "group-position", series.number, "series")
