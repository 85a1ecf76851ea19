"""An EPUB's accessibility in the codes of ONIX list 196, from the same holdings as its package document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from banben.catalogue.record import Record
from banben.catalogue.xml import node
from banben.writers.accessibility import Holdings, conformance, features, sufficient, summary

# List 79: e-publication accessibility detail; hazard warnings; e-publication format version.
DETAIL, HAZARD, VERSION = "09", "12", "15"
EPUB_3_3 = "101F"
# List 143.
NO_HAZARD, FLASHING_UNKNOWN = "00", "24"
# List 196. The claim has three codes: the specification, the version of WCAG, the level.
SUMMARY, LIMITED, CERTIFIER = "00", "09", "90"
SPECIFICATION, WCAG, LEVELS = "04", "82", {"A": "84", "AA": "85"}
CONTENTS, LANGUAGES, SIGHTLESS = "11", "22", "52"
FEATURES = {
    "alternativeText": "14",
    "ARIA": "30",
    "displayTransformability": "36",
    "index": "12",
    "longDescription": "16",
    "MathML": "17",
    "pageBreakMarkers": "19",
    "pageNavigation": "41",
    "readingOrder": "13",
    "structuralNavigation": "29",
}


def epub_features(record: Record) -> Iterator[Any]:
    """Yield the features of the EPUB: its version, its accessibility, its hazards."""
    held = record.held()
    yield _feature(VERSION, EPUB_3_3)
    yield _feature(DETAIL, SUMMARY, summary(held, record.edition.region))
    claim = conformance(held)
    for code in (SPECIFICATION, WCAG, LEVELS[claim.split()[-1]]) if claim else (LIMITED,):
        yield _feature(DETAIL, code)
    for code in sorted(_codes(held, record)):
        yield _feature(DETAIL, code)
    if claim and record.metadata.publisher:
        yield _feature(DETAIL, CERTIFIER, record.metadata.publisher)
    yield _feature(HAZARD, FLASHING_UNKNOWN if held.animated else NO_HAZARD)


def _codes(held: Holdings, record: Record) -> Iterator[str]:
    yield from (FEATURES[name] for name in features(held) if name in FEATURES)
    # The code promises that tables and figures are reached from the contents too.
    if not (held.tables or held.pictures or held.charts) or len(record.edition.lists) == 2:
        yield CONTENTS
    if not held.foreign:
        yield LANGUAGES
    if "textual" in sufficient(held):
        yield SIGHTLESS


def _feature(kind: str, value: str, text: str = "") -> Any:
    return node(
        "ProductFormFeature",
        node("ProductFormFeatureType", kind),
        node("ProductFormFeatureValue", value),
        node("ProductFormFeatureDescription", text),
    )
