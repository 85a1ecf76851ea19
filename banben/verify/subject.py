"""What the own checks of an EPUB look at: the package as read back, and what it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from banben.documents import Document, Publication
from banben.model import Book, Origin
from banben.problems import Problem
from banben.verify.coverage import FONTS, characters_of
from banben.verify.package import EPUB_TYPE, XHTML, Package

HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
WITH_TEXT = ("part", "chapter")
LINKS = ("href", "src", "{http://www.w3.org/1999/xlink}href")
READINGS = (XHTML + "rt", XHTML + "rp")


class Subject:
    """The EPUB *file*: *documents* by name as they were rendered.

    *book* is what the publication was rendered from; without it no text counts as protected.
    """

    def __init__(
        self, file: str, publication: Publication, package: Package, book: Book | None = None
    ) -> None:
        self.file = file
        self.publication = publication
        self.package = package
        self.book = book
        self.documents: Mapping[str, Document] = {item.name: item for item in publication.documents}

    @cached_property
    def ids(self) -> Mapping[str, Counter[str]]:
        """The ids of every XML file, with their counts."""
        return {name: _all_ids(tree) for name, tree in self.package.trees.items()}

    @cached_property
    def coverage(self) -> Mapping[str, frozenset[str] | None]:
        """The characters that each embedded font draws, by file; None for one that cannot be read."""
        files = self.package.files
        return {name: characters_of(content) for name, content in files.items() if name.endswith(FONTS)}

    def origin(self, name: str, element: Any) -> Origin | None:
        """Return the writer's place of *element* in the document *name*."""
        document = self.documents.get(name)
        return document.origin_of(element.sourceline or 1) if document else None

    def with_text(self) -> Iterator[tuple[str, Any]]:
        """Yield the name and root of the finished documents of parts and chapters, in reading order."""
        for document in self.publication.documents:
            if document.kind in WITH_TEXT and document.name in self.package.trees:
                yield document.name, self.package.trees[document.name]


Check: TypeAlias = Callable[[Subject], Iterator[Problem]]


def _all_ids(tree: Any) -> Counter[str]:
    return Counter(element.get("id") for element in tree.iter() if element.get("id"))


def types(element: Any) -> list[str]:
    """Return the terms of *element*'s epub:type."""
    return (element.get(EPUB_TYPE) or "").split()


def fragment(href: str | None) -> str:
    """Return the id that *href* names, decoded."""
    return unquote(urlsplit(href or "").fragment)


def target(href: str, name: str) -> tuple[str, str]:
    """Return the file and the id that *href*, written in the document *name*, leads to."""
    parts = urlsplit(href)
    return unquote(parts.path) or name, unquote(parts.fragment)


def words(element: Any) -> str:
    """Return the text of *element* without the marks of notes and the readings of ruby."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in READINGS and "noteref" not in types(child):
            parts.append(words(child))
        parts.append(child.tail or "")
    return "".join(parts)
