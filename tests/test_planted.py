"""Every defect planted in a finished EPUB is found, by the check that it is for.

To hear what the validators say of each, write them all as files: python tests/test_planted.py FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA

import planted
import pytest
from planted import (
    C01,
    CSS,
    FACE,
    NAV,
    OPF,
    PAGES,
    ROW,
    TARGET,
    TOC,
    Change,
    Pack,
    added,
    before,
    both,
    cut,
    drawing,
    extra,
    flipped,
    packed,
    put,
    recoded,
    reordered,
    shortened,
    streamed,
    swap,
    twice,
    unpacked,
    with_font,
    with_pictures,
    zipped,
)
from sample_publication import PROSE, book, epub

from banben.documents import Artifact, Publication
from banben.problems import Problem, catalogue
from banben.verify import verify
from banben.verify.epub import CHECKS
from banben.writers.epub import write


@dataclass(frozen=True)
class Defect:
    """A defect: the *code* of our own check, the *change* of the entries, or how else they are packed."""

    code: str
    change: Change = lambda entries: None
    pack: Pack = packed
    book: Callable[[], Publication] = epub

    def file(self) -> tuple[Artifact, Publication]:
        """Return the file with the defect, and what it should have been."""
        publication = self.book()
        artifact = write(publication)[0]
        entries = unpacked(artifact)
        self.change(entries)
        return replace(artifact, content=self.pack(entries)), publication


JPEG, PNG = "EPUB/images/a.jpg", "EPUB/images/b.png"
BOX = "EPUB/images/box.svg"
NOTE_AGAIN = (
    '<aside id="note-9" epub:type="footnote" role="doc-footnote"><p>没有人叫它。</p></aside></section>'
)
EMPTY = '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans-CN" xml:lang="zh-Hans-CN">'

DEFECTS: Mapping[str, Defect] = {
    "mimetype compressed": Defect("V201", pack=lambda e: zipped(e, first=ZIP_DEFLATED)),
    "mimetype not first": Defect("V201", pack=reordered),
    "mimetype with an extra field": Defect("V201", pack=extra),
    "mimetype of something else": Defect("V201", put("mimetype", b"application/zip")),
    "a chapter in GB 18030": Defect("V202", lambda e: e.update({C01: e[C01].decode().encode("gb18030")})),
    "one broken UTF-8 sequence": Defect("V202", recoded(C01, "最早".encode(), b"\xe6\x9c")),
    "broken UTF-8 in the sheet": Defect("V202", put(CSS, b"p { content: '\xff' }")),
    "a chapter cut off": Defect("V202", cut(C01, 0.6)),
    "a name twice but for its case": Defect("V220", pack=twice),
    "a name outside the folder": Defect("V221", put("../x.css", b"x")),
    "an absolute name": Defect("V221", put("/EPUB/x.css", b"x")),
    "an entry for a folder": Defect("V221", put("META-INF/x/", b"")),
    "a name that is not ASCII": Defect("V221", added("图.svg", drawing(""), "image/svg+xml")),
    "LZMA instead of deflate": Defect("V222", pack=lambda e: zipped(e, ZIP_LZMA)),
    "data descriptors": Defect("V222", pack=streamed),
    "a byte order mark": Defect("V223", before(CSS, "\ufeff".encode())),
    "a control character of C1": Defect("V223", swap(C01, "最早", "最&#x85;早")),
    "a noncharacter": Defect("V223", swap(C01, "最早", "最\ufdd0早")),
    "a replacement character": Defect("V224", swap(C01, "最早", "最\ufffd")),
    "a private character": Defect("V224", swap(C01, "最早", "最&#xE123;")),
    "a picture that is missing": Defect("V203", swap(C01, "images/box.svg", "images/none.svg")),
    "a link to no id": Defect(
        "V203", swap(C01, "</section>", '<p><a href="c02.xhtml#x">见</a></p></section>')
    ),
    "a file that the manifest lacks": Defect("V210", put("EPUB/stray.css", b"p {}")),
    "a JPEG cut off": Defect("V204", cut(JPEG, 0.7), book=with_pictures),
    "a JPEG without its end": Defect("V204", shortened(JPEG, 2), book=with_pictures),
    "a PNG cut off": Defect("V204", cut(PNG, 0.7), book=with_pictures),
    "a PNG with a wrong byte": Defect("V204", flipped(PNG), book=with_pictures),
    "a GIF cut off": Defect("V204", cut("EPUB/images/c.gif", 0.7), book=with_pictures),
    "a WebP cut off": Defect("V204", cut("EPUB/images/d.webp", 0.7), book=with_pictures),
    "a PNG named .jpg": Defect("V204", lambda e: e.update({JPEG: e[PNG]}), book=with_pictures),
    "a drawing without viewBox": Defect("V225", put(BOX, drawing("<path d='M0 0h9'/>", ""))),
    "a drawing with a script": Defect("V225", put(BOX, drawing("<script>1</script>"))),
    "a drawing that reacts": Defect("V225", put(BOX, drawing('<path d="M0 0h9" onclick="x()"/>'))),
    "a drawing with a remote picture": Defect(
        "V225", put(BOX, drawing('<image href="https://example.org/a.png" width="9" height="9"/>'))
    ),
    "a drawing with a remote sheet": Defect(
        "V225", put(BOX, drawing("<style>@import 'https://example.org/a.css';</style>"))
    ),
    "an id twice": Defect("V207", swap(C01, "<p>后来", '<p id="sec-1">后来')),
    "a note that nothing calls": Defect("V208", swap(C01, "</section>", NOTE_AGAIN)),
    "a note that leads elsewhere": Defect("V208", swap(C01, 'href="#ref-1" role', 'href="#sec-1" role')),
    "a note mark to a heading": Defect(
        "V229", swap(C01, "</h2>", '<a href="#sec-1" epub:type="noteref" role="doc-noteref">2</a></h2>')
    ),
    "a paragraph twice": Defect("V226", swap(C01, f"<p>{PROSE[0]}</p>", f"<p>{PROSE[0]}</p>" * 2)),
    "a paragraph lost": Defect("V101", swap(C01, f"<p>{PROSE[2]}</p>", "")),
    "half a paragraph lost": Defect("V101", swap(C01, PROSE[1][20:], "")),
    "another title in the contents": Defect("V205", swap(NAV, ">一、第2节<", ">二、第2节<")),
    "another title in the NCX": Defect("V205", swap(TOC, "一、第2节", "二、第2节")),
    "another heading in the text": Defect("V205", swap(C01, "</span> 轮子之1</h1>", "</span> 轮子之9</h1>")),
    "a chapter not in the spine": Defect("V206", swap(OPF, '<itemref idref="i-c02.xhtml"/>', "")),
    "a section not in the contents": Defect(
        "V227", swap(C01, "<figure", '<h2 id="sec-9">二、漏了的一节</h2>\n<figure')
    ),
    "sections as deep as chapters": Defect(
        "V228",
        swap(
            NAV,
            '\n<ol><li><a href="c02.xhtml#sec-2">一、第2节</a></li></ol></li>',
            '</li><li><a href="c02.xhtml#sec-2">一、第2节</a></li>',
        ),
    ),
    "pages of the NCX lost": Defect("V230", both(PAGES, swap(TOC, TARGET.format(2, 6), ""))),
    "pages out of order": Defect(
        "V230", both(PAGES, swap(NAV, ROW.format(1) + ROW.format(2), ROW.format(2) + ROW.format(1)))
    ),
    "a page break without its line": Defect("V230", both(PAGES, swap(NAV, ROW.format(2), ""))),
    "an empty document": Defect(
        "V237",
        put(
            "EPUB/cover.xhtml",
            f"{EMPTY}<head><title>x</title></head><body><p>\u3000</p></body></html>".encode(),
        ),
    ),
    "a document in another language": Defect("V209", swap(C01, ' xml:lang="zh-Hans-CN"', ' xml:lang="en"')),
    "another dc:language": Defect("V231", swap(OPF, "<dc:language>zh-Hans-CN", "<dc:language>zh-Hant-TW")),
    "two languages": Defect("V231", swap(OPF, "<dc:language>", "<dc:language>en</dc:language><dc:language>")),
    "a package without xml:lang": Defect("V231", swap(OPF, ' xml:lang="zh-Hans-CN"', "", 1)),
    "pages from right to left": Defect(
        "V232", swap(OPF, 'progression-direction="ltr"', 'progression-direction="rtl"')
    ),
    "columns in a horizontal edition": Defect("V232", before(CSS, b"body { writing-mode: vertical-rl }")),
    "an ISBN with a wrong check digit": Defect(
        "V233",
        both(
            swap(OPF, "urn:isbn:9787000000018", "urn:isbn:9787000000019"),
            swap(TOC, "urn:isbn:9787000000018", "urn:isbn:9787000000019"),
        ),
    ),
    "no unique identifier": Defect(
        "V233", swap(OPF, 'unique-identifier="publication-id"', 'unique-identifier="bookid"')
    ),
    "a date of the year 202": Defect("V234", swap(OPF, "<dc:date>2026-", "<dc:date>0202-")),
    "a last change without its zone": Defect("V234", swap(OPF, "T08:30:00Z<", "T08:30:00<")),
    "a last change in the future": Defect(
        "V234", swap(OPF, '"dcterms:modified">2026', '"dcterms:modified">2096')
    ),
    "another title in the package": Defect("V235", swap(OPF, ">轮子与车<", ">轮子和车<")),
    "Traditional words in an alternative text": Defect("V236", swap(C01, 'alt="方框"', 'alt="這是方框"')),
    "Traditional words in the description": Defect("V236", swap(OPF, "试用的小书", "試用的小書")),
    "a Traditional paragraph": Defect("V236", swap(C01, "<figure", "<p>這一段沒有轉換</p>\n<figure")),
    "a font cut off": Defect("V238", cut("EPUB/fonts/squares.otf", 0.6), book=with_font),
    "a font that no rule names": Defect("V238", swap(CSS, FACE, ""), book=with_font),
    "a font that is not there": Defect("V238", swap(CSS, "squares", "circles"), book=with_font),
    "a character that the fonts lack": Defect("V239", swap(C01, "最早", "龘早"), book=with_font),
}


def own(artifact: Artifact, publication: Publication) -> list[Problem]:
    """Return the problems of our own checks, without the stores' advice."""
    return [item for item in verify(artifact, publication, book()) if item.code.startswith("V")]


