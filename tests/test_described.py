"""Alternative texts: missing, saying nothing, saying the caption again, too long; ornaments need none."""

from __future__ import annotations

import pytest
from sample_parse import parse_text, problems

CSV = {"data/a.csv": "素质,比例\n创意,80\n"}
CHART = """```chart
kind = "bars"
data = "data/a.csv"
label = "素质"
values = ["比例"]
caption = "{caption}"
alt = "{alt}"
```
"""
LONG = "河边的木桩上挂着一盏灯。" * 21


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![一盏灯](a.png)", []),
        ("![](a.png)", [("M110", 1, 1, 2)]),
        ("![](a.png){.decorative}", []),
        ('<img src="a.png" alt="" role="presentation">', []),
        ('<img src="a.png" alt="" role="none">', []),
        ('<img src="a.png" alt="">', [("M110", 1, 1, 2)]),
        ("![a.png](a.png)", [("M122", 1, 3, 5)]),
        ("![Lamp.JPG](b.png)", [("M122", 1, 3, 8)]),
        ("![IMG_2044](b.png)", [("M122", 1, 3, 8)]),
        ("![微信图片_20240101](b.png)", [("M122", 1, 3, 13)]),
        ("![screen_shot](screen_shot.png)", [("M122", 1, 3, 11)]),
        ("![图片](b.png)", [("M122", 1, 3, 2)]),
        ("河边的![图](b.png)灯", [("M122", 1, 6, 1)]),
        ("![灯](灯.png)", []),  # a name in words says what is shown
        ("![2024年销量涨了一倍](b.png)", []),
        ('![渡口的灯](a.png "渡口的灯")', [("M123", 1, 3, 4)]),
        ('![木桩上的灯](a.png "渡口的灯")', []),
        (f"![{LONG}](a.png)", [("M124", 1, 3, 1)]),
        ("| 灯 |\n|---|\n| ![图](a.png) |", [("M122", 3, 5, 1)]),
    ],
)
def test_an_alternative_text_says_what_the_picture_shows(
    text: str, found: list[tuple[str, int, int, int]]
) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("alt", "code"),
    [("创意百分之八十", []), ("两个部门", ["M123"]), ("图", ["M122"]), (LONG, ["M124"]), ("", ["M509"])],
)
def test_a_charts_text_is_looked_at_too(alt: str, code: list[str]) -> None:
    text = CHART.format(caption="两个部门", alt=alt)
    _, found = parse_text(text, title="章", texts=CSV)
    assert [item.code for item in found] == code
    if code and code != ["M509"]:
        assert found[0].origin and found[0].origin.line == 7


def test_the_heads_of_a_charts_columns_are_kept() -> None:
    chapter, _ = parse_text(CHART.format(caption="题", alt="升"), title="章", texts=CSV)
    (figure,) = chapter.blocks
    assert (figure.picture.label, figure.picture.grouping) == ("素质", "")  # type: ignore[union-attr]
