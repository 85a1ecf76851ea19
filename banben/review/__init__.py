"""The review: what an editor should look at, as a page and a table, and the way back into rule files."""

from __future__ import annotations

from banben.review.decision import Decision
from banben.review.exported import read_exported
from banben.review.page import page
from banben.review.record import Recorded, record
from banben.review.review import Review, review
from banben.review.rule_lines import Line, rule_lines
from banben.review.tsv import read_table, table
from banben.review.undecided import problems_of
from banben.review.units import decided

__all__ = [
    "Decision",
    "Line",
    "Recorded",
    "Review",
    "decided",
    "page",
    "problems_of",
    "read_exported",
    "read_table",
    "record",
    "review",
    "rule_lines",
    "table",
]
