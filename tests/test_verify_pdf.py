"""Every check of the PDF finds the defect that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from sample_publication import PRINT_SHEET, print_book, with_document

from banben.documents import Artifact
from banben.problems import Problem
from banben.verify.pdf import check_file
from banben.writers.pdf import write


@pytest.fixture(scope="module")
def sound() -> Artifact:
    return write(print_book())[0]


def checked(artifact: Artifact, change: Callable[[pikepdf.Pdf], None]) -> tuple[str, dict[str, str]]:
    """Return code and values of the one problem after *change*."""
    target = BytesIO()
    with pikepdf.open(BytesIO(artifact.content)) as pdf:
        change(pdf)
        pdf.save(target)
    (found,) = check_file(replace(artifact, content=target.getvalue()), print_book())
    return found.code, dict(found.values)


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.pages[0].obj["/Resources"]["/Font"].values())


def test_a_sound_file_passes(sound: Artifact) -> None:
    assert check_file(sound, print_book()) == ()


def test_what_is_no_pdf_is_told() -> None:
    (found,) = check_file(Artifact("a.pdf", "cn", "pdf", b"%PDF nothing", 1), print_book())
    assert found.code == "V308"


def test_a_page_that_is_gone_is_missed(sound: Artifact) -> None:
    code, values = checked(sound, lambda pdf: pdf.pages.__delitem__(2))
    assert (code, values["found"], values["expected"]) == ("V302", "2", "3")


def test_pages_have_the_size_of_the_trim(sound: Artifact) -> None:
    code, values = checked(sound, lambda pdf: pdf.pages[1].__setattr__("trimbox", [0, 0, 400, 595]))
    assert (code, values["page"], values["expected"]) == ("V307", "2", "148 × 210")


def test_labels_are_needed(sound: Artifact) -> None:
    assert checked(sound, lambda pdf: pdf.Root.__delitem__("/PageLabels"))[0] == "V303"


def test_every_entry_of_the_contents_is_a_bookmark_in_order(sound: Artifact) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.reverse()

    assert checked(sound, swap)[0] == "V304"
    unmarked = replace(print_book(), sheet=PRINT_SHEET.replace("bookmark-level: 2", "bookmark-level: none"))
    (found,) = check_file(write(unmarked)[0], unmarked)
    assert (found.code, dict(found.values)["entry"]) == ("V304", "一、第1节")


def test_a_bookmark_more_does_no_harm() -> None:
    more = with_document(print_book(), "book.xhtml", "<p>试印社</p>", "<h1>目录</h1>")
    assert check_file(write(more)[0], more) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda pdf: pdf.Root.__setitem__("/Lang", "en"), "Lang"),
        (lambda pdf: pdf.docinfo.__setitem__("/Title", "Untitled"), "Title"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "StructTreeRoot"),
    ],
)
def test_the_file_says_what_book_it_is(
    sound: Artifact, change: Callable[[pikepdf.Pdf], None], field: str
) -> None:
    code, values = checked(sound, change)
    assert (code, values["field"]) == ("V305", field)


def test_fonts_are_embedded(sound: Artifact) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        del fonts(pdf)[0]["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile3"]

    code, values = checked(sound, strip)
    assert code == "V301" and "Noto-Serif" in values["font"]


@pytest.mark.parametrize("glyph", [b"0000", b"fffe"])
def test_a_glyph_that_the_font_does_not_have_is_seen(sound: Artifact, glyph: bytes) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        name = next(iter(pdf.pages[1].obj["/Resources"]["/Font"].keys()))
        pdf.pages[1].contents_add(b"BT " + name.encode() + b" 10 Tf [<" + glyph + b">] TJ ET")

    code, values = checked(sound, plant)
    assert (code, values["page"]) == ("V306", "2")


def test_tofu_that_was_really_printed_is_seen() -> None:
    tofu = with_document(print_book(), "book.xhtml", "<p>试印社</p>", "<p>\ue123</p>")
    found: tuple[Problem, ...] = check_file(write(tofu)[0], tofu)
    assert [(item.code, dict(item.values)["page"]) for item in found] == [("V306", "1")]
