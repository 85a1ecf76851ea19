"""Page labels (ISO 32000-1 section 12.4.2): a viewer's page box shows the folio that is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf

from banben.weasy import Document

BODY = "body"


def body_start(names: Sequence[str]) -> int:
    """Return the index of the page that has folio 1: the first of the page group `body`.

    *names* are the CSS page names in order. What stands before it is front matter, counted in Roman
    numerals; a publication without such a page is counted in Arabic numerals throughout.
    """
    return next((index for index, name in enumerate(names) if name == BODY), 0)


def page_names(document: Document) -> list[str]:
    """Return the CSS page name of every page; an unnamed page gives an empty string."""
    return [page._page_box.page_type.name or "" for page in document.pages]


def add_labels(document: Document, pdf: Any) -> None:
    """Finisher: write the number tree of labels into the catalog."""
    start = body_start(page_names(document))
    ranges: list[Any] = [0, pydyf.Dictionary({"S": "/r"})] if start else []
    ranges += [start, pydyf.Dictionary({"S": "/D", "St": 1})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})
