"""The one document of a printed book: front matter, contents, parts and chapters."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from banben.config.book import UNDATED
from banben.documents import Document
from banben.editions import Edition
from banben.model import Book
from banben.render.chapters import chapter_section
from banben.render.contents import Line
from banben.render.flow import Setting
from banben.render.front import front
from banben.render.index import has_index, index_section
from banben.render.lists import listings
from banben.render.markup import beginnings, numbered
from banben.render.places import BOOK, front_matter


def paper(book: Book, edition: Edition, setting: Setting, flat: Sequence[Line]) -> tuple[Document, ...]:
    """Return the book as a single document."""
    templates, metadata = setting.templates, book.metadata
    facts = front(metadata, edition, "pdf")
    first = front_matter(book)
    sections = [chapter_section(chapter, setting, "") for chapter in book.chapters]
    whole = templates.fill(
        "book.xhtml",
        front=facts,
        notes_by_page=setting.notes_by_page,
        authors=tuple(person.name for person in metadata.contributors if person.role == "aut"),
        subjects=metadata.subjects,
        published="" if metadata.published == UNDATED else metadata.published.isoformat(),
        modified=metadata.modified.isoformat(),
        halftitle=templates.fill("halftitle.xhtml", front=facts),
        titlepage=templates.fill("title.xhtml", front=facts),
        colophon=templates.fill("colophon.xhtml", front=facts),
        contents=templates.fill("contents.xhtml", lines=flat),
        lists=templates.fill("lists.xhtml", lists=listings(book, edition, setting)),
        preliminaries=Markup("").join(sections[:first]),
        content=Markup("").join(sections[first:]),
        index=index_section(book, edition, setting) if has_index(book, edition) else "",
    )
    blocks = beginnings(whole, setting.origins)
    text, origins = numbered(f"{whole}\n", setting.origins)
    return (Document(BOOK, metadata.title, "book", text, (), origins, blocks),)
