"""The documents of an EPUB: cover, title page, colophon, nav, and one document a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from banben.documents import Document, Kind, Landmark
from banben.editions import Edition
from banben.model import Book
from banben.render.chapters import chapter_section
from banben.render.contents import Line, chapter_title, nested
from banben.render.descriptions import described, descriptions_section
from banben.render.flow import Setting
from banben.render.front import front
from banben.render.index import DOCUMENT as INDEX
from banben.render.index import ID as INDEX_ID
from banben.render.index import has_index, index_section
from banben.render.lists import list_landmarks, listings
from banben.render.markup import beginnings, numbered
from banben.render.places import DATA, document_name, front_matter

COVER, TITLE, COLOPHON, NAV = "cover.xhtml", "title.xhtml", "colophon.xhtml", "nav.xhtml"


def screen(book: Book, edition: Edition, setting: Setting, flat: Sequence[Line]) -> tuple[Document, ...]:
    """Return the documents in reading order."""
    region, templates = edition.region, setting.templates
    facts = front(book.metadata, edition, "epub")
    lists = listings(book, edition, setting)
    places = landmarks(book, edition, setting)
    contents = templates.fill("nav.xhtml", lines=nested(flat), lists=lists, landmarks=places)
    pages: list[tuple[str, str, Kind, str, Markup]] = [
        (TITLE, book.metadata.title, "titlepage", "frontmatter", templates.fill(TITLE, front=facts)),
        (COLOPHON, region.word("colophon"), "colophon", "frontmatter", templates.fill(COLOPHON, front=facts)),
        (NAV, region.word("contents"), "nav", "frontmatter", contents),
    ]
    if edition.store.cover_page:
        page = templates.fill(COVER, front=facts)
        pages.insert(0, (COVER, region.word("cover"), "cover", "frontmatter", page))
    first = front_matter(book)
    for position, chapter in enumerate(book.chapters):
        name = document_name(position)
        area = "frontmatter" if position < first else "bodymatter"
        if chapter.role in ("appendix", "glossary", "bibliography", "afterword", "about"):
            area = "backmatter"
        kind: Kind = "part" if chapter.role == "part" else "chapter"
        section = chapter_section(chapter, setting, name)
        pages.append((name, chapter_title(chapter, region), kind, area, section))
    if any(described(book, setting.pictures)):
        section = descriptions_section(book, setting)
        pages.append((DATA, region.word("descriptions"), "descriptions", "backmatter", section))
    if has_index(book, edition):
        section = index_section(book, edition, setting)
        pages.append((INDEX, region.word("index"), "index", "backmatter", section))
    return tuple(_document(*page, setting) for page in pages)


def _document(name: str, title: str, kind: Kind, area: str, content: Markup, setting: Setting) -> Document:
    whole = setting.templates.fill("page.xhtml", title=title, area=area, kind=kind, content=content)
    blocks = beginnings(whole, setting.origins)
    text, origins = numbered(f"{whole}\n", setting.origins)
    properties = tuple(
        found
        for found, sign in (("nav", 'epub:type="toc"'), ("svg", "<svg"), ("mathml", "<math"))
        if (kind == "nav" if found == "nav" else sign in text)
    )
    return Document(name, title, kind, text, properties, origins, blocks)


def landmarks(book: Book, edition: Edition, setting: Setting) -> tuple[Landmark, ...]:
    """Return cover, title page, contents, lists, the beginning of the body, and the index."""
    region = edition.region
    # The type `index` is for what EPUB Indexes describes: see templates/index-links.xhtml.
    index = (Landmark("backmatter", region.word("index"), f"{INDEX}#{INDEX_ID}"),)
    first = min(front_matter(book), len(book.chapters) - 1)
    return (
        *((Landmark("cover", region.word("cover"), COVER),) if edition.store.cover_page else ()),
        Landmark("titlepage", region.word("titlepage"), TITLE),
        Landmark("toc", region.word("contents"), f"{NAV}#toc"),
        *list_landmarks(listings(book, edition, setting), NAV),
        Landmark("bodymatter", region.word("start"), document_name(max(first, 0))),
        *(index if has_index(book, edition) else ()),
    )
