"""What writers do in a store's way: language, contents of the NCX, cover, notes; and the shipped book."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from sample_publication import REGION, epub
from sample_store import good

from banben.documents import Entry, Publication
from banben.load import Overrides
from banben.pipeline import Request, make, prepare
from banben.stores import known_stores, load_store
from banben.verify.epub import check_package
from banben.verify.package import DC, NCX, OPF
from banben.writers.epub import write

SHIPPED = Path(__file__).parent.parent / "chapters"


def read(book: Publication, name: str) -> Any:
    """Return the root of the file *name* of *book* as it is written."""
    artifact, _ = write(book)
    with ZipFile(BytesIO(artifact.content)) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def of(code: str) -> Publication:
    return good(load_store(code))


def test_readmoo_has_taiwans_language_in_its_own_form() -> None:
    taiwan = replace(REGION, language="zh-Hant-TW")
    for code, language in (("readmoo", "zh-TW"), ("generic", "zh-Hant-TW")):
        book = of(code)
        opf = read(replace(book, edition=replace(book.edition, region=taiwan)), "content.opf")
        assert [item.text for item in opf.iter(DC + "language")] == [language]


def deep(code: str) -> Publication:
    """Return the sample with a third level, which the headings do not have."""
    book = of(code)
    entries = (book.entries[0], book.entries[1], Entry("其一", "c01.xhtml#fig-1", 2), *book.entries[2:])
    return replace(book, entries=entries)


@pytest.mark.parametrize(("code", "depth", "points"), [("kindle", 2, 4), ("generic", 3, 5)])
def test_kindles_ncx_has_two_levels(code: str, depth: int, points: int) -> None:
    ncx = read(deep(code), "toc.ncx")
    found = list(ncx.iter(NCX + "navPoint"))
    assert len(found) == points
    assert max(1 + sum(1 for _ in point.iterancestors(NCX + "navPoint")) for point in found) == depth
    assert [meta.get("content") for meta in ncx.iter(NCX + "meta") if meta.get("name") == "dtb:depth"] == [
        str(depth)
    ]


def test_the_own_checks_know_that_an_ncx_may_be_shorter() -> None:
    book = of("kindle")
    below = tuple(replace(entry, depth=entry.depth + 1) for entry in book.entries[1:])
    nested = replace(book, entries=(book.entries[0], *below))
    artifact, _ = write(nested)
    found = [
        item for item in check_package(artifact, nested, None) if "toc.ncx" in dict(item.values).values()
    ]
    assert found == []


def test_kobo_finds_the_cover_in_the_form_of_epub_2() -> None:
    opf = read(of("kobo"), "content.opf")
    (named,) = (meta.get("content") for meta in opf.iter(OPF + "meta") if meta.get("name") == "cover")
    (href,) = (item.get("href") for item in opf.iter(OPF + "item") if item.get("id") == named)
    assert href == "cover.jpg"
    assert not [meta for meta in read(of("apple"), "content.opf").iter(OPF + "meta") if meta.get("name")]


def test_the_sample_without_a_store_is_generic() -> None:
    assert epub().edition.store.code == "generic"


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["cn", "tw-vertical"])
def test_every_store_takes_the_shipped_book(edition: str) -> None:
    prepared = prepare(Request(SHIPPED, Overrides(), (edition,), ("epub",), epubcheck=True))
    (edited,) = prepared.manuscript.editions
    shipped = replace(edited, page_list="none")  # its pages need the PDF, which no store asks for
    for code in known_stores():
        outcome = make(prepared, replace(shipped, store=load_store(code)), lambda _: None)
        assert [item.code for item in outcome.problems if item.code[0] in "SVA"] == [], code
        assert len(outcome.made) == 1
        names = ZipFile(BytesIO(outcome.made[0].artifact.content)).namelist()
        assert ("EPUB/cover.xhtml" in names) == (code != "kindle")
        drawings = [name for name in names if name.endswith(".svg")]
        assert bool(drawings) == (code in ("apple", "generic", "google", "kobo"))
