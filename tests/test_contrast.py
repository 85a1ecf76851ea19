"""Coloured words can be read on every page that a reader may paint (WCAG 2.2, 1.4.3 and failure F24)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample
from tinycss2.color3 import RGBA, parse_color

from banben.contrast import READABLE, contrast, faint, over
from banben.editions import Writing
from banben.pictures import plots
from banben.regions import known_regions
from banben.style import sheet
from banben.theme import load_theme

STYLES = load_theme(Path("nowhere"))[0].texts
LIGHT, DARK = "@media (prefers-color-scheme: light)", "@media (prefers-color-scheme: dark)"


def colour(written: str) -> RGBA:
    found = parse_color(written)
    assert isinstance(found, RGBA)
    return found


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast(colour("#000"), colour("#fff")) == pytest.approx(21)
    assert contrast(colour("#777"), colour("#fff")) == pytest.approx(4.48, abs=0.01)
    assert over(colour("rgba(0, 0, 0, 0.5)"), colour("#fff"))[:3] == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("css", "pages"),
    [
        (".a { color: #777; }", ["light", "dark"]),
        (".a { color: #333; }", ["dark"]),
        (".a { color: #eee; }", ["light"]),
        (f"{LIGHT} {{ .a {{ color: #333; }} }}", []),
        (f"{LIGHT} {{ .a {{ color: #999; }} }}", ["light"]),
        (f"{DARK} {{ .a {{ color: #999; }} }}", []),
        (f"{DARK} {{ .a {{ color: #555; }} }}", ["dark"]),
        ("@media screen { .a { color: #333; } }", ["dark"]),
        ("@media print { .a { color: #333; } }", []),
        (".a { color: #333; background-color: #fff; }", []),
        (".a { color: #333; background: #222 url(a.png); }", ["light", "dark"]),
        (".a { color: inherit; } .b { color: currentColor; }", []),
        # A tint takes away what was just enough.
        (f"{LIGHT} {{ .a {{ color: #757575; }} }}", []),
        (f".b {{ background-color: rgba(0, 0, 0, 0.1); }} {LIGHT} {{ .a {{ color: #757575; }} }}", ["light"]),
        # The label stands on the head's ground, as the head's words do.
        (".x .head { color: #fff; background-color: #333; } .x .label { color: #fff; }", []),
        (".x .head { color: #fff; background-color: #333; } .y .label { color: #fff; }", ["light"]),
    ],
)
def test_words_that_cannot_be_read_on_some_page_are_found(css: str, pages: list[str]) -> None:
    assert [item.page for item in faint(css)] == pages


def test_the_colours_of_charts_stand_out_from_paper() -> None:
    for series in {*plots.SERIES, *plots.GROUPS}:
        assert contrast(colour(series), colour("#fff")) >= 3  # 1.4.11
    for written in (plots.TEXT, plots.FAINT):
        assert contrast(colour(written), colour("#fff")) >= READABLE


def test_a_rule_is_named_by_its_line_and_first_selector() -> None:
    (found,) = faint("p { margin: 0; }\n\n.a,\n.b { color: #333; }\n")
    assert (found.line, found.selector) == (3, ".a")
    assert found.ratio < READABLE


@pytest.mark.parametrize("writing", ["horizontal", "vertical"])
@pytest.mark.parametrize("code", known_regions())
def test_the_shipped_sheets_can_be_read(code: str, writing: Writing) -> None:
    edition = replace(sample.edition(region=code), writing=writing)
    made, problems = sheet(edition, "epub", STYLES)
    assert "color: #" in made
    assert faint(made) == ()
    assert not {"T209", "T210"} & {item.code for item in problems}


def test_a_books_own_sheet_is_told_where() -> None:
    own = {**STYLES, "styles/book.css": "p { margin: 0; }\n.a { color: #777; }\n"}
    _, problems = sheet(sample.edition(), "epub", own)
    places = [(item.code, item.origin.path, item.origin.line) for item in problems if item.origin]
    assert places == [("T209", "styles/book.css", 2), ("T210", "styles/book.css", 2)]
    _, printed = sheet(sample.edition(), "pdf", own)
    assert printed == ()
