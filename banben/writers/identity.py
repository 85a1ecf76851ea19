"""What names a finished file: its file name, its identifier, its moment; the same in every build."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from banben.documents import Asset, Publication


def file_name(publication: Publication) -> str:
    """Return `{slug}-{edition}.{format}`, the name in the output folder."""
    return f"{publication.metadata.slug}-{publication.edition.name}.{publication.format}"


def identifier(publication: Publication) -> str:
    """Return the URN of this format of this edition: its ISBN, or a UUID derived from the book's own.

    Two formats are two products (ISBN Users' Manual, section 5), so they never share an identifier.
    """
    isbn = publication.edition.isbn(publication.format)
    return f"urn:isbn:{isbn}" if isbn else proper(publication)


def proper(publication: Publication) -> str:
    """Return the URN that this format of this edition has with an ISBN or without."""
    name = f"{publication.metadata.identifier}/{publication.edition.name}/{publication.format}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def modified(publication: Publication) -> datetime:
    """Return when the book was last changed, in UTC without fractions; a time without a zone is UTC."""
    moment = publication.metadata.modified
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.replace(microsecond=0)


def item_id(name: str) -> str:
    """Return the id of the file *name* in the manifest of an EPUB."""
    return "i-" + re.sub(r"[^A-Za-z0-9_.-]", "-", name)


def cover_image(publication: Publication) -> Asset | None:
    """Return the cover that shops and shelves show: a raster picture where there is one."""
    raster = (asset for asset in publication.cover if asset.media_type != "image/svg+xml")
    return next(raster, next(iter(publication.cover), None))
