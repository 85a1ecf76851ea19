"""Readings beside and over characters, in print: their words are read where they stand, none is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample

from banben.model import PLAIN, Book, Inline, Origin, Paragraph, Ruby, RubyPair, Text
from banben.render import render
from banben.theme import load_theme
from banben.verify.reading import pdf_pages
from banben.verify.text import check_text
from banben.writers.pdf import write

HERE = Origin("01.md", 1)
THEME = load_theme(Path("nowhere"))[0]
CITY = Ruby((RubyPair(Text("重", HERE), "ㄔㄨㄥˊ"), RubyPair(Text("慶", HERE), "ㄑㄧㄥˋ")), "zhuyin")
GLOSS = Ruby((RubyPair(Text("私域", HERE), "自己的地盤"),), "gloss")


def book(*stream: Inline) -> Book:
    chapter = replace(sample.book().chapters[2], blocks=(Paragraph(stream, PLAIN, HERE),), notes=())
    return replace(sample.book(), chapters=(chapter,))


@pytest.mark.parametrize("second", [GLOSS, CITY], ids=["gloss", "zhuyin"])
def test_zhuyin_before_another_reading_on_the_line(second: Ruby) -> None:
    made = book(CITY, Text("，", HERE), second, Text("。後面的字。", HERE))
    publication, problems = render(
        made, sample.edition(region="tw"), "pdf", sample.pictures(), THEME, sample.boxes()
    )
    artifact, complaints = write(publication)
    assert problems == complaints == ()
    page = pdf_pages(artifact.content)[-1]
    assert "重ㄔㄨㄥ" in page
    assert page.index("重") < page.index("慶") < page.index("後面的字")
    assert check_text(artifact, publication, made) == ()
