"""The shipped book by three other roads to EPUB: pandoc, calibre behind pandoc's HTML, and plain EbookLib.

All get the same plain Markdown (cross-references as words), charts drawn as SVG, and the cover; each is used
as its manual shows, with the language and the contents that it can be told of.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypandoc
from ebooklib import epub

SOURCE_DATE = "1795392000"
"""2026-11-23, the book's own date, for writers that keep to SOURCE_DATE_EPOCH."""
IDENTIFIER = "urn:uuid:1a9b7530-ffce-4127-9db1-f890b4d66244"
LEFT_OUT = ("讲师提示", "仅")
EMPTY = ("换页", "姓名栏", "书写")
FENCE = re.compile(r":{3,}\s*(?P<kind>\S*)\s*(?P<title>[^{\n]*)")
CHART = re.compile(r"```chart \{#(?P<id>[\w-]+)\}\n.*?caption = \"(?P<caption>[^\"]*)\".*?```", re.DOTALL)
MARKS = (
    (re.compile(r"\[\]\{index[^}]*\}"), ""),
    (re.compile(r"\[[^][]*\]\{only=[^}]*\}"), ""),
    (re.compile(r"\[([^][]*)\]\{(?:index|tw=|hk=)[^}]*\}"), r"\1"),
    (re.compile(r"\[@(tbl|fig|sec|ch|ex|box)-([\w-]+)[^]]*\]"), "此处"),
)
RUBY = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Plain:
    """The book as any program takes it: Markdown files in *folder* beside their pictures, and its names."""

    folder: Path
    chapters: tuple[Path, ...]
    cover: Path
    title: str
    author: str
    language: str


def plain(text: str) -> str:
    """Return the Markdown of a chapter without what is this project's own."""
    text = CHART.sub(r"![\g<caption>](\g<id>.svg){#\g<id>}", text)
    for pattern, words in MARKS:
        text = pattern.sub(words, text)
    text = RUBY.sub(lambda found: _ruby(found[1], found[2].split("|")), text)
    return "\n".join(_fences(text.splitlines())) + "\n"


def _ruby(base: str, readings: list[str]) -> str:
    parts = base if len(readings) == len(base) else [base]
    pairs = zip(parts, readings, strict=True)
    return "<ruby>" + "".join(f"{part}<rt>{reading}</rt>" for part, reading in pairs) + "</ruby>"


def _fences(lines: list[str]) -> Iterator[str]:
    """Yield *lines* with boxes as pandoc's fenced divs, without those that are for trainers or for pens."""
    open_boxes: list[str] = []
    for line in lines:
        found = FENCE.match(line)
        dropped = any(kind in LEFT_OUT + EMPTY for kind in open_boxes)
        if found and found["kind"]:
            open_boxes.append(found["kind"])
            if not dropped and found["kind"] not in LEFT_OUT + EMPTY:
                title = found["title"].strip()
                yield from ("", f"::: {{.box-{len(open_boxes)}}}", f"**{title}**\n" if title else "")
        elif found and open_boxes:
            closed = open_boxes.pop()
            if not dropped and closed not in LEFT_OUT + EMPTY:
                yield from ("", ":::", "")
        elif not dropped:
            yield line


def pandoc(book: Plain, out: Path) -> None:
    """Write *book* with pandoc: contents of two levels, a file a chapter."""
    _pandoc(book, out, "--to=epub3", f"--epub-cover-image={book.cover}", "--split-level=1")


def calibre(book: Plain, out: Path) -> None:
    """Write *book* with calibre's converter, from one HTML file of pandoc's."""
    html = book.folder / "calibre.html"  # beside the pictures
    _pandoc(book, html, "--to=html5", "--standalone", "--section-divs")
    command = ["ebook-convert", str(html), str(out), "--epub-version=3", f"--cover={book.cover}"]
    command += [f"--language={book.language}", f"--title={book.title}", f"--authors={book.author}"]
    command += ["--level1-toc=//h:h1[not(@class)]", "--level2-toc=//h:h2", "--chapter=//h:h1"]
    environment = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)


def _pandoc(book: Plain, out: Path, *options: str) -> None:
    command = [pypandoc.get_pandoc_path(), "--toc", "--toc-depth=2", "--mathml", *options]
    command += [f"--metadata={name}:{value}" for name, value in _metadata(book)]
    command += ["--from=markdown", f"--output={out}", *map(str, book.chapters)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE}
    subprocess.run(command, cwd=book.folder, env=environment, check=True, capture_output=True)


def _metadata(book: Plain) -> Iterator[tuple[str, str]]:
    yield from (("title", book.title), ("author", book.author), ("lang", book.language))
    yield "identifier", IDENTIFIER


def ebooklib(book: Plain, out: Path) -> None:
    """Write *book* with EbookLib as its samples do: a page a chapter, nav, NCX, cover, spine."""
    target = epub.EpubBook()
    target.set_identifier(IDENTIFIER)
    target.set_title(book.title)
    target.set_language(book.language)
    target.add_author(book.author)
    target.set_cover("cover.jpg", book.cover.read_bytes())
    pages = [_page(book, path) for path in book.chapters]
    for page in pages:
        target.add_item(page)
    for picture in sorted(book.folder.rglob("*.svg")):
        name = str(picture.relative_to(book.folder))
        content = picture.read_bytes()
        target.add_item(epub.EpubItem(file_name=name, media_type="image/svg+xml", content=content))
    target.toc = [
        (epub.Section(page.title, page.file_name), _sections(page)) if _sections(page) else page
        for page in pages
    ]
    target.add_item(epub.EpubNcx())
    target.add_item(epub.EpubNav())
    target.spine = ["cover", "nav", *pages]
    epub.write_epub(str(out), target, {"raise_exceptions": True})


def _page(book: Plain, path: Path) -> epub.EpubHtml:
    markdown = path.read_text("utf-8")
    html = pypandoc.convert_text(markdown, "html5", "markdown", ["--mathml", "--section-divs"])
    title = re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[1])  # type: ignore[index]
    page = epub.EpubHtml(title=title, file_name=f"{path.stem}.xhtml", lang=book.language)
    page.content = f"<html><head></head><body>{html}</body></html>"
    return page


def _sections(page: epub.EpubHtml) -> list[epub.Link]:
    found = re.findall(r'<section id="([^"]+)"[^>]*class="level2[^>]*>\s*<h2[^>]*>(.*?)</h2>', page.content)
    return [
        epub.Link(
            f"{page.file_name}#{id}", re.sub(r"<[^>]+>", "", title), f"{page.id or page.file_name}-{id}"
        )
        for id, title in found
    ]


ROADS = {"pandoc": pandoc, "calibre": calibre, "EbookLib": ebooklib}
