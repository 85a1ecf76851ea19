"""The review: what an editor should look at, as a page and a table, and the way back into rule files."""

from __future__ import annotations

from banben.review.decision import Decision
from banben.review.files import read_decisions, write_review
from banben.review.record import house_folder, record
from banben.review.review import Review, review
from banben.review.rule_lines import rule_lines
from banben.review.undecided import problems_of
from banben.review.units import decided

__all__ = [
    "Decision",
    "Review",
    "decided",
    "house_folder",
    "problems_of",
    "read_decisions",
    "record",
    "review",
    "rule_lines",
    "write_review",
]
