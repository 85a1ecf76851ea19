"""What the messages to the trade tell of: one edition, the files made of it, and how long it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from banben.config.book import UNDATED
from banben.documents import Artifact, Publication
from banben.editions import Edition, Format
from banben.maps import read_chapter
from banben.model import Book, Metadata
from banben.walk import plain
from banben.writers.accessibility import Holdings, holdings
from banben.writers.identity import proper


@dataclass(frozen=True, slots=True)
class Record:
    """An edition as it was made: *publications* and the *artifacts* of them, and *characters* of text.

    Notes, captions and titles count as text; a space is a character.
    """

    publications: tuple[Publication, ...]
    artifacts: tuple[Artifact, ...]
    characters: int

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.publications[0].edition

    @property
    def metadata(self) -> Metadata:
        """The edition's metadata, in its own script."""
        return self.publications[0].metadata

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that were made."""
        return tuple(publication.format for publication in self.publications)

    @property
    def out(self) -> bool:
        """Whether the day of publication had come when the book was last changed.

        The clock is not asked, so that the same book gives the same message.
        """
        return self.metadata.published <= self.metadata.modified.date()

    @property
    def date(self) -> str:
        """The day of publication (ISO 8601), empty where the book says none."""
        published = self.metadata.published
        return "" if published == UNDATED else published.isoformat()

    @property
    def pages(self) -> int:
        """How many pages the printed edition has, 0 where none was made."""
        return self.artifact("pdf").pages if "pdf" in self.formats else 0

    def publication(self, format: Format) -> Publication:
        """Return the publication of *format*, one of `formats`."""
        return next(item for item in self.publications if item.format == format)

    def artifact(self, format: Format) -> Artifact:
        """Return the file of *format*, one of `formats`."""
        return next(item for item in self.artifacts if item.format == format)

    def reference(self, format: Format) -> str:
        """Return the URN of *format* that stays the same when it is given an ISBN later."""
        return proper(replace(self.publications[0], format=format))

    def held(self) -> Holdings:
        """Return what the EPUB, one of `formats`, holds that matters for its accessibility."""
        return holdings(self.publication("epub"))


def characters(book: Book) -> int:
    """Return the length of *book*'s text."""
    return sum(len(plain(stream)) for chapter in book.chapters for stream in read_chapter(chapter))
