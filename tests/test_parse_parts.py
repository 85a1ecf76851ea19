"""The small parts of parsing, one by one."""

from __future__ import annotations

import pytest
from sample_parse import chapter, parse_text, problems, tree

from banben.model import Attributes, Chart, Figure, Origin
from banben.parse.addresses import split_addresses
from banben.parse.attributes import join, read_attributes, split_tail
from banben.parse.context import nearest
from banben.parse.csv_columns import read_grid
from banben.parse.places import place
from banben.parse.rubies import kind_of
from banben.parse.scripts import space_between

HERE = Origin("a.md", 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲", "乙", ""), ("a", "b", " "), ("甲", "b", ""), ("a", "，", ""), ("a”", "“b", " "),
        ("甲”", "“乙", ""), ("", "b", ""), ("a", "", ""), ("“", "”", ""), ("3", "4", " "), ("カ", "a", ""),
        ("가", "나", " "),
    ],
)  # fmt: skip
def test_a_line_end_is_a_space_between_latin_words_only(before: str, after: str, expected: str) -> None:
    assert space_between(before, after) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{#a .b c=d}", Attributes("a", ("b",), "", (("c", "d"),))),
        ("{.a .b}", Attributes("", ("a", "b"))),
        ("{lang=en class='a b'}", Attributes("", ("a", "b"), "en")),
        ('{a="甲 \\"乙\\" {丙}"}', Attributes("", (), "", (("a", '甲 "乙" {丙}'),))),
        ("{a=“甲 乙”}", Attributes("", (), "", (("a", "甲 乙"),))),
        ("{index}", Attributes("", (), "", (("index", ""),))),
        ("{ #节-1 }", Attributes("节-1")),
    ],
)
def test_attributes(written: str, expected: Attributes) -> None:
    assert read_attributes(written) == (expected, len(written))


@pytest.mark.parametrize("written", ["{}", "{甲}", "{a}", "{#}", "{a=}", "{#a", "{a|b}", "{.a,.b}", "x"])
def test_other_braces_are_no_attributes(written: str) -> None:
    assert read_attributes(written) is None


def test_attributes_at_the_end_leave_the_text() -> None:
    assert split_tail("题 {#a}") == ("题", Attributes("a"))
    assert split_tail("{拉新|lā}") == ("{拉新|lā}", None)


def test_of_two_attributes_the_later_prevails() -> None:
    first = Attributes("a", ("x",), "en", (("k", "1"), ("l", "2")))
    assert join(first, Attributes("b", ("y",), "", (("k", "3"),))) == Attributes(
        "b", ("x", "y"), "en", (("k", "3"), ("l", "2"))
    )


def test_a_place_in_content_is_a_place_in_the_file() -> None:
    places = place("a.md", ["> - 甲乙", ">   丙", ""], 0, "甲乙\n丙")
    assert [places.origin(offset) for offset in (0, 1, 3)] == [
        Origin("a.md", 1, 5),
        Origin("a.md", 1, 6),
        Origin("a.md", 2, 5),
    ]


def test_readings_tell_their_kind() -> None:
    assert [kind_of(("lā",)), kind_of(("ㄌㄚ",)), kind_of(("带来",))] == ["pinyin", "zhuyin", "gloss"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("见https://a.cn/b，", ["https://a.cn/b"]),
        ("（https://a.cn/b(c)）", ["https://a.cn/b(c)"]),
        ("https://a.cn/后台/x。", ["https://a.cn/后台/x"]),
        ("https://a.cn/后台很好", ["https://a.cn/"]),
        ("写信给a.b@c.com.cn。", ["a.b@c.com.cn"]),
        ("www.a.cn和@某人", ["www.a.cn"]),
        ("a@b 与 1@2", []),
    ],
)
def test_addresses_in_running_text(text: str, addresses: list[str]) -> None:
    found = [item for item in split_addresses(text, HERE, linked=True) if type(item).__name__ == "Verbatim"]
    assert [getattr(item, "text", "") for item in found] == addresses
    assert "".join(getattr(item, "text", "") for item in split_addresses(text, HERE, linked=True)) == text


def test_cells_of_a_csv_know_their_places() -> None:
    grid = read_grid('\ufeff甲,乙\n\n"x, y",2\n3,4\n')
    assert grid.head == ("甲", "乙")
    assert [row.cells for row in grid.rows] == [("x, y", "2"), ("3", "4")]
    assert [row.place(1) for row in grid.rows] == [(3, 8), (4, 3)]


CHART = """```chart {{#fig-a}}
kind = "{kind}"
data = "data/a.csv"
label = "特质"
values = ["市场", "销售"]
group = "部门"
unit = "%"
caption = "[图]{{.dots}}题"
alt = "条形图"
credit = "来源"
```
"""
CSV = '特质,市场,销售,部门\n数据分析,"1,085",85%,甲\n创意,-2.5,82,\n'


def test_a_chart_is_a_figure_with_its_data() -> None:
    made, found = parse_text(CHART.format(kind="columns"), "a/01.md", "章", (), {"a/data/a.csv": CSV})
    assert found == ()
    assert tree(made).split("\n") == [
        "figure {#fig-a}",
        "  columns 市场/销售 % “条形图”",
        "  数据分析: 1085.0, 85.0 of 甲",
        "  创意: -2.5, 82.0",
        "  caption <dots>图</dots>题",
        "  credit 来源",
    ]
    figure = made.blocks[0]
    assert isinstance(figure, Figure)
    assert isinstance(figure.picture, Chart)
    assert figure.picture.data == "a/data/a.csv"


def test_a_chart_finds_its_data_in_the_book_folder_too() -> None:
    _, found = parse_text(CHART.format(kind="bars"), "a/01.md", "章", (), {"data/a.csv": CSV})
    assert found == ()


def test_a_chart_with_mistakes_stays_as_code_and_all_of_them_are_told() -> None:
    text = 'x\n\n```chart\nkind = "pie"\nkaption = 1\n```\n'
    codes = [(code, line, column) for code, line, column, _ in problems(text)]
    missing = [("M503", 3, 1)] * 3
    assert sorted(codes) == sorted([("M502", 5, 1), ("M504", 4, 9), ("M509", 3, 1), *missing])
    assert "code chart" in tree(chapter(text))


def test_the_nearest_name_needs_to_be_near() -> None:
    assert nearest("要店", ["要点", "练习"]) == "要点"
    assert nearest("zzz", ["要点"]) == ""
