"""Figures that wait for the head of the next page: each stands once, in order, within its section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cjk_notes import note, overlaps, pages, parts, prose, words
from weasyprint.formatting_structure.boxes import BlockBox, TextBox

MORE = """
.figure { --page-float: top; margin: 18pt 0; break-inside: avoid } .here { --page-float: none }
h2 { font-size: 14pt; line-height: 18pt; margin: 18pt 0 0; break-after: avoid }
"""
# A page holds 15 lines of 18 pt.


def figure(number: int, height: int, kind: str = "") -> str:
    label = f'<span class="label">图{number}</span>' if number else ""
    return (
        f'<div class="figure {kind}"><div style="height: {height}pt"></div>'
        f'<p class="caption">{label}名</p></div>'
    )


def laid(body: str) -> list[Any]:
    return pages(body, MORE)


def seen(laid_out: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """Yield the marks ⟦1⟧ of text and the numbers of figures with their pages, as they stand."""
    for number, page in enumerate(laid_out, start=1):
        for item in parts(page)[0].descendants():
            if isinstance(item, TextBox):
                for mark in re.findall(r"⟦\d+⟧|图\d+", item.text):
                    yield mark, number


def figures(page: Any) -> list[Any]:
    return [
        box
        for box in parts(page)[0].descendants()
        if isinstance(box, BlockBox) and "figure" in (box.element.get("class") or "").split()
    ]


def test_text_fills_the_page_that_the_figure_has_left() -> None:
    laid_out = laid(f"<p>{prose(200)}</p>{figure(1, 150)}<p>{prose(400)}</p>")
    first, second = laid_out[:2]
    assert figures(first) == []
    assert words(parts(first)[0]).startswith(prose(200) + prose(20))
    (one,) = figures(second)
    assert one.border_box_y() == pytest.approx(second.content_box_y())


@pytest.mark.parametrize(
    ("kind", "number", "before"),
    [("here", 1, "文"), ("", 0, "文"), ("", 1, "如图：")],
    ids=["by its class", "without a number", "announced by a colon"],
)
def test_what_does_not_wait(kind: str, number: int, before: str) -> None:
    first, second = laid(f"<p>{prose(200)}{before}</p>{figure(number, 150, kind)}<p>{prose(100)}</p>")[:2]
    assert words(parts(first)[0]) == f"{prose(200)}{before}"
    assert len(figures(second)) == 1


def test_what_is_in_a_box_does_not_wait() -> None:
    inner = f"<p>{prose(200)}</p>{figure(1, 150)}<p>{prose(100)}</p>"
    first, second = laid(f'<div class="box">{inner}</div>')[:2]
    assert words(parts(first)[0]) == prose(200)
    assert len(figures(second)) == 1


def test_a_figure_does_not_pass_the_end_of_its_section() -> None:
    body = f"<p>{prose(200)}</p>{figure(1, 150)}<p>{prose(9)}</p><h2>⟦1⟧</h2><p>{prose(50)}</p>"
    assert list(seen(laid(body))) == [("图1", 2), ("⟦1⟧", 2)]


def test_a_figure_at_the_end_of_a_chapter_stands_in_the_chapter() -> None:
    chapters = (
        f"<section><p>⟦{number}⟧{prose(200)}</p>{figure(number, 150)}<p>{prose(9)}</p></section>"
        for number in (1, 2)
    )
    body = '<h1 style="break-before: auto">题</h1>' + "<h1>题</h1>".join(chapters)
    assert [mark for mark, _ in seen(laid(body))] == ["⟦1⟧", "图1", "⟦2⟧", "图2"]


def test_a_figure_and_a_note_that_goes_on_share_the_pages() -> None:
    body = f"<p>{prose(150)}{note(1, 700)}</p>{figure(1, 200)}<p>{prose(100)}</p><p>⟦2⟧{prose(200)}</p>"
    laid_out = laid(body)
    assert [list(overlaps(page)) for page in laid_out] == [[] for _ in laid_out]
    assert Counter(mark for mark, _ in seen(laid_out)) == {"图1": 1, "⟦2⟧": 1}


BLOCK = st.one_of(
    st.tuples(st.just("p"), st.integers(5, 400)),
    st.tuples(st.just("figure"), st.sampled_from([40, 80, 120, 160, 200, 260])),
    st.tuples(st.just("here"), st.sampled_from([40, 120, 200])),
    st.tuples(st.just("note"), st.integers(5, 900)),
    st.tuples(st.sampled_from(["h1", "h2"]), st.just(0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(BLOCK, min_size=3, max_size=20))
def test_everything_stands_once_and_in_order(blocks: list[tuple[str, int]]) -> None:
    body, order, section = "", [], 0
    for place, (kind, size) in enumerate(blocks, start=1):
        section += kind in ("h1", "h2")
        if kind in ("figure", "here"):
            body += figure(place, size, kind)
            order.append((section, f"图{place}"))
            continue
        called = note(place, size) if kind == "note" else ""
        tag = kind if kind in ("h1", "h2") else "p"
        body += f"<{tag}>⟦{place}⟧{prose(size if kind == 'p' else 30)}{called}</{tag}>"
        order.append((section, f"⟦{place}⟧"))
    laid_out = laid(body)
    assert [list(overlaps(page)) for page in laid_out] == [[] for _ in laid_out]
    found = [mark for mark, _ in seen(laid_out)]
    for sign in "图⟦":
        assert [mark for mark in found if mark[0] == sign] == [mark for _, mark in order if mark[0] == sign]
    sections = {mark: number for number, mark in order}
    numbers = [sections[mark] for mark in found]
    assert numbers == sorted(numbers), "a figure left its section"
    for place, (_, mark) in enumerate(order):
        earlier = [one for _, one in order[:place] if one[0] == "⟦"]
        assert not earlier or found.index(earlier[-1]) < found.index(mark), "a figure stands before its place"
