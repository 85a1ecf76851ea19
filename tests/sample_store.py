"""A small EPUB that a store takes, and for every kind of rule how to spoil it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image
from sample_publication import epub, page, with_document

from banben.documents import Artifact, Asset, Publication
from banben.pictures.fitting import fit
from banben.stores import Rule, Store
from banben.writers.epub import write

COVER = '<section epub:type="cover"><img src="cover.jpg" alt="封面"/></section>'
LANDMARK = '<li><a epub:type="toc" href="nav.xhtml">目录</a></li>'
FOOTNOTE = re.compile(
    r'<aside id="([^"]+)" epub:type="footnote" role="doc-footnote">(.*?)</aside>', re.DOTALL
)
FOLDER = "EPUB/"
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="9"><path d="M5 5h50"/></svg>'


def picture(size: tuple[int, int], form: str = "JPEG", mode: str = "RGB", pad: int = 0) -> bytes:
    """Return a picture of one colour, with *pad* bytes behind its end."""
    target = BytesIO()
    Image.new(mode, size).save(target, form)
    return target.getvalue() + bytes(pad)


def moving() -> bytes:
    """Return a GIF of two frames."""
    target = BytesIO()
    frames = [Image.new("P", (40, 60), colour) for colour in (0, 1)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], optimize=False)
    return target.getvalue()


def good(store: Store) -> Publication:
    """Return the sample publication as *store* takes it."""
    base = epub()
    cover = Asset("cover.jpg", "image/jpeg", picture((1600, 2560)), 1600, 2560)
    book = replace(base, edition=replace(base.edition, store=store), cover=(cover,))
    book = with_document(book, "nav.xhtml", '<nav epub:type="landmarks" hidden="hidden"><ol>', _landmarks())
    shown = [replace(item, content=_content(item.name, item.content, store)) for item in book.documents]
    documents = tuple(item for item in shown if item.kind != "cover" or store.cover_page)
    return fit(replace(book, documents=documents))[0]


def _landmarks() -> str:
    return f'<nav epub:type="landmarks" hidden="hidden"><ol>{LANDMARK}'


def _content(name: str, content: str, store: Store) -> str:
    if name == "cover.xhtml":
        return page("封面", COVER)
    if store.notes == "duokan":
        marked = content.replace('epub:type="noteref"', 'class="duokan-footnote" epub:type="noteref"')
        return FOOTNOTE.sub(_listed, marked)
    return content


def _listed(found: re.Match[str]) -> str:
    """Return the note as Duokan has it, on as many lines as before."""
    item = f'<li class="duokan-footnote-item" id="{found[1]}">{found[2]}</li>'
    return f'<ol class="duokan-footnote-content">{item}</ol>'


Files = dict[str, bytes]


def repacked(artifact: Artifact, change: Callable[[Files], None]) -> Artifact:
    """Return *artifact* with its files (named below EPUB/) as *change* leaves them."""
    with ZipFile(BytesIO(artifact.content)) as archive:
        whole = {item.filename: archive.read(item) for item in archive.infolist()}
    files = {name.removeprefix(FOLDER): body for name, body in whole.items() if name.startswith(FOLDER)}
    change(files)
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, body in whole.items():
            if not name.startswith(FOLDER):
                archive.writestr(name, body, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
        for name, body in files.items():
            archive.writestr(FOLDER + name, body, ZIP_DEFLATED, 1)
    return replace(artifact, content=target.getvalue())


class Heavy(bytes):
    """Bytes that say they are more than they are: nobody needs two gigabytes for a test."""

    def __len__(self) -> int:
        return 10**12


def spoilt(store: Store, rule: Rule) -> tuple[Artifact, Publication]:
    """Return the sample with the one fault that *rule* of *store* forbids, and what it was made from."""
    book = good(store)
    if rule.kind == "writing-mode":
        book = replace(book, edition=replace(book.edition, writing="vertical"))
    artifact, _ = write(book)
    if rule.kind == "file-bytes":
        return replace(artifact, content=Heavy(artifact.content)), book
    return repacked(artifact, lambda files: SPOILERS[rule.kind](files, rule)), book


def _swap(name: str, old: str, new: str) -> Callable[[Files, Rule], None]:
    """Return what puts *new* in place of the pattern *old* in the file *name*."""

    def change(files: Files, _: Rule) -> None:
        text = files[name].decode()
        assert re.search(old, text), f"{old} is not in {name}"
        files[name] = re.sub(old, new, text, count=1).encode()

    return change


def _in_text(written: str) -> Callable[[Files, Rule], None]:
    return _swap("c01.xhtml", "</section>", written + "</section>")


def _shows(content: bytes, name: str = "images/planted.png", kind: str = "image/png") -> Callable[..., None]:
    """Return what adds the picture *content* to the first chapter."""

    def change(files: Files, rule: Rule) -> None:
        files[name] = content
        item = f'<item id="planted" href="{name}" media-type="{kind}"/></manifest>'
        _swap("content.opf", "</manifest>", item)(files, rule)
        _in_text(f'<p><img src="{name}" alt="图"/></p>')(files, rule)

    return change


def _covered(content: Callable[[Rule], bytes]) -> Callable[[Files, Rule], None]:
    def change(files: Files, rule: Rule) -> None:
        files["cover.jpg"] = content(rule)

    return change


def _pixels(files: Files, rule: Rule) -> None:
    side = int(rule.limit**0.5) + 2
    _shows(picture((side, side), "PNG", "1"))(files, rule)


def _heavy_picture(files: Files, rule: Rule) -> None:
    _shows(picture((4, 4), "PNG", pad=int(rule.limit)))(files, rule)


def _long_document(files: Files, rule: Rule) -> None:
    files["c01.xhtml"] += f"<!-- {'字' * int(rule.limit // 3)} -->".encode()


def _table(rows: int, columns: int) -> str:
    row = "<tr>" + "<td>1</td>" * columns + "</tr>"
    return f"<table>{row * rows}</table>"


def _flat_ncx(files: Files, rule: Rule) -> None:
    depth = int(rule.limit) + 1
    point = '<navPoint id="p{0}"><navLabel><text>一</text></navLabel><content src="c01.xhtml"/>'
    nested = "".join(point.format(n) for n in range(depth)) + "</navPoint>" * depth
    _swap("toc.ncx", "<navMap>", f"<navMap>{nested}")(files, rule)


def _cover_page(files: Files, rule: Rule) -> None:
    if rule.words == ("alone",):
        _swap("cover.xhtml", "<img ", "<p>书名</p><img ")(files, rule)
    else:
        _swap("c01.xhtml", 'epub:type="chapter"', 'epub:type="cover"')(files, rule)


def _strange_name(files: Files, rule: Rule) -> None:
    _shows(picture((4, 4), "PNG"), "images/Planted picture.png")(files, rule)


def _renamed_cover(files: Files, rule: Rule) -> None:
    files["front.jpg"] = files.pop("cover.jpg")
    _swap("content.opf", 'href="cover.jpg"', 'href="front.jpg"')(files, rule)


def _font(files: Files, rule: Rule) -> None:
    files["fonts/a.woff2"] = b"wOF2"
    item = '<item id="font" href="fonts/a.woff2" media-type="font/woff2"/></manifest>'
    _swap("content.opf", "</manifest>", item)(files, rule)


SPOILERS: dict[str, Callable[[Files, Rule], None]] = {
    "picture-pixels": _pixels,
    "picture-bytes": _heavy_picture,
    "picture-types": _shows(picture((4, 4), "TIFF"), "images/planted.tif", "image/tiff"),
    "picture-still": _shows(moving(), "images/planted.gif", "image/gif"),
    "picture-opaque": _shows(picture((4, 4), "PNG", "RGBA")),
    "picture-colours": _shows(picture((4, 4), "JPEG", "CMYK"), "images/planted.jpg", "image/jpeg"),
    "drawing-side": _shows(WIDE.encode(), "images/planted.svg", "image/svg+xml"),
    "cover": _swap("content.opf", ' properties="cover-image"', ""),
    "cover-short-side": _covered(lambda rule: picture((int(rule.limit) - 1, 2560))),
    "cover-long-side": _covered(lambda rule: picture((600, int(rule.limit) - 1))),
    "cover-side": _covered(lambda rule: picture((700, int(rule.limit) + 1), "PNG", "1")),
    "cover-pixels": _covered(lambda rule: picture((1600, int(rule.limit / 1600) + 1))),
    "cover-ratio": _covered(lambda _: picture((1600, 1600))),
    "cover-bytes": _covered(lambda rule: picture((1600, 2560), pad=int(rule.limit))),
    "cover-types": _swap("content.opf", 'href="cover.jpg"(.*?)image/jpeg', r'href="cover.jpg"\1image/gif'),
    "cover-name": _renamed_cover,
    "cover-meta": _swap("content.opf", '<meta name="cover"[^>]*/>', ""),
    "cover-page": _cover_page,
    "document-bytes": _long_document,
    "document-embedded": _heavy_picture,
    "file-names": _strange_name,
    "metadata": _swap("content.opf", '<meta property="dcterms:modified">[^<]*</meta>', ""),
    "metadata-spaces": _swap("content.opf", "<dc:publisher>", "<dc:publisher> "),
    "identifier": _swap("content.opf", "urn:isbn:978", "urn:isbn:978-"),
    "ncx-identifier": _swap("toc.ncx", "urn:isbn:", "isbn:"),
    "language": _swap("content.opf", "<dc:language>[^<]*", "<dc:language>zh-Hant-TW"),
    "writing-mode": _swap("content.opf", '<meta name="primary-writing-mode"[^>]*/>', ""),
    "specified-fonts": _font,
    "contents": _swap("nav.xhtml", 'epub:type="toc"', 'epub:type="lot"'),
    "landmarks": _swap("nav.xhtml", '<a epub:type="toc"', "<a"),
    "ncx": _swap("content.opf", ' toc="ncx"', ""),
    "ncx-depth": _flat_ncx,
    "elements": lambda files, rule: _in_text(f"<{rule.words[0]}></{rule.words[0]}>")(files, rule),
    "notes": _swap("c01.xhtml", "<(aside|li) ([^>]*)id=", r"<\1 title="),
    "table-rows": lambda files, rule: _in_text(_table(int(rule.limit) + 1, 2))(files, rule),
    "table-columns": lambda files, rule: _in_text(_table(2, int(rule.limit) + 1))(files, rule),
    "alt-length": lambda files, rule: _swap("c01.xhtml", 'alt="[^"]*"', f'alt="{"字" * 141}"')(files, rule),
}
