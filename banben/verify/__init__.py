"""Own checks of every finished file; EPUBCheck, which takes seconds, runs on request."""

from __future__ import annotations

from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem
from banben.verify.epub import check_package
from banben.verify.pdf import check_file
from banben.verify.text import check_text


def verify(artifact: Artifact, publication: Publication, book: Book) -> tuple[Problem, ...]:
    """Return what is wrong with *artifact*, made from *publication*, made from *book* after typesetting."""
    own = check_package if artifact.format == "epub" else check_file
    problems = own(artifact, publication)
    # A file that cannot be read has no text to compare.
    broken = any(item.code in ("V201", "V202", "V308") for item in problems)
    return problems if broken else (*problems, *check_text(artifact, publication, book))
