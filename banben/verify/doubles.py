"""Nothing is printed twice: passages that an EPUB has more often than its book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from banben.documents import Artifact, Publication
from banben.folding import fold
from banben.model import Book
from banben.problems import Problem, problem
from banben.verify.expected import Piece, Unit, main_units, note_units
from banben.verify.reading import UNREAD, XHTML

LONG = 12
"""So many characters in a row come again by intent only where the manuscript has them again."""
BLOCKS = frozenset(
    XHTML + name for name in "aside dd div dt figcaption figure h1 h2 h3 h4 h5 h6 li p pre section td th".split()
)
CHAPTERS = ("part", "chapter")
SHOWN, MOST = 16, 12


def check_doubles(artifact: Artifact, publication: Publication, book: Book) -> tuple[Problem, ...]:
    """Return V226 for what the EPUB *artifact* prints more often than *book* (after typesetting) has it.

    Long passages are counted anywhere; short ones, which may well come again, where one follows itself.
    """
    units = [
        unit for chapter in book.chapters for unit in (*main_units(chapter), *note_units(chapter))
    ]
    with ZipFile(BytesIO(artifact.content)) as archive:
        names = [item.name for item in publication.documents if item.kind in CHAPTERS]
        trees = [etree.fromstring(archive.read(f"EPUB/{name}")) for name in names]
    found = [*_long(units, trees), *_short(units, trees)]
    return tuple(
        problem("V226", piece.origin, words=piece.text[:SHOWN], file=artifact.name, found=seen, expected=known)
        for piece, seen, known in found[:MOST]
    )


Double = tuple[Piece, int, int]
"""A piece of a block, how often the file has it, and how often the book does."""


def _long(units: Sequence[Unit], trees: Sequence[Any]) -> Iterator[Double]:
    """Yield the pieces of LONG characters and more that stand more often in *trees* than in *units*."""
    heads: dict[str, Piece] = {}
    for unit in units:
        for piece in unit.pieces:
            if len(piece.text) >= LONG:
                heads.setdefault(piece.text[:LONG], piece)
    book = ["".join(piece.text for piece in unit.pieces) for unit in units]
    printed = [fold(_text(tree)) for tree in trees]
    known, seen = _count(book, heads), _count(printed, heads)
    for head, piece in heads.items():
        if seen[head] > known[head]:
            # Several passages may begin alike: what counts is one that is there as a whole.
            whole = piece.text
            twice = sum(text.count(whole) for text in printed), sum(text.count(whole) for text in book)
            if twice[0] > twice[1]:
                yield piece, *twice


def _count(texts: Sequence[str], heads: Mapping[str, Piece]) -> Counter[str]:
    """Return how often each of *heads*, all of LONG characters, stands in *texts*."""
    found: Counter[str] = Counter()
    for text in texts:
        for at in range(len(text) - LONG + 1):
            head = text[at : at + LONG]
            if head in heads:
                found[head] += 1
    return found


def _text(element: Any) -> str:
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    """Append the text of *element* as a reader sees it; what links say is often said elsewhere as well."""
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    linked = element.tag == XHTML + "a" and element.get("href")
    if linked:
        parts.append("\0")
        return
    if element.text:
        parts.append(element.text)
    for child in element:
        _collect(child, parts)
        if child.tail:
            parts.append(child.tail)


def _short(units: Sequence[Unit], trees: Sequence[Any]) -> Iterator[Double]:
    """Yield the blocks below LONG characters that follow themselves in *trees* oftener than in *units*."""
    texts = ["".join(piece.text for piece in unit.pieces) for unit in units]
    firsts = {text: unit.pieces[0] for text, unit in zip(texts, units, strict=True) if len(text) < LONG}
    known = Counter(one for one, two in zip(texts, texts[1:], strict=False) if one == two)
    seen: Counter[str] = Counter()
    for tree in trees:
        for element in tree.iter(*BLOCKS):
            follower = element.getnext()
            if follower is not None and follower.tag == element.tag:
                text = _brief(element)
                if text in firsts and text == _brief(follower):
                    seen[text] += 1
    for text, count in seen.items():
        if count > known[text]:
            yield firsts[text], count + 1, known[text] + 1


def _brief(element: Any) -> str:
    """Return the folded text of *element*; "" where it is not short."""
    parts: list[str] = []
    total = 0
    for text in element.itertext():
        total += len(text.strip())
        if total > 4 * LONG:
            return ""
        parts.append(text)
    return fold(_text(element)) if total else ""
