"""A sheet for lines becomes one for columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.theme import load_theme
from banben.turned import turned

SHIPPED = load_theme(Path("nowhere"))[0].texts


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("p { margin-left: 2em; }", "p { margin-top: 2em; }"),
        ("p { padding-top: 1em }", "p { padding-right: 1em }"),
        (".box { border-left: 2pt solid red; }", ".box { border-top: 2pt solid red; }"),
        ("td { border-bottom-width: 1pt; }", "td { border-left-width: 1pt; }"),
        ("hr { width: 2em; max-height: 9mm; }", "hr { height: 2em; max-width: 9mm; }"),
        ("ul { margin: 1em; }", "ul { margin: 1em; }"),
        ("ul { margin: 0 auto; }", "ul { margin: auto 0 auto 0; }"),
        ("ul { padding: 1em 2em 3em; }", "ul { padding: 2em 1em 2em 3em; }"),
        ("ul { padding: 1em 2em 3em 4em !important; }", "ul { padding: 4em 1em 2em 3em !important; }"),
        (
            "p { text-align: left; float: left; color: red; }",
            "p { text-align: left; float: left; color: red; }",
        ),
        ("p { border-width: 0 calc(1px + 1em) 0 2px; }", "p { border-width: 2px 0 calc(1px + 1em) 0; }"),
        ("p { margin: 1em\n 2em; }", "p { margin:\n 2em 1em 2em 1em; }"),
        (".left { top: 0; }", ".left { right: 0; }"),
    ],
)
def test_sides_and_sizes_go_a_quarter_round(lines: str, columns: str) -> None:
    assert turned(lines) == columns


def test_pictures_keep_their_sizes() -> None:
    assert turned(".figure img { max-width: 100%; padding-left: 1em; }") == (
        ".figure img { max-width: 100%; padding-top: 1em; }"
    )


def test_rules_inside_conditions_are_turned_and_other_at_rules_are_not() -> None:
    assert turned("@media (min-width: 9em) { p { margin-top: 0; } }") == (
        "@media (min-width: 9em) { p { margin-right: 0; } }"
    )
    kept = '@charset "utf-8";\n@font-face { font-family: "x"; width: 1px }'
    assert turned(kept) == kept


@pytest.mark.parametrize("name", ["base", "epub"])
def test_every_line_of_a_sheet_stays_its_line_and_four_quarters_are_a_round(name: str) -> None:
    text = SHIPPED[f"styles/{name}.css"]
    once = turned(text)
    assert once != text
    assert [line.split("{")[0] for line in once.splitlines()] == [
        line.split("{")[0] for line in text.splitlines()
    ]
    again = turned(turned(turned(once)))
    assert turned(turned(turned(turned(again)))) == again


@given(st.text(alphabet="p{}:;, a-left margin!0123em@media()\n/*", max_size=60))
def test_no_text_makes_it_fail_or_lose_a_line(text: str) -> None:
    assert turned(text).count("\n") == text.count("\n")
