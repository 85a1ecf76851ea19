"""The NCX for readers that know no nav document (OPF 2.0.1 section 2.4.1); Kindle wants one."""

from __future__ import annotations

from typing import Any

from lxml import etree

from banben.documents import Entry, Publication
from banben.writers.identity import identifier
from banben.writers.opf import XML

NCX = "http://www.daisy.org/z3986/2005/ncx/"


def ncx(publication: Publication) -> bytes:
    """Return the NCX with the entries of the contents, in the edition's own script.

    An entry that skips a depth hangs under the last entry above it, as in the nav document.
    """
    root = etree.Element(
        _tag("ncx"), {"version": "2005-1", f"{{{XML}}}lang": _language(publication)}, {None: NCX}
    )
    head = etree.SubElement(root, _tag("head"))
    depth = max((level for level, _ in _levels(publication.entries)), default=0)
    for name, content in (
        ("dtb:uid", identifier(publication)),
        ("dtb:depth", str(depth)),
        ("dtb:totalPageCount", "0"),
        ("dtb:maxPageNumber", "0"),
    ):
        etree.SubElement(head, _tag("meta"), {"name": name, "content": content})
    _text(etree.SubElement(root, _tag("docTitle")), publication.metadata.title)
    for contributor in publication.metadata.contributors:
        if contributor.role == "aut":
            _text(etree.SubElement(root, _tag("docAuthor")), contributor.name)
    _points(etree.SubElement(root, _tag("navMap")), publication.entries)
    return bytes(etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True))


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


def _points(nav_map: Any, entries: tuple[Entry, ...]) -> None:
    parents = [nav_map]
    for order, (level, entry) in enumerate(_levels(entries), 1):
        del parents[level:]
        point = etree.SubElement(
            parents[-1], _tag("navPoint"), {"id": f"point-{order}", "playOrder": str(order)}
        )
        _text(etree.SubElement(point, _tag("navLabel")), entry.title)
        etree.SubElement(point, _tag("content"), {"src": entry.href})
        parents.append(point)
