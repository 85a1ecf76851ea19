"""A small edition with all that the trade is told of it, as a record; the tests change copies of it."""

from __future__ import annotations

from dataclasses import replace

import sample_publication as sample

from banben.catalogue.record import Record, characters
from banben.documents import Artifact, Publication
from banben.editions import Edition, Format
from banben.model import Contributor, Copyright, Imprint, Metadata, Series, Subject
from banben.regions import load_region
from banben.writers.epub import write

ISBNS: tuple[tuple[Format, str], ...] = (("epub", "9787111111115"), ("pdf", "9787111111122"))
EDITION = replace(
    sample.EDITION,
    region=load_region("cn"),
    isbns=ISBNS,
    prices=(("epub", "39.80"), ("pdf", "68.00")),
    binding="paperback",
    catalogue=("onix", "opds"),
)
METADATA = replace(
    sample.METADATA,
    contributors=(
        Contributor("张三"),
        Contributor("菲利普·科特勒", "edt"),
        Contributor("Philip Kotler", "trl"),
        Contributor("两轮编辑部", "dsr"),
        Contributor("李四", "zzz", "李四"),
    ),
    series=Series("两轮丛书", "3"),
    classes=(
        Subject("clc", "F713.50", "市场营销"),
        Subject("clc", "F274"),
        Subject("thema", "KJS", "Sales and marketing"),
        Subject("bisac", "BUS043000"),
    ),
    edition_number=2,
    copyright=Copyright(2026, "张三"),
    readership=("general", "training"),
    imprint=Imprint("试印社", "北京", "", "https://example.com/"),
)


def publications(edition: Edition = EDITION, metadata: Metadata = METADATA) -> tuple[Publication, ...]:
    """Return the EPUB and the PDF of the edition."""
    made = (sample.epub(), sample.print_book())
    return tuple(replace(item, edition=edition, metadata=metadata) for item in made)


def record(edition: Edition = EDITION, metadata: Metadata = METADATA, pages: int = 120) -> Record:
    """Return the record of an edition whose PDF has *pages* pages."""
    both = publications(edition, metadata)
    pdf = Artifact(f"wheels-{edition.name}.pdf", edition.name, "pdf", b"%PDF", pages)
    return Record(both, (write(both[0])[0], pdf), characters(sample.book()))


def of_nobody() -> Metadata:
    """Return the metadata of a book that says nothing beyond its title."""
    return replace(
        sample.METADATA,
        subtitle="",
        description="",
        subjects=(),
        contributors=(),
        imprint=Imprint(),
    )
