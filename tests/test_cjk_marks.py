"""Marks beside the line: where dots and lines are drawn."""

from __future__ import annotations

import pymupdf
import pytest

from banben.cjk.columns import turn
from banben.cjk.install import patches
from banben.cjk.settings import Settings
from banben.patches import patched
from banben.weasy import HTML

SHEET = """
@page { size: 300pt 200pt; margin: 50pt }
html { font: 20pt/40pt 'Noto Serif CJK TC' } body, p { margin: 0 }
.dots { --emphasis: dot } .plain { --emphasis: none }
.name, .other { text-decoration: underline; text-decoration-thickness: 1pt; text-underline-offset: 4pt }
"""


def drawings(body: str, vertical: bool = False) -> list[pymupdf.Rect]:
    """Return what is drawn on the page besides glyphs, in the order of the file."""
    markup = f"<html lang='zh-Hant-TW'><style>{SHEET}</style><body>{body}"
    with patched(patches(Settings(vertical=vertical))):
        document = HTML(string=markup).render()
        content = document.write_pdf(finisher=(lambda _, pdf: turn(pdf)) if vertical else None)
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        return [drawing["rect"] for drawing in pdf[0].get_drawings()]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("一<span class='dots'>二三</span>四", [80, 100]),
        ("<span class='dots'>一，三</span>", [60, 100]),
        ("<span class='dots'>一<b class='plain'>二</b>三</span>", [60, 100]),
        ("<span class='dots'>一<b>二</b></span>", [60, 80]),
    ],
)
def test_a_dot_stands_below_each_character_that_is_no_mark(body: str, places: list[float]) -> None:
    found = drawings(f"<p>{body}</p>")
    assert [(dot.x0 + dot.x1) / 2 for dot in found] == pytest.approx(places, abs=0.2)
    # Baseline of the first line: its square's middle is 20 pt below the top, the baseline 7.6 pt below that.
    assert all(dot.y0 > 50 + 20 + 7.6 for dot in found)


def test_in_a_column_dots_stand_on_the_right() -> None:
    found = drawings("<p><span class='dots'>一<span class='tcy'>12</span></span></p>", vertical=True)
    assert len(found) == 2
    # The page is 200 pt wide now; its first column's middle is 20 pt left of the type area's right edge.
    assert all(dot.x0 > 130 + 8 for dot in found)
    assert [(dot.y0 + dot.y1) / 2 for dot in found] == pytest.approx([60, 80], abs=0.2)


def test_lines_under_two_names_do_not_touch() -> None:
    first, second = drawings("<p><u class='name'>李白</u><u class='name'>杜甫</u></p>")
    assert second.x0 - first.x1 == pytest.approx(2 * 0.06 * 20, abs=0.2)


def test_other_lines_stay_as_long_as_their_words() -> None:
    first, second = drawings("<p><u class='other'>李白</u><u class='other'>杜甫</u></p>")
    assert second.x0 == pytest.approx(first.x1, abs=0.1)


def test_the_line_under_a_name_in_a_column_is_on_its_left() -> None:
    (line,) = drawings("<p><u class='name'>李白</u></p>", vertical=True)
    assert line.x1 < 130 and line.height == pytest.approx(40 - 2 * 0.06 * 20, abs=0.2)
