"""Pictures: the size that their writer states, and what stands alone or in a line of text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample

from banben.documents import Asset
from banben.editions import Format
from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Cell,
    Figure,
    Image,
    Inline,
    LineBreak,
    Link,
    Origin,
    Paragraph,
    Table,
    Text,
)
from banben.render import render
from banben.render.pictures import Size, pictures_only, stated
from banben.theme import load_theme

HERE = Origin("01.md", 1)
THEME = load_theme(Path("nowhere"))[0]
PHOTO = Asset("images/photo.jpg", "image/jpeg", b"", 600, 420)
WORDS = Text("改造前", HERE)


def image(**values: str) -> Image:
    return Image("photo.jpg", "照片", "", Attributes(values=tuple(values.items())), HERE)


def tags(block: Block, format: Format) -> list[str]:
    """Return the `<img>` tags of a chapter of *block*."""
    chapter = replace(sample.book().chapters[2], blocks=(block,), notes=())
    book = replace(sample.book(), chapters=(chapter,))
    made, problems = render(book, sample.edition(), format, {"photo.jpg": PHOTO}, THEME, sample.boxes())
    assert problems == ()
    content = made.documents[-1].content
    return re.findall("<img[^>]*>", content[content.index('class="chapter ') :])


def paragraph(*stream: Inline) -> Paragraph:
    return Paragraph(stream, PLAIN, HERE)


@pytest.mark.parametrize(
    ("values", "size"),
    [
        ({}, Size(600)),
        ({"width": "300"}, Size(300)),
        ({"width": "300px"}, Size(300)),
        ({"width": "3in"}, Size(288)),
        ({"width": "50%"}, Size(600, 0.5)),
        ({"width": "250%"}, Size(600, 1)),
        ({"height": "210"}, Size(300)),
        ({"width": "auto"}, Size(600)),
        ({"width": "-3cm"}, Size(600)),
    ],
)
def test_the_stated_size(values: dict[str, str], size: Size) -> None:
    assert stated(image(**values).attributes, PHOTO) == size


def test_pictures_with_line_ends_and_links_only_stand_alone() -> None:
    assert pictures_only((image(), LineBreak(), Text(" ", HERE), Link("#a", (image(),), "", HERE)))
    assert not pictures_only((image(), WORDS))
    assert not pictures_only((Link("#a", (image(), WORDS), "", HERE),))
    assert not pictures_only((LineBreak(),))
    assert not pictures_only(())


def test_pictures_of_a_paragraph_of_their_own_keep_the_stated_width() -> None:
    tag, second = tags(paragraph(image(width="300"), LineBreak(), image(width="50%")), "epub")
    assert 'width="300" height="210"' in tag
    assert "class" not in tag
    assert 'style="width:50%"' in second


def test_in_print_they_are_whole_lines_high() -> None:
    (tag,) = tags(paragraph(image(width="300"), LineBreak()), "pdf")
    width, height = (float(found) for found in re.findall(r":([\d.]+)pt", tag))
    assert height % 18 == 0
    assert width == pytest.approx(300 * 0.75, abs=27)


def test_a_picture_in_a_line_of_text_is_as_high_as_the_line() -> None:
    for format in ("epub", "pdf"):
        (tag,) = tags(paragraph(image(width="300"), WORDS), format)
        assert 'class="inline"' in tag
        assert "style" not in tag


def test_a_picture_alone_in_a_cell_is_no_icon() -> None:
    block = Table((), ((Cell((image(),), "", HERE), Cell((image(), WORDS), "", HERE)),), (), (), PLAIN, HERE)
    first, second = tags(block, "epub")
    assert "inline" not in first
    assert "inline" in second


def test_a_figure_is_as_wide_as_is_stated() -> None:
    wide, half = (
        Figure(image(**values), "照片", (), (), Attributes(id="fig-a"), HERE)
        for values in ({}, {"width": "50%"})
    )
    assert 'style="width:50%"' in tags(half, "epub")[0]
    heights = [float(re.findall(r"height:([\d.]+)pt", tags(block, "pdf")[0])[0]) for block in (wide, half)]
    assert heights[1] == pytest.approx(heights[0] / 2, abs=18)
