"""Every check of the EPUB finds the defect that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from sample_publication import epub, picture, raster, with_document

from banben.documents import Artifact, Publication
from banben.model import Origin
from banben.problems import Problem
from banben.verify.epub import check_package
from banben.writers.archive import Archive
from banben.writers.epub import write


def checked(publication: Publication) -> tuple[Problem, ...]:
    return check_package(write(publication)[0], publication)


def repacked(change: Callable[[dict[str, bytes]], None]) -> Artifact:
    """Return the sample's file with its entries changed after writing."""
    artifact = write(epub())[0]
    with ZipFile(BytesIO(artifact.content)) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    change(entries)
    target = BytesIO()
    with Archive(target, datetime(2026, 1, 1, tzinfo=UTC)) as written:
        for name, content in entries.items():
            written.add(name, content)
    return replace(artifact, content=target.getvalue())


def one(found: tuple[Problem, ...]) -> tuple[str, dict[str, str]]:
    (problem,) = found
    return problem.code, dict(problem.values)


def test_a_sound_book_passes() -> None:
    assert checked(epub(3)) == ()


def test_repacking_alone_changes_nothing() -> None:
    assert check_package(repacked(lambda entries: None), epub()) == ()


@pytest.mark.parametrize("first", ["compressed", "second", "other"])
def test_the_mimetype_is_first_and_stored(first: str) -> None:
    with ZipFile(BytesIO(write(epub())[0].content)) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    if first == "second":
        entries = [*entries[1:], entries[0]]
    if first == "other":
        entries[0] = ("mimetype", b"application/zip")
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as written:
        for name, content in entries:
            written.writestr(name, content, ZIP_DEFLATED if first == "compressed" else ZIP_STORED)
    artifact = replace(write(epub())[0], content=target.getvalue())
    assert one(check_package(artifact, epub()))[0] == "V201"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("EPUB/c01.xhtml", "<p>字</p>".encode("gb18030")),
        ("EPUB/c01.xhtml", b"<p>open"),
        ("EPUB/style.css", b"p { content: '\xff' }"),
        ("EPUB/toc.ncx", b"<ncx"),
    ],
)
def test_text_is_utf_8_and_well_formed(name: str, content: bytes) -> None:
    code, values = one(check_package(repacked(lambda entries: entries.update({name: content})), epub()))
    assert (code, values["name"]) == ("V202", name.removeprefix("EPUB/"))


def test_what_is_no_zip_is_no_epub() -> None:
    broken = replace(write(epub())[0], content=b"PK nothing")
    assert one(check_package(broken, epub()))[0] == "V202"


def test_a_package_document_is_needed() -> None:
    artifact = repacked(lambda entries: entries.__delitem__("EPUB/content.opf"))
    assert one(check_package(artifact, epub())) == ("V210", {"file": "wheels-cn.epub", "name": "content.opf"})


@pytest.mark.parametrize("href", ["c09.xhtml", "c02.xhtml#nowhere", "#nowhere", "images/none.svg"])
def test_every_link_leads_somewhere(href: str) -> None:
    linked = with_document(epub(), "c01.xhtml", "</section>", f'<p><a href="{href}">x</a></p></section>')
    (found,) = checked(linked)
    assert (found.code, dict(found.values)["href"]) == ("V203", href)
    assert found.origin == Origin("01.md", 10)


def test_a_link_to_the_web_is_not_followed() -> None:
    linked = with_document(
        epub(), "c01.xhtml", "</section>", '<p><a href="https://example.org/a#b">x</a></p></section>'
    )
    assert checked(linked) == ()


@pytest.mark.parametrize("content", [raster()[:-200], b"\xff\xd8nothing", b""])
def test_pictures_decode(content: bytes) -> None:
    broken = replace(picture("images/a.jpg", content), origin=Origin("01.md", 8))
    book = replace(epub(), pictures={**epub().pictures, "a": broken})
    (found,) = checked(book)
    assert (found.code, found.origin) == ("V204", Origin("01.md", 8))


