"""Own checks of every finished file; EPUBCheck, which takes seconds, runs on request."""

from __future__ import annotations

from collections.abc import Iterable

from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem
from banben.verify.epub import check_package
from banben.verify.pdf import check_file
from banben.verify.store import check_store
from banben.verify.text import check_text


def verify(artifact: Artifact, publication: Publication, book: Book) -> tuple[Problem, ...]:
    """Return what is wrong with *artifact*, made from *publication*, made from *book* after typesetting."""
    if artifact.format == "epub":
        problems = check_package(artifact, publication, book)
    else:
        problems = check_file(artifact, publication)
    # A file that cannot be read has no text to compare.
    broken = any(item.code in ("V201", "V202", "V308") for item in problems)
    if broken:
        return problems
    stores = check_store(artifact, publication) if _decodes(artifact, problems) else ()
    return (*problems, *check_text(artifact, publication, book), *stores)


def _decodes(artifact: Artifact, problems: Iterable[Problem]) -> bool:
    """Whether *artifact* is an EPUB of sound pictures: what stores ask of one can be told of no other."""
    return artifact.format == "epub" and all(item.code != "V204" for item in problems)
