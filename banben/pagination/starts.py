"""Laid out pages to the place in the book's text at which each begins.

A block is known by its origin, which the layout carries as a number on the block's element; what stands in
no block (a chapter's title, the contents) by its section. Places are counted in folded characters, so that
spaces and hyphens at line ends make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure.boxes import ReplacedBox, TableCaptionBox, TableRowGroupBox, TextBox

from banben.documents import Document, PageStart, Spot
from banben.editions import Numerals
from banben.folding import fold
from banben.model import Origin
from banben.numerals import han_digits, roman
from banben.pagination.sections import section_name

BLOCK = "data-block"
TAG = re.compile(r"(<[A-Za-z][\w:.-]*)")
WORDS = 24
"""Folded characters that tell a place from others in its block."""
SPOTS = 3
# Readings and marks: an EPUB has them elsewhere or has others. The places in the index are pages here.
APART = frozenset({"rt", "zc", "note", "noteref", "locators"})
REPEATED = ("thead", "tfoot", "caption")
PICTURE = "\ufffc"
PAPER_ONLY = "halftitlepage"


def with_blocks(document: Document) -> str:
    """Return the markup of *document* with a number on the element that begins each of its blocks.

    The number is a place in `document.blocks`.
    """
    lines = document.content.split("\n")
    # Of several blocks that begin on a line the outermost counts: the EPUB knows them all.
    first = {line: number for number, (line, _) in reversed([*enumerate(document.blocks)])}
    for line, number in first.items():
        lines[line - 1] = TAG.sub(rf'\1 {BLOCK}="{number}"', lines[line - 1], count=1)
    return "\n".join(lines)


def page_starts(pages: list[Any], first: int, numerals: Numerals, document: Document) -> Iterator[PageStart]:
    """Yield the start of every one of WeasyPrint's *pages* that has text or a picture in its flow.

    *first* is the index of the page with folio 1; those before it have Roman numerals. The half title is
    left out: only paper has one.
    """
    walk = _Walk(document)
    for index, page in enumerate(pages):
        spots = walk.spots(page._page_box)
        if spots and spots[0].block != PAPER_ONLY:
            yield PageStart(_folio(index, first, numerals), tuple(spots))


def _folio(index: int, first: int, numerals: Numerals) -> str:
    """Return the folio as the sheets print it (styles/print.css, `--folio` and `--front-folio`)."""
    if index < first:
        return roman(index + 1)
    number = index - first + 1
    return han_digits(number) if numerals == "han" else str(number)


@dataclass(slots=True)
class _Walk:
    """Goes through the pages in order and counts how much of every block has passed."""

    document: Document
    places: dict[Any, Origin | str] = field(default_factory=dict)
    passed: dict[Origin | str, int] = field(default_factory=dict)
    repeated: set[Any] = field(default_factory=set)

    def spots(self, page: Any) -> list[Spot]:
        """Return the first places of *page*, those of its flow before those of figures at its head."""
        root = next((box for box in page.children if box.element_tag == "html"), None)
        if root is None:
            return []
        if not self.places:
            self._place(root.element)
        flow = [box for box in root.children if box.element_tag == "body"]
        heads = [box for box in root.children if box.element_tag != "body"]
        return self._first(flow) or self._first(heads)

    def _place(self, root: Any) -> None:
        """Note for each element the block or section that was the last to begin when it began."""
        place: Origin | str = ""
        for element in root.iter():
            number = element.get(BLOCK)
            if number is not None:
                place = self.document.blocks[int(number)][1]
            elif name := section_name(element.tag, element.get("id", ""), element.get("epub:type", "")):
                place = name
            self.places[element] = place

    def _first(self, boxes: list[Any]) -> list[Spot]:
        found: list[tuple[Origin | str, int, list[str]]] = []
        for element, text in (item for box in boxes for item in self._texts(box)):
            place, folded = self.places[element], fold(text)
            if not folded:
                continue
            offset = self.passed.get(place, 0)
            if not found or (found[-1][0] != place and len(found) < SPOTS):
                found.append((place, offset, []))
            if folded == PICTURE:
                continue
            self.passed[place] = offset + len(folded)
            if found[-1][0] == place:
                found[-1][2].append(folded)
        return [Spot(place, offset, "".join(words)[:WORDS]) for place, offset, words in found]

    def _texts(self, box: Any) -> Iterator[tuple[Any, str]]:
        """Yield the texts of *box* with their elements, `PICTURE` for a picture."""
        if "::" in box.element_tag:
            return
        if isinstance(box, TextBox):
            yield box.element, box.text
        elif isinstance(box, ReplacedBox):
            yield box.element, PICTURE
        elif box.children and not self._left_out(box):
            for child in box.children:
                yield from self._texts(child)

    def _left_out(self, box: Any) -> bool:
        """Whether *box* is no text of the flow: made for paper, or printed on an earlier page already."""
        kind = box.element.get("class")
        if kind and not APART.isdisjoint(kind.split()):
            return True
        if box.element_tag not in REPEATED or not isinstance(box, (TableRowGroupBox, TableCaptionBox)):
            return False
        known = box.element in self.repeated
        self.repeated.add(box.element)
        return known
