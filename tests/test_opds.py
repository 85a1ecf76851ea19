"""The OPDS 2.0 publication: what stands in it, and what is found where it is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sample_catalogue as sample
from jsonschema import Draft202012Validator
from sample_publication import METADATA, book, raster

from banben.catalogue import catalogue
from banben.catalogue.checks import check_opds
from banben.catalogue.record import Record
from banben.documents import Artifact
from banben.regions import load_region
from banben.schema import schema


def made(record: Record) -> tuple[Artifact, Artifact]:
    only = replace(
        record,
        publications=tuple(
            replace(item, edition=replace(item.edition, catalogue=("opds",))) for item in record.publications
        ),
    )
    (message, cover), problems = catalogue(only.publications, only.artifacts, book())
    assert problems == ()
    return message, cover


def value(record: Record) -> Any:
    return json.loads(made(record)[0].content)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema("opds"))


def test_metadata_is_the_editions() -> None:
    metadata = value(sample.record(pages=128))["metadata"]
    assert metadata["identifier"] == "urn:isbn:9787111111115"
    assert (metadata["language"], metadata["numberOfPages"]) == ("zh-Hans-CN", 128)
    assert metadata["author"] == [{"name": "张三", "sortAs": "Zhang San"}]
    assert metadata["translator"] == [{"name": "Philip Kotler", "sortAs": "Kotler, Philip"}]
    assert [person["role"] for person in metadata["contributor"]] == ["dsr", "zzz"]
    assert metadata["belongsTo"] == {"series": {"name": "两轮丛书", "position": 3}}
    assert metadata["subject"][0] == "商业"
    assert metadata["subject"][1] == {
        "name": "市场营销",
        "code": "F713.50",
        "scheme": "http://cct.nlc.gov.cn",
    }
    assert metadata["published"] == "2026-11-23" and metadata["modified"] == "2026-11-23T08:30:00Z"


def test_accessibility_is_the_packages() -> None:
    told = value(sample.record())["metadata"]["accessibility"]
    assert told["conformsTo"] == "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"
    assert told["accessModeSufficient"] == [["textual", "visual"], ["textual"]]
    assert "alternativeText" in told["feature"] and told["hazard"] == ["none"]


def test_links_are_relative_and_typed() -> None:
    message, cover = made(sample.record())
    found = json.loads(message.content)
    itself, offer = found["links"]
    assert itself["href"] == message.name and itself["type"] == "application/opds-publication+json"
    assert (offer["rel"], offer["href"]) == ("http://opds-spec.org/acquisition/buy", "wheels-cn.epub")
    assert offer["properties"] == {"price": {"value": 39.8, "currency": "CNY"}}
    assert found["images"] == [{"href": cover.name, "type": "image/jpeg", "width": 60, "height": 60}]
    assert cover.content == raster("JPEG")


def test_a_book_without_a_price_is_not_said_to_be_free() -> None:
    bare = replace(sample.EDITION, prices=())
    offer = value(sample.record(bare))["links"][1]
    assert offer["rel"] == "http://opds-spec.org/acquisition" and "properties" not in offer


def test_a_vertical_book_goes_from_right_to_left() -> None:
    vertical = replace(sample.EDITION, writing="vertical", region=load_region("tw"))
    metadata = value(sample.record(vertical))["metadata"]
    assert metadata["readingProgression"] == "rtl"
    assert "verticalWriting" in metadata["accessibility"]["feature"]


def test_what_is_not_known_is_left_out() -> None:
    record = sample.record(replace(sample.EDITION, isbns=()), sample.of_nobody())
    alone = Record(record.publications[:1], record.artifacts[:1], record.characters)
    metadata = value(alone)["metadata"]
    absent = {"author", "publisher", "subject", "belongsTo", "numberOfPages", "description", "subtitle"}
    assert not absent & metadata.keys()
    assert metadata["identifier"].startswith("urn:uuid:")


def test_a_series_without_a_number_has_no_position() -> None:
    metadata = replace(METADATA, series=replace(sample.METADATA.series, number=""))  # type: ignore[type-var]
    assert value(sample.record(metadata=metadata))["metadata"]["belongsTo"] == {
        "series": {"name": "两轮丛书"}
    }


Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("V254", lambda found: found.pop("images")),
        ("V254", lambda found: found["images"].clear()),
        ("V254", lambda found: found["links"].pop(0)),
        ("V254", lambda found: found["links"].pop(1)),
        ("V254", lambda found: found["metadata"].pop("title")),
        ("V254", lambda found: found["metadata"].update(language="Chinese")),
        ("V254", lambda found: found["metadata"].update(numberOfPages=0)),
        ("V254", lambda found: found["metadata"].update(published="23.11.2026")),
        ("V254", lambda found: found["metadata"].update(identifier="urn:isbn:9787111111116")),
        ("V254", lambda found: found["metadata"]["subject"].append({"name": "营销", "code": "F713"})),
        ("V254", lambda found: found["links"][1].update(type="text/html")),
        ("V254", lambda found: found["links"][1].update(href="https://example.com/book.epub")),
        ("V255", lambda found: found["links"][1].update(href="other.epub")),
        ("V255", lambda found: found["images"][0].update(href="other.jpg")),
    ],
)
def test_a_planted_fault_is_found(code: str, change: Change) -> None:
    record = sample.record()
    message, cover = made(record)
    found = json.loads(message.content)
    change(found)
    wrong = replace(message, content=json.dumps(found).encode())
    assert {item.code for item in check_opds(wrong, (*record.artifacts, cover))} == {code}


def test_what_is_no_json_is_told() -> None:
    (found,) = check_opds(Artifact("a.opds.json", "cn", "opds", b"{"), ())
    assert found.code == "V254"


def test_an_e_book_without_a_cover_is_told() -> None:
    record = sample.record()
    bare = tuple(replace(item, cover=()) for item in record.publications)
    _, problems = catalogue(bare, record.artifacts, book())
    assert {item.code for item in problems} == {"V254"}
