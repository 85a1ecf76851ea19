"""What an old reader makes of the book: the sheet that it must not drop, and the files that it may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import sample_book as sample
import sample_publication
import tinycss2

from banben.editions import Edition
from banben.style import sheet
from banben.theme import load_theme
from banben.writers.epub import write
from banben.writers.sheets import NEWER, OWN, PLAIN, linked, sheets

SHIPPED = load_theme(Path("nowhere"))[0].texts
EDITIONS = {
    "lines": sample.edition(),
    "columns": replace(sample.edition(region="tw"), writing="vertical"),
}
# Properties of CSS 2.1, which the EPUB 2 readers with RMSDK know (OPS 2.0.1 section 3.3), by their values.
LENGTH = r"-?\d*\.?\d+(?:em|%)?|0|auto"
LINE = r"(?:\d*\.?\d+(?:px|pt|em)|0|solid|#[0-9a-f]{3,6})(?: |$)"
KNOWN = {
    r"margin(-\w+)?|padding(-\w+)?|(max-)?(width|height)|text-indent": rf"(?:(?:{LENGTH})(?: |$))+",
    r"border(-\w+)?(-color)?": rf"(?:{LINE})+",
    r"border-collapse": "collapse",
    r"font-(size|weight)|letter-spacing|line-height|orphans|widows": LENGTH,
    r"font-family": r"inherit|(?:\"[^\"]+\"|[A-Za-z-]+)(?:, (?:\"[^\"]+\"|[A-Za-z-]+))*",
    r"font-style": "normal",
    r"color|background-color": r"#[0-9a-f]{3,6}|inherit|transparent",
    r"display": "block|inline-block",
    r"float": "left",
    r"content": '""',
    r"text-align": "left|right|center|justify",
    r"text-decoration": "none|underline",
    r"vertical-align": rf"{LENGTH}|super|baseline|top|middle|bottom",
    r"white-space": "nowrap|pre-wrap",
    r"list-style-type": "none|disc|circle|decimal|cjk-ideographic",
    r"caption-side": "top",
    r"page-break-(before|after|inside)": "always|avoid",
}
# Properties that they do not know, and pass over: no value of theirs is ever read.
PASSED_OVER = re.compile(
    r"-(epub|webkit|ms)-[\w-]+|break-(before|after|inside)|box-sizing|hyphens|line-break|border-radius"
    r"|(word|overflow)-(wrap|break)|writing-mode|ruby-position"
    r"|text-(combine-upright|orientation|emphasis-\w+|decoration-\w+|underline-\w+)"
)
# Elements, classes, and what stands inside them; dvschultz/99problems issue 22 on all others.
SELECTOR = re.compile(
    r"(?:[a-z][a-z1-6]*|\.[\w-]+)(?:\.[\w-]+)?(?: (?:[a-z][a-z1-6]*|\.[\w-]+)(?:\.[\w-]+)?)*"
)
PSEUDO = re.compile(r":(?:after|first-child)$")  # of CSS 2
# What only print or nothing needs: lengths that do not grow with the reader's type.
FIXED = re.compile(r"\b\d*\.?\d+(pt|px|mm|cm|in|pc)\b")
HAIRLINE = 2  # px or pt


def rules(text: str) -> list[tinycss2.ast.Node]:
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def declarations(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield selector, property and value of every plain rule of *text*."""
    for rule in rules(text):
        assert rule.type == "qualified-rule", rule
        selector = str(tinycss2.serialize(rule.prelude)).strip()
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            assert item.type == "declaration", (selector, item)
            yield selector, item.lower_name, str(tinycss2.serialize(item.value)).strip()


def fault(name: str, value: str) -> bool:
    """Whether an old reader could stumble over the declaration."""
    if PASSED_OVER.fullmatch(name):
        return False
    return not any(
        re.fullmatch(known, name) and re.fullmatch(values, value) for known, values in KNOWN.items()
    )


