"""The bibliographic part of the package document (EPUB 3.3 section 5.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sample_catalogue as sample
from lxml import etree
from sample_publication import epub

from banben.documents import Artifact, Leaf, Publication
from banben.editions import Edition, Order
from banben.model import Contributor, Metadata, Series
from banben.regions import load_region
from banben.verify.epubcheck import check_epub
from banben.writers.epub import write
from banben.writers.opf import add_metadata

DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def publication(edition: Edition = sample.EDITION, metadata: Metadata = sample.METADATA) -> Publication:
    return replace(epub(), edition=edition, metadata=metadata)


def metadata_of(made: Publication) -> Any:
    root = etree.Element("package")
    add_metadata(root, made)
    return root


def refined(root: Any, text: str) -> dict[str, str]:
    """Return what refines the element with *text*, by property."""
    id = next(element.get("id") for element in root.iter() if element.text == text and element.get("id"))
    metas = root.iterfind(f".//meta[@refines='#{id}']")
    return {meta.get("property"): meta.text for meta in metas}


def people(order: Order, person: Contributor) -> dict[str, str]:
    edition = replace(sample.EDITION, region=load_region("tw"), index=order)
    return refined(
        metadata_of(publication(edition, replace(sample.METADATA, contributors=(person,)))), person.name
    )


@pytest.mark.parametrize(
    ("order", "filed"), [("pinyin", "Zhang San"), ("zhuyin", "ㄓㄤ ㄙㄢ"), ("stroke", "11張03三")]
)
def test_names_are_filed_as_the_edition_sorts(order: Order, filed: str) -> None:
    assert people(order, Contributor("張三"))["file-as"] == filed


def test_another_script_is_told_where_a_reading_is_known() -> None:
    one = replace(sample.METADATA, contributors=sample.METADATA.contributors[:4])
    root = metadata_of(publication(metadata=one))
    (spelled,) = root.iterfind(".//meta[@property='alternate-script']")
    assert (spelled.text, spelled.get(LANG)) == ("Zhang San", "zh-Latn-pinyin")
    assert "alternate-script" not in people("stroke", Contributor("張三"))
    assert people("zhuyin", Contributor("張三"))["alternate-script"] == "ㄓㄤ ㄙㄢ"


def test_a_written_form_stays_and_the_reading_is_told_beside_it() -> None:
    told = people("pinyin", Contributor("張三", file_as="Zhang, San"))
    assert (told["file-as"], told["alternate-script"]) == ("Zhang, San", "Zhang San")


def test_a_name_that_nobody_can_read_has_neither() -> None:
    told = people("pinyin", Contributor("\U0002ceaf三"))
    assert told.keys() == {"role", "display-seq"}


def test_classes_have_scheme_and_code_and_keywords_neither() -> None:
    root = metadata_of(publication())
    subjects = [(item.text, item.get("id")) for item in root.iter(DC + "subject")]
    assert [text for text, _ in subjects] == [
        "商业",
        "市场营销",
        "F274",
        "Sales and marketing",
        "BUS043000",
    ]
    assert subjects[0][1] is None
    assert refined(root, "市场营销") == {"authority": "CLC", "term": "F713.50"}
    assert refined(root, "BUS043000") == {"authority": "BISAC", "term": "BUS043000"}
    assert refined(root, "Sales and marketing") == {"authority": "Thema", "term": "KJS"}


def test_the_series_has_its_place() -> None:
    assert refined(metadata_of(publication()), "两轮丛书") == {
        "collection-type": "series",
        "group-position": "3",
    }


def test_a_number_that_is_none_is_no_position() -> None:
    odd = replace(sample.METADATA, series=Series("丛书", "甲种"))
    assert refined(metadata_of(publication(metadata=odd)), "丛书") == {"collection-type": "series"}


def test_copyright_and_number_of_the_edition() -> None:
    found = {meta.get("property"): meta.text for meta in metadata_of(publication()).iter("meta")}
    assert found["dcterms:dateCopyrighted"] == "2026"
    assert found["dcterms:rightsHolder"] == "张三"
    assert found["schema:bookEdition"] == "2"


def test_the_source_is_the_printed_book_by_its_isbn_or_its_pages_else_the_work() -> None:
    without = replace(sample.EDITION, isbns=())
    paged = replace(publication(without), pages=(Leaf("1", "c01.xhtml#page-1"),))
    sources = [
        metadata_of(made).findtext(f".//{DC}source") for made in (publication(), publication(without), paged)
    ]
    assert sources[:2] == ["urn:isbn:9787111111122", sample.METADATA.identifier]
    assert sources[2].startswith("urn:uuid:") and sources[2] != sample.METADATA.identifier


def test_a_book_that_says_nothing_has_nothing_empty() -> None:
    root = metadata_of(publication(replace(sample.EDITION, isbns=()), sample.of_nobody()))
    said = [element for element in root.iter() if len(element) == 0 and not element.get("content")]
    assert [element.tag for element in said if not (element.text or "").strip()] == []
    assert root.find(f".//{DC}subject") is None
    assert root.find(".//meta[@property='belongs-to-collection']") is None


@pytest.mark.slow
@pytest.mark.parametrize("order", ["pinyin", "zhuyin", "stroke"])
def test_epubcheck_finds_nothing_in_the_metadata(order: Order) -> None:
    made = publication(replace(sample.EDITION, region=load_region("tw"), index=order))
    artifact: Artifact = write(made)[0]
    told = [dict(item.values) for item in check_epub(artifact, made)]
    assert [item for item in told if "opf" in item["place"]] == []
