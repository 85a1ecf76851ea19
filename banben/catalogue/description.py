"""Block 1 of an ONIX product: what it is, who made it, in what language, how long, on what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from banben.catalogue.access import epub_features
from banben.catalogue.names import contributor
from banben.catalogue.record import Record
from banben.catalogue.xml import node
from banben.editions import Format
from banben.model import Metadata, Subject

# List 150: digital; book, detail unspecified; list 175: EPUB, reflowable.
DIGITAL, BOOK, EPUB, REFLOWABLE = "EA", "BA", "E101", "E200"
BINDINGS = {"paperback": "BC", "hardback": "BB", "": BOOK}
# List 81: text; still images; figures, diagrams, charts.
TEXT, IMAGES, CHARTS = "10", "07", "19"
# List 27.
SCHEMES = {"clc": "88", "bisac": "10", "thema": "93"}
KEYWORDS = "20"
# List 28.
READERS = {
    "general": "01",
    "children": "02",
    "teenagers": "03",
    "schools": "04",
    "universities": "05",
    "professionals": "06",
    "training": "08",
}
# List 23: text length, production page count, pages of the printed counterpart, size of the file.
LENGTH, PAGES, PRINTED_PAGES, FILE = "02", "06", "08", "22"
# List 24.
CHARACTERS, SHEETS, BYTES = "01", "03", "17"


def describe(record: Record, format: Format) -> Any:
    """Return the DescriptiveDetail of *format*."""
    metadata = record.metadata
    people = enumerate(metadata.contributors, 1)
    return node(
        "DescriptiveDetail",
        node("ProductComposition", "00"),
        *(_electronic(record) if format == "epub" else _printed(record)),
        _collection(metadata),
        node("TitleDetail", node("TitleType", "01"), _title(record)),
        *(contributor(person, number, record.edition) for number, person in people),
        None if metadata.contributors else node("NoContributor"),
        node("EditionNumber", metadata.edition_number or None),
        _language(record),
        *_extents(record, format),
        *_subjects(metadata),
        *(_audience(code) for code in sorted({READERS[name] for name in metadata.readership})),
    )


def _electronic(record: Record) -> Iterator[Any]:
    yield node("ProductForm", DIGITAL)
    yield node("ProductFormDetail", EPUB)
    yield node("ProductFormDetail", REFLOWABLE)
    yield from epub_features(record)
    yield node("PrimaryContentType", TEXT)
    held = record.held()
    if held.pictures or held.undescribed:
        yield node("ProductContentType", IMAGES)
    if held.charts:
        yield node("ProductContentType", CHARTS)
    # List 144: the file as it is made has no protection; a shop that adds one says so itself.
    yield node("EpubTechnicalProtection", "00")


def _printed(record: Record) -> Iterator[Any]:
    trim = record.edition.trim
    yield node("ProductForm", BINDINGS[record.edition.binding])
    for kind, length in (("01", trim.height), ("02", trim.width)):
        size = node("Measurement", f"{length:g}")
        yield node("Measure", node("MeasureType", kind), size, node("MeasureUnitCode", "mm"))


def _collection(metadata: Metadata) -> Any:
    if metadata.series is None:
        return node("NoCollection")
    element = node(
        "TitleElement",
        node("TitleElementLevel", "02"),
        node("PartNumber", metadata.series.number),
        node("TitleText", metadata.series.name),
    )
    title = node("TitleDetail", node("TitleType", "01"), element)
    return node("Collection", node("CollectionType", "10"), title)


def _title(record: Record) -> Any:
    script = record.edition.region.language.split("-")[1]
    return node(
        "TitleElement",
        node("TitleElementLevel", "01"),
        node("TitleText", record.metadata.title, textscript=script),
        node("Subtitle", record.metadata.subtitle, textscript=script),
    )


def _language(record: Record) -> Any:
    # ONIX has ISO 639-2/B; a tag of ours is zh, a script, a region.
    _, script, country = record.edition.region.language.split("-")
    return node(
        "Language",
        node("LanguageRole", "01"),
        node("LanguageCode", "chi"),
        node("CountryCode", country),
        node("ScriptCode", script),
    )


def _extents(record: Record, format: Format) -> Iterator[Any]:
    if record.pages:
        yield _extent(PAGES if format == "pdf" else PRINTED_PAGES, record.pages, SHEETS)
    yield _extent(LENGTH, record.characters, CHARACTERS)
    if format == "epub":
        yield _extent(FILE, len(record.artifact(format).content), BYTES)


def _extent(kind: str, value: int, unit: str) -> Any:
    return node("Extent", node("ExtentType", kind), node("ExtentValue", str(value)), node("ExtentUnit", unit))


def _subjects(metadata: Metadata) -> Iterator[Any]:
    """Yield the classes, the first of each scheme as its main one, then the keywords as one."""
    schemes: set[str] = set()
    for subject in metadata.classes:
        yield _class(subject, subject.scheme not in schemes)
        schemes.add(subject.scheme)
    if metadata.subjects:
        words = node("SubjectHeadingText", ";".join(metadata.subjects))
        yield node("Subject", node("SubjectSchemeIdentifier", KEYWORDS), words)


def _class(subject: Subject, main: bool) -> Any:
    return node(
        "Subject",
        node("MainSubject") if main else None,
        node("SubjectSchemeIdentifier", SCHEMES[subject.scheme]),
        node("SubjectCode", subject.code),
        node("SubjectHeadingText", subject.text),
    )


def _audience(code: str) -> Any:
    return node("Audience", node("AudienceCodeType", "01"), node("AudienceCodeValue", code))
