"""The auditor of bench/clreq.py sees each fault that is planted, in lines and in columns, and no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from banben.load import Overrides
from banben.pipeline import Request, check, prepare

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import clreq
from typography_glyphs import read
from typography_lines import OPENING
from typography_pages import CLOSING

SIZE, PITCH, LEFT, TOP = 10.0, 18.0, 50.0, 60.0
WAYS = ("horizontal", "upright", "turned", "columns")

Cell = tuple[str, float, float, float]
"""A character, its place along its line in ems from the margin, its rise and its size in points."""
Row = list[Cell]

MARKS = CLOSING | OPENING


def row(text: str, start: float = 0.0) -> Row:
    """Return *text* set as clreq asks: 1.5 em for two marks that meet, a quarter em around Latin."""
    cells: Row = []
    for before, char in zip(" " + text, text, strict=False):
        if before in MARKS and char in MARKS:
            start -= 0.5
        elif cells and char.isascii() != before.isascii():
            start += 0.25
        cells.append((char, start, 0.0, SIZE))
        start += 0.5 if char.isascii() else 1.0
    return cells


# Twenty ems wide. The first page ends in the middle of a paragraph that fills lines of the second.
PARAGRAPH = [
    row("江边的小城在雨里醒来卖豆腐的人推着车", 2.0),
    row("从桥上走过他说：“今天的水真大啊你看。”谁"),
    row("也没有回答他这是第215天雨水已经涨到了窗"),
    row("台上的第三块砖老人们都说从没有见过这么大"),
    row("的水——他们的父亲也没有见过……只有那城"),
    row("墙上的字记得那一年是怎么过去的。"),
]
PAGES = [PARAGRAPH * 3, PARAGRAPH[3:] + PARAGRAPH * 2 + PARAGRAPH[:3], PARAGRAPH[3:] + PARAGRAPH]


def pdf(pages: list[list[Row]], way: str, path: Path) -> Path:
    """Write *pages* to *path*: each glyph at its own place, standing, turned, or by a font for columns."""
    with pymupdf.open() as document:
        for rows in pages:
            shape = document.new_page(width=420, height=420).new_shape()
            for number, cells in enumerate(rows):
                for char, along, rise, size in cells:
                    across = TOP + number * PITCH - rise
                    _put(shape, char, LEFT + along * SIZE, across, size, way)
            shape.commit()
        document.save(path)
    if way == "columns":
        _for_columns(path)
    return path


def _for_columns(path: Path) -> None:
    """Give the fonts of *path* the writing mode of columns (ISO 32000-1, 9.7.4.3)."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Encoding") == "/UniGB-UTF16-H":
                font.Encoding = pikepdf.Name("/UniGB-UTF16-V")
        document.save(path)


def _put(shape: pymupdf.Shape, char: str, along: float, across: float, size: float, way: str) -> None:
    # A column's axis stands as far from the right as a line's baseline from the top.
    axis = 400 - across
    if way == "horizontal":
        shape.insert_text((along, across), char, fontname="china-s", fontsize=size)
    elif way == "columns":
        shape.insert_text((axis, along), char, fontname="china-s", fontsize=size)
    elif way == "upright" and not char.isascii():
        shape.insert_text((axis - size / 2, along + 0.88 * size), char, fontname="china-s", fontsize=size)
    else:
        shape.insert_text((axis - 0.38 * size, along), char, fontname="china-s", fontsize=size, rotate=270)


def shifted(cells: Row, first: int, last: int | None, by: float) -> Row:
    """Return *cells* with those from *first* up to *last* moved along by *by* ems."""
    last = len(cells) if last is None else last
    moved = [(char, at + by, rise, size) for char, at, rise, size in cells[first:last]]
    return [*cells[:first], *moved, *cells[last:]]


def replaced(cells: Row, at: int, char: str) -> Row:
    """Return *cells* with another character at *at* (counted from the end when negative)."""
    _, along, rise, size = cells[at]
    at %= len(cells)
    return [*cells[:at], (char, along, rise, size), *cells[at + 1 :]]


