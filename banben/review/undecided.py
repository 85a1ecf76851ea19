"""Undecided conversions as problems, for editions that ask for a review."""

from __future__ import annotations

from banben.editions import Settings
from banben.localize import Localized
from banben.problems import Problem, problem
from banben.review.rows import Row, rows


def problems_of(localized: Localized, settings: Settings) -> tuple[Problem, ...]:
    """Return L501 for each row that nobody decided, if *settings* require a review."""
    if not settings.review:
        return ()
    found = rows(localized.conversions, settings.threshold)
    return tuple(_problem(row) for row in found if row.unsure)


def _problem(row: Row) -> Problem:
    return problem(
        "L501",
        row.unsure[0].origin,
        len(row.source),
        source=row.source,
        result=row.result,
        count=len(row.unsure),
        confidence=f"{row.confidence:.0%}",
    )
