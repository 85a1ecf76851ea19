"""Vertical books: pages that stand, glyphs that stand, links and bookmarks that hit."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from PIL import Image

from banben.cjk.columns import turn
from banben.cjk.install import patches
from banben.cjk.settings import Settings
from banben.patches import patched
from banben.weasy import HTML

SHEET = """
@page { size: 210mm 148mm; margin: 20mm }
html { font: 12pt/24pt 'Noto Serif CJK TC' } body { margin: 0; text-align: justify }
p { margin: 0 } h1 { font-size: 12pt; margin: 0; bookmark-level: 1 } .next { break-before: page }
.dots { --emphasis: dot }
"""
FLAG = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='48' height='24'>"
    "<rect width='24' height='24' fill='rgb(255,0,0)'/>"
    "<rect x='24' width='24' height='24' fill='rgb(0,0,255)'/></svg>"
)
WIDTH, HEIGHT = 148 * 72 / 25.4, 210 * 72 / 25.4


def standing(body: str) -> bytes:
    """Return the PDF of *body*, laid out on its side and turned."""
    markup = f"<html lang='zh-Hant-TW'><style>{SHEET}</style><body>{body}"
    with patched(patches(Settings(vertical=True))):
        document = HTML(string=markup).render()
        content = document.write_pdf(finisher=lambda _, pdf: turn(pdf))
    assert isinstance(content, bytes)
    return content


def spans(content: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return the characters of *page* in the order of the file, each with its origin."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return [
            (char["c"], *char["origin"])
            for block in document[page].get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
        ]


def test_a_page_stands_and_its_boxes_with_it() -> None:
    with pikepdf.open(BytesIO(standing("<p>天地"))) as pdf:
        page = pdf.pages[0]
        for name in ("/MediaBox", "/TrimBox"):
            assert [round(float(edge)) for edge in page[name]] == [0, 0, round(WIDTH), round(HEIGHT)]
        assert "/Rotate" not in page
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_columns_run_down_and_from_the_right() -> None:
    found = spans(standing("<p>天地玄黃</p><p>宇宙洪荒</p>"))
    assert "".join(char for char, _, _ in found) == "天地玄黃宇宙洪荒"
    first, second = found[:4], found[4:]
    assert len({round(x) for _, x, _ in first}) == len({round(x) for _, x, _ in second}) == 1
    assert [y for _, _, y in first] == sorted(y for _, _, y in first)
    assert first[0][1] - second[0][1] == pytest.approx(24, abs=0.1)
    assert first[1][2] - first[0][2] == pytest.approx(12, abs=0.1)


def test_ideographs_are_written_in_vertical_mode_and_latin_in_rows() -> None:
    with pikepdf.open(BytesIO(standing("<p>天Marketing地"))) as pdf:
        encodings = {str(font.Encoding) for font in pdf.pages[0].Resources.Font.values()}
    assert encodings == {"/Identity-V", "/Identity-H"}


def test_marks_have_their_vertical_forms() -> None:
    # A corner bracket opens at the right of the column: most of its ink is in the right half of its square.
    image = picture(standing("<p>「</p>"))
    ink = [place % image.width for place, gray in enumerate(image.tobytes()) if gray < 128]
    right = image.width - 20 * image.width / 148
    column = right - 24 / 72 * 2.54 / 14.8 * image.width
    assert ink and min(ink) > column


def picture(content: bytes) -> Image.Image:
    """Return the first page in gray, 144 pixels an inch."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        pixels = document[0].get_pixmap(dpi=144, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


@pytest.mark.parametrize("number", ["7", "12", "2026"])
def test_a_short_number_stands_across_one_square(number: str) -> None:
    found = spans(standing(f"<p>天<span class='tcy'>{number}</span>地"))
    assert "".join(char for char, _, _ in found) == f"天{number}地"
    digits = found[1:-1]
    assert len({round(y, 1) for _, _, y in digits}) == 1
    assert [x for _, x, _ in digits] == sorted(x for _, x, _ in digits)
    assert found[-1][2] - found[0][2] == pytest.approx(24, abs=0.1)


def test_the_letters_of_an_acronym_stand_one_below_the_other() -> None:
    letters = spans(standing("<p>天<span class='upright'>KPI</span>地"))[1:-1]
    assert [char for char, _, _ in letters] == ["K", "P", "I"]
    assert letters[1][2] - letters[0][2] == pytest.approx(12, abs=0.1)


def test_a_dash_of_two_signs_is_two_squares_long() -> None:
    found = spans(standing("<p>天——地"))
    places = {char: y for char, _, y in found}
    assert places["地"] - places["天"] == pytest.approx(36, abs=0.5)


def test_links_and_bookmarks_hit() -> None:
    body = "<p>見<a href='#two'>後文</a></p><h1 class='next' id='two'>第二章</h1>"
    content = standing(body)
    with pymupdf.open(stream=content, filetype="pdf") as document:
        (link,) = document[0].get_links()
        # The second and third squares of the column that begins 20 mm below the head.
        head = 20 * 72 / 25.4
        assert [link["from"].y0, link["from"].y1] == pytest.approx([head + 12, head + 36], abs=0.1)
        assert link["from"].x0 < spans(content)[1][1] < link["from"].x1
        (bookmark,) = document.get_toc(simple=False)
        # Both lead to the top right corner of the title's column; a link's counts from the foot.
        right = WIDTH - 20 * 72 / 25.4
        assert tuple(link["to"]) == pytest.approx((right, HEIGHT - head), abs=0.1)
        assert tuple(bookmark[3]["to"]) == pytest.approx((right, head), abs=0.1)
        assert bookmark[2] == link["page"] + 1 == 2


def test_pictures_stand_upright() -> None:
    content = standing(f"<p><img src=\"{FLAG}\" style='width:24pt;height:48pt'></p>")
    with pymupdf.open(stream=content, filetype="pdf") as document:
        pixels = document[0].get_pixmap(dpi=72)
    red = [
        (x, y) for x in range(pixels.width) for y in range(pixels.height) if pixels.pixel(x, y) == (255, 0, 0)
    ]
    blue = [
        (x, y) for x in range(pixels.width) for y in range(pixels.height) if pixels.pixel(x, y) == (0, 0, 255)
    ]
    # On the lying page it was 24 pt along the line and 48 pt across: it stands 48 pt wide and 24 pt high.
    assert len(red) == pytest.approx(24 * 24, rel=0.15) == pytest.approx(len(blue), rel=0.15)
    assert max(x for x, _ in red) < min(x for x, _ in blue)
    assert {y for _, y in red} == {y for _, y in blue}
