"""Own checks of every finished file; EPUBCheck, which takes seconds, runs on request."""

from __future__ import annotations

from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem, failed
from banben.verify.doubles import check_doubles
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
    sound = not failed(problems)
    problems += check_text(artifact, publication, book)
    if artifact.format == "epub":
        problems += check_doubles(artifact, publication, book)
        # What a store asks of a picture can be told of one that decodes only.
        problems += check_store(artifact, publication) if sound else ()
    return problems
