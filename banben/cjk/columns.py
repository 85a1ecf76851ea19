"""A vertical book: laid out with its pages on their side, then every page turned to stand.

A row of the lying page becomes a column, the first one at the right. Upright glyphs are written in PDF's
own vertical mode (ISO 32000-1, 9.7.4.3), so that a reader copies a column from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from banben.cjk.drawing import COLUMN, Pen
from banben.patches import Function

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


def twins(pen: Pen, stock: Function) -> Function:
    """Give every font that stood in a column a twin in vertical mode, of the same glyphs."""

    def build(pdf: Any, fonts: Any, compress: Any, subset: Any, options: Any) -> Any:
        found = stock(pdf, fonts, compress, subset, options)
        for name, top in pen.columns.items():
            row = _object(pdf, found[name])
            (lying,) = row["DescendantFonts"]
            standing = pydyf.Dictionary(dict(_object(pdf, lying)))
            standing["DW2"] = pydyf.Array([round(top * 1000), -1000])
            pdf.add_object(standing)
            column = pydyf.Dictionary(dict(row))
            column["Encoding"] = "/Identity-V"
            column["DescendantFonts"] = pydyf.Array([standing.reference])
            pdf.add_object(column)
            found[name + COLUMN] = column.reference
        return found

    return build


def turn(pdf: Any) -> None:
    """Turn every page a quarter clockwise for good: boxes, drawing, links and places."""
    edges: dict[bytes, float] = {}
    for reference in pdf.page_references:
        page = _object(pdf, reference)
        left, _, right, _ = page["MediaBox"]
        edge = edges[_name(reference)] = left + right
        for name in BOXES:
            if name in page:
                page[name] = _turned(page[name], edge)
        _object(pdf, page["Contents"]).stream.insert(0, b"0 -1 1 0 0 %f cm" % edge)
        for annotation in page.get("Annots", ()):
            _object(pdf, annotation)["Rect"] = _turned(_object(pdf, annotation)["Rect"], edge)
    edge = max(edges.values())
    for holder in _holders(pdf.objects):
        _turn_places(holder, edges, edge)
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary({}))
    preferences["Direction"] = "/R2L"


def _turn_places(holder: Any, edges: dict[bytes, float], edge: float) -> None:
    """Turn the destination that *holder* is, or the box of a figure that it names."""
    if isinstance(holder, list):
        if len(holder) == 5 and holder[1] == "/XYZ":
            across = edges[_name(holder[0])]
            holder[2], holder[3] = holder[3], across - holder[2]
    elif holder.get("O") == "/Layout" and "BBox" in holder:
        holder["BBox"] = _turned(holder["BBox"], edge)


def _turned(box: Any, edge: float) -> Any:
    left, bottom, right, top = box
    return pydyf.Array([bottom, edge - right, top, edge - left])


def _holders(items: Any) -> Iterator[Any]:
    """Yield every dictionary and array of the file's objects, those inside of others too."""
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            yield item
            waiting.extend(item)


def _name(reference: Any) -> bytes:
    return reference if isinstance(reference, bytes) else str(reference).encode()


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(_name(reference).split()[0])]
