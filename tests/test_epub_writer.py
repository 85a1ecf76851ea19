"""The EPUB writer: EbookLib's faults do not reach the file."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from sample_publication import METADATA, epub, page, picture, with_document

from banben.documents import Publication
from banben.model import Contributor, Imprint
from banben.writers.epub import write

DC, OPF = "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/opf}"


def opened(publication: Publication) -> ZipFile:
    return ZipFile(BytesIO(write(publication)[0].content))


def package(publication: Publication) -> Any:
    return etree.fromstring(opened(publication).read("EPUB/content.opf"))


def metas(publication: Publication) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in package(publication).iter(OPF + "meta"):
        found.setdefault(meta.get("property"), []).append(meta.text)
    return found


def properties(publication: Publication) -> dict[str, str]:
    return {
        item.get("href"): item.get("properties")
        for item in package(publication).iter(OPF + "item")
        if item.get("properties")
    }


def test_the_mimetype_is_the_first_entry() -> None:
    assert opened(epub()).namelist()[0] == "mimetype"


def test_documents_go_in_byte_for_byte() -> None:
    publication = epub()
    archive = opened(publication)
    for document in publication.documents:
        assert archive.read(f"EPUB/{document.name}").decode() == document.content


def test_two_builds_give_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(epub())[0].content
    monkeypatch.setattr(time, "time", lambda: 4e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(4e9))
    assert write(epub())[0].content == first


def test_the_spine_is_the_reading_order() -> None:
    root = package(epub(2))
    names = {item.get("id"): item.get("href") for item in root.iter(OPF + "item")}
    spine = [names[item.get("idref")] for item in root.iter(OPF + "itemref")]
    assert spine == ["cover.xhtml", "nav.xhtml", "c01.xhtml", "c02.xhtml"]


def test_the_package_and_its_times_are_the_editions_own() -> None:
    root = package(epub())
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans-CN"
    assert root.findtext(f".//{DC}identifier") == "urn:isbn:9787000000018"
    assert root.find(f".//{DC}identifier").get("id") == root.get("unique-identifier")
    assert metas(epub())["dcterms:modified"] == ["2026-11-23T08:30:00Z"]


def test_every_contributor_has_an_id_a_role_and_a_form_for_sorting() -> None:
    root = package(epub())
    creator, editor = root.find(f".//{DC}creator"), root.find(f".//{DC}contributor")
    refined = {
        (meta.get("refines"), meta.get("property"), meta.get("scheme")): meta.text
        for meta in root.iter(OPF + "meta")
        if meta.get("refines")
    }
    assert creator.get("id") != editor.get("id")
    assert refined[f"#{creator.get('id')}", "role", "marc:relators"] == "aut"
    assert refined[f"#{creator.get('id')}", "file-as", None] == "Zhang San"
    assert refined[f"#{editor.get('id')}", "role", "marc:relators"] == "edt"


def test_two_authors_are_two_creators() -> None:
    people = (Contributor("甲"), Contributor("乙"))
    root = package(replace(epub(), metadata=replace(METADATA, contributors=people)))
    assert [creator.text for creator in root.iter(DC + "creator")] == ["甲", "乙"]


def test_a_book_of_nobody_certifies_nothing() -> None:
    nobody = replace(METADATA, contributors=(), imprint=Imprint())
    assert "a11y:certifiedBy" not in metas(replace(epub(), metadata=nobody))


def test_the_manifest_names_nav_cover_and_inline_svg() -> None:
    drawn = with_document(epub(), "c01.xhtml", "<h2", '<svg xmlns="http://www.w3.org/2000/svg"/><h2')
    assert properties(drawn) == {"nav.xhtml": "nav", "cover.jpg": "cover-image", "c01.xhtml": "svg"}


def test_accessibility_is_told_as_far_as_the_book_has_it() -> None:
    found = metas(epub())
    assert found["schema:accessMode"] == ["textual", "visual"]
    assert found["schema:accessModeSufficient"] == ["textual,visual", "textual"]
    assert "alternativeText" in found["schema:accessibilityFeature"]
    assert found["schema:accessibilityHazard"] == ["none"]
    assert "2幅插图和图表有替代文字。" in found["schema:accessibilitySummary"][0]
    assert found["dcterms:conformsTo"] and found["a11y:certifiedBy"] == ["试印社"]


def test_a_book_without_pictures_claims_no_texts_for_them() -> None:
    plain = replace(epub(), documents=tuple(
        replace(document, content=page("页", "<p>字</p>")) for document in epub().documents
    ))  # fmt: skip
    assert metas(plain)["schema:accessMode"] == ["textual"]
    assert "alternativeText" not in metas(plain)["schema:accessibilityFeature"]


def test_a_picture_that_stands_under_two_keys_goes_in_once() -> None:
    twice = replace(epub(), pictures={"a": picture("images/a.png"), "b": picture("images/a.png")})
    assert opened(twice).namelist().count("EPUB/images/a.png") == 1


def test_a_cover_that_no_document_shows_stays_out_but_for_the_shops_picture() -> None:
    unshown = with_document(epub(), "cover.xhtml", "cover.svg", "images/box.svg")
    assert "EPUB/cover.svg" not in opened(unshown).namelist()
    assert "EPUB/cover.jpg" in opened(unshown).namelist()


def test_a_vertical_edition_opens_at_the_right() -> None:
    book = epub()
    tall = replace(book, edition=replace(book.edition, writing="vertical"))
    assert package(book).find(OPF + "spine").get("page-progression-direction") == "ltr"
    assert package(tall).find(OPF + "spine").get("page-progression-direction") == "rtl"
    assert "verticalWriting" in metas(tall)["schema:accessibilityFeature"]
    assert "verticalWriting" not in metas(book)["schema:accessibilityFeature"]
    named = {m.get("name"): m.get("content") for m in package(tall).iter(OPF + "meta") if m.get("name")}
    assert named["primary-writing-mode"] == "vertical-rl"