def with_line(number: int, change: Callable[[Row], Row]) -> Callable[[], list[list[Row]]]:
    """Return what makes the clean pages with line *number* of the first page changed."""

    def change_first() -> list[list[Row]]:
        first = list(PAGES[0])
        first[number] = change(first[number])
        return [first, *PAGES[1:]]

    return change_first


def two_lines(last: str, first: str) -> Callable[[], list[list[Row]]]:
    """Return what makes the clean pages with a line that ends in *last*; the next begins with *first*."""

    def change() -> list[list[Row]]:
        rows = list(PAGES[0])
        width = sum(0.5 if char.isascii() else 1.0 for char in last) + 0.25 * last.isascii()
        rows[3] = row("江" * int(20 - width) + last)
        rows[4] = row(first + "水" * int(20 - len(first)))
        return [rows, *PAGES[1:]]

    return change


def loose(cells: Row) -> Row:
    """Return *cells* with an eighth of an em too much after each."""
    return [(char, at + 0.2 * number, rise, size) for number, (char, at, rise, size) in enumerate(cells[:16])]


def uneven(cells: Row) -> Row:
    return shifted(cells, 9, None, 0.1)


def note_mark_first(cells: Row) -> Row:
    return [("①", 0.0, 4.0, 6.0), *shifted(cells, 0, None, 0.6)]


def widow() -> list[list[Row]]:
    return [[*PAGES[0], *PARAGRAPH[:5]], [*PARAGRAPH[5:], *PARAGRAPH], PAGES[2]]


def begun() -> list[list[Row]]:
    return [[*PAGES[0], PARAGRAPH[0]], [*PARAGRAPH[1:], *PARAGRAPH], PAGES[2]]


def heading() -> list[list[Row]]:
    large = [(char, at * 1.4, rise, 14.0) for char, at, rise, _ in row("第二节水退了以后")]
    return [[*PAGES[0], large], *PAGES[1:]]


def half_a_line_lower() -> list[list[Row]]:
    lower = [[(char, at, -9.0, size) for char, at, _, size in cells] for cells in PARAGRAPH]
    return [[*PAGES[0], *lower], *PAGES[1:]]


def few() -> list[list[Row]]:
    return [[*PAGES[0], *PARAGRAPH[:4]], PARAGRAPH[4:]]


FAULTS: dict[str, Callable[[], list[list[Row]]]] = {
    "line_start_prohibition": with_line(4, lambda cells: replaced(cells, 0, "，")),
    "line_end_prohibition": with_line(3, lambda cells: replaced(cells, -1, "《")),
    "broken_dash_or_ellipsis": two_lines("—", "—"),
    "number_broken": two_lines("19", "98"),
    "number_parted_from_unit": two_lines("25", "kg"),
    "note_mark_at_line_start": with_line(3, note_mark_first),
    "adjacent_marks_not_compressed": with_line(1, lambda cells: shifted(cells, 8, None, 0.5)),
    "full_width_mark_at_line_start": with_line(3, lambda cells: replaced(cells, 0, "“")),
    "full_width_mark_at_line_end": with_line(3, lambda cells: replaced(cells, -1, "。")),
    "no_gap_between_han_and_latin": with_line(2, lambda cells: shifted(cells, 9, 13, -0.25)),
    "one_character_last_line": with_line(5, lambda cells: [cells[0], replaced(cells, 1, "。")[1]]),
    "right_edge_not_flush": with_line(3, lambda cells: cells[:18]),
    "ragged_in_paragraph": with_line(3, lambda cells: cells[:18]),
    "past_the_edge": with_line(3, lambda cells: [*cells, ("外", 20.0, 0.0, SIZE)]),
    "overlapping_ideographs": with_line(3, lambda cells: shifted(cells, 5, 6, -0.1)),
    "line_too_loose": with_line(3, loose),
    "uneven_spacing": with_line(3, uneven),
    "widow": widow,
    "paragraph_begun_on_last_line": begun,
    "heading_at_foot": heading,
    "off_the_grid": half_a_line_lower,
    "page_of_few_lines": few,
}


