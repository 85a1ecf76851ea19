"""The ONIX message: valid by EDItEUR's schema and by our own rules, and true to what was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sample_catalogue as sample
from lxml import etree
from sample_publication import book

from banben.catalogue import catalogue
from banben.catalogue.checks import check_onix
from banben.catalogue.onix import message
from banben.catalogue.record import Record
from banben.catalogue.rules import check_rules
from banben.documents import Artifact
from banben.editions import Edition
from banben.model import Metadata
from banben.regions import load_region

ONIX = "{http://ns.editeur.org/onix/3.0/reference}"
FILE = "wheels-cn.onix.xml"
BARE = replace(sample.EDITION, isbns=(), prices=(), binding="")


@pytest.fixture(scope="module")
def judge() -> Any:
    """Return EDItEUR's schema of release 3.0 with its code lists, which the package onixcheck brings."""
    from onixcheck.schema import O30_XSD_REFERENCE

    return etree.XMLSchema(etree.parse(O30_XSD_REFERENCE))


def root_of(record: Record) -> Any:
    return etree.fromstring(message(record))


def products(record: Record) -> tuple[Any, Any]:
    epub, pdf = root_of(record).iter(ONIX + "Product")
    return epub, pdf


def values(element: Any, name: str) -> list[str]:
    return [found.text for found in element.iter(ONIX + name)]


def rows(element: Any, name: str) -> list[list[str]]:
    return [[child.text for child in found] for found in element.iter(ONIX + name)]


@pytest.mark.parametrize("region", ["cn", "tw", "hk"])
@pytest.mark.parametrize("edition", [sample.EDITION, BARE], ids=["all", "bare"])
@pytest.mark.parametrize("metadata", [sample.METADATA, sample.of_nobody()], ids=["said", "nothing"])
def test_every_message_is_valid_by_the_schema_and_by_our_rules(
    region: str, edition: Edition, metadata: Metadata, judge: Any
) -> None:
    content = message(sample.record(replace(edition, region=load_region(region)), metadata))
    judge.validate(etree.fromstring(content))
    assert [str(item) for item in judge.error_log] == []
    assert check_rules(content, FILE) == ()


def test_two_messages_of_the_same_book_are_the_same() -> None:
    assert message(sample.record()) == message(sample.record())


def test_the_e_book_and_the_printed_book_are_two_products() -> None:
    epub, pdf = products(sample.record())
    assert values(epub, "ProductForm") == ["EA"] and values(pdf, "ProductForm") == ["BC"]
    assert values(epub, "ProductFormDetail") == ["E101", "E200"]
    assert values(epub, "EpubTechnicalProtection") == ["00"]
    assert rows(pdf, "Measure") == [["01", "210", "mm"], ["02", "148", "mm"]]


def test_a_binding_that_is_not_said_is_not_made_up() -> None:
    assert values(products(sample.record(BARE))[1], "ProductForm") == ["BA"]


def test_each_names_the_other() -> None:
    epub, pdf = products(sample.record())
    one, other = (item.find(f".//{ONIX}RelatedProduct") for item in (epub, pdf))
    assert values(one, "ProductRelationCode") == ["06", "13"]
    assert values(other, "ProductRelationCode") == ["06", "27"]
    assert values(one, "IDValue") == ["9787111111122"] * 2
    assert values(other, "IDValue") == ["9787111111115"] * 2


def test_without_an_isbn_a_product_has_an_identifier_of_our_own_and_keeps_its_record() -> None:
    epub, _ = products(sample.record(BARE))
    kind, name, value = next(iter(rows(epub, "ProductIdentifier")))
    assert (kind, name) == ("01", "URN") and value.startswith("urn:uuid:")
    (with_isbn,) = values(products(sample.record())[0], "RecordReference")
    assert value == with_isbn
    assert not values(epub, "PriceAmount")


def test_a_printed_book_that_is_made_elsewhere_is_named_by_its_isbn() -> None:
    whole = sample.record()
    alone = Record(whole.publications[:1], whole.artifacts[:1], whole.characters)
    (epub,) = root_of(alone).iter(ONIX + "Product")
    related = epub.find(f".//{ONIX}RelatedProduct")
    assert values(related, "IDValue") == ["9787111111122"] * 2
    assert [kind for kind, _, _ in rows(epub, "Extent")] == ["02", "22"]


