"""No chapter ends with a page of less than five lines where setting its pages anew avoids it."""

from __future__ import annotations

from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from off_grid import lines, off_grid
from test_patches import book, made
from weasyprint import HTML, Document
from weasyprint.layout import block, inline

from banben.cjk import endings_composed, endings_pages, grid_lines, install
from banben.cjk.endings import LEAST, Paragraph, chosen, plans
from banben.cjk.lines import Composer
from banben.cjk.settings import Settings
from banben.patches import Function, Patch, digest, patched

paragraphs = st.lists(
    st.builds(Paragraph, st.integers(1, 6), st.integers(1, 12), st.integers(-2, 0), st.integers(0, 2))
)


@given(paragraphs, st.integers(1, 4), st.integers(0, 3))
def test_every_plan_keeps_to_what_the_paragraphs_allow(
    given_ones: list[Paragraph], rows: int, room: int
) -> None:
    for plan in plans(given_ones, rows, room):
        assert len(plan) == len(given_ones)
        assert all(one.fewest <= by <= one.most for one, by in zip(given_ones, plan, strict=True))
        total = sum(plan)
        assert all(by * total >= 0 for by in plan), "no plan tightens here and loosens there"
        assert total <= -max(1, rows - room) or total >= LEAST - rows


@given(paragraphs, st.integers(1, 4))
def test_plans_with_fewer_changes_come_first(given_ones: list[Paragraph], rows: int) -> None:
    changes = [abs(sum(plan)) for plan in plans(given_ones, rows)]
    assert changes == sorted(changes)


@given(paragraphs, st.integers(1, 6), st.sampled_from([-1, 1]))
def test_a_plan_is_found_just_where_there_is_enough_to_give(
    given_ones: list[Paragraph], count: int, sign: int
) -> None:
    plan = chosen(given_ones, count, sign)
    assert (plan is not None) == (sum(one.can_give(sign) for one in given_ones) >= count)
    if plan is not None:
        assert sum(plan) == sign * count
        able = sum(one.can_give(sign) > 0 for one in given_ones)
        assert sum(by != 0 for by in plan) == min(count, able), "as little as can be in each"


def test_the_last_pages_and_the_longest_paragraphs_come_first() -> None:
    text = [Paragraph(page, lines, -1, 1) for page, lines in [(1, 9), (2, 3), (2, 8), (3, 4), (3, 6)]]
    assert chosen(text, 1, -1) == (0, 0, 0, 0, -1)
    assert chosen(text, 3, -1) == (-1, 0, -1, 0, -1)
    assert chosen(text, 4, -1) == (-1, 0, -1, -1, -1)


def test_one_line_goes_back_and_four_get_one_more() -> None:
    text = [Paragraph(page, 6, -1, 1) for page in (1, 2, 3, 4)]
    assert next(plans(text, 1)) == (0, 0, 0, -1)
    assert next(plans(text, 4)) == (0, 0, 0, 1)


def test_room_left_by_widows_is_filled_first() -> None:
    assert next(plans([Paragraph(1, 6, -1, 0)], 2, room=1)) == (-1,)
    assert list(plans([Paragraph(1, 6, -1, 0)], 2)) == []


# --- pages made again ---

SHEET = """
@page { size: 105mm 148mm; margin: 10mm; @bottom-center { content: counter(page, upper-alpha) } }
html { font: 10.5pt/18pt "Noto Serif CJK SC"; --line-snap: baseline }
body { margin: 0; orphans: 2; widows: 2 } p { margin: 0; text-indent: 2em }
h1 { break-before: page; font-size: 18pt; line-height: 36pt; margin: 0; break-after: avoid }
.toc::after { content: target-counter(attr(href), page) } .note { float: footnote }
"""
ROWS = 20
TEXT = "国家市场部销售渠道的了在是我有和人这中大为上个说时要就出会可也你对生"


def length(box: Any) -> int:
    return sum(len(item.text) for item in box.descendants() if hasattr(item, "text"))


def natural(box: Any) -> int:
    """Return how many lines of 22 ideographs the text of *box* takes."""
    return ceil((length(box) + 2) / 22)


def loosened(stock: Function) -> Function:
    """Set a paragraph in a wider or narrower measure, as far from good setting as it may be."""

    def iterate(context: Any, box: Any, y: float, bottom: Any, skip: Any, holder: Any, *rest: Any) -> Any:
        looseness = getattr(box, endings_pages.LOOSENESS, 0)
        width = holder.width
        if looseness:
            holder.width *= natural(box) / (natural(box) + looseness)
        try:
            yield from list(stock(context, box, y, bottom, skip, holder, *rest))
        finally:
            holder.width = width

    return iterate


LOOSE = Patch(block, "iter_line_boxes", loosened, "", alone=True)


def variants(_: Any, box: Any, __: Any) -> tuple[int, int]:
    return (-1, 1) if natural(box) >= 5 else (0, 0)


def rigid(*_: Any) -> tuple[int, int]:
    return (0, 0)


def laid_out(body: str, able: Any = variants) -> Document:
    patches = (LOOSE, *grid_lines.PATCHES, *endings_pages.patches(able))
    with patched(patches):
        return HTML(string=f"<style>{SHEET}</style>{body}").render()


