"""What is drawn is what was composed, and what is copied is what was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pymupdf
import pytest
from sample_lines import EM, Glyph, lines, page, pdf
from sample_lines import fonts as shared_fonts
from weasyprint import HTML

from banben.cjk.columns import turn
from banben.cjk.install import patches
from banben.cjk.settings import Settings
from banben.patches import patched

POINTS = 0.75
"""A CSS pixel."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A character in a PDF, its origin in ems from the left and from the top."""

    character: str
    x: float
    y: float


def opened(content: bytes) -> Any:
    """Return the first page of a PDF."""
    return pymupdf.open("pdf", content)[0]


def marks(content: bytes) -> list[Mark]:
    """Return the characters of the first page of a PDF where they stand."""
    found: list[Mark] = []
    for block in opened(content).get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block["lines"]:
            for span in line["spans"]:
                for char in span["chars"]:
                    x, y = char["origin"]
                    found.append(Mark(char["c"], x / POINTS / EM, y / POINTS / EM))
    return found


def rows(content: bytes) -> list[list[Mark]]:
    """Return the characters of a PDF row by row."""
    found: dict[float, list[Mark]] = {}
    for mark in marks(content):
        found.setdefault(round(mark.y, 1), []).append(mark)
    return [sorted(row, key=lambda mark: mark.x) for _, row in sorted(found.items())]


def text(content: bytes) -> str:
    """Return the text of a PDF as it is copied, line ends left out."""
    return str(opened(content).get_text()).replace("\n", "")


TEXTS = [
    ("<p>国家市场部，销售「渠道」。（的了）在是我</p>", "zh-Hans-CN"),
    ("<p>国家市场部，销售「渠道」。（的了）在是我，</p>", "zh-Hant-TW"),
    ("<p>我们用Linux 6.1，和“国家”——abc……的卡尔·马克思2026年</p>", "zh-Hans-CN"),
    ("<p>我们<em>用Li</em>nux<sup>12</sup>和<b>（国</b>家）</p>", "zh-Hans-CN"),
]


@pytest.mark.parametrize(("body", "language"), TEXTS)
@pytest.mark.parametrize("width", [7.3, 11])
def test_glyphs_are_drawn_where_they_were_composed(body: str, language: str, width: float) -> None:
    drawn = rows(pdf(body, width, language=language))
    composed = lines(body, width, language=language)
    expected = [visible(line.glyphs) for line in composed]
    found = [[mark for mark in row if mark.character != " "] for row in drawn if len(row) > 0]
    flat = [mark for row in merged(found) for mark in row]
    wanted = [glyph for row in expected for glyph in row]
    assert sorted(mark.character for mark in flat) == sorted(glyph.character for glyph in wanted)
    for row, glyphs in zip(merged(found), expected, strict=True):
        for mark, glyph in zip(row, glyphs, strict=True):
            # A dash is half of a ligature; dots and narrow marks stand inside of their squares.
            if glyph.character not in "·—":
                assert mark.x == pytest.approx(glyph.x, abs=0.003), glyph


def visible(glyphs: tuple[Glyph, ...]) -> list[Glyph]:
    return [glyph for glyph in glyphs if glyph.character != " "]


def merged(rows: list[list[Mark]]) -> list[list[Mark]]:
    """Put raised characters back into the row that they are raised from."""
    found: list[list[Mark]] = []
    for row in rows:
        if found and row[0].y - found[-1][-1].y < 1:
            found[-1] = sorted([*found[-1], *row], key=lambda mark: mark.x)
        else:
            found.append(row)
    return found


COPIED = [
    "国家市场部，销售“渠道”。（的了）——在是我……",
    "我们用 Linux 6.1 和 C++ 的 3,000 个",
    "马克思说：“OK, it’s ‘fine’.”",
    "𠮷野家、①②、→、5 kg",
]


@pytest.mark.parametrize("source", COPIED)
def test_copied_text_is_the_source(source: str) -> None:
    assert text(pdf(f"<p>{source}</p>", 60)) == source


@pytest.mark.parametrize("source", COPIED)
def test_copied_text_of_several_lines_is_the_source_without_the_spaces_at_their_ends(source: str) -> None:
    copied = text(pdf(f"<p>{source}</p>", 5))
    assert copied.replace(" ", "") == source.replace(" ", "")


def test_a_name_with_a_middle_dot_is_copied_as_it_was_written() -> None:
    assert text(pdf("<p>卡尔·马克思</p>", 60)) == "卡尔·马克思"


DIVIDED = '<p style="hyphens: auto">我们用internationalization这个词语</p>'