def test_the_contents_say_what_the_heading_says() -> None:
    changed = with_document(epub(), "c02.xhtml", "一、第2节</h2>", "一、另一节</h2>")
    (found,) = checked(changed)
    assert found.code == "V205" and found.origin == Origin("02.md", 6)
    assert dict(found.values)["heading"] == "一、另一节"


def test_the_nav_says_what_the_entries_say() -> None:
    changed = with_document(epub(), "nav.xhtml", ">一、第2节<", ">一、第二节<")
    code, values = one(checked(changed))
    assert (code, values["name"], values["heading"]) == ("V205", "nav", "一、第二节")


def test_the_ncx_says_what_the_entries_say() -> None:
    def change(entries: dict[str, bytes]) -> None:
        entries["EPUB/toc.ncx"] = entries["EPUB/toc.ncx"].replace("第2节".encode(), b"Section")

    code, values = one(check_package(repacked(change), epub()))
    assert (code, values["name"]) == ("V205", "toc.ncx")


def test_the_mark_of_a_note_and_a_reading_are_no_part_of_a_heading() -> None:
    marked = with_document(
        epub(),
        "c01.xhtml",
        "一、第1节</h2>",
        '一、第1<ruby>节<rt>jié</rt></ruby><a href="#note-1" epub:type="noteref">2</a></h2>',
    )
    assert checked(marked) == ()


def test_every_chapter_stands_in_the_contents() -> None:
    section = '<li><a href="c02.xhtml#sec-2">一、第2节</a></li>'
    row = f'<li><a href="c02.xhtml">第2章 轮子之2</a>\n<ol>{section}</ol></li>'
    found = checked(with_document(epub(), "nav.xhtml", row, ""))
    assert ("V206", "c02.xhtml") in {(item.code, dict(item.values).get("name")) for item in found}


def test_every_document_stands_in_the_spine() -> None:
    def change(entries: dict[str, bytes]) -> None:
        opf = entries["EPUB/content.opf"]
        entries["EPUB/content.opf"] = opf.replace(b'<itemref idref="i-c02.xhtml"/>', b"")

    code, values = one(check_package(repacked(change), epub()))
    assert (code, values["name"], values["place"]) == ("V206", "c02.xhtml", "spine")


def test_an_id_stands_once_in_a_document() -> None:
    twice = with_document(epub(), "c01.xhtml", "<figure ", '<p id="sec-1">字</p><figure ')
    assert one(checked(twice)) == ("V207", {"name": "c01.xhtml", "id": "sec-1"})


@pytest.mark.parametrize("back", ["#ch-1", "#sec-1"])
def test_a_note_leads_back_to_the_mark_that_calls_it(back: str) -> None:
    astray = with_document(epub(), "c01.xhtml", 'href="#ref-1" role', f'href="{back}" role')
    (found,) = checked(astray)
    assert (found.code, found.origin) == ("V208", Origin("01.md", 10))


@pytest.mark.parametrize(
    ("old", "new"), [(' lang="zh-Hans-CN"', ""), (' xml:lang="zh-Hans-CN"', ' xml:lang="en"')]
)
def test_every_document_tells_its_language(old: str, new: str) -> None:
    code, values = one(checked(with_document(epub(), "c01.xhtml", old, new)))
    assert (code, values["name"]) == ("V209", "c01.xhtml")


def test_the_manifest_and_the_files_agree() -> None:
    stray = repacked(lambda entries: entries.update({"EPUB/stray.txt": b"x"}))
    assert one(check_package(stray, epub())) == ("V210", {"file": "wheels-cn.epub", "name": "stray.txt"})
    gone = repacked(lambda entries: entries.__delitem__("EPUB/cover.jpg"))
    assert one(check_package(gone, epub()))[1]["name"] == "cover.jpg"
