"""What WeasyPrint logs comes to the writer as coded problems."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from sample_publication import PRINT_SHEET, picture, print_book, with_document

from banben.documents import Publication
from banben.model import Origin
from banben.problems import Problem
from banben.writers.complaints import Complaints, as_problems, in_styles, listening
from banben.writers.pdf import write


def problems(publication: Publication) -> list[Problem]:
    return list(write(publication)[1])


def styled(css: str) -> Publication:
    return replace(print_book(), sheet=PRINT_SHEET + css)


def body(markup: str) -> Publication:
    return with_document(print_book(), "book.xhtml", "<p>试印社</p>", markup)


def test_a_sound_publication_has_nothing_to_complain_of() -> None:
    assert problems(print_book()) == []


def test_a_declaration_that_is_ignored_is_a_warning_at_its_line() -> None:
    (found,) = problems(styled("p { text-emphasis: dot }\n"))
    line = PRINT_SHEET.count("\n") + 1
    assert (found.code, found.origin) == ("T301", Origin("style.css", line, 5))
    assert "text-emphasis: dot" in found.message("zh")


@pytest.mark.parametrize(
    "css", ["@nonsense x;\n", "@page a:b { margin: 0 }\n", "p { color: }\n", "p { } }\n"]
)
def test_a_rule_that_is_broken_is_a_warning(css: str) -> None:
    assert {item.code for item in problems(styled(css))} == {"T301"}


def test_a_line_of_the_sheet_is_shown_in_its_own_file() -> None:
    found = problems(styled("p { text-emphasis: dot }\n"))
    (placed,) = in_styles(found, lambda line: Origin("styles/print.css", line - 100))
    assert placed.origin == Origin("styles/print.css", PRINT_SHEET.count("\n") + 1 - 100)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.png", "file:///etc/hostname"])
def test_an_address_outside_the_book_is_refused(address: str) -> None:
    (found,) = problems(body(f'<p><img src="{address}" alt="x"/></p>'))
    assert (found.code, dict(found.values)["url"]) == ("T303", address)


def test_a_linked_sheet_outside_the_book_is_refused() -> None:
    linked = with_document(
        print_book(), "book.xhtml", "</head>", '<link rel="stylesheet" href="other.css"/></head>'
    )
    assert [item.code for item in problems(linked)] == ["T303"]


def test_an_attachment_is_never_embedded() -> None:
    linked = with_document(
        print_book(), "book.xhtml", "</head>", '<link rel="attachment" href="file:///etc/hostname"/></head>'
    )
    assert b"EmbeddedFile" not in write(linked)[0].content


def test_a_picture_that_cannot_be_read_is_an_error_where_it_stands_in_the_manuscript() -> None:
    broken = replace(picture("images/box.svg", b"<svg"), origin=Origin("01.md", 8, 1))
    found = problems(replace(print_book(), pictures={"images/box.svg": broken}))
    assert {(item.code, item.origin) for item in found} == {("T302", Origin("01.md", 8, 1))}


def test_a_picture_that_is_missing_is_an_error() -> None:
    (found,) = problems(replace(print_book(), pictures={}))
    assert (found.code, dict(found.values)["name"]) == ("T302", "images/box.svg")


def test_a_reference_without_a_target_is_an_error() -> None:
    lost = replace(
        body('<p><a class="page" href="#nowhere">见</a></p>'),
        sheet=PRINT_SHEET + ".page::after { content: target-counter(attr(href), page) }\n",
    )
    assert "T305" in {item.code for item in problems(lost)}


def test_an_id_that_stands_twice_is_an_error() -> None:
    assert "T306" in {item.code for item in problems(body('<p id="sec-1">又</p>'))}


def test_cells_beyond_the_table_are_an_error() -> None:
    row = (
        '<table><tr><td rowspan="2" colspan="2">1</td><td>2</td></tr><tr><td colspan="1">3</td></tr></table>'
    )
    record = logging.makeLogRecord(
        {"msg": "This row has more columns than the table, ignored %d cells", "args": (2,), "levelno": 30}
    )
    (found,) = as_problems(Complaints([record]), body(row))
    assert (found.code, found.severity, dict(found.values)["count"]) == ("T307", "error", "2")


def test_a_character_that_no_font_has_is_an_error() -> None:
    assert [(item.code, dict(item.values)["point"]) for item in problems(body("<p>\ue123字</p>"))] == [
        ("T304", "U+E123")
    ]


def test_a_note_that_begins_too_late_is_told_with_its_first_words() -> None:
    notes = "".join(f'<span class="note">{word * count}</span>' for word, count in (("长", 3000), ("短", 30)))
    (found,) = problems(body(f"<p>甲{notes}乙</p>"))
    assert (found.code, dict(found.values)["note"]) == ("T310", "短" * 20)


@pytest.mark.parametrize(("level", "code"), [(logging.WARNING, "T308"), (logging.ERROR, "T309")])
def test_what_has_no_code_of_its_own_is_told_in_its_words(level: int, code: str) -> None:
    with listening() as complaints:
        logging.getLogger("weasyprint").log(level, "Something %s", "new")
    (found,) = as_problems(complaints, print_book())
    assert found.code == code and "Something new" in found.message("en")


def test_the_same_complaint_is_told_once() -> None:
    with listening() as complaints:
        for _ in range(3):
            logging.getLogger("weasyprint").warning("Again")
    assert len(as_problems(complaints, print_book())) == 1


def test_nothing_is_listened_to_afterwards() -> None:
    with listening() as complaints:
        pass
    logging.getLogger("weasyprint").warning("Later")
    assert complaints.records == []


def test_a_decorative_picture_needs_no_text() -> None:
    assert problems(body('<p><img src="images/box.svg" alt=""/></p>')) == []
