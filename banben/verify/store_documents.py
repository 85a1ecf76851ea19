"""What a store says of the documents of a finished EPUB."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from banben.stores import Rule
from banben.verify.package import EPUB_TYPE, XHTML
from banben.verify.parcel import Parcel
from banben.verify.store_pictures import Fault


def weight(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield documents of too many bytes."""
    for name in parcel.package.documents():
        if len(parcel.package.files[name]) > rule.limit:
            yield name, len(parcel.package.files[name]), parcel.origin_of_file(name)


def embedded(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield documents that weigh too much with the pictures that they show."""
    files = parcel.package.files
    for name, tree in parcel.package.documents().items():
        shown = {unquote(element.get("src", "")) for element in tree.iter(XHTML + "img")}
        total = len(files[name]) + sum(len(files.get(picture, b"")) for picture in shown)
        if total > rule.limit:
            yield name, total, parcel.origin_of_file(name)


def elements(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield the first of each element that the store does not want in a document."""
    for name, tree in parcel.package.documents().items():
        for word in rule.words:
            element = next(tree.iter(f"{{*}}{word}"), None)
            if element is not None:
                yield name, f"<{word}>", parcel.origin(name, element)


def notes(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield marks whose note has not the form that pops up."""
    good = _is_duokan if rule.words == ("duokan",) else _is_popup
    by_id: dict[str, dict[str, Any]] = {}
    for name, tree in parcel.package.documents().items():
        for mark in tree.iter(XHTML + "a"):
            if "noteref" not in (mark.get(EPUB_TYPE) or "").split():
                continue
            parts = urlsplit(mark.get("href", ""))
            target = unquote(parts.path) or name
            if target not in by_id:
                by_id[target] = _by_id(parcel.package.trees.get(target))
            note = by_id[target].get(unquote(parts.fragment))
            if note is None or not good(mark, note, rule):
                yield name, mark.get("href", ""), parcel.origin(name, mark)


def _by_id(tree: Any) -> dict[str, Any]:
    """Return the elements of *tree* by their ids; nothing of a document that is not there."""
    elements = tree.iter(etree.Element) if tree is not None else ()
    return {element.get("id"): element for element in elements if element.get("id")}


def _is_popup(_: Any, note: Any, rule: Rule) -> bool:
    return any(term in rule.words for term in (note.get(EPUB_TYPE) or "").split())


def _is_duokan(mark: Any, note: Any, _: Rule) -> bool:
    """Whether mark and note have Duokan's classes, the note in Duokan's list."""
    above = note.getparent()
    return (
        "duokan-footnote" in _classes(mark)
        and "duokan-footnote-item" in _classes(note)
        and above is not None
        and "duokan-footnote-content" in _classes(above)
    )


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def rows(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield tables of too many rows."""
    for name, table in _tables(parcel):
        count = sum(1 for _ in table.iter(XHTML + "tr"))
        if count > rule.limit:
            yield name, count, parcel.origin(name, table)


def columns(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield tables of too many columns."""
    for name, table in _tables(parcel):
        widths = [
            sum(int(cell.get("colspan") or 1) for cell in row.iter(XHTML + "td", XHTML + "th"))
            for row in table.iter(XHTML + "tr")
        ]
        if max(widths, default=0) > rule.limit:
            yield name, max(widths), parcel.origin(name, table)


def _tables(parcel: Parcel) -> Iterator[tuple[str, Any]]:
    for name, tree in parcel.package.documents().items():
        for table in tree.iter(XHTML + "table"):
            yield name, table


def alternatives(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield alternative texts of too many characters."""
    for name, tree in parcel.package.documents().items():
        for image in tree.iter(XHTML + "img"):
            if len(image.get("alt") or "") > rule.limit:
                yield name, len(image.get("alt")), parcel.origin(name, image)
