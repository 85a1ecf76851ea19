"""Publications to the files of an edition: written, read back and checked, then told of to the trade."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from banben.catalogue import catalogue
from banben.documents import Artifact, PageStart, Publication
from banben.editions import Edition, Format
from banben.jobs import Progress, Report
from banben.model import Book
from banben.pages import counted
from banben.pagination import paginate
from banben.problems import Problem
from banben.style import line_origin
from banben.verify import verify
from banben.verify.epubcheck import check_epub
from banben.writers import WRITERS
from banben.writers.complaints import in_styles
from banben.writers.pdf import starts as page_starts


@dataclass(frozen=True, slots=True)
class Made:
    """One file, what is wrong with it, and the wall time of writing and checking it in seconds."""

    artifact: Artifact
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Making:
    """What the files of one edition are made by: *book* after typesetting, *styles* as the theme has them."""

    book: Book
    edition: Edition
    styles: Mapping[str, str]
    epubcheck: bool
    report: Report

    def files(self, publications: Sequence[Publication]) -> list[Made]:
        """Make the files in the order of the edition; the PDF first: the EPUB tells where its pages begin."""
        made: dict[Format, Made] = {}
        written: dict[Format, Publication] = {}
        starts: tuple[PageStart, ...] = ()
        for publication in sorted(publications, key=lambda item: item.format != "pdf"):
            format = publication.format
            found: tuple[Problem, ...] = ()
            if format not in self.edition.formats:
                starts = self._laid_out(publication)
                continue
            if format == "epub" and self.edition.page_list == "print":
                publication, found = paginate(publication, starts)
            file = self._file(publication)
            made[format] = replace(file, problems=(*found, *file.problems))
            written[format] = publication
            starts = starts or file.artifact.starts
        order = self.edition.formats
        files = [made[format] for format in order]
        return [*files, *self._messages([written[format] for format in order], files)]

    def _laid_out(self, publication: Publication) -> tuple[PageStart, ...]:
        """Return where the printed pages begin; they are not painted, what is wrong with them is not told."""
        self.report(Progress(self.edition.name, "pdf"))
        with counted(self.edition.name, self.report):
            return page_starts(publication)

    def _file(self, publication: Publication) -> Made:
        start = time.perf_counter()
        name, format = self.edition.name, publication.format
        self.report(Progress(name, format))
        with counted(name, self.report):
            artifact, found = WRITERS[format](publication)
        place = partial(line_origin, format=format, styles=self.styles, writing=self.edition.writing)
        problems = in_styles(found, place)
        self.report(Progress(name, "verify", artifact.pages))
        problems += verify(artifact, publication, self.book)
        if self.epubcheck and format == "epub":
            problems += check_epub(artifact, publication)
        return Made(artifact, problems, time.perf_counter() - start)

    def _messages(self, publications: Sequence[Publication], files: Sequence[Made]) -> list[Made]:
        """Make what tells the book trade of *files*, which were written from *publications*."""
        start = time.perf_counter()
        artifacts, problems = catalogue(publications, [file.artifact for file in files], self.book)
        seconds = time.perf_counter() - start
        return [
            Made(item, () if at else problems, 0.0 if at else seconds) for at, item in enumerate(artifacts)
        ]
