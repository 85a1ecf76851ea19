"""What the package says of a book's accessibility, read off the finished documents.

Terms are those of the Schema.org Accessibility Properties for Discoverability Vocabulary
(https://www.w3.org/2021/a11y-discov-vocab/latest/), which EPUB Accessibility 1.1 section 2.2 names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from banben.contrast import faint
from banben.documents import Publication
from banben.editions import Region
from banben.languages import PASSAGE, passages
from banben.pictures.moving import moves
from banben.writers.identity import identifier

IMG = re.compile(r"<img\b[^>]*>")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Code and addresses are in no language; the head is not read aloud.
UNSPOKEN = ("head", "code", "kbd", "pre", "script", "style")
# EPUB Accessibility 1.1 section 3.5.2: the only form that a claim of conformance may have.
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level {level}"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a book holds that matters to a reader who cannot see it, and what it lacks, counted.

    *pictures* have an alternative text, *undescribed* lack it, *charts* have their data as a table; the
    cover and ornaments are none of them (vocabulary, accessMode: visual). *foreign* passages do not say
    their language, *animated* pictures cannot be stopped, *faint* words have too little contrast.
    """

    pictures: int = 0
    undescribed: int = 0
    charts: int = 0
    foreign: int = 0
    animated: int = 0
    faint: int = 0
    tables: bool = False
    notes: bool = False
    index: bool = False
    ruby: bool = False
    maths: bool = False
    roles: bool = False
    markers: bool = False
    page_list: bool = False
    vertical: bool = False


def holdings(publication: Publication) -> Holdings:
    """Return what the documents and pictures of *publication*, an EPUB, hold."""
    bodies = [document.content for document in publication.documents if document.kind != "cover"]
    text = "".join(bodies)
    images = [tag for tag in IMG.findall(text) if 'role="presentation"' not in tag]
    undescribed = sum(' alt=""' in tag or " alt=" not in tag for tag in images)
    language = publication.edition.region.language
    return Holdings(
        pictures=len(images) - undescribed,
        undescribed=undescribed,
        charts=text.count(" aria-details="),
        foreign=sum(unmarked(content, language) for content in bodies),
        animated=sum(map(moves, {asset.name: asset for asset in publication.pictures.values()}.values())),
        faint=len({item.line for item in faint(publication.sheet)}),
        tables="<th" in text.replace("<thead", ""),
        notes='role="doc-footnote"' in text,
        index='role="doc-index"' in text,
        ruby="<ruby" in text,
        maths="<math" in text,
        roles=' role="' in text,
        markers='role="doc-pagebreak"' in text,
        page_list='epub:type="page-list"' in text,
        vertical=publication.edition.vertical,
    )


def unmarked(content: str, language: str) -> int:
    """Return how many passages of an XHTML document are foreign to *language* and do not say so."""
    # Nearly every document of a Chinese book is done here, without being parsed.
    if not PASSAGE.search(content):
        return 0
    root = etree.fromstring(content.encode("utf-8"), etree.XMLParser(resolve_entities=False, huge_tree=True))
    return sum(1 for words in _spoken(root, language) for _ in passages(words))


def _spoken(element: Any, language: str) -> Iterator[str]:
    """Yield the texts of *element* that are read aloud in *language*."""
    if not isinstance(element.tag, str) or etree.QName(element).localname in UNSPOKEN:
        return
    if element.get(XML_LANG, language) != language or "address" in (element.get("class") or "").split():
        return
    yield element.text or ""
    for child in element:
        yield from _spoken(child, language)
        yield child.tail or ""


def access_modes(held: Holdings) -> tuple[str, ...]:
    """Return the senses by which the content is told."""
    modes = ["textual"]
    if held.pictures or held.undescribed:
        modes.append("visual")
    return (*modes, *(("chartOnVisual",) if held.charts else ()))


def sufficient(held: Holdings) -> tuple[str, ...]:
    """Return the sets of senses each of which is enough: text alone where no picture goes without one."""
    if held.undescribed:
        return ("textual,visual",)
    return ("textual,visual", "textual") if held.pictures else ("textual",)


def features(held: Holdings) -> tuple[str, ...]:
    """Return the terms of accessibilityFeature that the book fulfils."""
    found = {
        "alternativeText": held.pictures and not held.undescribed,
        "ARIA": held.roles,
        "displayTransformability": True,
        "horizontalWriting": not held.vertical,
        "index": held.index,
        "longDescription": held.charts,
        "MathML": held.maths,
        "pageBreakMarkers": held.markers,
        "pageNavigation": held.page_list,
        "readingOrder": True,
        "rubyAnnotations": held.ruby,
        "structuralNavigation": True,
        "tableOfContents": True,
        "verticalWriting": held.vertical,
    }
    return tuple(name for name, has in found.items() if has)


def conformance(held: Holdings) -> str:
    """Return the claim that nothing found in the book contradicts, empty where it fails level A.

    A picture without alternative text fails 1.1.1, one that moves and cannot be stopped 2.2.2, both of
    level A; a passage that does not say its language fails 3.1.2, faint words fail 1.4.3, both of level
    AA (WCAG 2.2).
    """
    if held.undescribed or held.animated:
        return ""
    return CONFORMANCE.format(level="A" if held.foreign or held.faint else "AA")


def summary(held: Holdings, region: Region) -> str:
    """Return what the book holds and lacks in the *region*'s words, a sentence for each, and who looked."""
    counts = {
        "text": 1,
        "vertical": held.vertical,
        "contents": 1,
        "index": held.index,
        "pages": held.page_list,
        "tables": held.tables,
        "pictures": held.pictures,
        "charts": held.charts,
        "notes": held.notes,
        "ruby": held.ruby,
        "undescribed": held.undescribed,
        "foreign": held.foreign,
        "animated": held.animated,
        "faint": held.faint,
        "checked": 1,
    }
    said = [region.word(f"summary_{key}").format(n=int(count)) for key, count in counts.items() if count]
    return "".join(said)


def page_source(publication: Publication) -> str:
    """Return the URN of the printed edition whose pages an EPUB marks: its ISBN, or that of our PDF."""
    return identifier(replace(publication, format="pdf"))


def add_accessibility(node: Any, publication: Publication) -> None:
    """Append to *node*, the package's metadata, what is told of accessibility."""
    held = holdings(publication)
    metas = [("schema:accessMode", mode) for mode in access_modes(held)]
    metas += [("schema:accessModeSufficient", modes) for modes in sufficient(held)]
    metas += [("schema:accessibilityFeature", feature) for feature in features(held)]
    # Nothing sounds in these books, and what does not move cannot flash.
    metas.append(("schema:accessibilityHazard", "unknown" if held.animated else "none"))
    metas.append(("schema:accessibilitySummary", summary(held, publication.edition.region)))
    if held.page_list or held.markers:  # EPUB Accessibility 1.1 section 3.4.1.3.1
        metas.append(("pageBreakSource", page_source(publication)))
    for name, value in metas:
        etree.SubElement(node, "meta", {"property": name}).text = value
    _claim(node, publication, conformance(held))


def _claim(node: Any, publication: Publication, claim: str) -> None:
    """Append the *claim* of conformance with who makes it (EPUB Accessibility 1.1 section 3.5)."""
    certifier = publication.metadata.publisher
    if claim:
        etree.SubElement(node, "meta", {"property": "dcterms:conformsTo", "id": "conformance"}).text = claim
        if certifier:
            refining = {"property": "a11y:certifiedBy", "refines": "#conformance"}
            etree.SubElement(node, "meta", refining).text = certifier
