"""Own checks of an EPUB for what the validators let pass, or say without the writer's own place."""

from __future__ import annotations

from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem
from banben.verify import characters, container, contents, faces, imprint, links, pages, pictures, script
from banben.verify.package import open_package
from banben.verify.subject import Check, Subject

# The codes that a check may report, and the check. V201 and V202 are open_package's: a file that is no
# ZIP, or whose documents cannot be read, is not looked at further.
CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    (("V210",), container.manifest),
    (("V220",), container.doubles),
    (("V221",), container.names),
    (("V222",), container.entries),
    (("V223", "V224"), characters.characters),
    (("V203",), links.links),
    (("V207",), links.ids),
    (("V208", "V229"), links.notes),
    (("V204",), pictures.pictures),
    (("V225",), pictures.drawings),
    (("V206",), contents.reading_order),
    (("V205",), contents.titles),
    (("V227",), contents.listing),
    (("V228",), contents.nesting),
    (("V230",), contents.page_list),
    (("X602",), pages.pages),
    (("V237",), contents.filled),
    (("V209",), imprint.languages),
    (("V231",), imprint.package_language),
    (("V232",), imprint.direction),
    (("V233",), imprint.identifiers),
    (("V234",), imprint.dates),
    (("V235",), imprint.title),
    (("V236",), script.residue),
    (("V238",), faces.fonts),
    (("V239",), faces.glyphs),
)


def check_package(
    artifact: Artifact, publication: Publication, book: Book | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the EPUB *artifact* made from *publication*, itself rendered from *book*."""
    package, problems = open_package(artifact)
    if package is None or problems:
        return problems
    subject = Subject(artifact.name, publication, package, book)
    return tuple(found for _, check in CHECKS for found in check(subject))
