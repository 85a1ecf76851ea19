"""What makes long books quick: WeasyPrint's slow parts replaced, little garbage collection, no work twice."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint

from banben.patches import patched
from banben.weasy import Document
from banben.writers import faster_boxes, faster_lines, faster_paint, faster_styles

PATCHES = (*faster_styles.PATCHES, *faster_boxes.PATCHES, *faster_lines.PATCHES, *faster_paint.PATCHES)
# The versions that the patches were written against. Another one works too, at its own speed.
VERSIONS = ("70.0", "0.13.0")


@contextmanager
def tuned() -> Iterator[None]:
    """Lay out and paint with the faster functions inside; the pages are the same, byte for byte."""
    # These modules import this package in turn.
    from banben.cjk import grid_lines, notes

    known = (weasyprint.__version__, pydyf.__version__) == VERSIONS
    with patched((*PATCHES, *grid_lines.PATCHES, *notes.PATCHES) if known else ()):
        yield


@contextmanager
def calm_collector() -> Iterator[None]:
    """Collect garbage rarely inside: a layout keeps nearly all that it makes, so looking is in vain."""
    thresholds, frozen = gc.get_threshold(), gc.get_freeze_count()
    if not frozen:
        gc.freeze()
    gc.set_threshold(1_000_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        if not frozen:
            gc.unfreeze()


@contextmanager
def cached_page_references() -> Iterator[None]:
    """Build pydyf's tuple of page references once a page, not once for each tagged element.

    Stock pydyf builds all of them at every access, which costs pages times elements.
    """
    stock = pydyf.PDF.page_references
    known: dict[int, tuple[int, Any]] = {}

    def references(pdf: Any) -> Any:
        count = len(pdf.pages["Kids"])
        held = known.get(id(pdf))
        if held is None or held[0] != count:
            held = known[id(pdf)] = (count, stock.fget(pdf))
        return held[1]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = stock


def compress_once(_: Document, pdf: Any) -> None:
    """Finisher: deflate every stream now, because pydyf would do it for the body and for the id again."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress and "Filter" not in item.extra:
            raw = b"\n".join(pydyf._to_bytes(part) for part in item.stream)
            item.stream = [zlib.compress(raw)]
            item.extra["Filter"] = "/FlateDecode"
            item.compress = False