def test_names_are_in_parts() -> None:
    epub, _ = products(sample.record())
    chinese, foreign, latin, house, written = epub.iter(ONIX + "Contributor")
    assert (values(chinese, "KeyNames"), values(chinese, "NamesAfterKey")) == (["张"], ["三"])
    assert rows(chinese, "AlternativeName") == [["05", "Zhang San"]]
    assert chinese.find(ONIX + "PersonName").get("collationkey") == "Zhang San"
    assert (values(foreign, "NamesBeforeKey"), values(foreign, "KeyNames")) == (["菲利普"], ["科特勒"])
    assert values(latin, "PersonNameInverted") == ["Kotler, Philip"]
    assert values(house, "CorporateName") == ["两轮编辑部"] and not values(house, "PersonName")
    assert written.find(ONIX + "PersonName").get("collationkey") == "李四"
    roles = [values(person, "ContributorRole") for person in epub.iter(ONIX + "Contributor")]
    assert roles == [["A01"], ["B01"], ["B06"], ["A11"], ["Z99"]]


def test_language_series_subjects_and_readers() -> None:
    epub, _ = products(sample.record(replace(sample.EDITION, region=load_region("hk"))))
    assert rows(epub, "Language") == [["01", "chi", "HK", "Hant"]]
    assert values(epub.find(f".//{ONIX}Collection"), "PartNumber") == ["3"]
    assert rows(epub, "Subject") == [
        [None, "88", "F713.50", "市场营销"],
        ["88", "F274"],
        [None, "93", "KJS", "Sales and marketing"],
        [None, "10", "BUS043000"],
        ["20", "商业"],
    ]
    assert rows(epub, "Audience") == [["01", "01"], ["01", "08"]]


def test_extents_are_those_of_the_files() -> None:
    record = sample.record(pages=128)
    epub, pdf = products(record)
    size = str(len(record.artifact("epub").content))
    length = str(record.characters)
    assert rows(epub, "Extent") == [["08", "128", "03"], ["02", length, "01"], ["22", size, "17"]]
    assert rows(pdf, "Extent") == [["06", "128", "03"], ["02", length, "01"]]


def test_a_price_is_in_the_regions_currency() -> None:
    epub, pdf = products(sample.record(replace(sample.EDITION, region=load_region("tw"))))
    assert (values(epub, "PriceAmount"), values(epub, "CurrencyCode")) == (["39.80"], ["TWD"])
    assert (values(pdf, "PriceAmount"), values(pdf, "CountriesIncluded")) == (["68.00"], ["TW"])


def test_a_book_whose_day_has_not_come_is_announced() -> None:
    later = replace(sample.METADATA, published=sample.METADATA.published.replace(year=2027))
    epub, _ = products(sample.record(metadata=later))
    assert values(epub, "NotificationType") == ["02"] and values(epub, "PublishingStatus") == ["02"]
    now, _ = products(sample.record())
    assert values(now, "NotificationType") == ["03"] and values(now, "PublishingStatus") == ["04"]


def codes(record: Record) -> set[str]:
    epub, _ = products(record)
    return {value for kind, value, *_ in rows(epub, "ProductFormFeature") if kind == "09"}


def test_accessibility_is_told_as_the_package_tells_it() -> None:
    record = sample.record()
    assert {"00", "04", "82", "85", "13", "14", "22", "29", "30", "36", "52", "90"} == codes(record)
    assert check_onix(Artifact(FILE, "cn", "onix", message(record)), record.artifacts) == ()


def test_a_picture_without_words_takes_the_claims_away() -> None:
    whole = sample.record()
    epub = whole.publications[0]
    mute = replace(
        epub,
        documents=tuple(
            replace(item, content=item.content.replace('alt="方框"', 'alt=""')) for item in epub.documents
        ),
    )
    found = codes(replace(whole, publications=(mute, whole.publications[1])))
    assert "09" in found and not found & {"04", "82", "84", "85", "14", "52", "90"}


def test_contents_count_as_navigation_where_tables_and_figures_are_listed_too() -> None:
    listed = replace(sample.EDITION, lists=("figures", "tables"))
    assert "11" in codes(sample.record(listed)) and "11" not in codes(sample.record())


