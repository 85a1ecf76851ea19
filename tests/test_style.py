"""Sheets: tokens filled in, every line where it was, the page computed from the trim size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample
from hypothesis import given
from hypothesis import strategies as st

from banben.css_values import evaluate, in_points
from banben.editions import Edition, Trim
from banben.fonts import stack
from banben.style import SHEETS, line_origin, page_tokens, sheet
from banben.theme import load_theme
from banben.type_area import page_of

SHIPPED = load_theme(Path("nowhere"))[0].texts
LENGTHS = {"body-size": 10.5, "leading": 18, "note-size": 8.5, "note-leading": 12}


def with_tokens(**tokens: str) -> Edition:
    return replace(
        sample.edition(), tokens=tuple((name.replace("_", "-"), value) for name, value in tokens.items())
    )


def styled(css: str, edition: Edition | None = None) -> str:
    """Return the last line of the EPUB's sheet for a base.css that holds *css*."""
    made, _ = sheet(edition or sample.edition(), "epub", {"styles/base.css": css})
    return made.strip().splitlines()[-1]


@pytest.mark.parametrize("format", SHEETS)
@pytest.mark.parametrize("region", ["cn", "tw", "hk"])
def test_the_shipped_sheets_are_without_fault(format: str, region: str) -> None:
    made, problems = sheet(sample.edition(region=region), format, SHIPPED)  # type: ignore[arg-type]
    assert problems == ()
    assert "var(" not in made
    assert "calc(" not in made
    # Properties of our own, which the layout reads (banben/cjk/), are no tokens.
    own = ("--line-snap:", "--emphasis:", "--page-float:", "--rule-length:")
    assert not [line for line in made.splitlines() if "--" in line and not any(name in line for name in own)]


def test_tokens_of_the_edition_rank_above_the_sheets() -> None:
    css = ":root { --accent: red; }\np { color: var(--accent); }"
    assert styled(css) == "p { color: red; }"
    assert styled(css, with_tokens(accent="#060")) == "p { color: #060; }"


def test_tokens_may_name_tokens_and_have_something_in_reserve() -> None:
    css = ":root { --a: var(--b); --b: 2em; }\np { margin: var(--a) var(--none, 1em); }"
    assert styled(css) == "p { margin: 2em 1em; }"


def test_print_falls_back_through_the_families_that_the_glyph_check_reckons_with() -> None:
    css = {"styles/base.css": "p { font-family: var(--font-hei); }\nb { font-family: var(--font-kai); }"}
    made, _ = sheet(sample.edition(), "pdf", css)
    for role in ("hei", "kai"):
        families = ", ".join(f'"{family}"' for family in stack(sample.edition().region, role))
        assert f"font-family: {families};" in made


def test_a_screen_gets_its_own_kai_before_the_song_of_the_text() -> None:
    made, _ = sheet(sample.edition(), "epub", {"styles/base.css": "p { font-family: var(--font-kai); }"})
    assert 'font-family: "LXGW WenKai";' in made


@pytest.mark.parametrize(
    ("region", "family"), [("cn", "Songti SC"), ("tw", "Songti TC"), ("hk", "PingFang HK")]
)
def test_readers_own_fonts_are_the_regions(region: str, family: str) -> None:
    made, _ = sheet(sample.edition(region=region), "epub", SHIPPED)
    assert f'"{family}"' in made
    assert region == "cn" or '"Songti SC"' not in made


def test_fonts_are_the_regions() -> None:
    assert styled("p { font-family: var(--font-hei), serif; }") == (
        'p { font-family: "Noto Sans CJK SC", serif; }'
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("18pt * 2", "36pt"),
        ("18pt / 2 + 3pt", "12pt"),
        ("(1em + 2em) * 1.5", "4.5em"),
        ("1in - 36pt", "36pt"),
        ("2 * 3", "6"),
        ("1em + 1px", ""),
        ("1em / 0", ""),
        ("1em * 2em", ""),
        ("1em +", ""),
    ],
)
def test_simple_sums_are_worked_out(expression: str, value: str) -> None:
    assert evaluate(expression) == value


def test_sums_of_different_units_are_left_to_the_reader() -> None:
    assert styled("p { width: calc(100% - 2em); }") == "p { width: calc(100% - 2em); }"


@pytest.mark.parametrize(
    ("value", "points"), [("10.5pt", 10.5), ("25.4mm", 72), ("27", 27), ("2em", None), ("", None)]
)
def test_lengths_in_points(value: str, points: float | None) -> None:
    found = in_points(value)
    assert found == (points if points is None else pytest.approx(points))


@pytest.mark.parametrize("format", SHEETS)
def test_a_line_of_the_sheet_is_a_line_of_its_file(format: str) -> None:
    made, _ = sheet(sample.edition(), format, SHIPPED)  # type: ignore[arg-type]
    for number, line in enumerate(made.splitlines(), 1):
        origin = line_origin(number, format, SHIPPED)  # type: ignore[arg-type]
        if line.startswith((".", "@")):
            assert origin is not None
            source = SHIPPED[origin.path].splitlines()[origin.line - 1]
            assert source.split("{")[0] == line.split("{")[0]


def test_the_house_page_is_27_by_26() -> None:
    page = page_tokens(sample.edition(), SHIPPED)
    assert (page.measure, page.lines) == (27, 26)
    assert page.width == pytest.approx(283.5)
    assert page.inner == pytest.approx(23 * 72 / 25.4, abs=0.1)
    assert page.head == pytest.approx(22 * 72 / 25.4, abs=0.3)


def test_an_edition_may_set_the_measure_in_ideographs() -> None:
    page = page_tokens(with_tokens(measure="25", lines="24", inner="30mm"), SHIPPED)
    assert (page.measure, page.lines) == (25, 24)
    assert page.inner == pytest.approx(30 * 72 / 25.4)


@given(st.floats(90, 300), st.floats(120, 420), st.floats(8, 14))
def test_every_trim_size_holds_whole_characters_and_lines(width: float, height: float, size: float) -> None:
    page = page_of(Trim("", width, height), LENGTHS | {"body-size": size, "leading": size * 1.7})
    tokens = {name: float(value.removesuffix("pt")) for name, value in page.tokens().items()}
    assert page.measure >= 1 <= page.lines
    assert min(tokens.values()) > 0
    assert tokens["inner"] + tokens["type-width"] + tokens["outer"] == pytest.approx(page.trim_width, abs=0.1)
    assert tokens["head"] + tokens["type-height"] + tokens["foot"] == pytest.approx(page.trim_height, abs=0.1)


def test_an_unknown_token_of_an_edition_is_told_with_the_nearest() -> None:
    _, problems = sheet(with_tokens(acent="red"), "epub", SHIPPED)
    assert [(item.code, dict(item.values)) for item in problems] == [
        ("T202", {"name": "acent", "near": "accent"})
    ]


def test_a_value_that_is_none_leaves_the_shipped_one() -> None:
    made, problems = sheet(with_tokens(accent="red; } p {"), "epub", SHIPPED)
    assert [item.code for item in problems] == ["T207"]
    assert "#a93226" in made
