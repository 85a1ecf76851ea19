"""Notes of an EPUB in the two forms that open as pop-ups: that of EPUB 3, and Duokan's, for WeRead."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sample_book as sample
from lxml import etree
from PIL import Image as Picture

from banben.documents import Publication
from banben.model import (
    PLAIN,
    Attributes,
    Cell,
    Chapter,
    Heading,
    Inline,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Table,
    Text,
)
from banben.render import render
from banben.render.note_sign import NAME, note_sign
from banben.stores import load_store
from banben.theme import load_theme

THEME = load_theme(Path("nowhere"))[0]
HERE = Origin("01.md", 1)
X, TYPE = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}type"
STORES = {"popup": "generic", "duokan": "weread"}
LONG = "很长的注。" * 400


def said(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(part, HERE) if isinstance(part, str) else part for part in parts)


def para(*parts: Inline | str) -> Paragraph:
    return Paragraph(said(*parts), PLAIN, HERE)


def mark(label: str, number: int) -> NoteRef:
    return NoteRef(label, number, HERE)


def chapter() -> Chapter:
    """A chapter with notes wherever one can be: heading, paragraph, cell, twice, long, in two paragraphs."""
    cells = (Cell(said("格", mark("cell", 3)), "left", HERE), Cell(said("二"), "left", HERE))
    blocks = (
        Heading(2, said("小节", mark("head", 1)), Attributes(id="sec"), HERE, (1,)),
        para("正文", mark("long", 2), "与再说", mark("long", 2), "。"),
        Table((), (cells,), (), (), PLAIN, HERE),
        para("两段", mark("two", 4), "。"),
    )
    notes = (
        Note("head", (para("标题的注"),), HERE, 1),
        Note("long", (para(LONG),), HERE, 2),
        Note("cell", (para("表里的注 & <尖括号>"),), HERE, 3),
        Note("two", (para("第一段"), para("第二段")), HERE, 4),
    )
    return Chapter("chapter", said("题"), blocks, notes, PLAIN, HERE, "ch-a", 1)


@cache
def made(form: str, *, notes: bool = True) -> Publication:
    edition = replace(sample.edition(), store=load_store(STORES[form]))
    own = chapter() if notes else replace(chapter(), blocks=(para("没有注。"),), notes=())
    book = replace(sample.book(), chapters=(own,))
    publication, problems = render(book, edition, "epub", {}, THEME, sample.boxes())
    assert problems == ()
    return publication


def document(form: str) -> Any:
    (content,) = (item.content for item in made(form).documents if item.name == "c00.xhtml")
    return etree.fromstring(content.encode())


def references(tree: Any) -> list[Any]:
    return [a for a in tree.iter(X + "a") if a.get(TYPE) == "noteref"]


def target(tree: Any, link: Any) -> Any:
    (found,) = tree.xpath("//*[@id=$id]", id=link.get("href").partition("#")[2])
    return found


def words(element: Any) -> str:
    return "".join(element.itertext()).strip()


@pytest.mark.parametrize("form", STORES)
def test_every_mark_leads_to_its_note_and_the_note_back(form: str) -> None:
    tree = document(form)
    marks = references(tree)
    assert len(marks) == 5
    assert all(link.get("role") == "doc-noteref" for link in marks)
    for link in marks:
        note = target(tree, link)
        (back,) = [a for a in note.iter(X + "a") if a.get("role") == "doc-backlink"]
        first = target(tree, back)
        assert target(tree, first) is note
    assert len({link.get("id") for link in marks if link.get("id")}) == 4  # the same note is met twice


@pytest.mark.parametrize("form", STORES)
def test_a_note_is_an_aside_with_type_and_role_that_holds_all_of_it_once(form: str) -> None:
    tree = document(form)
    asides = list(tree.iter(X + "aside"))
    assert [words(aside)[1:] for aside in asides] == [
        "标题的注",
        LONG,
        "表里的注 & <尖括号>",
        "第一段\n第二段",
    ]
    assert {(aside.get(TYPE), aside.get("role")) for aside in asides} == {("footnote", "doc-footnote")}
    assert all(target(tree, link) in asides[at].iter() for at, link in enumerate(references(tree)[:2]))


def test_the_common_form_shows_a_number_that_leads_to_the_aside_itself() -> None:
    tree = document("popup")
    assert [words(link) for link in references(tree)] == ["①", "②", "②", "③", "④"]
    assert {target(tree, link).tag for link in references(tree)} == {X + "aside"}
    assert NAME not in made("popup").pictures
    assert "duokan" not in etree.tostring(tree, encoding="unicode")


def test_duokans_form_shows_a_picture_that_leads_to_the_item_of_a_list() -> None:
    tree = document("duokan")
    for link in references(tree):
        assert "duokan-footnote" in link.get("class").split()
        assert link.get("href").startswith("#")
        (picture,) = link
        assert (picture.tag, picture.get("src")) == (X + "img", NAME)
        item = target(tree, link)
        assert (item.tag, item.get("class")) == (X + "li", "duokan-footnote-item")
        assert (item.getparent().tag, item.getparent().get("class")) == (X + "ol", "duokan-footnote-content")
    assert made("duokan").pictures[NAME] == note_sign()


def test_weread_finds_the_note_in_the_picture_and_a_voice_the_name_of_the_link() -> None:
    links = references(document("duokan"))
    assert [link[0].get("alt") for link in links] == [
        "标题的注",
        LONG,
        LONG,
        "表里的注 & <尖括号>",
        "第一段　第二段",
    ]
    assert all("qqreader-footnote" in link[0].get("class").split() for link in links)
    assert [link.get("aria-label") for link in links] == ["注释1", "注释2", "注释2", "注释3", "注释4"]


def test_a_book_without_notes_has_no_sign_of_them() -> None:
    assert NAME not in made("duokan", notes=False).pictures


def test_the_sign_is_a_small_picture_that_shows_on_black_and_on_white() -> None:
    content = note_sign().content
    assert len(content) < 8000
    with Picture.open(BytesIO(content)) as sign:
        assert sign.mode == "RGBA"
        assert sign.size == (note_sign().width, note_sign().height)
        disc, stroke = sign.getpixel((8, 36)), sign.getpixel((43, 27))
        alpha = sign.getchannel("A").getpixel((0, 0))
    assert disc == (169, 50, 38, 255)
    assert stroke == (255, 255, 255, 255)
    assert alpha == 0
