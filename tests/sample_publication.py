"""A small publication made by hand, with the book that it was made from; defects are planted in copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from PIL import Image as Picture

from banben.documents import Asset, Document, Entry, Landmark, Publication
from banben.editions import Edition, Region, Trim
from banben.model import (
    PLAIN,
    Attributes,
    Book,
    Chapter,
    Contributor,
    Figure,
    Heading,
    Image,
    Imprint,
    Metadata,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Text,
)
from banben.regions import load_region

PROSE = (
    "最早的时候，买卖就是买卖，没有人把它分成两件事。",
    "掌柜的一个人既要招呼客人，又要收钱记账；门口的幌子是他写的，柜台上的算盘也是他拨的。",
    "后来铺子大了，一个人肩上挑不下，这才请了伙计。",
)
NOTE = "幌子是旧时店铺门口的招牌。"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60">'
    '<path d="M5 5h50v50h-50z"/></svg>'
)

SUMMARY = tuple(word for word in load_region("cn").words if word[0].startswith("summary_"))
REGION = Region(
    code="cn",
    name="中国大陆",
    language="zh-Hans-CN",
    chains=(),
    quotes="“”‘’",
    words=(("contents", "目录"), *SUMMARY),
    tokens=(),
    fonts=(("song", ("Noto Serif CJK SC",)),),
    date_format="{year}年{month}月",
)
EDITION = Edition(
    "cn", REGION, "reader", ("epub", "pdf"), (("epub", "9787000000018"),), Trim("A5", 148, 210), ()
)
METADATA = Metadata(
    title="轮子与车",
    subtitle="一本小书",
    language="zh-Hans-CN",
    identifier="urn:uuid:5c6b2f7e-3c1b-4f0e-9a57-0c1c8d3a2b11",
    slug="wheels",
    description="试用的小书。",
    rights="版权所有",
    subjects=("商业",),
    contributors=(Contributor("张三", "aut", "Zhang San"), Contributor("李四", "edt")),
    imprint=Imprint("试印社", "北京"),
    published=date(2026, 11, 23),
    modified=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
)


def raster(kind: str = "JPEG", size: tuple[int, int] = (40, 60)) -> bytes:
    """Return a small picture as bytes."""
    target = BytesIO()
    Picture.new("RGB", size, "#a93226").save(target, kind)
    return target.getvalue()


def picture(name: str, content: bytes | None = None) -> Asset:
    """Return an asset, its media type by its name."""
    types = {"jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}
    media_type = types[name.rpartition(".")[2]]
    default = SVG.encode() if name.endswith("svg") else raster("PNG" if name.endswith("png") else "JPEG")
    return Asset(name, media_type, default if content is None else content, 60, 60)


def chapter(number: int) -> Chapter:
    """Return chapter *number*: title, three paragraphs, a section, a figure and a note."""
    path = f"{number:02}.md"
    at = [Origin(path, line) for line in range(20)]
    one, two, three = (Paragraph((Text(text, at[3 + i]),), PLAIN, at[3 + i]) for i, text in enumerate(PROSE))
    marked = replace(two, children=(*two.children, NoteRef("a", 1, at[4])))
    section = Heading(2, (Text(f"第{number}节", at[6]),), Attributes(id=f"sec-{number}"), at[6], (1,))
    image = Image("images/box.svg", "方框", "", PLAIN, at[8])
    caption = (Text(f"方框之{number}", at[8]),)
    figure = Figure(image, "方框", caption, (), Attributes(id=f"fig-{number}"), at[8], (number, 1))
    note = Note("a", (Paragraph((Text(NOTE, at[10]),), PLAIN, at[10]),), at[10], 1)
    title = (Text(f"轮子之{number}", at[1]),)
    return Chapter(
        "chapter", title, (one, marked, section, three, figure), (note,), PLAIN, at[1], f"ch-{number}", number
    )


def book(chapters: int = 2) -> Book:
    """Return the book."""
    return Book(METADATA, tuple(chapter(number) for number in range(1, chapters + 1)))


def page(title: str, body: str, language: str = "zh-Hans-CN") -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<title>{title}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def epub_chapter(number: int) -> Document:
    """Return the EPUB document of chapter *number*."""
    one, two, three = PROSE
    body = (
        f'<section id="ch-{number}" epub:type="chapter" role="doc-chapter">\n'
        f'<h1><span class="number">第{number}章</span> 轮子之{number}</h1>\n<p>{one}</p>\n'
        f'<p>{two}<a id="ref-{number}" href="#note-{number}" epub:type="noteref" role="doc-noteref">1</a>'
        "</p>\n"
        f'<h2 id="sec-{number}">一、第{number}节</h2>\n<p>{three}</p>\n'
        f'<figure id="fig-{number}"><img src="images/box.svg" alt="方框"/>\n'
        f"<figcaption>图 {number}-1 方框之{number}</figcaption></figure>\n"
        f'<aside id="note-{number}" epub:type="footnote" role="doc-footnote">'
        f'<p><a href="#ref-{number}" role="doc-backlink">1</a> {NOTE}</p></aside>\n</section>'
    )
    lines = ((8, 1), (10, 1), (11, 3), (12, 4), (13, 6), (14, 5), (15, 8), (17, 10))
    origins = tuple((line, Origin(f"{number:02}.md", source)) for line, source in lines)
    title = f"轮子之{number}"
    return Document(f"c{number:02}.xhtml", title, "chapter", page(title, body), (), origins)


def epub(chapters: int = 2) -> Publication:
    """Return the EPUB publication."""
    numbers = range(1, chapters + 1)
    cover = Document(
        "cover.xhtml", "封面", "cover", page("封面", '<p><img src="cover.svg" alt="轮子与车"/></p>')
    )
    entries = tuple(
        entry
        for n in numbers
        for entry in (
            Entry(f"第{n}章 轮子之{n}", f"c{n:02}.xhtml", 0),
            Entry(f"一、第{n}节", f"c{n:02}.xhtml#sec-{n}", 1),
        )
    )
    rows = "".join(
        f'<li><a href="c{n:02}.xhtml">第{n}章 轮子之{n}</a>\n'
        f'<ol><li><a href="c{n:02}.xhtml#sec-{n}">一、第{n}节</a></li></ol></li>\n'
        for n in numbers
    )
    nav = page(
        "目录",
        f'<nav epub:type="toc" role="doc-toc"><h1>目录</h1>\n<ol>{rows}</ol></nav>\n'
        '<nav epub:type="landmarks" hidden="hidden"><ol>'
        '<li><a epub:type="bodymatter" href="c01.xhtml">正文</a></li></ol></nav>',
    )
    return Publication(
        "epub",
        EDITION,
        METADATA,
        (cover, Document("nav.xhtml", "目录", "nav", nav), *(epub_chapter(n) for n in numbers)),
        "p { text-indent: 2em; }\n",
        {"images/box.svg": picture("images/box.svg")},
        (picture("cover.svg"), picture("cover.jpg")),
        entries,
        (Landmark("bodymatter", "正文", "c01.xhtml"),),
    )


PRINT_SHEET = """\
@page { size: 148mm 210mm; margin: 20mm 18mm; @bottom-center { content: counter(page) } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
@page front:blank { @bottom-center { content: "" } }
html { font-family: "Noto Serif CJK SC"; font-size: 10.5pt; line-height: 18pt }
p { margin: 0; text-indent: 2em }
h1 { break-before: page; bookmark-level: 1; font-size: 20pt }
h2 { bookmark-level: 2 }
.front { page: front }
.body { page: body }
.note { float: footnote; font-size: 8.5pt; line-height: 12pt }
"""


def print_chapter(number: int) -> str:
    """Return the markup of chapter *number* on paper."""
    one, two, three = PROSE
    return (
        f'<section id="ch-{number}">\n<h1>第{number}章 轮子之{number}</h1>\n<p>{one}</p>\n'
        f'<p>{two}<span class="note">{NOTE}</span></p>\n<h2 id="sec-{number}">一、第{number}节</h2>\n'
        f'<p>{three}</p>\n<figure id="fig-{number}"><img src="images/box.svg" alt="方框"/>\n'
        f"<figcaption>图 {number}-1 方框之{number}</figcaption></figure>\n</section>\n"
    )


def print_book(chapters: int = 2) -> Publication:
    """Return the print publication."""
    numbers = range(1, chapters + 1)
    body = (
        '<div class="front"><p>轮子与车</p><p>试印社</p></div>\n<div class="body">\n'
        + "".join(map(print_chapter, numbers))
        + "</div>"
    )
    base = epub(chapters)
    entries = tuple(
        replace(entry, href="#" + target)
        for entry, target in zip(
            base.entries, (t for n in numbers for t in (f"ch-{n}", f"sec-{n}")), strict=True
        )
    )
    document = Document("book.xhtml", "轮子与车", "book", page("轮子与车", body))
    return replace(
        base, format="pdf", documents=(document,), sheet=PRINT_SHEET, entries=entries, cover=(), landmarks=()
    )


def with_document(publication: Publication, name: str, old: str, new: str) -> Publication:
    """Return *publication* with *old* replaced by *new* in the document *name*; *old* must be there."""
    found = next(document for document in publication.documents if document.name == name)
    assert old in found.content, f"{old!r} is not in {name}"
    changed = replace(found, content=found.content.replace(old, new))
    return replace(
        publication, documents=tuple(changed if d.name == name else d for d in publication.documents)
    )
