"""The finished EPUB against every rule of its edition's store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from banben.documents import Artifact, Publication
from banben.problems import Problem
from banben.store_rules import broken
from banben.stores import Rule
from banben.verify import store_documents, store_package, store_pictures
from banben.verify.package import open_package
from banben.verify.parcel import Parcel
from banben.verify.store_cover import FAULTS as OF_COVERS
from banben.verify.store_cover import cover_faults
from banben.verify.store_pictures import Fault

CHECKS: Mapping[str, Callable[[Parcel, Rule], Iterator[Fault]]] = {
    "picture-pixels": store_pictures.pixels,
    "picture-bytes": store_pictures.weight,
    "picture-types": store_pictures.kinds,
    "picture-still": store_pictures.still,
    "picture-opaque": store_pictures.opaque,
    "picture-colours": store_pictures.colours,
    "drawing-side": store_pictures.drawings,
    "cover": store_package.cover,
    "cover-meta": store_package.cover_meta,
    "cover-page": store_package.cover_page,
    "file-bytes": store_package.weight,
    "file-names": store_package.names,
    "document-bytes": store_documents.weight,
    "document-embedded": store_documents.embedded,
    "metadata": store_package.metadata,
    "metadata-spaces": store_package.spaces,
    "identifier": store_package.identifier,
    "ncx-identifier": store_package.ncx_identifier,
    "language": store_package.language,
    "writing-mode": store_package.writing_mode,
    "specified-fonts": store_package.specified_fonts,
    "contents": store_package.contents,
    "landmarks": store_package.landmarks,
    "ncx": store_package.ncx,
    "ncx-depth": store_package.ncx_depth,
    "elements": store_documents.elements,
    "notes": store_documents.notes,
    "table-rows": store_documents.rows,
    "table-columns": store_documents.columns,
    "alt-length": store_documents.alternatives,
}


def check_store(artifact: Artifact, publication: Publication) -> tuple[Problem, ...]:
    """Return every rule of the store that *artifact*, made from *publication*, breaks, and where.

    Nothing is said of a file that cannot be read: the own checks of an EPUB say that.
    """
    package, problems = open_package(artifact)
    if package is None or problems:
        return ()
    store = publication.edition.store
    parcel = Parcel(artifact, publication, package)
    found = [
        broken(store, rule, name, value, origin)
        for rule in store.rules
        if rule.kind not in OF_COVERS
        for name, value, origin in CHECKS[rule.kind](parcel, rule)
    ]
    if parcel.cover:
        found += cover_faults(store, parcel.cover)
    return tuple(found)
