"""Nothing is printed twice: blocks that an EPUB has more often than its book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from banben.folding import fold
from banben.verify.expected import Piece, Unit
from banben.verify.reading import UNREAD, XHTML

LONG = 12
"""So many characters in a row come again by intent only where the manuscript has them again."""
NAMES = "a abbr b bdi bdo br cite code del em i img ins kbd mark q rb ruby s samp small span strong sub sup u"
INLINE = frozenset(XHTML + name for name in NAMES.split())
BETWEEN = "\x01"

Double = tuple[Piece, int, int]
"""A piece of a block, how often the file has it, and how often the book does."""


def doubles(units: Sequence[Unit], documents: Sequence[bytes]) -> Iterator[Double]:
    """Yield what the XHTML *documents* have more often than *units*, all of the book's.

    Long blocks are counted anywhere, by how they begin and end, for numbers and marks stand before and
    after; short ones, which may well come again, where one follows itself. What links say is left out: a
    reference says a heading's words.
    """
    blocks = [block for document in documents for block in _blocks(document)]
    texts = ["".join(piece.text for piece in unit.pieces) for unit in units]
    yield from _long(units, texts, blocks)
    yield from _short(units, texts, blocks)


def _long(units: Sequence[Unit], texts: Sequence[str], blocks: Sequence[str]) -> Iterator[Double]:
    known, seen = _ends(texts), _ends(blocks)
    more = {end for end, count in seen.items() if count > known.get(end, count)}
    done: set[str] = set()
    for unit, text in zip(units, texts, strict=True):
        if more and len(text) >= LONG and (text[:LONG] in more or text[-LONG:] in more):
            piece = max(unit.pieces, key=lambda piece: len(piece.text))
            if len(piece.text) >= LONG and piece.text not in done:
                done.add(piece.text)
                found = sum(piece.text in block for block in blocks)
                own = sum(piece.text in other for other in texts)
                if found > own:
                    yield piece, found, own


def _ends(texts: Sequence[str]) -> Counter[str]:
    """Return how many of *texts* begin or end with each LONG characters."""
    found = Counter(text[:LONG] for text in texts if len(text) >= LONG)
    found.update(text[-LONG:] for text in texts if len(text) > LONG)
    return found


def _short(units: Sequence[Unit], texts: Sequence[str], blocks: Sequence[str]) -> Iterator[Double]:
    firsts = {text: unit.pieces[0] for text, unit in zip(texts, units, strict=True) if len(text) < LONG}
    known = Counter(one for one, two in pairwise(texts) if one == two)
    seen = Counter(one for one, two in pairwise(blocks) if one == two and one in firsts)
    for text, count in seen.items():
        if count > known[text]:
            yield firsts[text], count + 1, known[text] + 1


def _blocks(document: bytes) -> list[str]:
    """Return the folded text of each block of a document that holds text itself, in order."""
    parts: list[str] = []
    _collect(etree.fromstring(document), parts)
    return [block for block in fold("".join(parts)).split(BETWEEN) if block]


def _collect(element: Any, parts: list[str]) -> None:
    """Append the text of *element* as a reader sees it, with BETWEEN around each block."""
    if not isinstance(element.tag, str) or element.tag in UNREAD or element.get("href"):
        return
    edge = "" if element.tag in INLINE else BETWEEN
    parts.append(edge)
    if element.text:
        parts.append(element.text)
    for child in element:
        _collect(child, parts)
        if child.tail:
            parts.append(child.tail)
    parts.append(edge)
