"""The NCX: the entries of the contents, nested as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample_publication import epub

from banben.documents import Entry, Leaf, Publication
from banben.writers.identity import identifier
from banben.writers.ncx import NCX, ncx

POINT, TEXT = f"{{{NCX}}}navPoint", f"{{{NCX}}}navLabel/{{{NCX}}}text"


def test_the_ncx_says_what_the_contents_say_in_the_same_nesting() -> None:
    root = etree.fromstring(ncx(epub(2)))
    top = root.findall(f"{{{NCX}}}navMap/{POINT}")
    assert [point.findtext(TEXT) for point in top] == ["第1章 轮子之1", "第2章 轮子之2"]
    assert [point.findtext(f"{POINT}/{TEXT}") for point in top] == ["一、第1节", "一、第2节"]


def test_the_ncx_carries_the_identifier_of_the_package() -> None:
    metas = {meta.get("name"): meta.get("content") for meta in etree.fromstring(ncx(epub())).iter("{*}meta")}
    assert metas["dtb:uid"] == identifier(epub())
    assert metas["dtb:depth"] == "2"


@given(st.lists(st.integers(0, 6), max_size=30))
def test_no_entry_is_lost_whatever_the_depths(depths: list[int]) -> None:
    entries = tuple(Entry(f"题{n}", f"c{n}.xhtml", depth) for n, depth in enumerate(depths))
    root = etree.fromstring(ncx(replace(epub(), entries=entries)))
    assert [point.findtext(TEXT) for point in root.iter(POINT)] == [entry.title for entry in entries]
    assert [point.get("playOrder") for point in root.iter(POINT)] == [str(n + 1) for n in range(len(depths))]


def paged() -> Publication:
    """Return two chapters, each with its page mark behind its heading, and a page in front of them."""
    base, pages = epub(2), []
    documents = []
    for document in base.documents:
        id = {"cover.xhtml": "page-iv", "c01.xhtml": "page-1", "c02.xhtml": "page-12"}.get(document.name)
        if id:
            content = document.content.replace("<p>", f'<p><span id="{id}"></span>', 1)
            document = replace(document, content=content)
            pages.append(Leaf(id.removeprefix("page-"), f"{document.name}#{id}"))
        documents.append(document)
    words = (*base.edition.region.words, ("page_list", "纸书页码"))
    edition = replace(base.edition, region=replace(base.edition.region, words=words))
    return replace(base, edition=edition, documents=tuple(documents), pages=tuple(pages))


def test_the_pages_are_listed_with_what_old_readers_want_to_know() -> None:
    root = etree.fromstring(ncx(paged()))
    metas = {meta.get("name"): meta.get("content") for meta in root.iter("{*}meta")}
    assert (metas["dtb:totalPageCount"], metas["dtb:maxPageNumber"]) == ("3", "12")
    targets = [
        (item.get("type"), item.get("value"), item.findtext(TEXT), item.find("{*}content").get("src"))
        for item in root.findall(f"{{{NCX}}}pageList/{{{NCX}}}pageTarget")
    ]
    assert targets == [
        ("front", None, "iv", "cover.xhtml#page-iv"),
        ("normal", "1", "1", "c01.xhtml#page-1"),
        ("normal", "12", "12", "c02.xhtml#page-12"),
    ]


def test_entries_and_pages_are_counted_in_one_reading_order() -> None:
    root = etree.fromstring(ncx(paged()))
    played = {
        item.find("{*}content").get("src"): int(item.get("playOrder", "0"))
        for item in root.iter(POINT, f"{{{NCX}}}pageTarget")
    }
    assert sorted(played, key=lambda src: played[src]) == [
        "cover.xhtml#page-iv",
        "c01.xhtml",
        "c01.xhtml#page-1",
        "c01.xhtml#sec-1",
        "c02.xhtml",
        "c02.xhtml#page-12",
        "c02.xhtml#sec-2",
    ]
    assert sorted(played.values()) == [1, 2, 3, 4, 5, 6, 7]


def test_without_pages_there_is_no_list_of_them() -> None:
    root = etree.fromstring(ncx(epub()))
    assert root.find(f"{{{NCX}}}pageList") is None
