"""The ways into an EPUB: spine, contents and NCX name every part, chapter and section as its heading does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from banben.documents import Entry
from banben.folding import fold
from banben.problems import Problem, problem
from banben.render.contents import DEEPEST, UNLISTED
from banben.verify.package import NCX, XHTML, Package
from banben.verify.subject import HEADINGS, WITH_TEXT, Subject, types, words
from banben.writers.ncx import listed

Row = tuple[str, str, int]
"""A line of the contents: title, address, and how deep it is nested, the outermost at 0."""


def reading_order(subject: Subject) -> Iterator[Problem]:
    """V206: the spine has every document, the contents every part and chapter."""
    spine = subject.package.spine()
    listed = {urlsplit(href).path for _, href, _ in nav_rows(subject.package)}
    for document in subject.publication.documents:
        if document.name not in spine:
            yield problem("V206", file=subject.file, name=document.name, place="spine")
        if document.kind in WITH_TEXT and document.name not in listed:
            yield problem("V206", document.origin_of(1), file=subject.file, name=document.name, place="nav")


def titles(subject: Subject) -> Iterator[Problem]:
    """V205: the contents, the NCX and the headings they lead to say the same."""
    entries, fewer = subject.publication.entries, listed(subject.publication)
    ways = (("nav", nav_rows(subject.package), entries), ("toc.ncx", ncx_rows(subject.package), fewer))
    for name, rows, wanted in ways:
        for entry, (title, href, _) in zip(wanted, rows, strict=False):
            if (fold(entry.title), entry.href) != (fold(title), href):
                yield problem("V205", entry=entry.title, name=name, heading=title)
        if len(rows) != len(wanted):
            yield problem("V205", entry=len(wanted), name=name, heading=len(rows))
    by_id: dict[str, dict[str, Any]] = {}
    for entry in entries:
        yield from _heading(subject, entry, by_id)


def _heading(subject: Subject, entry: Entry, by_id: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    name, _, id = entry.href.partition("#")
    tree = subject.package.trees.get(name)
    if tree is None:
        return
    if name not in by_id:
        # Of two elements with one id a reader takes the first.
        by_id[name] = {element.get("id"): element for element in reversed(list(tree.iter()))}
    target = by_id[name].get(id) if id else tree
    if target is None:
        return
    heading = next(target.iter(*HEADINGS), None)
    found = words(heading) if heading is not None else ""
    if fold(found) != fold(entry.title):
        place = subject.origin(name, heading if heading is not None else target)
        yield problem("V205", place, entry=entry.title, name=name, heading=found)


def listing(subject: Subject) -> Iterator[Problem]:
    """V227: every heading as deep as the contents go is in them, but for those that the writer left out."""
    depths = {entry.href: entry.depth for entry in subject.publication.entries}
    listed = {href for _, href, _ in nav_rows(subject.package)}
    for name, tree in subject.with_text():
        top = depths.get(name, 0)
        for level, tag in enumerate(HEADINGS[1 : DEEPEST - top + 1], 2):
            for heading in tree.iter(tag):
                if not _apart(heading) and f"{name}#{heading.get('id')}" not in listed:
                    where = subject.origin(name, heading)
                    yield problem("V227", where, name=name, heading=words(heading), level=level)


def _apart(heading: Any) -> bool:
    """Whether *heading* is `{.unlisted}`, or stands deeper than a section's: in a box or a list."""
    above = heading.getparent().getparent()
    return above is None or above.tag != XHTML + "body" or UNLISTED in (heading.get("class") or "").split()


def nesting(subject: Subject) -> Iterator[Problem]:
    """V228: the NCX nests its entries as the contents do, as far down as the store's NCX goes."""
    deepest = subject.publication.edition.store.limit("ncx-depth")
    rows = [row for row in nav_rows(subject.package) if deepest is None or row[2] < deepest]
    pairs = zip(rows, ncx_rows(subject.package), strict=False)
    for (title, _, one), (_, _, two) in pairs:
        if one != two:
            yield problem("V228", file=subject.file, entry=title, nav=one + 1, ncx=two + 1)


def nav_list(package: Package, kind: str) -> Any:
    """Return the `nav` element of epub:type *kind*, or None."""
    for tree in package.documents().values():
        for nav in tree.iter(XHTML + "nav"):
            if kind in types(nav):
                return nav
    return None


def nav_rows(package: Package, kind: str = "toc") -> list[Row]:
    """Return the lines of the `nav` element of epub:type *kind*; none where it is missing."""
    nav = nav_list(package, kind)
    if nav is None:
        return []
    return [
        (words(link), link.get("href", ""), sum(1 for _ in link.iterancestors(XHTML + "ol")) - 1)
        for link in nav.iter(XHTML + "a")
    ]


def ncx_rows(package: Package) -> list[Row]:
    """Return the lines of the NCX; none where it is missing."""
    root = package.trees.get("toc.ncx")
    if root is None:
        return []
    return [
        (_label(point), _source(point), sum(1 for _ in point.iterancestors(NCX + "navPoint")))
        for point in root.iter(NCX + "navPoint")
    ]


def _label(point: Any) -> str:
    return point.findtext(f"{NCX}navLabel/{NCX}text") or ""


def _source(point: Any) -> str:
    content = point.find(NCX + "content")
    return content.get("src", "") if content is not None else ""


def page_list(subject: Subject) -> Iterator[Problem]:
    """V230: page list, NCX and the page breaks of the text name the same pages, in the same order."""
    rows = [(title, href) for title, href, _ in nav_rows(subject.package, "page-list")]
    breaks = [
        (mark.get("aria-label") or mark.get("title") or words(mark), f"{name}#{mark.get('id')}")
        for name in subject.package.spine()
        if name in subject.package.trees
        for mark in subject.package.trees[name].iter()
        if isinstance(mark.tag, str) and "pagebreak" in types(mark)
    ]
    targets = _targets(subject.package)
    for name, found in (("nav", rows), ("toc.ncx", targets)):
        if found != breaks:
            at = next(
                (i for i, (one, two) in enumerate(zip(found, breaks, strict=False)) if one != two), None
            )
            label = (found[at] if at is not None else (*found, *breaks)[min(len(found), len(breaks))])[0]
            yield problem("V230", file=subject.file, name=name, page=label)


def _targets(package: Package) -> list[tuple[str, str]]:
    root = package.trees.get("toc.ncx")
    points = root.iter(NCX + "pageTarget") if root is not None else ()
    return [(_label(point), _source(point)) for point in points]


def filled(subject: Subject) -> Iterator[Problem]:
    """V237: every document of the spine shows something: words, a picture, or a drawing."""
    shown = (XHTML + "img", "{http://www.w3.org/2000/svg}svg", XHTML + "math")
    for name in subject.package.spine():
        tree = subject.package.trees.get(name)
        body = tree.find(XHTML + "body") if tree is not None else None
        if body is None or (not fold("".join(body.itertext())) and next(body.iter(*shown), None) is None):
            yield problem("V237", file=subject.file, name=name)
