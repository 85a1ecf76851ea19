"""Nothing is lost between the book and the file; planted losses are found at their origin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_publication import NOTE, PRINT_SHEET, PROSE, book, epub, print_book, with_document

from banben.documents import Artifact, Publication
from banben.model import PLAIN, Book, Chapter, Origin, Paragraph, Text
from banben.problems import Problem
from banben.verify.text import MOST, check_text
from banben.writers import WRITERS

BOTH = pytest.mark.parametrize("make", [epub, print_book])


def checked(publication: Publication, source: Book | None = None) -> tuple[Problem, ...]:
    artifact: Artifact = WRITERS[publication.format](publication)[0]
    return check_text(artifact, publication, source or book())


def with_text(publication: Publication, old: str, new: str) -> Publication:
    name = "c02.xhtml" if publication.format == "epub" else "book.xhtml"
    return with_document(publication, name, old, new)


def second(old: str) -> tuple[str, str]:
    """Return the place of *old* in chapter 2 of either format, and it without *old*."""
    return f"第2节</h2>\n<p>{old}</p>", "第2节</h2>\n"


@BOTH
def test_a_whole_book_is_whole(make: type[Publication]) -> None:
    assert checked(make()) == ()  # type: ignore[call-arg]


@pytest.mark.parametrize("publication", [epub(), print_book()], ids=["epub", "pdf"])
class TestPlanted:
    def test_a_dropped_paragraph(self, publication: Publication) -> None:
        (found,) = checked(with_text(publication, *second(PROSE[2])))
        assert (found.code, found.origin) == ("V101", Origin("02.md", 5))
        assert "后来铺子大了" in found.message("zh")

    def test_a_dropped_last_character(self, publication: Publication) -> None:
        old, _ = second(PROSE[2])
        (found,) = checked(with_text(publication, old, old.replace("。</p>", "</p>")))
        assert found.origin == Origin("02.md", 5)

    def test_a_dropped_caption(self, publication: Publication) -> None:
        (found,) = checked(with_text(publication, "方框之2", ""))
        assert found.origin == Origin("02.md", 8)

    def test_a_dropped_title(self, publication: Publication) -> None:
        name = "c02.xhtml" if publication.format == "epub" else "book.xhtml"
        found = checked(with_document(publication, name, "轮子之2", "车"))
        assert Origin("02.md", 1) in {item.origin for item in found}

    def test_swapped_paragraphs(self, publication: Publication) -> None:
        swapped = with_text(publication, second(PROSE[2])[0], f"第2节</h2>\n<p>{PROSE[0]}</p>")
        old = f"<p>{PROSE[0]}</p>"
        text = next(d.content for d in swapped.documents if second(PROSE[2])[1] in d.content)
        assert text.count(old) > 1
        found = checked(swapped)
        assert {item.origin for item in found if item.code == "V101"} == {Origin("02.md", 5)}
        # One paragraph is lost, the other one is there twice.
        assert ("V226" in {item.code for item in found}) == (publication.format == "epub")

    def test_a_dropped_note(self, publication: Publication) -> None:
        old = f"1</a> {NOTE}" if publication.format == "epub" else f'{NOTE}</span></p>\n<h2 id="sec-2"'
        (found,) = checked(with_text(publication, old, old.replace(NOTE, "")))
        assert found.origin == Origin("02.md", 10)

    def test_converted_characters(self, publication: Publication) -> None:
        old, _ = second(PROSE[2])
        found = checked(with_text(publication, old, old.replace("后来", "後來")))
        assert {item.origin for item in found} == {Origin("02.md", 5)}

    def test_a_whole_chapter(self, publication: Publication) -> None:
        whole = book(3)
        found = checked(publication, whole)
        assert {item.origin.path for item in found if item.origin} == {"03.md"}


def test_text_that_a_style_hides_is_lost() -> None:
    hidden = replace(print_book(), sheet=PRINT_SHEET + "figcaption { display: none }\n")
    assert {item.origin for item in checked(hidden)} == {Origin("01.md", 8), Origin("02.md", 8)}


def long_note(count: int) -> tuple[Publication, Book]:
    """Return a print publication with *count* sentences of a note, and the book that has 400 of them."""
    sentences = [f"第{n}句，幌子是旧时店铺门口的招牌。" for n in range(400)]
    longer = with_document(print_book(1), "book.xhtml", NOTE, "".join(sentences[:count]))
    (only,) = book(1).chapters
    words = Paragraph((Text("".join(sentences), Origin("01.md", 10)),), PLAIN, Origin("01.md", 10))
    chapter: Chapter = replace(only, notes=(replace(only.notes[0], blocks=(words,)),))
    return longer, replace(book(1), chapters=(chapter,))


def test_a_note_that_goes_on_for_pages_is_whole() -> None:
    assert checked(*long_note(400)) == ()


def test_the_lost_end_of_a_note_that_goes_on_for_pages_is_missed() -> None:
    (found,) = checked(*long_note(399))
    assert found.origin == Origin("01.md", 10)


@pytest.mark.parametrize("publication", [epub(), print_book()], ids=["epub", "pdf"])
def test_only_a_printed_figure_may_stand_after_the_text_that_follows_it(publication: Publication) -> None:
    whole = book()
    last = whole.chapters[-1]
    after = Paragraph((Text("这一段写在图的后面。", Origin("02.md", 9)),), PLAIN, Origin("02.md", 9))
    given = replace(whole, chapters=(*whole.chapters[:-1], replace(last, blocks=(*last.blocks, after))))
    moved = with_text(publication, '<figure id="fig-2"', '<p>这一段写在图的后面。</p><figure id="fig-2"')
    found = {item.origin for item in checked(moved, given)}
    assert found == (set() if publication.format == "pdf" else {Origin("02.md", 8)})


def test_a_book_that_runs_over_many_pages_is_whole() -> None:
    small = replace(print_book(), sheet=PRINT_SHEET.replace("148mm 210mm", "74mm 74mm"))
    assert WRITERS["pdf"](small)[0].pages > 8
    assert checked(small) == ()


def test_a_note_may_stand_many_pages_after_the_chapters_beginning() -> None:
    words = "".join(f"第{n}句，掌柜的又招呼了一位客人。" for n in range(400))
    long = Paragraph((Text(words, Origin("01.md", 2)),), PLAIN, Origin("01.md", 2))
    (only,) = book(1).chapters
    chapter: Chapter = replace(only, blocks=(long, *only.blocks))
    filled = with_document(
        print_book(1), "book.xhtml", f"<p>{PROSE[0]}</p>", f"<p>{words}</p><p>{PROSE[0]}</p>"
    )
    assert WRITERS["pdf"](filled)[0].pages > 8
    assert checked(filled, replace(book(1), chapters=(chapter,))) == ()


def test_only_the_first_losses_are_shown_and_the_others_counted() -> None:
    found = checked(epub(2), book(9))
    assert len(found) == MOST + 1
    assert found[-1].code == "V102" and int(dict(found[-1].values)["count"]) > 20
