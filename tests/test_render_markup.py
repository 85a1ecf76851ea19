"""Escaping: whatever a writer types comes back from the XHTML as it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from banben.model import Origin
from banben.render.markup import FORBIDDEN, attributes, beginnings, escape, mark, numbered, unmarked

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY)
def test_text_survives(text: str) -> None:
    parsed = etree.fromstring(f"<p>{escape(text)}</p>".encode())
    assert (parsed.text or "") == FORBIDDEN.sub("\ufffd", text)


@given(ANY)
def test_attributes_survive(text: str) -> None:
    parsed = etree.fromstring(f"<p{attributes(title=text)}/>".encode())
    assert parsed.get("title", "") == FORBIDDEN.sub("\ufffd", text)


def test_empty_attributes_are_left_out_and_names_are_written_as_xhtml_has_them() -> None:
    written = attributes(class_="a", id="", epub_type="noteref", data_mark="①")
    assert written == ' class="a" epub:type="noteref" data-mark="①"'


def test_a_line_leads_to_the_innermost_block_that_begins_on_it() -> None:
    origins: list[Origin] = []
    outer, inner = Origin("a.md", 3), Origin("a.md", 5)
    content = f"<div>\n{mark(origins, outer)}<ul>{mark(origins, inner)}<li>\n</li></ul></div>"
    text, places = numbered(content, origins)
    assert text == "<div>\n<ul><li>\n</li></ul></div>"
    assert places == ((2, inner),)


def test_a_line_that_begins_with_blocks_knows_them_all_but_no_note_within() -> None:
    origins: list[Origin] = []
    chapter, block, note, next_one = (Origin("a.md", line) for line in (1, 3, 9, 5))
    first = f"{mark(origins, chapter)}{mark(origins, block)}<p>甲<span>{mark(origins, note)}注</span></p>"
    content = f"<h1>章{mark(origins, note)}</h1>\n{first}\n<div>\n  {mark(origins, next_one)}<p>乙</p></div>"
    assert beginnings(content, origins) == ((2, chapter), (2, block), (4, next_one))


@given(ANY)
def test_no_text_can_pass_for_a_mark(text: str) -> None:
    assert unmarked(escape(text)) == escape(text)
