"""Markup as WeasyPrint gets it: XML where it is well-formed, HTML otherwise."""

from __future__ import annotations

import pytest
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from banben.writers.xhtml import CLOSED, Page, page

HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'xml:lang="zh-Hant-TW" lang="zh-Hant-TW"><head><title>题</title></head>'
)
BODY = (
    '<body epub:type="bodymatter"><!-- 注 --><p id="a">一<a id="x"/>二<br/>&amp;三</p><svg '
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="5"><use '
    'xlink:href="#p"/></svg></body></html>'
)


def elements(found: HTML) -> list[tuple[object, dict[str, str], str, str]]:
    """Return what WeasyPrint sees, without namespace declarations and comments."""
    return [
        (item.tag, {n: v for n, v in item.items() if "xmlns" not in n}, item.text or "", item.tail or "")
        for item in found.etree_element.iter()
        if isinstance(item.tag, str)
    ]


def test_xhtml_is_the_tree_that_an_html_parser_makes() -> None:
    found = page(HEAD + BODY, "https://publication.invalid/", URLFetcher())
    assert isinstance(found, Page)
    stock = HTML(string=CLOSED.sub(r"<\1\2></\1>", HEAD + BODY))
    assert elements(found) == elements(stock)


@pytest.mark.parametrize("markup", ["<p>一<br>二", "<p>A&nbsp;B</p>", "<p>一</b></p>", ""])
def test_what_is_no_xml_is_read_as_html(markup: str) -> None:
    found = page(markup, "https://publication.invalid/", URLFetcher())
    assert not isinstance(found, Page)
    assert found.etree_element.tag == "html"


def test_addresses_are_resolved_against_the_base() -> None:
    found = page(HEAD + BODY, "https://publication.invalid/book.xhtml", URLFetcher())
    assert found.base_url == "https://publication.invalid/book.xhtml"
