"""Messages to the book trade: ONIX 3.0 and OPDS 2.0, made of an edition's publications and finished files."""

from __future__ import annotations

from collections.abc import Sequence

from banben.catalogue.checks import check_onix, check_opds
from banben.catalogue.onix import message
from banben.catalogue.opds import cover_of, publication
from banben.catalogue.record import Record, characters
from banben.documents import Artifact, Publication
from banben.model import Book
from banben.problems import Problem


def catalogue(
    publications: Sequence[Publication], artifacts: Sequence[Artifact], book: Book
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Return the messages that the edition asks for, and what is wrong with them.

    *publications* are those that *artifacts* were written from, *book* the edition's text.
    """
    wanted = publications[0].edition.catalogue if publications else ()
    if not wanted:
        return (), ()
    record = Record(tuple(publications), tuple(artifacts), characters(book))
    stem = f"{record.metadata.slug}-{record.edition.name}"
    made: list[Artifact] = []
    problems: tuple[Problem, ...] = ()
    if "onix" in wanted:
        made.append(Artifact(f"{stem}.onix.xml", record.edition.name, "onix", message(record)))
        problems += check_onix(made[-1], record.artifacts)
    if "opds" in wanted and "epub" in record.formats:
        found, wrong = _opds(record, stem)
        made += found
        problems += wrong
    return tuple(made), problems


def _opds(record: Record, stem: str) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Return the publication and its cover, which it links to: OPDS 2.0 has none without a picture."""
    name, edition, cover = f"{stem}.opds.json", record.edition.name, cover_of(record)
    picture = ""
    covers: tuple[Artifact, ...] = ()
    if cover is not None:
        picture = f"{stem}.cover.{cover.name.rpartition('.')[2]}"
        covers = (Artifact(picture, edition, "cover", cover.content),)
    told = Artifact(name, edition, "opds", publication(record, name, picture))
    return (told, *covers), check_opds(told, (*record.artifacts, *covers))
