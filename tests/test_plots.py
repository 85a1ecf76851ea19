from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sample_book import at

from banben.model import Bar, Chart
from banben.pictures.plots import plot, save

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("bars", "columns", "line")


def chart(kind: str, *rows: tuple[str, tuple[float, ...]], unit: str = "") -> Chart:
    series = tuple(f"系列{n}" for n in range(len(rows[0][1])))
    bars = tuple(Bar(label, values) for label, values in rows)
    return Chart(kind, series, bars, unit, "轴名", "d.csv", at("01.md", 1))  # type: ignore[arg-type]


def drawn(given: Chart) -> etree._Element:
    sheet, height = plot(given, 283.5, ("Noto Sans CJK SC", "sans-serif"))
    target = io.BytesIO()
    save(sheet, target)
    root = etree.fromstring(target.getvalue())
    assert root.get("height") == f"{height:g}pt"
    return root


def colours(root: etree._Element) -> list[str]:
    return re.findall(r"fill: (#[0-9a-f]{6})", " ".join(p.get("style", "") for p in root.iter(f"{SVG}path")))


def boxes(root: etree._Element, colour: str) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height of every bar of *colour*."""
    found = []
    for path in root.iter(f"{SVG}path"):
        if f"fill: {colour}" in path.get("style", ""):
            numbers = [float(value) for value in re.findall(r"-?[0-9.]+", path.get("d", ""))]
            xs, ys = numbers[::2], numbers[1::2]
            found.append((min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return found


def words(root: etree._Element) -> list[str]:
    return [item.text or "" for item in root.iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_values_from_zero() -> None:
    widths = [box[2] for box in boxes(drawn(chart("bars", ("甲", (40.0,)), ("乙", (80.0,)))), "#a93226")]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)


def test_columns_are_as_high_as_their_values_from_zero() -> None:
    heights = [box[3] for box in boxes(drawn(chart("columns", ("甲", (30.0,)), ("乙", (90.0,)))), "#a93226")]
    assert heights[1] == pytest.approx(3 * heights[0], rel=0.01)


def test_a_loss_goes_the_other_way() -> None:
    gain, loss = boxes(drawn(chart("bars", ("甲", (50.0,)), ("乙", (-50.0,)))), "#a93226")
    assert loss[0] + loss[2] == pytest.approx(gain[0], abs=0.1)
    assert "\N{MINUS SIGN}50" in words(drawn(chart("bars", ("甲", (50.0,)), ("乙", (-50.0,)))))


def test_several_series_differ_in_gray_and_are_named_once() -> None:
    root = drawn(chart("bars", ("甲", (40.0, 60.0)), ("乙", (50.0, 20.0))))
    assert set(colours(root)) == {"#a93226", "#8f8f8f"}
    assert [words(root).count(f"系列{n}") for n in (0, 1)] == [1, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_is_printed(kind: str) -> None:
    seen = words(drawn(chart(kind, ("第一年", (10.0,)), ("第二年", (30.0,)), unit="%")))
    assert {"第一年", "第二年", "轴名", "30%"} <= set(seen)


def test_a_dollar_sign_is_no_formula() -> None:
    assert "$x$ 元" in words(drawn(chart("bars", ("$x$ 元", (1.0,)))))


def test_names_at_the_ends_of_lines_do_not_touch() -> None:
    root = drawn(chart("line", ("一", (10.0, 10.0)), ("二", (50.0, 50.1))))
    ends = [item for item in root.iter(f"{SVG}text") if (item.text or "").startswith("系列")]
    heights = sorted(float(item.get("y", "")) for item in ends)
    assert heights[1] - heights[0] >= 20


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(KINDS),
    st.lists(
        st.tuples(st.text("市场 a&<", max_size=12), st.tuples(*[st.floats(-1e9, 1e9)] * 2)),
        min_size=1,
        max_size=6,
    ),
)
def test_any_rows_can_be_drawn(kind: str, rows: list[tuple[str, tuple[float, ...]]]) -> None:
    root = drawn(chart(kind, *rows))
    assert "nan" not in etree.tostring(root).decode()
