"""Assembly: the chapters of a manuscript become the book of one edition, with ids, numbers, references."""

from __future__ import annotations

from collections.abc import Sequence

from banben.assemble.ids import give_ids
from banben.assemble.index import check_index
from banben.assemble.notes import number_notes
from banben.assemble.number import number_chapters
from banben.assemble.references import resolve
from banben.assemble.select import edition_metadata, select
from banben.assemble.written import without_numbers
from banben.editions import Edition
from banben.manuscript import Manuscript
from banben.model import Book, Chapter
from banben.problems import Problem, in_order

__all__ = ["assemble"]


def assemble(
    chapters: Sequence[Chapter], manuscript: Manuscript, edition: Edition
) -> tuple[Book, tuple[Problem, ...]]:
    """Return the book of *edition* in the manuscript's own script.

    *chapters* are all of the manuscript's, as parsed. In the book no Variant is left, every id is unique
    and given, every number set, every target `#id` or an address. The problems concern the manuscript:
    one that shows in several editions is equal in all of them.
    """
    texts = manuscript.texts
    numbered, order = number_chapters(select(chapters, manuscript.boxes, edition))
    named, names, repeated = give_ids(numbered, texts)
    linked, broken = resolve(named, names, chapters, texts)
    noted, notes = number_notes(without_numbers(linked), chapters)
    marked, readings, unmarked = check_index(noted, chapters, texts)
    problems = in_order((*order, *repeated, *broken, *notes, *unmarked))
    return Book(edition_metadata(manuscript.metadata, edition), marked, readings), problems
