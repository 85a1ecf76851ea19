"""Rendering: a book of one edition and its pictures to the documents of one format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banben.documents import Asset, Publication
from banben.editions import Edition, Format
from banben.manuscript import BoxKind
from banben.model import Book
from banben.pictures.charts import of_format
from banben.problems import Problem
from banben.render.contents import entries, lines
from banben.render.descriptions import described, descriptions_line
from banben.render.flow import Setting
from banben.render.grounds import grounded
from banben.render.index import has_index, index_line
from banben.render.note_sign import NAME, note_sign
from banben.render.page_ranges import ranged
from banben.render.paper import paper
from banben.render.places import find_places
from banben.render.screen import landmarks, screen
from banben.render.templates import Templates
from banben.style import page_tokens, sheet
from banben.theme import Theme


def render(
    book: Book,
    edition: Edition,
    format: Format,
    pictures: Mapping[str, Asset],
    theme: Theme,
    boxes: Sequence[BoxKind],
) -> tuple[Publication, tuple[Problem, ...]]:
    """Return *book* as a publication without its cover, and what is wrong with templates and styles.

    *book* and *boxes* are in the edition's script already; *pictures* are keyed as the tree names them,
    charts drawn for a screen by `screen:`.
    """
    pictures = of_format(pictures, format)
    duokan = format == "epub" and edition.store.notes == "duokan" and any(c.notes for c in book.chapters)
    pictures = grounded(pictures, book) if format == "epub" else pictures
    pictures |= {NAME: note_sign()} if duokan else {}
    kinds = {kind.key: kind for kind in boxes}
    region = edition.region
    templates = Templates(theme, edition.vertical, words=dict(region.words), lang=region.language)
    css, problems = sheet(edition, format, theme.texts)
    setting = Setting(
        format=format,
        region=region,
        pictures=pictures,
        boxes=kinds,
        places=find_places(book, format, region, kinds),
        templates=templates,
        page=page_tokens(edition, theme.texts),
        vertical=edition.vertical,
        notes_by_page=edition.notes == "page" and format == "pdf",
        ranged=ranged(book),
        duokan=duokan,
    )
    flat = lines(book, region, format)
    if not setting.print and any(described(book, pictures)):
        flat = (*flat, descriptions_line(region))
    if has_index(book, edition):
        flat = (*flat, index_line(edition, setting.print))
    documents = paper(book, edition, setting, flat) if setting.print else screen(book, edition, setting, flat)
    publication = Publication(
        format=format,
        edition=edition,
        metadata=book.metadata,
        documents=documents,
        sheet=css,
        pictures=pictures,
        entries=entries(flat),
        landmarks=() if setting.print else landmarks(book, edition, setting),
    )
    return publication, (*templates.problems, *problems)