PLANTED: list[tuple[str, str, str]] = [
    ("V251", "<NotificationType>03</NotificationType>", ""),
    ("V251", "<ProductComposition>00</ProductComposition>", ""),
    ("V251", "<NoCollection/>", "<NoCollection/><NoCollection/>"),
    (
        "V251",
        "<LanguageRole>01</LanguageRole>",
        "<LanguageRole>01</LanguageRole><LanguageRole>01</LanguageRole>",
    ),
    ("V251", "<Subject>", "<Subjct/><Subject>"),
    ("V251", "<ExtentType>02</ExtentType>", "<ExtentType><b/></ExtentType>"),
    ("V251", 'release="3.0"', 'release="2.1"'),
    ("V252", "<ProductForm>EA</ProductForm>", "<ProductForm>XX</ProductForm>"),
    ("V252", "<LanguageCode>chi</LanguageCode>", "<LanguageCode>zho</LanguageCode>"),
    ("V252", "<ExtentUnit>01</ExtentUnit>", "<ExtentUnit>99</ExtentUnit>"),
    ("V252", "<ContributorRole>A01</ContributorRole>", "<ContributorRole>aut</ContributorRole>"),
    ("V252", "<PublisherName>试印社</PublisherName>", "<PublisherName/>"),
]


@pytest.mark.parametrize(("code", "old", "new"), PLANTED, ids=lambda value: value[:40])
def test_a_planted_fault_is_found_and_the_schema_agrees(code: str, old: str, new: str, judge: Any) -> None:
    metadata = replace(sample.METADATA, series=None)
    content = message(sample.record(metadata=metadata)).decode()
    assert old in content
    wrong = content.replace(old, new, 1)
    assert code in {item.code for item in check_rules(wrong.encode(), FILE)}
    assert not judge.validate(etree.fromstring(wrong.encode()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("9787111111115", "9787111111116"),
        (">101F<", ">999Z<"),
        (">20261123<", ">2026<"),
    ],
)
def test_our_rules_see_what_the_schema_lets_pass(old: str, new: str, judge: Any) -> None:
    content = message(sample.record()).decode()
    assert old in content
    wrong = content.replace(old, new).encode()
    assert {item.code for item in check_rules(wrong, FILE)} == {"V252"}
    assert judge.validate(etree.fromstring(wrong))


def test_two_records_of_one_name_are_a_fault() -> None:
    record = sample.record()
    names = [record.reference("epub"), record.reference("pdf")]
    content = message(record).decode().replace(names[1], names[0])
    assert "V252" in {item.code for item in check_rules(content.encode(), FILE)}


def test_what_is_no_xml_is_told() -> None:
    (found,) = check_rules(b"<ONIXMessage", FILE)
    assert found.code == "V251"


Change = Callable[[str], str]


def swapped(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("fact", "change"),
    [
        ("Extent 08", swapped("<ExtentValue>120<", "<ExtentValue>121<")),
        ("conformsTo", swapped("<ProductFormFeatureValue>85<", "<ProductFormFeatureValue>84<")),
        ("alternativeText", swapped("<ProductFormFeatureValue>14<", "<ProductFormFeatureValue>15<")),
        ("pageNavigation", swapped("<ProductFormFeatureValue>36<", "<ProductFormFeatureValue>41<")),
        ("identifier", swapped("9787111111115", "9787302511113")),
    ],
)
def test_what_is_told_of_another_book_is_found(fact: str, change: Change) -> None:
    record = sample.record()
    told = Artifact(FILE, "cn", "onix", change(message(record).decode()).encode())
    found = check_onix(told, record.artifacts)
    assert {item.code for item in found} == {"V253"}
    assert fact in {dict(item.values)["fact"] for item in found}


def test_a_relation_to_an_identifier_that_nothing_has_is_found() -> None:
    record = sample.record()
    head, _, tail = message(record).decode().rpartition("9787111111115")
    told = Artifact(FILE, "cn", "onix", f"{head}9787302511113{tail}".encode())
    (found,) = check_onix(told, record.artifacts)
    assert dict(found.values)["fact"] == "RelatedProduct"


def test_an_edition_that_asks_for_nothing_gets_nothing() -> None:
    quiet = sample.record(replace(sample.EDITION, catalogue=()))
    assert catalogue(quiet.publications, quiet.artifacts, book()) == ((), ())


def test_the_messages_stand_beside_the_files() -> None:
    record = sample.record()
    made, problems = catalogue(record.publications, record.artifacts, book())
    assert problems == ()
    assert [(item.name, item.format, item.edition) for item in made] == [
        ("wheels-cn.onix.xml", "onix", "cn"),
        ("wheels-cn.opds.json", "opds", "cn"),
        ("wheels-cn.cover.jpg", "cover", "cn"),
    ]
