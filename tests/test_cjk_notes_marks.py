"""Notes numbered by page: marks begin anew on every page, at the call and at the note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from test_cjk_notes import SHEET, called, note, parts, prose, words
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.fonts import FontConfiguration

from banben.cjk.install import patches
from banben.cjk.notes import PATCHES
from banben.cjk.settings import Settings
from banben.numerals import circled
from banben.patches import patched

MORE = ".page::after { content: target-counter(attr(href), page) }"


def pages(body: str, composed: bool, by_page: bool = True) -> list[Any]:
    mine = (*patches(Settings()), *PATCHES) if composed else PATCHES
    asked = ' data-notes="page"' if by_page else ""
    markup = f'<html lang="zh"{asked}><style>{SHEET}{MORE}</style><body>{body}</body></html>'
    with patched(mine):
        return [page._page_box for page in HTML(string=markup).render(font_config=FontConfiguration()).pages]


def marks(page: Any) -> tuple[list[str], list[str]]:
    """Return the marks of *page* at the calls and at the notes."""
    body, area = parts(page)
    markers = [
        item.text
        for item in (area.descendants() if area else ())
        if isinstance(item, TextBox) and item.element_tag.endswith("::footnote-marker")
    ]
    return called(body), markers


def numbered(lengths: Sequence[int]) -> str:
    """Return paragraphs of a note each, numbered ① ② ③ … through the chapter."""
    written = (note(circled(number), length) for number, length in enumerate(lengths, start=1))
    return "".join(f"<p>{prose(70)}{one}{prose(40)}</p>" for one in written)


@pytest.mark.parametrize("composed", [False, True])
def test_marks_begin_anew_on_every_page(composed: bool) -> None:
    laid_out = pages(numbered([20] * 20), composed)
    assert len(laid_out) > 3
    for page in laid_out:
        calls, notes = marks(page)
        assert calls == notes == [circled(number) for number in range(1, len(calls) + 1)]


def test_without_the_attribute_marks_go_on_through_the_chapter() -> None:
    found = [mark for page in pages(numbered([20] * 20), True, by_page=False) for mark in marks(page)[0]]
    assert found == [circled(number) for number in range(1, 21)]


def test_what_goes_on_from_the_page_before_is_not_counted() -> None:
    laid_out = pages(numbered([20, 700, 20, 20]), True)
    first = next(index for index, page in enumerate(laid_out) if "②" in marks(page)[0])
    calls, notes = marks(laid_out[first + 1])
    assert words(parts(laid_out[first + 1])[1])[0] != "①"
    assert calls == notes
    assert calls[:1] in ([], ["①"])


def test_the_drawn_glyph_is_that_of_the_mark() -> None:
    for page in pages(numbered([20] * 6), True):
        for item in page.descendants():
            if isinstance(item, TextBox) and item.element_tag.endswith("::footnote-call"):
                assert item.pango_layout.text == item.text


def test_a_repeated_note_names_the_page_and_its_mark_there() -> None:
    first = '<span class="note" id="n1" data-mark="⑤">注文</span>'
    before = note("④", 9)
    again = '<span class="note" data-mark="⑥">见<a class="page" href="#n1"></a>页<b data-of="n1">⑤</b></span>'
    filler = f"<p>{prose(800)}</p>"
    laid_out = pages(f"{filler}<p>甲{before}乙{first}</p>{filler}<p>丙{again}</p>", True)
    page = next(number for number, page in enumerate(laid_out, start=1) if "①②" in "".join(marks(page)[0]))
    assert words(parts(laid_out[-1])[1]) == f"①见{page}页②"


def test_a_mark_leads_to_its_note_and_back() -> None:
    (page,) = pages(f"<p>{prose(30)}{note('①', 20)}{prose(30)}{note('②', 20)}</p>", True)
    boxes = list(page.descendants())
    for number, mark in ((1, "①"), (2, "②")):
        (call,) = [box for box in boxes if box.style["anchor"] == f"call-{number}"]
        (target,) = [box for box in boxes if box.style["anchor"] == f"note-{number}"]
        back = target.children[0].children[0]
        assert call.link == ("url", ("internal", f"note-{number}"))
        assert back.link == ("url", ("internal", f"call-{number}"))
        assert words(call) == words(back) == mark
        _, _, width, height = call.hit_area()
        assert width > 5 and height > 5
