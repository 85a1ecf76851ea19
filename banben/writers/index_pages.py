"""Page numbers of the index: filled into WeasyPrint's boxes when the layout comes to them.

The index is the last part of a book, so by then every place that it names is laid out and its page known:
nothing is laid out twice. Numbers by `target-counter` could not be joined to ranges, and WeasyPrint would
look at all of them again at every anchor of the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout import column, page

from banben.index.pages import DASH, Folio, ranges
from banben.patches import Patch

COLUMNS, LOCATORS = "index-columns", "locators"


@dataclass(slots=True)
class _Filled:
    """What one layout has filled in: the locators' boxes as they were, the pages that they were given."""

    boxes: dict[Any, tuple[Any, ...]] = field(default_factory=dict)
    known: dict[str, Folio] = field(default_factory=dict)
    sheets: set[int] = field(default_factory=set)


def _columns_layout(stock: Any) -> Any:
    """Fill in the index's numbers before a page of it is laid out."""

    def columns_layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        if box.element is not None and box.element.get("class") == COLUMNS:
            _fill(context, box)
        return stock(context, box, *arguments, **named)

    return columns_layout


def _make_all_pages(stock: Any) -> Any:
    """Lay the index out again where a later pass has moved one of its places to another page."""

    def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        yield from stock(context, root_box, html, pages)
        filled: _Filled | None = getattr(context, "index", None)
        if filled and _stale(context, filled):
            for sheet in filled.sheets:
                if sheet < len(context.page_maker) - 1:
                    context.page_maker[sheet][-1]["content_changed"] = True

    return make_all_pages


def _stale(context: Any, filled: _Filled) -> bool:
    """Whether a place is on another page by now than the index has it."""
    return any(_folio(context, name, known.style) != known for name, known in filled.known.items())


def _fill(context: Any, box: Any) -> None:
    filled: _Filled | None = getattr(context, "index", None)
    if filled is None:
        filled = context.index = _Filled()
    filled.sheets.add(context.current_page - 1)
    if filled.known and not _stale(context, filled):
        return
    for inner in box.descendants():
        if inner.element_tag == "span" and inner.element.get("class") == LOCATORS:
            _fill_entry(context, inner, filled)


def _fill_entry(context: Any, locators: Any, filled: _Filled) -> None:
    """Put pages and ranges in place of the locators of one entry, and drop those that they stand for too.

    The children are a space, then links with a comma between each two of them.
    """
    children = filled.boxes.setdefault(locators, tuple(locators.children))
    places: list[tuple[int, Folio]] = []
    for at, child in enumerate(children):
        name = child.element.get("href", "")[1:] if child.element_tag == "a" else ""
        # The property is for lists; here it is how the sheet says what numerals the pages have.
        if name and (folio := _folio(context, name, child.style["list_style_type"])):
            filled.known[name] = folio
            places.append((at, folio))
    first = next((at for at, child in enumerate(children) if child.element_tag == "a"), len(children))
    new = list(children[:first])
    for position, text in ranges([folio for _, folio in places]):
        at = places[position][0]
        new += children[at - 1 : at] if len(new) > first else ()
        new.append(_with_text(children[at], text))
    locators.children = new


def _folio(context: Any, name: str, style: str) -> Folio | None:
    """Return the page on which the anchor *name* stands, None while it is not laid out."""
    item = context.target_collector.target_lookup_items.get(name)
    if item is None or item.page_maker_index is None:
        return None
    number = item.cached_page_counter_values["page"][-1]
    return Folio(item.page_maker_index, number, style, context.counter_style.render_value(number, style))


def _with_text(link: Any, text: str) -> Any:
    (old,) = link.children
    return link.copy_with_children([old.copy_with_text(text)])


def _content_to_boxes(stock: Any) -> Any:
    """Print a range of pages that begins and ends on the same page as that page."""

    def content_to_boxes(style: Any, parent_box: Any, *arguments: Any, **named: Any) -> Any:
        boxes = stock(style, parent_box, *arguments, **named)
        element = parent_box.element
        end = None if element is None else element.get("data-end")
        if end and len(boxes) == 1:
            boxes[0].text = _one_page(
                boxes[0].text, element.get("data-before", ""), element.get("data-after", "")
            )
        return boxes

    return content_to_boxes


def _one_page(text: str, before: str, after: str) -> str:
    first, dash, last = text.removeprefix(before).removesuffix(after).partition(DASH)
    return f"{before}{first}{after}" if dash and first == last else text


PATCHES = (
    Patch(build, "content_to_boxes", _content_to_boxes, "a4b18a5a0b5083d6"),
    Patch(column, "columns_layout", _columns_layout, "7a05cce3272fc581"),
    Patch(page, "make_all_pages", _make_all_pages, "b5e4034894841caa"),
)
