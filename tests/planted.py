"""Defects planted in the finished bytes of the sample's EPUB, one for each own check at least.

    python tests/planted.py FOLDER    # write each as an EPUB, to hear what the validators say of it

`DEFECTS` names each by what is wrong; the code is the one that our own check must report.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from PIL import Image as Picture
from sample_publication import PROSE, epub, picture, raster

from banben.documents import Artifact, Asset, Publication
from banben.writers.archive import Archive
from banben.writers.epub import write

Entries = dict[str, bytes]
Change = Callable[[Entries], None]
C01, C02, OPF, NAV, TOC, CSS = (
    f"EPUB/{name}" for name in ("c01.xhtml", "c02.xhtml", "content.opf", "nav.xhtml", "toc.ncx", "style.css")
)


def unpacked(artifact: Artifact) -> Entries:
    """Return the entries of *artifact* in their order."""
    with ZipFile(BytesIO(artifact.content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(entries: Entries) -> bytes:
    """Return *entries* as the project's writer packs them."""
    target = BytesIO()
    with Archive(target, datetime(2026, 1, 1, tzinfo=UTC)) as archive:
        for name, content in entries.items():
            archive.add(name, content)
    return target.getvalue()


def changed(artifact: Artifact, change: Change) -> Artifact:
    """Return *artifact* with its entries changed and packed again."""
    entries = unpacked(artifact)
    change(entries)
    return replace(artifact, content=packed(entries))


