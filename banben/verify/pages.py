"""The page list of a finished EPUB: the pages of the printed book, each once and in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from banben.problems import Problem, problem
from banben.verify.contents import nav_rows
from banben.verify.subject import Subject


def pages(subject: Subject) -> Iterator[Problem]:
    """X602: the page list names the pages that the printed book has; V230 looks where its lines lead."""
    expected = [leaf.label for leaf in subject.publication.pages]
    found = [label for label, _, _ in nav_rows(subject.package, "page-list")]
    for page, label in zip_longest(expected, found, fillvalue="—"):
        if page != label:
            yield problem("X602", file=subject.file, expected=page, found=label)
            return
