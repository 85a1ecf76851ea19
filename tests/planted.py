"""Changes to the finished bytes of the sample's EPUB, and the other books that defects are planted in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from PIL import Image as Picture
from sample_publication import epub, picture, raster

from banben.documents import Artifact, Asset, Publication
from banben.writers.archive import Archive

Entries = dict[str, bytes]
Change = Callable[[Entries], None]
Pack = Callable[[Entries], bytes]
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
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
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


# --- kinds of damage ------------------------------------------------------------------------


def cut(name: str, keep: float) -> Change:
    """Return the change that keeps the first part of an entry."""
    return lambda entries: entries.update({name: entries[name][: int(len(entries[name]) * keep)]})


def recoded(name: str, old: bytes, new: bytes) -> Change:
    """Return the change of bytes of an entry that are no text any more."""
    return lambda entries: entries.update({name: entries[name].replace(old, new)})


def shortened(name: str, count: int) -> Change:
    """Return the change that drops the last bytes of an entry."""
    return lambda entries: entries.update({name: entries[name][:-count]})


def flipped(name: str) -> Change:
    """Return the change that turns one bit in the middle of an entry."""

    def change(entries: Entries) -> None:
        content = entries[name]
        middle = len(content) // 2
        entries[name] = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]

    return change


def before(name: str, content: bytes) -> Change:
    """Return the change that puts bytes before an entry's own."""
    return lambda entries: entries.update({name: content + entries[name]})


def drawing(inner: str, box: str = 'viewBox="0 0 60 60"') -> bytes:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" {box}>{inner}</svg>'.encode()