def swap(name: str, old: str, new: str, count: int = -1) -> Change:
    """Return the change that puts *new* for *old*, which must be there, into the entry *name*."""

    def change(entries: Entries) -> None:
        text = entries[name].decode("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        entries[name] = text.replace(old, new, count).encode("utf-8")

    return change


def put(name: str, content: bytes) -> Change:
    """Return the change that gives the entry *name*, new or old, this *content*."""
    return lambda entries: entries.update({name: content})


def added(name: str, content: bytes, media_type: str) -> Change:
    """Return the change that adds a file below EPUB/ and lists it in the manifest."""
    item = f'<item href="{name}" id="x-{len(name)}" media-type="{media_type}"/></manifest>'

    def change(entries: Entries) -> None:
        entries[f"EPUB/{name}"] = content
        swap(OPF, "</manifest>", item)(entries)

    return change


def both(*changes: Change) -> Change:
    """Return the change that makes *changes* one after the other."""

    def change(entries: Entries) -> None:
        for one in changes:
            one(entries)

    return change


# --- books of another make ----------------------------------------------------------------


def font(characters: str) -> bytes:
    """Return an OpenType font that draws *characters*, each as a square."""
    names = [".notdef", *(f"g{ord(character):x}" for character in characters)]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"g{ord(character):x}" for character in characters})
    pen = T2CharStringPen(1000, None)
    pen.moveTo((0, 0))
    for point in ((0, 900), (900, 900), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.getCharString()
    builder.setupCFF("Squares", {}, dict.fromkeys(names, square), {})
    builder.setupHorizontalMetrics({name: (1000, 0) for name in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    target = BytesIO()
    builder.font.save(target)
    return target.getvalue()


FACE = '@font-face { font-family: "Squares"; src: url("fonts/squares.otf") }\n'


def with_font() -> Publication:
    """Return the sample with a font for each of its characters inside."""
    base = epub()
    drawn = sorted({character for item in base.documents for character in item.content if character > " "})
    asset = Asset("fonts/squares.otf", "font/otf", font("".join(drawn)), 0, 0)
    edition = replace(base.edition, embed_fonts=True)
    return replace(base, edition=edition, fonts=(asset,), sheet=FACE + base.sheet)


def with_pictures() -> Publication:
    """Return the sample with a picture of each kind; WebP is for EPUB 3.3."""
    base = epub()
    frames = [Picture.new("P", (80, 80), index) for index in range(3)]
    moving = BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    assets = [
        picture("images/a.jpg", raster("JPEG", (300, 200))),
        picture("images/b.png", raster("PNG", (300, 200))),
        Asset("images/c.gif", "image/gif", moving.getvalue(), 80, 80),
        Asset("images/d.webp", "image/webp", raster("WEBP", (300, 200)), 300, 200),
    ]
    return replace(base, pictures={**base.pictures, **{asset.name: asset for asset in assets}})


MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="{0}"/>'
LIST = '<nav epub:type="page-list" hidden="hidden"><ol>{}</ol></nav>\n</body>'
ROW = '<li><a href="c0{0}.xhtml#page-{0}">{0}</a></li>'
TARGET = (
    '<pageTarget id="p{0}" type="normal" value="{0}" playOrder="{1}"><navLabel><text>{0}</text></navLabel>'
    '<content src="c0{0}.xhtml#page-{0}"/></pageTarget>'
)
PAGES = both(
    swap(C01, "<p>最早", f"<p>{MARK.format(1)}最早"),
    swap(C02, "<p>最早", f"<p>{MARK.format(2)}最早"),
    swap(NAV, "</body>", LIST.format(ROW.format(1) + ROW.format(2))),
    swap(TOC, "</ncx>", f"<pageList>{TARGET.format(1, 5)}{TARGET.format(2, 6)}</pageList></ncx>"),
)


# --- the ZIP itself -----------------------------------------------------------------------


def zipped(entries: Entries, method: int = ZIP_DEFLATED, first: int = ZIP_STORED) -> bytes:
    """Return *entries* as Python's own ZipFile packs them, `mimetype` with another method."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content, first if name == "mimetype" else method)
    return target.getvalue()


def streamed(entries: Entries) -> bytes:
    """Return *entries* as a program writes them that cannot go back: sizes follow the content."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    target = Pipe()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return target.getvalue()


def twice(entries: Entries) -> bytes:
    """Return *entries* with one of them there a second time, in upper case."""
    return packed({**entries, "EPUB/STYLE.CSS": entries[CSS]})


def reordered(entries: Entries) -> bytes:
    """Return *entries* with `mimetype` last."""
    return packed({**{name: entries[name] for name in list(entries)[1:]}, "mimetype": entries["mimetype"]})


def extra(entries: Entries) -> bytes:
    """Return *entries* with an extra field in the header of `mimetype`, as Info-ZIP writes it without -X."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            info.extra = b"UT\x05\x00\x03\x00\x00\x00\x00" if name == "mimetype" else b""
            archive.writestr(info, content)
    return target.getvalue()


# --- the table ------------------------------------------------------------------------------

Pack = Callable[[Entries], bytes]


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


def cut(name: str, keep: float) -> Change:
    """Return the change that keeps the first part of an entry."""
    return lambda entries: entries.update({name: entries[name][: int(len(entries[name]) * keep)]})


def drawing(inner: str, box: str = 'viewBox="0 0 60 60"') -> bytes:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" {box}>{inner}</svg>'.encode()


BOX = "EPUB/images/box.svg"
NOTE_AGAIN = '<aside id="note-9" epub:type="footnote" role="doc-footnote"><p>没有人叫它。</p></aside></section>'
EMPTY = '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-Hans-CN" xml:lang="zh-Hans-CN">'

DEFECTS: Mapping[str, Defect] = {
    "mimetype compressed": Defect("V201", pack=lambda e: zipped(e, first=ZIP_DEFLATED)),
    "mimetype not first": Defect("V201", pack=reordered),
    "mimetype with an extra field": Defect("V201", pack=extra),
    "mimetype of something else": Defect("V201", put("mimetype", b"application/zip")),
    "a chapter in GB 18030": Defect("V202", lambda e: e.update({C01: e[C01].decode().encode("gb18030")})),
    "one broken UTF-8 sequence": Defect("V202", lambda e: e.update({C01: e[C01].replace("最早".encode(), b"\xe6\x9c", 1)})),
    "broken UTF-8 in the sheet": Defect("V202", put(CSS, b"p { content: '\xff' }")),
    "a chapter cut off": Defect("V202", cut(C01, 0.6)),
    "a name twice but for its case": Defect("V220", pack=twice),
    "a name outside the folder": Defect("V221", put("../x.css", b"x")),
    "an absolute name": Defect("V221", put("/EPUB/x.css", b"x")),
    "an entry for a folder": Defect("V221", put("META-INF/x/", b"")),
    "a name that is not ASCII": Defect("V221", added("图.svg", drawing(""), "image/svg+xml")),
    "LZMA instead of deflate": Defect("V222", pack=lambda e: zipped(e, ZIP_LZMA)),
    "data descriptors": Defect("V222", pack=streamed),
    "a byte order mark": Defect("V223", lambda e: e.update({CSS: "\ufeff".encode() + e[CSS]})),
    "a control character of C1": Defect("V223", swap(C01, "最早", "最&#x85;早")),
    "a noncharacter": Defect("V223", swap(C01, "最早", "最\ufdd0早")),
    "a replacement character": Defect("V224", swap(C01, "最早", "最\ufffd")),
    "a private character": Defect("V224", swap(C01, "最早", "最&#xE123;")),
    "a picture that is missing": Defect("V203", swap(C01, "images/box.svg", "images/none.svg")),
    "a link to no id": Defect("V203", swap(C01, "</section>", '<p><a href="c02.xhtml#x">见</a></p></section>')),
    "a file that the manifest lacks": Defect("V210", put("EPUB/stray.css", b"p {}")),
    "a JPEG cut off": Defect("V204", cut("EPUB/images/a.jpg", 0.7), book=with_pictures),
    "a JPEG without its end": Defect("V204", lambda e: e.update({"EPUB/images/a.jpg": e["EPUB/images/a.jpg"][:-2]}), book=with_pictures),
    "a PNG cut off": Defect("V204", cut("EPUB/images/b.png", 0.7), book=with_pictures),
    "a PNG with a wrong byte": Defect("V204", lambda e: e.update({"EPUB/images/b.png": flipped(e["EPUB/images/b.png"])}), book=with_pictures),
    "a GIF cut off": Defect("V204", cut("EPUB/images/c.gif", 0.7), book=with_pictures),
    "a WebP cut off": Defect("V204", cut("EPUB/images/d.webp", 0.7), book=with_pictures),
    "a PNG named .jpg": Defect("V204", lambda e: e.update({"EPUB/images/a.jpg": e["EPUB/images/b.png"]}), book=with_pictures),
    "a drawing without viewBox": Defect("V225", put(BOX, drawing("<path d='M0 0h9'/>", ""))),
    "a drawing with a script": Defect("V225", put(BOX, drawing("<script>1</script>"))),
    "a drawing that reacts": Defect("V225", put(BOX, drawing('<path d="M0 0h9" onclick="x()"/>'))),
    "a drawing with a remote picture": Defect("V225", put(BOX, drawing('<image href="https://example.org/a.png" width="9" height="9"/>'))),
    "a drawing with a remote sheet": Defect("V225", put(BOX, drawing("<style>@import 'https://example.org/a.css';</style>"))),
    "an id twice": Defect("V207", swap(C01, '<p>后来', '<p id="sec-1">后来')),
    "a note that nothing calls": Defect("V208", swap(C01, "</section>", NOTE_AGAIN)),
    "a note that leads elsewhere": Defect("V208", swap(C01, 'href="#ref-1" role', 'href="#sec-1" role')),
    "a note mark to a heading": Defect("V229", swap(C01, "</h2>", '<a href="#sec-1" epub:type="noteref" role="doc-noteref">2</a></h2>')),
    "a paragraph twice": Defect("V226", swap(C01, f"<p>{PROSE[0]}</p>", f"<p>{PROSE[0]}</p>" * 2)),
    "a paragraph lost": Defect("V101", swap(C01, f"<p>{PROSE[2]}</p>", "")),
    "half a paragraph lost": Defect("V101", swap(C01, PROSE[1][20:], "")),
    "another title in the contents": Defect("V205", swap(NAV, ">一、第2节<", ">二、第2节<")),
    "another title in the NCX": Defect("V205", swap(TOC, "一、第2节", "二、第2节")),
    "another heading in the text": Defect("V205", swap(C01, "</span> 轮子之1</h1>", "</span> 轮子之9</h1>")),
    "a chapter not in the spine": Defect("V206", swap(OPF, '<itemref idref="i-c02.xhtml"/>', "")),
    "a section not in the contents": Defect("V227", swap(C01, "<figure", '<h2 id="sec-9">二、漏了的一节</h2>\n<figure')),
    "sections as deep as chapters": Defect("V228", swap(NAV, '\n<ol><li><a href="c02.xhtml#sec-2">一、第2节</a></li></ol></li>', '</li><li><a href="c02.xhtml#sec-2">一、第2节</a></li>')),
    "pages of the NCX lost": Defect("V230", both(PAGES, swap(TOC, TARGET.format(2, 6), ""))),
    "pages out of order": Defect("V230", both(PAGES, swap(NAV, ROW.format(1) + ROW.format(2), ROW.format(2) + ROW.format(1)))),
    "a page break without its line": Defect("V230", both(PAGES, swap(NAV, ROW.format(2), ""))),
    "an empty document": Defect("V237", put("EPUB/cover.xhtml", f"{EMPTY}<head><title>x</title></head><body><p>\u3000</p></body></html>".encode())),
    "a document in another language": Defect("V209", swap(C01, ' xml:lang="zh-Hans-CN"', ' xml:lang="en"')),
    "another dc:language": Defect("V231", swap(OPF, "<dc:language>zh-Hans-CN", "<dc:language>zh-Hant-TW")),
    "two languages": Defect("V231", swap(OPF, "<dc:language>", "<dc:language>en</dc:language><dc:language>")),
    "a package without xml:lang": Defect("V231", swap(OPF, ' xml:lang="zh-Hans-CN"', "", 1)),
    "pages from right to left": Defect("V232", swap(OPF, 'progression-direction="ltr"', 'progression-direction="rtl"')),
    "columns in a horizontal edition": Defect("V232", lambda e: e.update({CSS: e[CSS] + b"body { writing-mode: vertical-rl }"})),
    "an ISBN with a wrong check digit": Defect("V233", swap(OPF, "urn:isbn:9787000000018", "urn:isbn:9787000000019")),
    "no unique identifier": Defect("V233", swap(OPF, 'unique-identifier="publication-id"', 'unique-identifier="bookid"')),
    "a date of the year 202": Defect("V234", swap(OPF, "<dc:date>2026-", "<dc:date>0202-")),
    "a last change without its zone": Defect("V234", swap(OPF, "T08:30:00Z<", "T08:30:00<")),
    "a last change in the future": Defect("V234", swap(OPF, '"dcterms:modified">2026', '"dcterms:modified">2096')),
    "another title in the package": Defect("V235", swap(OPF, ">轮子与车<", ">轮子和车<")),
    "Traditional words in an alternative text": Defect("V236", swap(C01, 'alt="方框"', 'alt="這是方框"')),
    "Traditional words in the description": Defect("V236", swap(OPF, "试用的小书", "試用的小書")),
    "a Traditional paragraph": Defect("V236", swap(C01, "<figure", "<p>這一段沒有轉換</p>\n<figure")),
    "a font cut off": Defect("V238", cut("EPUB/fonts/squares.otf", 0.6), book=with_font),
    "a font that no rule names": Defect("V238", swap(CSS, FACE, ""), book=with_font),
    "a font that is not there": Defect("V238", both(swap(CSS, "squares", "circles"), lambda e: None), book=with_font),
    "a character that the fonts lack": Defect("V239", swap(C01, "最早", "龘早"), book=with_font),
}


def flipped(content: bytes) -> bytes:
    """Return *content* with one bit in the middle turned."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def main(folder: Path) -> None:
    """Write the sample and every defect as an EPUB into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (what, defect) in enumerate(DEFECTS.items(), 1):
        name = f"{number:02}-{defect.code}-{what.replace(' ', '-').replace('.', '')}.epub"
        (folder / name).write_bytes(defect.file()[0].content)
    for book in (epub, with_font, with_pictures):
        (folder / f"sound-{book.__name__}.epub").write_bytes(write(book())[0].content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
