"""A block that an EPUB prints twice is found; what the manuscript says twice is no double."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_publication import NOTE, PROSE, book, epub, with_document

from banben.documents import Publication
from banben.model import PLAIN, Book, Origin, Paragraph, Text
from banben.problems import Problem
from banben.verify.text import check_text
from banben.writers.epub import write


def found(publication: Publication, own: Book) -> list[Problem]:
    return [item for item in check_text(write(publication)[0], publication, own) if item.code == "V226"]


def with_paragraphs(*texts: str) -> tuple[Publication, Book]:
    """Return the sample with *texts* at the end of its first chapter, and its book with the same."""
    markup = "".join(f"<p>{text}</p>\n" for text in texts)
    publication = with_document(epub(), "c01.xhtml", "<figure", f"{markup}<figure")
    whole = book()
    first = whole.chapters[0]
    added = tuple(
        Paragraph((Text(text, Origin("01.md", 60 + line)),), PLAIN, Origin("01.md", 60 + line))
        for line, text in enumerate(texts)
    )
    blocks = (*first.blocks[:-1], *added, first.blocks[-1])
    return publication, replace(whole, chapters=(replace(first, blocks=blocks), *whole.chapters[1:]))


@pytest.mark.parametrize(
    "texts", [(), (PROSE[0],), (PROSE[0],) * 3, ("好。", "好。"), ("好。", "不好。", "好。")]
)
def test_what_the_manuscript_repeats_is_no_double(texts: tuple[str, ...]) -> None:
    assert found(*with_paragraphs(*texts)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"<p>{PROSE[0]}</p>", f"<p>{PROSE[0]}</p>\n<p>{PROSE[0]}</p>"),
        (f"<p>{PROSE[0]}</p>", f"<blockquote><p>又：{PROSE[0]}</p></blockquote>\n<p>{PROSE[0]}</p>"),
        ("</section>", f"<aside><p>9 {NOTE}</p></aside></section>"),
    ],
    ids=["as it is", "after other words", "a note"],
)
def test_a_long_block_that_stands_twice_is_found(old: str, new: str) -> None:
    (double,) = found(with_document(epub(), "c01.xhtml", old, new), book())
    assert double.origin is not None and double.origin.path == "01.md"
    values = dict(double.values)
    # Both chapters of the sample have the same text.
    assert (values["found"], values["expected"]) == ("3", "2")


def test_a_short_block_that_follows_itself_is_found() -> None:
    publication, whole = with_paragraphs("好。", "不好。")
    again = with_document(publication, "c01.xhtml", "<p>好。</p>", "<p>好。</p><p>好。</p>")
    (double,) = found(again, whole)
    assert (double.origin, dict(double.values)["words"]) == (Origin("01.md", 60), "好。")


def test_words_of_a_link_and_readings_are_no_double() -> None:
    heading = "一节长得可以让人引用的标题在这里"
    publication, whole = with_paragraphs(heading)
    linked = with_document(
        publication, "c02.xhtml", "<figure", f'<p>见<a href="c01.xhtml">{heading}</a></p><figure'
    )
    read = with_document(linked, "c01.xhtml", PROSE[2], f"<ruby>{PROSE[2]}<rt>{PROSE[2]}</rt></ruby>")
    assert found(read, whole) == []
