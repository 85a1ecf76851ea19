"""Notes of a book from its tree to its pages: by chapter and by page, with second references and tables."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample
from test_cjk_notes import called, overlaps, parts, words

from banben.cjk.install import patches
from banben.cjk.settings import settings_of
from banben.documents import Publication
from banben.editions import Edition
from banben.model import PLAIN, Cell, Chapter, Note, NoteRef, Origin, Paragraph, Table, Text
from banben.patches import patched
from banben.render import render
from banben.theme import load_theme
from banben.writers.pdf import lay_out
from banben.writers.tuning import tuned

HERE = Origin("a.md", 1, 1)
THEME = load_theme(Path("nowhere"))[0]
BY_PAGE = replace(sample.edition(), notes="page")


def paragraph(text: str, *labels: tuple[str, int]) -> Paragraph:
    return Paragraph(
        (Text(text, HERE), *(NoteRef(label, number, HERE) for label, number in labels)), PLAIN, HERE
    )


def note(label: str, number: int, text: str) -> Note:
    return Note(label, (Paragraph((Text(text, HERE),), PLAIN, HERE),), HERE, number)


def publication(
    edition: Edition, blocks: tuple[Paragraph | Table, ...], notes: tuple[Note, ...]
) -> Publication:
    (first, *_) = sample.book().chapters
    chapter: Chapter = replace(first, blocks=blocks, notes=notes)
    book = replace(sample.book(), chapters=(chapter,))
    return render(book, edition, "pdf", sample.pictures(), THEME, sample.boxes())[0]


def content(edition: Edition, blocks: tuple[Paragraph | Table, ...], notes: tuple[Note, ...]) -> str:
    return publication(edition, blocks, notes).documents[0].content


def test_an_edition_asks_for_marks_by_page() -> None:
    given = ((paragraph("甲", ("a", 1)),), (note("a", 1, "注文"),))
    assert 'data-notes="page"' in content(BY_PAGE, *given)
    assert "data-notes" not in content(sample.edition(), *given)


@pytest.mark.parametrize("number", [3, 80])
def test_marks_that_are_written_over_are_all_as_wide(number: int) -> None:
    made = content(BY_PAGE, (paragraph("甲", ("a", number)),), (note("a", number, "注文"),))
    assert f'data-mark="{"③" if number == 3 else "㊿"}"' in made


def test_a_second_reference_by_page_is_a_note_that_leads_to_the_first() -> None:
    blocks = (paragraph("甲", ("a", 1)), paragraph("乙", ("a", 1)))
    made = content(BY_PAGE, blocks, (note("a", 1, "注文"),))
    assert made.count("注文") == 1
    assert made.count('class="note"') == 2
    (first,) = re.findall(r'<span class="note" id="([^"]+)"', made)
    assert f'<a class="page roman" href="#{first}"' in made
    assert f'<span data-of="{first}">①</span>' in made


def test_a_note_of_a_table_has_a_mark_of_its_own_kind() -> None:
    cell = Cell((Text("1", HERE), NoteRef("a", 1, HERE)), "", HERE)
    table = Table((), ((cell,),), (), (), PLAIN, HERE)
    made = content(BY_PAGE, (table, paragraph("乙", ("a", 1))), (note("a", 1, "注文"),))
    assert made.count("〔1〕") == 3
    assert "①" not in made


def test_notes_of_a_real_chapter_are_whole_and_numbered_by_page() -> None:
    text = "最早的时候，买卖就是买卖，没有人把它分成两件事。掌柜的一个人既要招呼客人，又要收钱记账。" * 2
    lengths = [20, 700, 40, 5, 120, 60, 800, 9, 33, 250] * 2
    labels = [(f"n{number}", number) for number in range(1, len(lengths) + 1)]
    notes = tuple(
        note(label, number, f"起{number}{'注文如下，' * (length // 5)}止{number}。")
        for (label, number), length in zip(labels, lengths, strict=True)
    )
    blocks = tuple(paragraph(text, *labels[index : index + 2]) for index in range(0, len(labels), 2))
    made = publication(BY_PAGE, blocks, notes)
    with tuned(), patched(patches(settings_of(BY_PAGE))):
        pages = [page._page_box for page in lay_out(made).pages]
    assert [list(overlaps(page)) for page in pages] == [[] for _ in pages]
    areas = [words(parts(page)[1]) if parts(page)[1] else "" for page in pages]
    for number, length in enumerate(lengths, start=1):
        assert f"起{number}{'注文如下，' * (length // 5)}止{number}。" in "".join(areas)
    for page, area in zip(pages, areas, strict=True):
        marks = called(parts(page)[0])
        assert marks == ["①", "②", "③", "④", "⑤", "⑥"][: len(marks)]
        assert area.count("起") == len(marks)
