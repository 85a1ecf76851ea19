"""A paragraph's boxes are numbered item by item, and every item is found again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sample_lines import PICTURE, fonts, page
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from banben.cjk.tree import ForeignError, Node, grow, leaves, number, place, skip_to
from banben.patches import Patch, patched


def line_box(body: str, sheet: str = "") -> tuple[Any, Any]:
    """Return the first line box of *body* as layout is given it, and the block that holds it."""
    seen: list[tuple[Any, Any]] = []

    def spy(stock: Any) -> Any:
        def split(*given: Any) -> Any:
            if isinstance(given[1], boxes.LineBox):
                seen.append((given[1], given[6]))
            return stock(*given)

        return split

    with patched([Patch(inline, "split_inline_box", spy, "")]):
        HTML(string=page(body, 10, sheet=sheet)).render(font_config=fonts())
    return seen[0]


def tree(body: str, sheet: str = "", vertical: bool = False) -> Node:
    root = grow(*line_box(body, sheet), vertical)
    number(root)
    return root


def kinds(root: Node) -> list[tuple[str, int, int]]:
    return [(leaf.kind, leaf.start, leaf.end) for leaf in leaves(root)]


def all_nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from all_nodes(child)


def test_every_character_is_an_item() -> None:
    root = tree("<p>国家ab</p>")
    assert kinds(root) == [("text", 0, 4)]
    assert (root.start, root.end) == (0, 4)


def test_an_edge_with_room_is_an_item_and_one_without_is_not() -> None:
    root = tree("<p>甲<em>乙</em><b>丙</b>丁</p>", "em { padding: 0 2px 0 3px }")
    assert kinds(root) == [("text", 0, 1), ("text", 2, 3), ("text", 4, 5), ("text", 5, 6)]
    em = root.children[1]
    assert (em.start, em.end, em.left, em.right) == (1, 4, 3, 2)


def test_margin_border_and_padding_make_an_edge_together() -> None:
    root = tree("<p>甲<em>乙</em></p>", "em { margin: 1px; border: 2px solid; padding: 4px }")
    assert (root.children[1].left, root.children[1].right) == (7, 7)


def test_a_margin_that_is_to_be_found_is_nothing() -> None:
    root = tree("<p>甲<em>乙</em></p>", "em { margin: auto }")
    assert (root.children[1].left, root.children[1].right) == (0, 0)


def test_a_picture_is_one_item() -> None:
    assert kinds(tree(f'<p>甲<img src="{PICTURE}">乙丙</p>')) == [
        ("text", 0, 1),
        ("atom", 1, 2),
        ("text", 2, 4),
    ]


def test_a_short_number_is_one_item_in_a_column_only() -> None:
    body = '<p>甲<span class="tcy">12</span>乙</p>'
    assert kinds(tree(body)) == [("text", 0, 1), ("text", 1, 3), ("text", 3, 4)]
    upright = tree(body, vertical=True)
    assert kinds(upright) == [("text", 0, 1), ("combined", 1, 2), ("text", 2, 3)]


def test_an_upright_acronym_is_one_item_of_as_many_squares() -> None:
    body = '<p>甲<span class="upright">WTO</span>乙</p>'
    upright = tree(body, vertical=True)
    assert kinds(upright) == [("text", 0, 1), ("combined", 1, 2), ("text", 2, 3)]
    assert upright.children[1].squares == 3
    assert kinds(tree(body)) == [("text", 0, 1), ("text", 1, 4), ("text", 4, 5)]


@pytest.mark.parametrize(
    ("body", "sheet"),
    [
        ("<p>甲\t乙</p>", "p { white-space: pre-wrap }"),
        ("<p>甲 乙</p>", "p { white-space: pre-wrap }"),
        ("<p>甲 乙</p>", "p { word-spacing: 3px }"),
        ("<p>甲\n乙</p>", "p { white-space: pre }"),
        ("<p>甲 שלום 乙</p>", ""),
        ("<p>甲乙</p>", "p { direction: rtl }"),
        ("<p>甲<em>乙</em></p>", "em { position: relative; top: 1px }"),
        ("<p>甲<em>乙</em></p>", "em { position: absolute }"),
        ("<p>甲<em>乙</em></p>", "em { float: left }"),
        ("<p>甲<em>乙</em></p>", "em { font-size: 0 }"),
    ],
)
def test_what_is_left_to_weasyprint(body: str, sheet: str) -> None:
    box, block = line_box(body, sheet)
    with pytest.raises(ForeignError):
        grow(box, block, False)


@pytest.mark.parametrize(
    "body",
    [
        "<p>国家ab</p>",
        "<p>甲<em>乙é丙</em>𠮷丁</p>",
        "<p>甲<em><b>乙</b><a>丙</a></em><i></i>丁</p>",
        f'<p><img src="{PICTURE}">甲<em><img src="{PICTURE}">乙</em></p>',
        "<p>甲<br>乙<em>丙<br>丁</em></p>",
    ],
)
@pytest.mark.parametrize("sheet", ["", "em, b { padding: 0 2px }"])
def test_an_item_is_found_again_on_weasyprints_way_to_it(body: str, sheet: str) -> None:
    root = tree(body, sheet)
    # No line begins at the end of a box: that edge stays with what is inside.
    ends = {node.end - 1 for node in all_nodes(root) if node.kind == "inline" and node.right}
    items = [item for item in range(root.end) if item not in ends]
    assert [place(root, skip_to(root, item)) for item in items] == items


def test_the_way_to_a_character_counts_bytes() -> None:
    root = tree("<p>甲é𠮷乙</p>")
    assert [skip_to(root, item) for item in (0, 1, 2, 3)] == [
        None,
        {0: {3: None}},
        {0: {5: None}},
        {0: {9: None}},
    ]
    assert skip_to(root, 4) == {1: None}
    assert place(root, {1: None}) == 4