@pytest.mark.parametrize("way", WAYS)
def test_clean_pages_have_no_fault(way: str, tmp_path: Path) -> None:
    result = clreq.audit(pdf(PAGES, way, tmp_path / "clean.pdf"))
    assert {name: tally.examples for name, tally in result.tallies.items() if tally.bad} == {}
    assert result.vertical == (way != "horizontal")
    assert (result.pages, result.body) == (3, SIZE)
    seen = [name for name, tally in result.tallies.items() if tally.seen]
    assert {"adjacent_marks_not_compressed", "no_gap_between_han_and_latin", "widow", "off_the_grid"} <= {
        *seen
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, way: str, tmp_path: Path) -> None:
    result = clreq.audit(pdf(FAULTS[name](), way, tmp_path / "fault.pdf"))
    assert result.tallies[name].bad > 0
    assert result.tallies[name].examples[0][0] in (1, 2)


def test_every_measure_has_a_planted_fault() -> None:
    assert {*FAULTS, "invisible_characters"} == {*clreq.MEASURES}


def test_fonts_that_are_not_in_the_file_are_counted(tmp_path: Path) -> None:
    assert clreq.audit(pdf(PAGES, "horizontal", tmp_path / "a.pdf")).unembedded == 3


def test_invisible_characters_are_counted(tmp_path: Path) -> None:
    with pymupdf.open(pdf(PAGES, "horizontal", tmp_path / "a.pdf")) as document:
        writer = pymupdf.TextWriter(document[1].rect)
        writer.append((LEFT, 30), "水\u00ad岸", font=pymupdf.Font("cjk"), fontsize=6)
        writer.write_text(document[1])
        document.save(tmp_path / "b.pdf")
    assert clreq.audit(tmp_path / "b.pdf").tallies["invisible_characters"].examples == [(2, "U+00AD")]


def test_digits_side_by_side_in_a_column_are_one_glyph(tmp_path: Path) -> None:
    pages = [list(rows) for rows in PAGES]
    path = pdf(pages, "upright", tmp_path / "a.pdf")
    with pymupdf.open(path) as document:
        axis = 400 - (TOP + 6 * PITCH)
        for place, digit in ((-4.5, "2"), (0.5, "4")):
            at = (axis + place, LEFT + 20.88 * SIZE)
            document[0].insert_text(at, digit, fontname="cour", fontsize=7)
        document.save(tmp_path / "b.pdf")
    lines = read(tmp_path / "b.pdf").pages[0].lines
    assert [line.glyphs[-1].char for line in lines if line.glyphs[-1].char.isdigit()] == ["24"]


def test_a_page_turned_by_its_rotation_is_read_as_it_is_seen(tmp_path: Path) -> None:
    path = pdf(PAGES, "horizontal", tmp_path / "a.pdf")
    with pymupdf.open(path) as document:
        for page in document:
            page.set_rotation(90)
        document.save(tmp_path / "b.pdf")
    result = clreq.audit(tmp_path / "b.pdf")
    assert result.vertical
    assert not any(tally.bad for tally in result.tallies.values())


def test_a_pdf_without_ideographs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no ideographs"):
        clreq.audit(pdf([[row("abc")]], "horizontal", tmp_path / "a.pdf"))


def test_stops_in_the_middle_of_their_squares_are_not_compressed(tmp_path: Path) -> None:
    wide = with_line(1, lambda cells: shifted(cells, 19, None, 0.5))()
    path = pdf(wide, "horizontal", tmp_path / "a.pdf")
    assert clreq.audit(path).tallies["adjacent_marks_not_compressed"].bad == 1
    with pymupdf.open(path) as document:
        document.xref_set_key(document.pdf_catalog(), "Lang", "(zh-Hant-TW)")
        document.save(tmp_path / "b.pdf")
    assert clreq.audit(tmp_path / "b.pdf").tallies["adjacent_marks_not_compressed"].bad == 0


@pytest.mark.parametrize("name", ["ferry", "workshop"])
def test_the_texts_that_are_measured_are_long_and_have_no_problems(name: str) -> None:
    folder = Path(__file__).parent / "texts" / name
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.md"))
    assert len("".join(text.split())) >= 12_000
    assert check(prepare(Request(folder, Overrides()))) == ()
