"""An edition as an ONIX for Books 3.0 message with reference tags: a product for each format.

A print-ready PDF stands for the printed book, and has the printed book's ISBN; an EPUB is the e-book. Codes
are those of EDItEUR's code lists, issue 75.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from banben.catalogue.description import describe
from banben.catalogue.names import owner
from banben.catalogue.record import Record
from banben.catalogue.xml import node, written
from banben.editions import Format
from banben.writers.identity import modified

# List 1, list 64: announced and forthcoming; confirmed, and active.
ANNOUNCED, CONFIRMED, FORTHCOMING, ACTIVE, UNSPECIFIED = "02", "03", "02", "04", "00"
# List 5: a scheme of one's own, GTIN-13, ISBN-13.
PROPRIETARY, GTIN, ISBN = "01", "03", "15"
# List 51: another format; an e-book of a printed book, and the other way round.
RELATIONS = {"epub": ("06", "13"), "pdf": ("06", "27")}
# List 153: description, contents.
DESCRIPTION, CONTENTS = "03", "04"
# List 58: recommended retail price with tax; list 65: not known to the sender; list 93: unspecified.
RETAIL, ASK_SUPPLIER, SUPPLIER = "02", "99", "00"
# What identifiers of our own are called.
SCHEME = "URN"


def message(record: Record) -> bytes:
    """Return the ONIX message of *record*."""
    sent = modified(record.publications[0]).strftime("%Y%m%dT%H%M%SZ")
    sender = node("Sender", node("SenderName", record.metadata.publisher or record.metadata.title))
    header = node("Header", sender, node("SentDateTime", sent), node("DefaultLanguageOfText", "chi"))
    return written(node("ONIXMessage", header, *_products(record), release="3.0"))


def _products(record: Record) -> Iterator[Any]:
    for format in record.formats:
        yield node(
            "Product",
            node("RecordReference", record.reference(format)),
            node("NotificationType", CONFIRMED if record.out else ANNOUNCED),
            *_identifiers(record, format),
            describe(record, format),
            node("CollateralDetail", *_texts(record)),
            _publishing(record),
            _related(record, format),
            _supply(record, format),
        )


def _identifiers(record: Record, format: Format) -> Iterator[Any]:
    isbn = record.edition.isbn(format)
    if isbn:
        yield _identifier(ISBN, isbn)
        yield _identifier(GTIN, isbn)
    else:
        yield _identifier(PROPRIETARY, record.reference(format))


def _identifier(kind: str, value: str) -> Any:
    name = node("IDTypeName", SCHEME) if kind == PROPRIETARY else None
    return node("ProductIdentifier", node("ProductIDType", kind), name, node("IDValue", value))


def _texts(record: Record) -> Iterator[Any]:
    chapters = [entry.title for entry in record.publications[0].entries if entry.depth == 0]
    if record.metadata.description:
        yield _text(DESCRIPTION, node("Text", record.metadata.description))
    if chapters:
        rows = node("ul", *(node("li", title) for title in chapters))
        yield _text(CONTENTS, node("Text", rows, textformat="05"))


def _text(kind: str, text: Any) -> Any:
    return node("TextContent", node("TextType", kind), node("ContentAudience", "00"), text)


def _publishing(record: Record) -> Any:
    """Return the PublishingDetail, None for a book of nobody: it cannot be without a publisher."""
    if not record.metadata.publisher:
        return None
    metadata = record.metadata
    website = node("Website", node("WebsiteRole", "01"), node("WebsiteLink", metadata.imprint.website))
    publisher = (node("PublishingRole", "01"), node("PublisherName", record.metadata.publisher))
    status = (ACTIVE if record.out else FORTHCOMING) if record.date else UNSPECIFIED
    day = node("Date", record.date.replace("-", ""), dateformat="00")
    date = node("PublishingDate", node("PublishingDateRole", "01"), day) if record.date else None
    return node(
        "PublishingDetail",
        node("Publisher", *publisher, website if metadata.imprint.website else None),
        node("CityOfPublication", metadata.imprint.place),
        node("PublishingStatus", status),
        date,
        node(
            "CopyrightStatement",
            node("CopyrightYear", str(metadata.copyright.year or "")),
            owner(metadata.copyright.holder),
        ),
    )


def _related(record: Record, format: Format) -> Any:
    """Return the RelatedMaterial: the work, which all editions share, and the book in the other format."""
    other: Format = "pdf" if format == "epub" else "epub"
    work = node(
        "WorkIdentifier",
        node("WorkIDType", PROPRIETARY),
        node("IDTypeName", SCHEME),
        node("IDValue", record.metadata.identifier),
    )
    product = None
    if other in record.formats or record.edition.isbn(other):
        codes = (node("ProductRelationCode", code) for code in RELATIONS[format])
        product = node("RelatedProduct", *codes, *_identifiers(record, other))
    return node("RelatedMaterial", node("RelatedWork", node("WorkRelationCode", "01"), work), product)


def _supply(record: Record, format: Format) -> Any:
    """Return the ProductSupply, None where the edition names no price for *format*."""
    edition = record.edition
    if not edition.price(format) or not record.metadata.publisher:
        return None
    country = edition.region.language.split("-")[-1]
    price = node(
        "Price",
        node("PriceType", RETAIL),
        node("PriceAmount", edition.price(format)),
        node("CurrencyCode", edition.region.currency),
        node("Territory", node("CountriesIncluded", country)),
    )
    supplier = node(
        "Supplier", node("SupplierRole", SUPPLIER), node("SupplierName", record.metadata.publisher)
    )
    return node(
        "ProductSupply", node("SupplyDetail", supplier, node("ProductAvailability", ASK_SUPPLIER), price)
    )
