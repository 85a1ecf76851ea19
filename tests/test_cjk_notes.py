"""Footnotes in print: no word of them is lost, they stand in order, and text never runs into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, TextBox
from weasyprint.text.fonts import FontConfiguration

from banben.cjk.notes import PATCHES
from banben.patches import Patch, digest, patched

# 80 by 100 mm hold 15 lines of text or 23 of notes.
SHEET = """
@page { size: 100mm 120mm; margin: 10mm;
  @footnote { border-top: 0.3pt solid; padding-top: 6pt; margin-top: 6pt } }
html { font: 10.5pt/18pt "Noto Serif CJK SC" } body { margin: 0; orphans: 2; widows: 2 }
p { margin: 0; text-indent: 2em } h1 { margin: 0; break-before: page; break-after: avoid; font-size: 14pt }
.note { float: footnote; font-size: 8.5pt; line-height: 12pt; padding-left: 1.6em; text-indent: 0 }
.note::footnote-call { content: "\\2060" attr(data-mark); font-size: 0.7em;
  line-height: 0; vertical-align: super }
.note::footnote-marker { content: attr(data-mark); display: inline-block; width: 1.6em; margin-left: -1.6em }
.more { display: block; text-indent: 2em }
table { border-collapse: collapse } td { border: 1pt solid; vertical-align: top }
.tall { display: block; height: 60mm } .box { padding: 9pt; border: 1pt solid } .whole { break-inside: avoid }
.inline { display: inline-block } .two { columns: 2 } .float { float: right; width: 30mm }
"""
WORDS = "国家市场部销售渠道的了在是我有和人这中大为上个说时要就出会可也你对生能而子那得于着下自之年过"
TALL = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='{height}'><rect width='9' height='9'/></svg>"
)


def prose(length: int) -> str:
    return (WORDS * (length // len(WORDS) + 1))[:length]


def note(number: int | str, length: int, more: str = "") -> str:
    """Return a note of about *length* ideographs that begins and ends with its own number."""
    return f'<span class="note" data-mark="{number}">⟨{number}{prose(length)}{more}{number}⟩</span>'


def pages(body: str, sheet: str = "") -> list[Any]:
    with patched(PATCHES):
        markup = f'<html lang="zh"><style>{SHEET}{sheet}</style><body>{body}</body></html>'
        return [page._page_box for page in HTML(string=markup).render(font_config=FontConfiguration()).pages]


def words(box: Any) -> str:
    return "".join(item.text for item in box.descendants() if isinstance(item, TextBox)).replace("\u2060", "")


def parts(page: Any) -> tuple[Any, Any]:
    """Return the body and the note area of *page*."""
    body = page.children[0]
    areas = [box for box in page.children if isinstance(box, FootnoteAreaBox)]
    return body, areas[0] if areas else None


def lines(box: Any) -> list[Any]:
    return [item for item in box.descendants() if isinstance(item, LineBox)]


def noted(laid_out: Sequence[Any]) -> str:
    """Return the text of all note areas, in the order of the pages."""
    return "".join(words(area) for _, area in map(parts, laid_out) if area)


def begun(area: Any) -> list[str]:
    """Return the numbers of the notes that begin in *area*."""
    return (
        [piece.partition("国")[0].partition("尾")[0] for piece in words(area).split("⟨")[1:]] if area else []
    )


def called(body: Any) -> list[str]:
    return [words(item) for item in body.descendants() if item.footnote is not None]


def expected(notes: Sequence[tuple[int, int]]) -> str:
    return "".join(f"{number}⟨{number}{prose(length)}{number}⟩" for number, length in notes)


def overlaps(page: Any) -> Iterator[str]:
    body, area = parts(page)
    foot = page.content_box_y() + page.height + 0.01
    if area is None:
        return
    for line in lines(body):
        if line.position_y + line.height > area.border_box_y() + 0.01:
            yield f"text over the notes: {words(line)}"
    for line in lines(area):
        if line.position_y + line.height > foot:
            yield f"note below the page: {words(line)}"
    if area.border_box_y() < page.content_box_y() - 0.01:
        yield "notes above the page"


def check(body: str, notes: Sequence[tuple[int, int]]) -> list[Any]:
    """Lay *body* out and assert the law; return its pages."""
    laid_out = pages(body)
    assert noted(laid_out) == expected(notes)
    waiting: list[str] = []
    for number, page in enumerate(laid_out, start=1):
        assert list(overlaps(page)) == [], f"page {number}"
        text, area = parts(page)
        due = waiting + called(text)
        beginning = begun(area)
        assert due[: len(beginning)] == beginning, f"page {number}"
        allowed = {*waiting, *hopeless(text, dict(notes))}
        waiting = due[len(beginning) :]
        assert set(waiting) <= allowed, f"page {number}"
    return laid_out


def hopeless(body: Any, lengths: Mapping[int, int]) -> Iterator[str]:
    """Yield the notes that long notes of the same line leave no room for on the page."""
    for line in lines(body):
        before = 0
        for number in called(line):
            if before > 200:
                yield number
            before += lengths[int(number)]


LENGTHS = st.one_of(st.integers(1, 60), st.integers(20, 300), st.integers(300, 1700))
PARAGRAPH = st.lists(st.tuples(st.integers(1, 160), LENGTHS), max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=8), st.integers(0, 7))
def test_no_note_is_lost_whatever_the_lengths(paragraphs: list[list[tuple[int, int]]], heading: int) -> None:
    body: str = ""
    notes: list[tuple[int, int]] = []
    for index, paragraph in enumerate(paragraphs):
        body += "<h1>题</h1>" if index == heading else ""
        body += "<p>"
        for before, length in paragraph:
            notes.append((len(notes) + 1, length))
            body += prose(before) + note(*notes[-1])
        body += f"{prose(40)}。</p>"
    check(body, notes)


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_what_is_patched_is_what_the_patch_was_written_against(patch: Patch) -> None:
    assert digest(patch) == patch.digest, f"{patch.name} has changed: compare, then take its digest"


def test_the_rule_is_short_above_new_notes_and_all_across_above_what_goes_on() -> None:
    sheet = "@page { @footnote { --rule-length: 30% } }"
    laid_out = pages(f"<p>{prose(150)}{note(1, 900)}{prose(300)}</p><p>{prose(99)}{note(2, 9)}</p>", sheet)
    widths = []
    for page in laid_out:
        _, area = parts(page)
        if area:
            ruled = [box for box in area.descendants() if getattr(box, "border_top_width", 0)]
            widths.append(round(ruled[0].border_width() / page.width, 2))
    assert widths == [0.3, 1, 1, 0.3]


def test_several_notes_of_a_line_begin_on_its_page() -> None:
    for before in range(200, 420, 11):
        calls = "".join(note(number, 60) for number in (1, 2, 3))
        check(f"<p>{prose(before)}{calls}{prose(200)}</p>", [(1, 60), (2, 60), (3, 60)])


def test_a_long_note_leaves_two_lines_on_either_side() -> None:
    for length in range(150, 400, 13):
        laid_out = check(f"<p>{prose(260)}{note(1, length)}{prose(200)}</p>", [(1, length)])
        counts = [len(lines(area)) for _, area in map(parts, laid_out) if area]
        assert min(counts) >= 2


def test_the_end_of_a_note_does_not_make_a_page_at_the_end_of_a_chapter() -> None:
    for length in range(60, 300, 9):
        laid_out = check(f"<p>{prose(330)}{note(1, length)}</p><h1>题</h1><p>{prose(20)}</p>", [(1, length)])
        assert all(lines(parts(page)[0]) for page in laid_out)


def test_notes_nested_in_notes_stand_after_them() -> None:
    inner = note(2, 30)
    laid_out = pages(f"<p>{prose(50)}{note(1, 40, inner)}{prose(30)}</p>")
    assert noted(laid_out) == f"1⟨1{prose(40)}21⟩2⟨2{prose(30)}2⟩"


def test_a_page_that_is_made_again_keeps_its_notes() -> None:
    toc = '<p class="toc"><a href="#end"></a></p>' * 3
    sheet = ".toc a::after { content: target-counter(attr(href), page) } #end { break-before: page }"
    body = "".join(f"<p>{prose(90)}{note(number, 200)}{prose(60)}</p>" for number in range(1, 9))
    laid_out = pages(f"{toc}{body}<p id=end>{prose(9)}{note(9, 1200)}</p>", sheet)
    assert noted(laid_out) == expected([*((number, 200) for number in range(1, 9)), (9, 1200)])
    assert words(parts(laid_out[0])[0])[0].isdecimal()


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>{prose}{one}</td><td>{prose}</td></tr><tr><td>{prose}{two}</td><td></td></tr></table>",
        '<p>{prose}<span class="inline">甲{one}</span>{prose}{two}</p>',
        '<div class="two"><p>{prose}{one}</p><p>{prose}{two}</p></div>',
        '<p><span class="float">{prose}{one}</span>{prose}{two}</p>',
        '<div style="display: flex"><p>{prose}{one}</p><p>{prose}{two}</p></div>',
        '<div class="box whole"><p>{prose}{one}</p><p>{prose}{two}</p></div>',
        '<p style="position: relative">{prose}{one}<span style="position: absolute">丙{two}</span></p>',
        "<table><thead><tr><th>{one}</th></tr></thead><tr><td>{prose}</td></tr><tr><td>{prose}{two}</td></tr></table>",
        "<ul><li>{prose}{one}</li><li>{prose}{two}</li></ul>",
    ],
    ids=["table", "inline block", "columns", "float", "flex", "kept together", "positioned", "head", "list"],
)
@pytest.mark.parametrize("before", [0, 120, 240, 300])
def test_notes_of_what_is_laid_out_apart_are_not_lost(body: str, before: int) -> None:
    filled = body.format(prose=prose(60), one=note(1, 200), two=note(2, 90))
    laid_out = pages(f"<p>{prose(before)}</p>{filled}<p>{prose(100)}</p>")
    # A float or a cell may go on to the next page while what comes after it stands on this one.
    first, second = expected([(1, 200)]), expected([(2, 90)])
    assert noted(laid_out) in (first + second, second + first)
    assert [list(overlaps(page)) for page in laid_out] == [[] for _ in laid_out]


def test_inline_notes_go_on_in_one_line_and_over_the_page() -> None:
    sheet = ".note { footnote-display: inline; padding: 0 } .note::footnote-marker { width: 1em; margin: 0 }"
    short = pages(f"<p>{prose(9)}{note(1, 3)}{prose(9)}{note(2, 3)}</p>", sheet)
    assert words(lines(parts(short[0])[1])[0]) == "1⟨1国家市1⟩2⟨2国家市2⟩"
    for length in (300, 700, 1100):
        long = pages(f"<p>{prose(150)}{note(1, 40)}{note(2, length)}{note(3, 40)}{prose(300)}</p>", sheet)
        assert noted(long) == expected([(1, 40), (2, length), (3, 40)])
        assert [list(overlaps(page)) for page in long] == [[] for _ in long]


@pytest.mark.parametrize("display", ["inline", "compact", "block"])
def test_notes_with_blocks_in_them_stand_between_others(display: str) -> None:
    block = f'<span class="note" data-mark="2">甲<span class="more">{prose(200)}</span>乙</span>'
    body = f"<p>{prose(260)}{note(1, 30)}{block}{note(3, 30)}{prose(99)}</p>"
    laid_out = pages(body, f".note {{ footnote-display: {display} }}")
    assert noted(laid_out) == f"{expected([(1, 30)])}2甲{prose(200)}乙{expected([(3, 30)])}"


@pytest.mark.parametrize("position", ["absolute", "fixed"])
def test_what_stands_apart_in_a_note_is_laid_out_and_drawn(position: str) -> None:
    apart = f'<span style="position: {position}; left: 0; top: 0">角</span>'
    with patched(PATCHES):
        markup = f"<style>{SHEET}</style><p>{prose(60)}{note(1, 30, apart)}{prose(90)}</p>"
        document = HTML(string=markup).render(font_config=FontConfiguration())
        assert document.write_pdf().startswith(b"%PDF")
    (page,) = (page._page_box for page in document.pages)
    (corner,) = (
        box for box in page.descendants(placeholders=True) if isinstance(box, TextBox) and box.text == "角"
    )
    assert corner.position_x == pytest.approx(page.content_box_x())
    assert corner.position_y == pytest.approx(page.content_box_y(), abs=9)


@pytest.mark.parametrize(("policy", "left"), [("auto", 2), ("line", 2), ("block", 0)])
def test_a_paragraph_turns_as_a_whole_where_a_note_asks_for_it(policy: str, left: int) -> None:
    # Eleven lines and four: the last one has the call, and no note begins below it.
    body = f"<p>{prose(225)}</p><p>{prose(71)}{note(1, 90)}</p>"
    first, second = pages(body, f".note {{ footnote-policy: {policy} }}")
    assert [len(lines(parts(page)[0])) for page in (first, second)] == [11 + left, 4 - left]
    assert parts(first)[1] is None and begun(parts(second)[1]) == ["1"]


def test_notes_take_no_more_of_a_page_than_the_sheet_allows() -> None:
    sheet = "@page { @footnote { max-height: 20mm } }"
    laid_out = pages(f"<p>{prose(60)}{note(1, 700)}{prose(900)}</p>", sheet)
    assert noted(laid_out) == expected([(1, 700)])
    areas = [area for _, area in map(parts, laid_out) if area]
    assert len(areas) > 2 and max(area.height for area in areas) <= 20 / 25.4 * 96
    # Text goes on below the room that a long note takes.
    assert len(lines(parts(laid_out[0])[0])) > 9


@pytest.mark.parametrize("sheet", ["", "@page { @footnote { max-height: 1mm } }"])
def test_what_never_finds_room_in_notes_does_not_stop_the_book(sheet: str) -> None:
    tall = TALL.format(height=900)
    picture = f'<img style="display: block; break-inside: avoid" src="data:image/svg+xml,{quote(tall)}">'
    floating = f'<span class="float">{prose(600)}</span>'
    for inside in (picture, floating):
        laid_out = pages(f"<p>{prose(300)}{note(1, 60, inside)}{note(2, 20)}{prose(200)}</p><p>尾</p>", sheet)
        assert len(laid_out) < 30
        text = "".join(words(page) for page in laid_out)
        assert text.count("1⟩") == text.count("2⟩") == text.count("尾") == 1
