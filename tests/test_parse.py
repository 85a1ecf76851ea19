"""The chapter as a whole: title, role, paths, limits, speed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_parse import METADATA, boxes, chapter, parse_text, problems, stream, tree

from banben.editions import Edition, Region, Trim
from banben.manuscript import Manuscript, Source
from banben.model import Figure, Link, Origin, Paragraph, Text, Variant
from banben.parse import parse
from banben.parse.paragraphs import LONGEST as LONGEST_PARAGRAPH
from banben.walk import chapter_blocks, inlines, plain


def parsed_links(text: str, path: str, *others: str) -> list[str]:
    made, found = parse_text(text, path, "章", others, {"src/SUMMARY.md": ""})
    assert found == ()
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    return [item.target for item in inlines(first.children) if isinstance(item, Link)]


def test_a_part_without_a_file_has_a_title_and_nothing_else() -> None:
    place = Origin("SUMMARY.md", 3, 3)
    part = Source("", "", "第一部分", "part", 0, place)
    made, found = parse(part, Manuscript(Path(), METADATA, (part,), (), ()))
    assert (plain(made.title), made.role, made.blocks, made.origin, found) == (
        "第一部分",
        "part",
        (),
        place,
        (),
    )


def test_the_order_gives_role_and_depth() -> None:
    source = Source("a/01.md", "# 题", "导航里的名字", "preface", 1, Origin("book.toml"))
    made, _ = parse(source, Manuscript(Path(), METADATA, (source,), (), ()))
    assert (made.role, made.depth, plain(made.title)) == ("preface", 1, "题")


def test_paths_are_relative_to_the_book_folder() -> None:
    text = (
        "[甲](../src/02.md#节) [乙](sub/) [丙](/02.html) [丁](#这里) [戊](%E5%BA%8F.md) [己](files/a.pdf?x)"
    )
    others = ("src/02.md", "src/sub/README.md", "src/序.md")
    assert parsed_links(text, "src/01.md", *others) == [
        "src/02.md#节", "src/sub/README.md", "src/02.md", "#这里", "src/序.md", "src/files/a.pdf",
    ]  # fmt: skip


def test_addresses_stay_as_written() -> None:
    text = "[甲](https://a.cn/%E5%BA%8F?x=1#y) [乙](mailto:a@b.cn) [丙](tel:123) [丁](weixin://x)"
    assert parsed_links(text, "01.md") == [
        "https://a.cn/%E5%BA%8F?x=1#y",
        "mailto:a@b.cn",
        "tel:123",
        "weixin://x",
    ]


def test_pictures_are_relative_to_the_book_folder() -> None:
    made, _ = parse_text("![甲](../images/a%20b.png)", "text/01.md", "章")
    figure = made.blocks[0]
    assert isinstance(figure, Figure)
    assert getattr(figure.picture, "source", "") == "images/a b.png"


def test_every_place_is_exact_in_containers_lists_and_quotations() -> None:
    text = "::: 案例 题\n- 甲\n  乙*丙*\n\n  > 丁\n  > 戊{己|jǐ}\n:::\n\n"
    text += "> - 庚\n>   辛\n\n[^a]: 壬\n    癸\n\n子\n: 丑\n"
    made = chapter(text)
    lines = text.split("\n")
    seen = ""
    for block in chapter_blocks(made):
        streams = getattr(block, "children", ()) or getattr(block, "title", ())
        for item in inlines(streams):
            if isinstance(item, Text):
                rest = lines[item.origin.line - 1][item.origin.column - 1 :]
                assert rest.startswith(item.text), item
                seen += item.text
    assert seen == "题甲乙丙丁戊己庚辛丑壬癸"


def test_cells_of_equal_text_have_their_own_columns() -> None:
    made = chapter("| 甲 | 甲 |\n|---|---|\n| 乙 | 乙 |\n")
    table = made.blocks[0]
    places = [(c.origin.line, c.origin.column) for row in (*table.head, *table.body) for c in row]  # type: ignore[union-attr]
    assert places == [(1, 3), (1, 7), (3, 3), (3, 7)]


def test_regions_of_the_editions_are_known_beside_the_shipped_ones() -> None:
    region = Region("sg", "新加坡", "zh-Hans-SG", (), "“”‘’", (), (), (), "")
    edition = Edition("sg", region, "staff", ("epub",), (), Trim("A5", 148, 210), ())
    source = Source("01.md", "[甲]{sg=乙}[丙]{only=staff}", "章", None, 0, Origin("book.toml"))
    made, found = parse(source, Manuscript(Path(), METADATA, (source,), (edition,), boxes()))
    assert found == ()
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    variants = [item for item in first.children if isinstance(item, Variant)]
    assert [sorted(v.condition.regions) for v in variants] == [["cn", "hk", "tw"], ["sg"], []]


def test_a_long_paragraph_and_a_long_chapter_are_reported() -> None:
    long = "市" * (LONGEST_PARAGRAPH + 1)
    assert problems(long)[0][0] == "M210"
    codes = {code for code, *_ in problems(("市" * 19_000 + "\n\n") * 27)}
    assert codes == {"M216"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (">" * 5000 + "甲", "M211"),
        ("- " * 3000 + "甲", "M211"),
        (":::: 要点\n" * 60 + "甲\n", "M211"),
        ("<b>" * 10_000 + "甲", "M109"),
        ("<div>" * 10_000 + "甲", "M109"),
        ("*" * 10_000 + "甲" + "*" * 10_000, "M109"),
    ],
)
def test_deep_nesting_is_reported_and_loses_nothing(text: str, code: str) -> None:
    made, found = parse_text(text, title="章")
    assert code in {problem.code for problem in found}
    assert "甲" in tree(made)


@pytest.mark.parametrize(
    "mark", ["[", "![", "^[", "[^", "*a", "<a ", "<!--", "{a|", "[a]{", "`a``", "@a.", "](", "{{"]
)
def test_thousands_of_open_marks_lose_nothing(mark: str) -> None:
    made, _ = parse_text("甲" + mark * 3000, title="章")
    assert tree(made).startswith("p 甲")


def test_a_book_of_eighty_thousand_characters_in_one_file() -> None:
    paragraph = "市场部**播种，**销售部[收割]{index}。[^a]他说“好”，见[@fig-a]。{拉新|lā|xīn}与`ROI`。\n" * 4
    text = "# 题\n\n" + f"## 节\n\n{paragraph}\n- 甲\n- 乙\n\n::: 要点\n丙\n:::\n\n" * 400
    assert len(text) > 80_000
    made, _ = parse_text(text)
    assert stream(made.title) == "题"
