"""The NCX: the entries of the contents, nested as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample_publication import epub

from banben.documents import Entry
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
