"""The review of one edition: its rows, its text, and how much there is to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from banben.editions import Edition
from banben.localize import Localized
from banben.review.diff import ChapterDiff, diff
from banben.review.rows import Row, rows


@dataclass(frozen=True, slots=True)
class Review:
    """What an editor looks through.

    *language* is the manuscript's; *characters* is the length of the text without spaces.
    """

    slug: str
    title: str
    language: str
    edition: Edition
    threshold: float
    rows: tuple[Row, ...]
    chapters: tuple[ChapterDiff, ...]
    characters: int

    @property
    def stem(self) -> str:
        """How its files are called: `{slug}-{edition}`."""
        return f"{self.slug}-{self.edition.name}"

    @property
    def unsure(self) -> int:
        """How many places are flagged."""
        return sum(len(row.unsure) for row in self.rows)

    @property
    def density(self) -> float:
        """How many places are flagged in 10,000 characters."""
        return self.unsure / self.characters * 10_000 if self.characters else 0.0

    def counts(self) -> Mapping[str, str | int]:
        """Return the numbers of rows and places, for the command line."""
        kinds = Counter(row.kind for row in self.rows)
        flagged = sum(1 for row in self.rows if row.unsure)
        return {
            "edition": self.edition.name,
            "rows": flagged,
            "places": self.unsure,
            "density": f"{self.density:.1f}",
            "proposals": kinds["proposal"],
            "sure": kinds["characters"] + kinds["word"] - flagged,
            "decided": kinds["rule"],
        }


def review(localized: Localized, edition: Edition, language: str, threshold: float | None = None) -> Review:
    """Return the review of *localized*, the book of *edition* from a manuscript in *language*.

    The edition's own threshold counts unless one is given.
    """
    metadata = localized.book.metadata
    limit = edition.conversion.threshold if threshold is None else threshold
    return Review(
        metadata.slug,
        metadata.title,
        language,
        edition,
        limit,
        rows(localized.conversions, limit),
        diff(localized),
        sum(len("".join(unit.source.split())) for unit in localized.units),
    )