@pytest.mark.parametrize("sound", [epub, planted.with_font, planted.with_pictures])
def test_a_sound_book_passes_every_check(sound: Callable[[], Publication]) -> None:
    publication = sound()
    assert own(write(publication)[0], publication) == []


def test_a_page_list_that_agrees_passes() -> None:
    artifact = planted.changed(write(epub())[0], planted.PAGES)
    assert own(artifact, epub()) == []


def test_packing_alone_changes_nothing() -> None:
    artifact = write(epub())[0]
    assert (
        planted.packed(planted.unpacked(artifact)) == artifact.content
        or own(planted.changed(artifact, lambda entries: None), epub()) == []
    )


@pytest.mark.parametrize("what", DEFECTS)
def test_a_planted_defect_is_found(what: str) -> None:
    defect = DEFECTS[what]
    found = own(*defect.file())
    assert defect.code in {item.code for item in found}
    assert len({item.code for item in found}) <= 2, [(item.code, item.values) for item in found]
    assert all(item.message("zh") and item.message("en") for item in found)


def test_every_check_has_its_defect() -> None:
    coded = {code for codes, _ in CHECKS for code in codes}
    assert coded - {"V240", "X602"} <= {defect.code for defect in DEFECTS.values()}
    family = {code for code in catalogue() if code.startswith("V2") and code < "V250"}
    assert family == {code for code in coded if code.startswith("V")} | {"V201", "V202", "V226", "V240"}


def main(folder: Path) -> None:
    """Write the sample and every defect as an EPUB into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (what, defect) in enumerate(DEFECTS.items(), 1):
        name = f"{number:02}-{defect.code}-{what.replace(' ', '-').replace('.', '')}.epub"
        (folder / name).write_bytes(defect.file()[0].content)
    for sound in (epub, with_font, with_pictures):
        (folder / f"sound-{sound.__name__}.epub").write_bytes(write(sound())[0].content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
