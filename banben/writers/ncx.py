"""The NCX for readers that know no nav document (OPF 2.0.1 section 2.4.1); Kindle wants one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from banben.documents import Entry, Leaf, Publication
from banben.numerals import value
from banben.writers.identity import identifier
from banben.writers.opf import XML

NCX = "http://www.daisy.org/z3986/2005/ncx/"


def ncx(publication: Publication) -> bytes:
    """Return the NCX with the entries of the contents and the pages, in the edition's own script.

    An entry that skips a depth hangs under the last entry above it, as in the nav document.
    """
    publication = replace(publication, entries=listed(publication))
    root = etree.Element(
        _tag("ncx"), {"version": "2005-1", f"{{{XML}}}lang": _language(publication)}, {None: NCX}
    )
    head = etree.SubElement(root, _tag("head"))
    depth = max((level for level, _ in _levels(publication.entries)), default=0)
    for name, content in (
        ("dtb:uid", identifier(publication)),
        ("dtb:depth", str(depth)),
        ("dtb:totalPageCount", str(len(publication.pages))),
        ("dtb:maxPageNumber", str(max(map(_number, publication.pages), default=0))),
    ):
        etree.SubElement(head, _tag("meta"), {"name": name, "content": content})
    _text(etree.SubElement(root, _tag("docTitle")), publication.metadata.title)
    for contributor in publication.metadata.contributors:
        if contributor.role == "aut":
            _text(etree.SubElement(root, _tag("docAuthor")), contributor.name)
    order = _play_order(publication)
    _points(etree.SubElement(root, _tag("navMap")), publication.entries, order)
    if publication.pages:
        _targets(etree.SubElement(root, _tag("pageList")), publication, order)
    return bytes(etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True))


def listed(publication: Publication) -> tuple[Entry, ...]:
    """Return the entries of the contents that the NCX has: those as deep as the store's NCX goes."""
    deepest = publication.edition.store.limit("ncx-depth") or len(publication.entries)
    return tuple(entry for level, entry in _levels(publication.entries) if level <= deepest)


def _language(publication: Publication) -> str:
    return publication.edition.region.language


def _tag(name: str) -> str:
    return f"{{{NCX}}}{name}"


def _text(parent: Any, text: str) -> None:
    etree.SubElement(parent, _tag("text")).text = text


def _levels(entries: tuple[Entry, ...]) -> list[tuple[int, Entry]]:
    """Return *entries* with their nesting from 1, at most one deeper than the entry before."""
    levels: list[tuple[int, Entry]] = []
    open_depths: list[int] = []
    for entry in entries:
        while open_depths and open_depths[-1] >= entry.depth:
            open_depths.pop()
        open_depths.append(entry.depth)
        levels.append((len(open_depths), entry))
    return levels


def _play_order(publication: Publication) -> Mapping[str, int]:
    """Return the place of each target in the reading order; entries and pages are counted together."""
    documents = {document.name: number for number, document in enumerate(publication.documents)}
    hrefs = (*(entry.href for entry in publication.entries), *(leaf.href for leaf in publication.pages))
    targets = dict.fromkeys(hrefs)
    if not publication.pages:
        return {href: order for order, href in enumerate(targets, 1)}

    def place(href: str) -> tuple[int, int]:
        name, _, id = href.partition("#")
        number = documents.get(name, len(documents))
        found = publication.documents[number].content.find(f' id="{id}"') if number < len(documents) else 0
        return number, found if id else 0

    return {href: order for order, href in enumerate(sorted(targets, key=place), 1)}


def _points(nav_map: Any, entries: tuple[Entry, ...], order: Mapping[str, int]) -> None:
    parents = [nav_map]
    for number, (level, entry) in enumerate(_levels(entries), 1):
        del parents[level:]
        names = {"id": f"point-{number}", "playOrder": str(order[entry.href])}
        point = etree.SubElement(parents[-1], _tag("navPoint"), names)
        _text(etree.SubElement(point, _tag("navLabel")), entry.title)
        etree.SubElement(point, _tag("content"), {"src": entry.href})
        parents.append(point)


def _targets(page_list: Any, publication: Publication, order: Mapping[str, int]) -> None:
    label = etree.SubElement(page_list, _tag("navLabel"))
    _text(label, publication.edition.region.word("page_list"))
    for number, leaf in enumerate(publication.pages, 1):
        names = {"id": f"target-{number}", "playOrder": str(order[leaf.href])}
        names |= {"type": "normal", "value": str(_number(leaf))} if _number(leaf) else {"type": "front"}
        target = etree.SubElement(page_list, _tag("pageTarget"), names)
        _text(etree.SubElement(target, _tag("navLabel")), leaf.label)
        etree.SubElement(target, _tag("content"), {"src": leaf.href})


def _number(leaf: Leaf) -> int:
    """Return the folio of a page of the body, 0 for one of the front matter, whose numerals are Roman."""
    return 0 if leaf.label.isascii() and leaf.label.isalpha() else value(leaf.label)
