"""The PDF writer: labelled, tagged, dated by the book, and the same bytes every time."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from sample_publication import METADATA, print_book, with_document

from banben.config.book import UNDATED
from banben.documents import Publication
from banben.writers.pdf import write
from banben.writers.xhtml import CLOSED


def opened(publication: Publication) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(write(publication)[0].content))


def test_two_builds_give_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(print_book())[0].content
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert write(print_book())[0].content == first


def test_pages_are_counted_and_labelled_as_they_are_printed() -> None:
    artifact = write(print_book(2))[0]
    with pikepdf.open(BytesIO(artifact.content)) as pdf:
        found = list(pdf.Root.PageLabels.Nums)
        ranges = [(int(start), str(style.S)) for start, style in zip(found[::2], found[1::2], strict=True)]
    assert artifact.pages == 3
    assert ranges == [(0, "/r"), (1, "/D")]


def test_the_file_says_what_book_it_is() -> None:
    pdf = opened(print_book())
    assert str(pdf.Root.Lang) == "zh-Hans-CN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "轮子与车：一本小书"
    assert str(pdf.docinfo["/Author"]) == "张三"
    assert str(pdf.docinfo["/ModDate"]) == "D:20261123083000Z"


def test_the_title_stands_alone_without_a_subtitle() -> None:
    pdf = opened(replace(print_book(), metadata=replace(METADATA, subtitle="")))
    assert str(pdf.docinfo["/Title"]) == "轮子与车"


def test_a_book_without_a_date_has_none() -> None:
    dated = opened(print_book())
    undated = opened(replace(print_book(), metadata=replace(METADATA, published=UNDATED)))
    assert "/CreationDate" in dated.docinfo
    assert "/CreationDate" not in undated.docinfo


def test_the_file_is_tagged_with_texts_for_its_pictures() -> None:
    pdf = opened(print_book())
    kinds = {str(item.get("/S")): item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
    assert pdf.Root.MarkInfo.Marked
    assert {"/H1", "/P", "/Figure"} <= set(kinds)
    assert str(kinds["/Figure"].Alt) == "方框"


def test_editions_have_identifiers_of_their_own() -> None:
    book = print_book()
    other = replace(book, edition=replace(book.edition, name="tw"))
    assert opened(book).trailer["/ID"][0] != opened(other).trailer["/ID"][0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p/>", "<p></p>"),
        ('<a id="x" />字', '<a id="x" ></a>字'),
        ("<br/><img src='a'/><hr />", "<br/><img src='a'/><hr />"),
        ("<colgroup/><col/>", "<colgroup></colgroup><col/>"),
        ("<path d='M0 0'/>", "<path d='M0 0'></path>"),
    ],
)
def test_an_element_that_xhtml_closes_with_a_slash_is_closed_for_an_html_parser(
    written: str, read: str
) -> None:
    assert CLOSED.sub(r"<\1\2></\1>", written) == read


def test_an_empty_anchor_does_not_swallow_what_follows() -> None:
    anchored = with_document(print_book(), "book.xhtml", "<p>试印社</p>", '<p><a id="x"/>试印社</p>')
    assert write(anchored)[0].pages == 3