def test_a_hyphen_of_ours_is_copied_at_the_end_of_its_row_only() -> None:
    assert [line.hyphenated for line in lines(DIVIDED, 10)] == [True, False]
    copied = opened(pdf(DIVIDED, 10)).get_text()
    # Readers join a word that a hyphen parts at the end of a row.
    assert re.sub(r"[-\u00ad]\n|\s", "", copied) == "我们用internationalization这个词语"


def test_a_hyphen_is_drawn_at_the_end_of_its_line() -> None:
    (*_, hyphen), *_ = rows(pdf(DIVIDED, 10))
    first = lines(DIVIDED, 10)[0]
    assert hyphen.character in "-\u00ad"
    assert hyphen.x == pytest.approx(first.glyphs[-1].right, abs=0.01)
    assert first.right > first.glyphs[-1].right + 0.2


def test_no_character_is_drawn_that_the_text_does_not_have() -> None:
    # MuPDF takes a gap after Latin for a space: that one is not ours.
    copied = text(pdf("<p>国家“市场”ab，部……——销。</p>", 4)).replace(" ", "")
    assert not set(copied) - set("国家“市场”ab，部…—销。")


def test_what_shows_nothing_leaves_no_trace_but_itself() -> None:
    assert text(pdf("<p>国\u2060家\u200b好</p>", 10)).replace("\u2060", "").replace("\u200b", "") == "国家好"


def test_a_character_that_no_font_has_is_drawn_by_weasyprint() -> None:
    assert text(pdf("<p>国家\ue123好</p>", 10)).startswith("国家")


def test_an_underline_is_as_long_as_its_text() -> None:
    content = pdf("<p>国<u>家好ab</u>国</p>", 10)
    first = opened(content)
    drawn = [path["rect"] for path in first.get_drawings()]
    (line,) = lines("<p>国<u>家好ab</u>国</p>", 10)
    assert len(drawn) == 1
    assert drawn[0].x0 / POINTS / EM == pytest.approx(1, abs=0.01)
    assert drawn[0].x1 / POINTS / EM == pytest.approx(line.glyphs[4].right, abs=0.01)


def test_two_fonts_in_a_line_keep_their_own_glyphs() -> None:
    sheet = "p { font-family: 'Liberation Serif', 'Noto Serif CJK SC' }"
    content = pdf("<p>国abc家</p>", 10, sheet=sheet)
    first = opened(content)
    names = {font[3].split("+")[-1] for font in first.get_fonts()}
    assert len(names) == 2
    assert text(content).replace(" ", "") == "国abc家"


def test_the_same_page_is_the_same_bytes() -> None:
    body = "<p>我们用 Linux 6.1，和“国家”——abc……的卡尔·马克思2026年</p>"

    def made() -> bytes:
        with patched(patches(Settings())):
            content = HTML(string=page(body, 9)).write_pdf(font_config=shared_fonts(), pdf_identifier=b"same")
        assert isinstance(content, bytes)
        return content

    assert made() == made()


# Columns: laid out on their side, then turned.


def column_pdf(body: str, height: float) -> bytes:
    def finish(_: Any, file: Any) -> None:
        turn(file)

    with patched(patches(Settings(vertical=True))):
        source = HTML(string=page(body, height, "zh-Hant-TW", "@page { size: 400px 300px }"))
        content = source.write_pdf(font_config=shared_fonts(), finisher=finish)
    assert isinstance(content, bytes)
    return content


def test_columns_go_from_top_to_bottom_and_from_right_to_left() -> None:
    content = column_pdf("<p>一二三四五六七八九十</p>", 5)
    found = marks(content)
    assert "".join(mark.character for mark in found) == "一二三四五六七八九十"
    first, second = found[:5], found[5:]
    assert all(other.y - one.y == pytest.approx(1, abs=0.01) for one, other in pairwise(first))
    assert all(one.x == pytest.approx(other.x, abs=0.01) for one, other in pairwise(first))
    assert first[0].x - second[0].x == pytest.approx(2, abs=0.01)


def test_a_turned_page_is_as_high_as_the_lying_one_was_wide() -> None:
    turned = opened(column_pdf("<p>一二</p>", 5))
    assert (turned.rect.width, turned.rect.height) == (300 * POINTS, 400 * POINTS)


def test_a_column_is_copied_as_it_was_written() -> None:
    source = "國家「市場」，Linux與（三）。"
    assert text(column_pdf(f"<p>{source}</p>", 20)) == source


def test_a_short_number_stands_upright_in_one_square() -> None:
    found = marks(column_pdf('<p>國<span class="tcy">12</span>家</p>', 10))
    one, two = (mark for mark in found if mark.character in "12")
    assert one.y == pytest.approx(two.y, abs=0.01) and one.x < two.x
    before, after = (mark for mark in found if mark.character in "國家")
    assert after.y - before.y == pytest.approx(2, abs=0.01)