def prose(rows: int) -> str:
    return "<p>" + (TEXT * rows)[: rows * 22 - 10] + "</p>"


def chapter(*paragraphs: int, name: str = "章") -> str:
    """Return a chapter of a title of two rows and paragraphs of so many rows."""
    return f'<h1 id="{name}">{name}</h1>' + "".join(map(prose, paragraphs))


def taken(document: Document) -> list[int]:
    """Return how many body lines stand on each page."""
    pages = [line.page for line in lines(document)]
    return [pages.count(number) for number in range(1, len(document.pages) + 1)]


# Two rows of title and 8 + 8 + 4 lines: two lines too many for a page.
SHORT = chapter(8, 8, 4)


def bare(body: str) -> list[int]:
    """Return what stands on each page when no ending is mended."""
    with patched(grid_lines.PATCHES):
        return taken(HTML(string=f"<style>{SHEET}</style>{body}").render())


def test_these_chapters_end_badly_by_themselves() -> None:
    assert bare(SHORT) == [18, 2]
    assert bare(chapter(8, 8, 6)) == [18, 4]


def test_two_lines_go_back_to_the_page_before() -> None:
    document = laid_out(SHORT)
    assert taken(document) == [18]
    assert off_grid(document) == []


def test_four_lines_get_a_fifth() -> None:
    assert taken(laid_out(chapter(8, 8, 6))) == [18, 5]


def test_lines_come_from_the_page_before_where_paragraphs_have_none_to_give() -> None:
    document = laid_out(SHORT, rigid)
    assert taken(document) == [14, 6]
    assert off_grid(document) == []


def test_a_page_that_gives_lines_keeps_its_folio_and_its_notes_where_they_are() -> None:
    noted = SHORT.replace("国家", '国<span class="note">注</span>家', 1)
    places = []
    for able in (variants, rigid):
        page = laid_out(noted, able).pages[0]._page_box
        (folio,) = (box for box in page.descendants() if getattr(box, "text", "") == "A")
        (note,) = (box for box in page.descendants() if getattr(box, "text", "") == "注")
        places.append((folio.position_y, note.position_y))
    assert places[0] == pytest.approx(places[1])


def test_what_does_not_help_is_undone() -> None:
    whole = '<h1>章</h1><div style="height: 320pt; break-inside: avoid"></div>' + prose(2)
    plain = "<h1>章</h1>" + prose(2)
    assert taken(laid_out(whole, rigid)) == bare(whole)
    assert taken(laid_out(plain)) == bare(plain) == [2]


def test_every_chapter_is_mended_and_the_pages_that_follow_move_up() -> None:
    parts = [chapter(8, 8, 4, name=f"c{number}") for number in range(6)]
    toc = "".join(f'<p><a class="toc" href="#c{number}">章</a></p>' for number in range(6))
    document = laid_out(toc + "".join(parts))
    assert taken(document) == [6, 18, 18, 18, 18, 18, 18]
    assert [line.text for line in lines(document) if line.page == 1] == [f"章{n}" for n in range(2, 8)]


def test_a_good_ending_is_left_alone() -> None:
    body = chapter(8, 8, 9) + chapter(5)
    assert taken(laid_out(body)) == bare(body) == [18, 7, 5]


def test_notes_stay_with_their_lines_when_pages_are_made_again() -> None:
    noted = SHORT.replace("国家", '国<span class="note">注</span>家', 1)
    long = noted.replace("<h1", prose(3) + "<h1").replace("</h1>", "</h1>" + prose(18), 1)
    document = laid_out(long)
    notes = [
        number
        for number, page in enumerate(document.pages, 1)
        for box in page._page_box.descendants()
        if getattr(box, "text", "") == "注"
    ]
    assert len(notes) == 1
    assert taken(document)[-1] >= LEAST


def test_composed_paragraphs_are_set_a_line_longer() -> None:
    composer = Composer(Settings())
    composing = (Patch(inline, "split_inline_box", lambda stock: install._splitter(composer, stock), ""),)
    # Ten of these fill eight lines to the brim and can stand in nine; seven take six lines.
    text = "".join(f"<p>{'买卖就是买卖，没有人把它分成两件事，' * count}</p>" for count in (10, 10, 7))
    markup = f"<style>{SHEET} p {{ text-align: justify }}</style><h1>章</h1>{text}"
    with patched((*composing, *grid_lines.PATCHES)):
        assert taken(HTML(string=markup).render()) == [18, 4]
    with patched((*composing, *grid_lines.PATCHES, *endings_composed.patches(composer))):
        # The last paragraph, of which one line only would stay, goes over whole.
        assert taken(HTML(string=markup).render()) == [17, 6]


def test_a_document_that_asks_for_no_grid_is_made_as_ever() -> None:
    stock = made(book(1))
    with patched((*grid_lines.PATCHES, *endings_pages.patches(rigid))):
        assert made(book(1)) == stock


@pytest.mark.parametrize("patch", endings_pages.patches(variants), ids=lambda patch: patch.name)
def test_what_is_patched_is_what_the_patch_was_written_against(patch: Patch) -> None:
    assert digest(patch) == patch.digest