def plain_sheet(edition: Edition) -> str:
    return sheets(sheet(edition, "epub", SHIPPED)[0])[PLAIN]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_first_sheet_has_nothing_that_an_old_reader_stumbles_over(edition: str) -> None:
    found = list(declarations(plain_sheet(EDITIONS[edition])))
    assert len(found) > 200
    assert [item for item in found if fault(item[1], item[2])] == []
    selectors = {part.strip() for item in found for part in item[0].split(",")}
    assert [one for one in selectors if not SELECTOR.fullmatch(PSEUDO.sub("", one))] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("display", "flex"),
        ("max-width", "min(10em, 30vw)"),
        ("width", "calc(100% - 2em)"),
        ("height", "98vh"),
        ("font-size", "1rem"),
        ("color", "rgba(0, 0, 0, 0.1)"),
        ("color", "var(--accent)"),
        ("text-decoration", "underline wavy"),
        ("position", "sticky"),
    ],
)
def test_the_table_of_what_is_known_names_what_is_not(name: str, value: str) -> None:
    assert fault(name, value)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_size_on_a_screen_is_fixed_but_that_of_hairlines(edition: str) -> None:
    made, _ = sheet(EDITIONS[edition], "epub", SHIPPED)
    fixed = [found for found in FIXED.finditer(made) if float(found[0].removesuffix(found[1])) > HAIRLINE]
    assert [made[max(found.start() - 40, 0) : found.end()] for found in fixed] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_type_and_colours_of_the_text_are_the_readers(edition: str) -> None:
    own = ("font-family", "font-size", "color", "background-color")
    found = list(declarations(plain_sheet(EDITIONS[edition])))
    whole = [item for item in found if {"html", "body", "p"} & set(re.split(r"[\s,]+", item[0]))]
    assert whole
    assert [item for item in whole if item[1] in own and item[0] in ("html", "body", "p")] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_conditional_rules_have_a_file_of_their_own_and_none_is_empty(edition: str) -> None:
    parts = sheets(sheet(EDITIONS[edition], "epub", SHIPPED)[0])
    assert set(parts) == {PLAIN, NEWER}
    every = rules(parts[NEWER])
    assert {rule.lower_at_keyword for rule in every} == {"page", "media"}
    # ADE does not open a book with an empty one (dvschultz/99problems issue 44).
    assert all(tinycss2.serialize(rule.content).strip() for rule in every)


def test_a_books_own_sheet_is_the_last_and_no_rule_is_lost() -> None:
    styles = {**SHIPPED, "styles/book.css": ".mine { color: red; }\n@media print { p { color: #000; } }\n"}
    made, _ = sheet(sample.edition(), "epub", styles)
    parts = sheets(made)
    assert list(parts) == [PLAIN, NEWER, OWN]
    assert "".join(parts.values()).splitlines() == [line for line in made.splitlines() if line.strip()]
    assert parts[OWN].splitlines() == [".mine { color: red; }", "@media print { p { color: #000; } }"]


def test_a_sheet_without_conditions_is_one_file() -> None:
    assert dict(sheets("p { margin: 0; }\n")) == {PLAIN: "p { margin: 0; }\n"}
    assert dict(sheets("")) == {PLAIN: ""}


def test_documents_link_every_sheet_in_one_line() -> None:
    document = sample_publication.epub_chapter(1).content
    made = linked(document, {PLAIN: "", NEWER: "", OWN: ""})
    assert re.findall(r'href="(\w+\.css)"', made) == [PLAIN, NEWER, OWN]
    assert len(made.splitlines()) == len(document.splitlines())
    assert linked(document, {PLAIN: ""}) == document


def test_the_package_holds_the_sheets_that_its_documents_link() -> None:
    publication = replace(
        sample_publication.epub(), sheet="p { margin: 0; }\n@media screen { p { color: inherit; } }\n"
    )
    content = write(publication)[0].content
    with ZipFile(BytesIO(content)) as archive:
        assert archive.read(f"EPUB/{PLAIN}").decode() == "p { margin: 0; }\n"
        assert "@media" in archive.read(f"EPUB/{NEWER}").decode()
        package = archive.read("EPUB/content.opf").decode()
    assert package.count('media-type="text/css"') == 2
