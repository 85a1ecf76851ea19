"""Nothing is lost: the text of every block of the edition stands in the finished file, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from banben.documents import Artifact, Publication
from banben.folding import fold
from banben.model import Book
from banben.problems import Problem, problem
from banben.verify.doubles import doubles
from banben.verify.expected import Unit, main_units, note_units
from banben.verify.matching import AHEAD, Missing, Printed, Walk
from banben.verify.reading import epub_files, markup_text, pdf_pages

SHOWN = 16
MOST = 12
CHAPTERS = ("part", "chapter")
FOOT = 1_000_000
"""As far from a page's beginning as its foot is, and further."""

Units = tuple[list[Unit], list[Unit]]
"""What a chapter's text and its notes must print."""


def check_text(artifact: Artifact, publication: Publication, book: Book) -> tuple[Problem, ...]:
    """Return V101 for every block of *book* (after typesetting) that *artifact* lacks, at its origin.

    V226 stands for those that an EPUB has more often than the book.
    """
    chapters = [(list(main_units(chapter)), list(note_units(chapter))) for chapter in book.chapters]
    twice: list[Problem] = []
    if artifact.format == "pdf":
        walk = Walk(Printed.of(pdf_pages(artifact.content)), turns=True)
    else:
        names = tuple(item.name for item in publication.documents if item.kind in CHAPTERS)
        documents = epub_files(artifact.content, names)
        walk = Walk(Printed.of([fold(markup_text(document)) for document in documents]), turns=False)
        twice += _twice(chapters, documents, artifact.name)
    lacks = compare(walk, chapters)
    shown = [
        problem("V101", lack.origin, words=lack.words[:SHOWN], file=artifact.name) for lack in lacks[:MOST]
    ]
    if len(lacks) > MOST:
        shown.append(problem("V102", None, count=len(lacks) - MOST, file=artifact.name))
    return (*shown, *twice)


def _twice(chapters: Sequence[Units], documents: Sequence[bytes], file: str) -> list[Problem]:
    units = [unit for main, notes in chapters for unit in (*main, *notes)]
    found = islice(doubles(units, documents), MOST)
    return [
        problem("V226", piece.origin, words=piece.text[:SHOWN], file=file, found=seen, expected=own)
        for piece, seen, own in found
    ]


def compare(walk: Walk, chapters: Sequence[Units]) -> list[Missing]:
    """Return what *walk* does not meet, chapter by chapter.

    Notes stand in their order beside the text, and so do figures and tables where pages turn.
    """
    lacks: list[Missing] = []
    cursor = _start(walk.printed, chapters[0][0]) if chapters else 0
    noted = moved = cursor
    for main, notes in chapters:
        text, moving = _apart(main) if walk.turns else (main, [])
        # The last chapter's notes may stand after the end of its text: each is counted once.
        noted, moved = max(noted, cursor), max(moved, cursor)
        missing, cursor = walk.missing(text, cursor)
        lacks += missing
        missing, moved = _beside(walk, moving, moved, cursor)
        lacks += missing
        # A note goes on at the foot of a page.
        missing, noted = _beside(replace(walk, top=FOOT), notes, noted, cursor)
        lacks += missing
        cursor = max(cursor, moved)
    return lacks


def _apart(units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Return what stays in its place, and what may have moved."""
    return [unit for unit in units if not unit.moves], [unit for unit in units if unit.moves]


def _beside(walk: Walk, units: Sequence[Unit], start: int, end: int) -> tuple[list[Missing], int]:
    """Return what of *units* is not found from *start* on, in the pages up to *end* and a few more."""
    pages = walk.printed.page(end) - walk.printed.page(start)
    return replace(walk, ahead=pages + AHEAD).missing(units, start)


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
