"""Lean boxes have whatever WeasyPrint's own have, and hold less of it themselves."""

from __future__ import annotations

from typing import Any

import pytest
from sample_lines import laid_out
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from banben.cjk.lean import LeanLine, LeanText

BODY = "<p style='text-indent: 2em'>国家<em>市场</em>销售</p>"


def boxes(document: Any, kind: type) -> list[Any]:
    return [box for box in document.pages[0]._page_box.descendants() if isinstance(box, kind)]


@pytest.mark.parametrize(("kind", "lean"), [(TextBox, LeanText), (LineBox, LeanLine)])
def test_they_have_every_attribute_of_the_stock_box(kind: type, lean: type) -> None:
    stock = boxes(HTML(string=BODY).render(), kind)
    ours = boxes(laid_out(BODY, 20), kind)
    assert len(ours) == len(stock) and {type(box) for box in ours} == {lean}
    for name in set().union(*map(vars, stock)):
        assert all(hasattr(box, name) for box in ours), name


@pytest.mark.parametrize("kind", [TextBox, LineBox])
def test_what_is_zero_in_the_stock_box_is_zero_in_ours(kind: type) -> None:
    stock = boxes(HTML(string=BODY).render(), kind)[0]
    ours = boxes(laid_out(BODY, 20), kind)[0]
    zeros = [name for name, value in vars(stock).items() if value == 0 and not name.startswith("position")]
    assert len(zeros) > 10
    assert {name: getattr(ours, name) for name in zeros} == dict.fromkeys(zeros, 0)


def test_each_holds_less_than_half_as_much() -> None:
    stock = boxes(HTML(string=BODY).render(), TextBox)[0]
    assert 2 * len(vars(boxes(laid_out(BODY, 20), TextBox)[0])) < len(vars(stock))


def test_what_a_box_was_told_goes_with_its_parts() -> None:
    # White space that was taken away beside a box is remembered in it.
    (first, *_) = boxes(laid_out("<p>国家 <em> 市场</em></p>", 20), TextBox)
    assert not first.children and first.element_tag == "p"
