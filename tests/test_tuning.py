"""What makes layout cheaper leaves no trace when it is over."""

from __future__ import annotations

import gc
import zlib

import pydyf
import pytest

from banben.writers.tuning import cached_page_references, calm_collector, compress_once


def test_the_collector_is_as_it_was_after_a_fault_too() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(RuntimeError), calm_collector():
        assert gc.get_threshold() != before
        raise RuntimeError
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, frozen)


def test_page_references_are_those_of_stock_while_pages_are_added() -> None:
    stock = pydyf.PDF.page_references
    pdf, other = pydyf.PDF(), pydyf.PDF()
    with cached_page_references():
        for document in (pdf, other, pdf):
            document.add_page(pydyf.Dictionary())
            assert document.page_references == stock.fget(document)
            assert document.page_references is document.page_references
    assert pydyf.PDF.page_references is stock


def test_streams_are_deflated_once_and_others_are_left_alone() -> None:
    pdf = pydyf.PDF()
    plain = pydyf.Stream(["q", b"Q", 1.5], compress=True)
    photo = pydyf.Stream([b"\xff\xd8"], {"Filter": "/DCTDecode"}, compress=False)
    pdf.add_object(plain)
    pdf.add_object(photo)
    compress_once(None, pdf)
    assert zlib.decompress(plain.stream[0]) == b"q\nQ\n1.5"
    assert plain.extra["Filter"] == "/FlateDecode" and not plain.compress
    assert photo.extra["Filter"] == "/DCTDecode" and photo.stream == [b"\xff\xd8"]
