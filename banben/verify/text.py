"""Nothing is lost: the text of every block of the edition stands in the finished file, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem, problem
from banben.verify.expected import Unit, main_units, note_units
from banben.verify.matching import AHEAD, Missing, Printed, Walk
from banben.verify.reading import epub_documents, pdf_pages

SHOWN = 16
MOST = 12
CHAPTERS = ("part", "chapter")


def check_text(artifact: Artifact, publication: Publication, book: Book) -> tuple[Problem, ...]:
    """Return V101 for every block of *book* (after typesetting) that *artifact* lacks, at its origin."""
    if artifact.format == "pdf":
        walk = Walk(Printed.of(pdf_pages(artifact.content)), turns=True)
    else:
        names = tuple(item.name for item in publication.documents if item.kind in CHAPTERS)
        walk = Walk(Printed.of(epub_documents(artifact.content, names)), turns=False)
    lacks = compare(walk, book)
    shown = [
        problem("V101", lack.origin, words=lack.words[:SHOWN], file=artifact.name) for lack in lacks[:MOST]
    ]
    if len(lacks) > MOST:
        shown.append(problem("V102", None, count=len(lacks) - MOST, file=artifact.name))
    return tuple(shown)


def compare(walk: Walk, book: Book) -> list[Missing]:
    """Return what *walk* does not meet, chapter by chapter; notes stand in their order beside the text."""
    lacks: list[Missing] = []
    chapters = [(list(main_units(chapter)), list(note_units(chapter))) for chapter in book.chapters]
    cursor = _start(walk.printed, chapters[0][0]) if chapters else 0
    noted = cursor
    for main, notes in chapters:
        # The last chapter's notes may stand after the end of its text: each is counted once.
        noted = max(noted, cursor)
        missing, cursor = walk.missing(main, cursor)
        lacks += missing
        pages = walk.printed.page(cursor) - walk.printed.page(noted)
        missing, noted = replace(walk, ahead=pages + AHEAD).missing(notes, noted)
        lacks += missing
    return lacks


def _start(printed: Printed, units: Sequence[Unit]) -> int:
    """Return where the first chapter begins, beyond the title pages and a contents that names it too.

    That is the last place of its title before its first long paragraph.
    """
    title = units[0].pieces[0].text if units else ""
    for unit in units[1:]:
        text = unit.pieces[0].text[:40]
        place = printed.text.find(text) if len(text) >= 12 else -1
        if place >= 0:
            return max(0, printed.text.rfind(title, 0, place))
    return 0
