"""Marks at the beginnings of printed pages in an EPUB's documents, and the list of these pages.

EPUB Accessibility 1.1 section 2.3 (page navigation), EPUB 3.3 section 5.4.4.3 (page-list), DPUB-ARIA 1.1
(doc-pagebreak).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from banben.documents import Document, Leaf, PageStart, Publication, Spot
from banben.model import Origin
from banben.numerals import value
from banben.pagination.letters import Letters, Tag
from banben.pagination.stretches import Stretch, stretches
from banben.problems import Problem, problem
from banben.render.markup import attributes, escape

# No mark goes between these tags and the first word inside: it would become a part of the heading's or the
# link's name, or take its style.
INLINES = ("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "ruby", "small", "span")
BEFORE = frozenset({*INLINES, "strong", "sub", "summary", "sup", *(f"h{level}" for level in range(1, 7))})
WITHIN = frozenset({"picture", "svg", "math", "object"})


def paginate(
    publication: Publication, starts: Sequence[PageStart]
) -> tuple[Publication, tuple[Problem, ...]]:
    """Return *publication*, an EPUB, with a mark where each printed page begins; X601 for what it lacks.

    Nothing of the documents changes but the marks and the page list; no line moves.
    """
    marking = _Marking(publication.documents)
    problems = [
        problem("X601", _origin(start), page=start.label, words=start.spots[0].words[:12])
        for start in starts
        if not marking.mark(start)
    ]
    documents = marking.marked()
    if marking.leaves:
        title = publication.edition.region.word("page_list")
        documents = tuple(_listed(item, marking.leaves, title) for item in documents)
    return replace(publication, documents=documents, pages=tuple(marking.leaves)), tuple(problems)


def _origin(start: PageStart) -> Origin | None:
    return next((spot.block for spot in start.spots if isinstance(spot.block, Origin)), None)


@dataclass(slots=True)
class _Marking:
    """The marks of a publication on the way: page by page, each after the one before."""

    documents: Sequence[Document]
    leaves: list[Leaf] = field(default_factory=list)
    known: Mapping[Origin | str, Sequence[Stretch]] = field(init=False)
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    """Document, place and what is inserted there, in the order of the pages."""
    last: tuple[int, int] = (0, 0)
    ids: set[str] = field(default_factory=set)
    read: dict[Stretch, Letters] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = stretches(self.documents)

    def mark(self, start: PageStart) -> bool:
        """Mark the first of the page's spots that the documents have; tell whether there is one."""
        for spot in start.spots:
            for stretch in self.known.get(spot.block, ()):
                place = self._place(stretch, spot)
                if place is not None:
                    self._insert(stretch.document, place, start.label)
                    return True
        return False

    def _place(self, stretch: Stretch, spot: Spot) -> int | None:
        """Return the place of *spot* in its document, none before that of the last page."""
        letters = self._letters(stretch)
        at = letters.find(spot.words, spot.offset) if spot.words else None
        if self.documents[stretch.document].kind == "nav":
            place = _in_contents(letters, at)
        else:
            place = _in_text(letters, at, not spot.words)
        if place is None or (stretch.document, place) < self.last:
            return None
        self.last = (stretch.document, place)
        return place

    def _letters(self, stretch: Stretch) -> Letters:
        if stretch not in self.read:
            content = self.documents[stretch.document].content
            self.read[stretch] = Letters(content, stretch.start, stretch.end)
        return self.read[stretch]

    def _insert(self, number: int, place: int, label: str) -> None:
        document = self.documents[number]
        id = self._id(label, document.content)
        names = attributes(epub_type="pagebreak", role="doc-pagebreak", id=id, aria_label=label)
        self.edits.append((number, place, f"<span{names}></span>"))
        self.leaves.append(Leaf(label, f"{document.name}#{id}"))

    def _id(self, label: str, content: str) -> str:
        stem = id = f"page-{label if label.isascii() else value(label)}"
        again = 1
        while id in self.ids or f'"{id}"' in content:
            again += 1
            id = f"{stem}-{again}"
        self.ids.add(id)
        return id

    def marked(self) -> tuple[Document, ...]:
        """Return the documents with their marks."""
        by_document: dict[int, list[tuple[int, str]]] = {}
        for number, place, made in self.edits:
            by_document.setdefault(number, []).append((place, made))
        return tuple(
            replace(document, content=_inserted(document.content, by_document[number]))
            if number in by_document
            else document
            for number, document in enumerate(self.documents)
        )


def _inserted(content: str, edits: Iterable[tuple[int, str]]) -> str:
    parts: list[str] = []
    done = 0
    for place, made in edits:
        parts += content[done:place], made
        done = place
    return "".join((*parts, content[done:]))


def _in_text(letters: Letters, at: int | None, bare: bool) -> int | None:
    """Return where the character *at* stands in the markup, or the picture before it.

    *bare*: a picture without words is looked for.
    """
    if letters.picture and (bare or at == 0):
        return _out(letters.picture.start, letters.around, 0)
    if at is None:
        return None
    return _out(letters.whole_word(at), letters.open_at(at), at)


def _in_contents(letters: Letters, at: int | None) -> int | None:
    """Return a place in the contents: inside a link, for beside them the lists hold nothing else.

    EPUB 3.3 section 5.4.2 has no more than a heading before the list: the first page begins before both.
    """
    if at is None:
        return None
    listed = any(tag.name == "li" for tag in letters.open_at(at))
    return letters.places[at] if listed else letters.start


def _out(place: int, around: Iterable[Tag], at: int) -> int:
    """Return *place*, or the place before the outermost element that a mark must not stand in."""
    for tag in around:
        if tag.name in WITHIN or (tag.name in BEFORE and tag.before == at):
            return min(place, tag.start)
    return place


def _listed(document: Document, leaves: Sequence[Leaf], title: str) -> Document:
    """Return the contents with the page list after them; other documents stay."""
    end = document.content.rfind("</nav>")
    if document.kind != "nav" or end < 0:
        return document
    end += len("</nav>")
    names = attributes(
        id="page-list", epub_type="page-list", role="doc-pagelist", hidden="hidden", aria_label=title
    )
    lines = "".join(f"<li><a{attributes(href=leaf.href)}>{escape(leaf.label)}</a></li>\n" for leaf in leaves)
    made = f"\n<nav{names}>\n<ol>\n{lines}</ol>\n</nav>"
    return replace(document, content=document.content[:end] + made + document.content[end:])
