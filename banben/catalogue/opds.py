"""An edition's e-book as an OPDS 2.0 publication: the metadata of Readium's manifest, and links.

The addresses are relative: the file goes where the edition's other files go. The printed book is not offered,
only its number of pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from banben.catalogue.record import Record
from banben.documents import Asset
from banben.index.persons import sorted_as
from banben.model import Contributor, Subject
from banben.writers.accessibility import access_modes, conformance, features, sufficient, summary
from banben.writers.epub import progression
from banben.writers.identity import cover_image, identifier, modified

PUBLICATION, EPUB = "application/opds-publication+json", "application/epub+zip"
ACQUIRE, BUY = "http://opds-spec.org/acquisition", "http://opds-spec.org/acquisition/buy"
# Where each scheme is at home: OPDS 1.2 names BISAC's address, ONIX list 27 the other two.
SCHEMES = {
    "clc": "http://cct.nlc.gov.cn",
    "bisac": "http://www.bisg.org/standards/bisac_subject/index.html",
    "thema": "https://ns.editeur.org/thema",
}
ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}
PROFILE = "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-{level}"


def publication(record: Record, name: str, picture: str) -> bytes:
    """Return the publication of *record*, which will be the file *name*, its cover the file *picture*."""
    epub = record.artifact("epub")
    price = record.edition.price("epub")
    offer: dict[str, Any] = {"rel": BUY if price else ACQUIRE, "href": epub.name, "type": EPUB}
    if price:
        offer["properties"] = {"price": {"value": float(price), "currency": record.edition.region.currency}}
    links = [{"rel": "self", "href": name, "type": PUBLICATION}, offer]
    value = {"metadata": _metadata(record), "links": links, "images": _images(record, picture)}
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def cover_of(record: Record) -> Asset | None:
    """Return the cover that is shown beside the publication: the raster picture of the EPUB."""
    return cover_image(record.publication("epub"))


def _images(record: Record, picture: str) -> list[Mapping[str, Any]]:
    cover = cover_of(record)
    if cover is None:
        return []
    return [{"href": picture, "type": cover.media_type, "width": cover.width, "height": cover.height}]


def _metadata(record: Record) -> Mapping[str, Any]:
    metadata, epub = record.metadata, record.publication("epub")
    found: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "identifier": identifier(epub),
        "language": record.edition.region.language,
        **_people(record),
        "publisher": metadata.imprint.name,
        "published": record.date,
        "modified": modified(epub).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "description": metadata.description,
        "subject": [*metadata.subjects, *map(_class, metadata.classes)],
        "belongsTo": _series(record),
        "numberOfPages": record.pages,
        "readingProgression": progression(epub),
        "accessibility": _accessibility(record),
    }
    return {name: value for name, value in found.items() if value}


def _people(record: Record) -> Mapping[str, list[Mapping[str, str]]]:
    edition, people = record.edition, record.metadata.contributors
    order, traditional = edition.order, edition.region.traditional
    found: dict[str, list[Mapping[str, str]]] = {}
    for person in people:
        row = {"name": person.name, "sortAs": sorted_as(person, order, traditional), **_role(person)}
        found.setdefault(ROLES.get(person.role, "contributor"), []).append(
            {key: text for key, text in row.items() if text}
        )
    return found


def _role(person: Contributor) -> Mapping[str, str]:
    return {} if person.role in ROLES else {"role": person.role}


def _class(subject: Subject) -> Mapping[str, str]:
    return {
        "name": subject.text or subject.code,
        "code": subject.code,
        "scheme": SCHEMES[subject.scheme],
    }


def _series(record: Record) -> Mapping[str, Any]:
    series = record.metadata.series
    if series is None:
        return {}
    position = {"position": int(series.number)} if series.number.isdecimal() else {}
    return {"series": {"name": series.name, **position}}


def _accessibility(record: Record) -> Mapping[str, Any]:
    held = record.held()
    claim = conformance(held)
    found: dict[str, Any] = {
        "conformsTo": PROFILE.format(level=claim.split()[-1].lower()) if claim else "",
        "certification": {"certifiedBy": record.metadata.publisher}
        if claim and record.metadata.publisher
        else {},
        "accessMode": access_modes(held),
        "accessModeSufficient": [modes.split(",") for modes in sufficient(held)],
        "feature": features(held),
        "hazard": ["unknown" if held.animated else "none"],
        "summary": summary(held, record.edition.region),
    }
    return {name: value for name, value in found.items() if value}
