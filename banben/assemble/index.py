"""Index marks: those that name no entry or lead nowhere are reported and dropped, readings are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from banben.assemble.places import place_of
from banben.assemble.references import nearest
from banben.index.glossary import fits, read_glossary
from banben.index.names import joined
from banben.maps import map_chapter, map_inlines, read_chapter
from banben.model import Chapter, IndexMark, Inline, Inlines
from banben.problems import Problem, problem
from banben.walk import inlines

Readings = tuple[tuple[str, str], ...]


def check_index(
    chapters: Sequence[Chapter], whole: Sequence[Chapter], texts: Mapping[str, str]
) -> tuple[tuple[Chapter, ...], Readings, tuple[Problem, ...]]:
    """Return *chapters* with the index marks that count, the readings of glossary/index.tsv, and problems.

    *whole* is the manuscript before selection: an entry that only another edition prints is no mistake,
    but a reference to it goes.
    """
    readings, problems = read_glossary(texts)
    checking = _Checking(entries(chapters), entries(whole), texts)
    done = tuple(
        map_chapter(chapter, lambda stream: map_inlines(stream, checking.inline)) for chapter in chapters
    )
    return done, readings, (*problems, *checking.problems)


def marks(chapters: Iterable[Chapter]) -> Iterator[IndexMark]:
    """Yield every index mark of *chapters*."""
    for chapter in chapters:
        for stream in read_chapter(chapter):
            yield from (item for item in inlines(stream) if isinstance(item, IndexMark))


def entries(chapters: Iterable[Chapter]) -> frozenset[str]:
    """Return the entries of *chapters* as they are written, those that only have others under them too."""
    found = {(mark.written, joined("", mark.under)) for mark in marks(chapters) if mark.term}
    return frozenset(name for names in found for name in names if name)


@dataclass(slots=True)
class _Checking:
    """One pass over the marks; *here* are the edition's entries, *anywhere* the manuscript's."""

    here: frozenset[str]
    anywhere: frozenset[str]
    texts: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def inline(self, item: Inline) -> Inlines:
        if not isinstance(item, IndexMark):
            return (item,)
        if not item.term:
            self._report(item, "X501", "index")
            return ()
        if item.reading and not fits(item.term, item.reading):
            self._report(item, "X504", item.reading, reading=item.reading, entry=item.term)
            item = replace(item, reading="")
        return (item,) if not item.see or self._leads(item) else ()

    def _leads(self, item: IndexMark) -> bool:
        if item.see == item.written:
            self._report(item, "X503", item.see, entry=item.see)
            return False
        if item.see not in self.anywhere:
            near = nearest(item.see, self.anywhere - {item.written})
            self._report(item, "X502", item.see, entry=item.see, nearest=near)
        return item.see in self.here

    def _report(self, item: IndexMark, code: str, word: str, **values: str) -> None:
        place = place_of(self.texts, item.origin, word)
        self.problems.append(problem(code, place.origin, place.length, **values))
