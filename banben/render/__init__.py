"""Rendering: a book of one edition and its pictures to the documents of one format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banben.documents import Asset, Publication
from banben.editions import Edition, Format
from banben.manuscript import BoxKind
from banben.model import Book
from banben.pictures.charts import of_format
from banben.problems import Problem
from banben.render.contents import Line, entries, lines
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
    duokan = format == "epub" and edition.store.notes == "duokan" and any(c.notes for c in book.chapters)
    pictures = _shown(of_format(pictures, format), book, format, duokan)
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
    flat = _contents(book, edition, setting)
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


def _shown(pictures: dict[str, Asset], book: Book, format: Format, duokan: bool) -> dict[str, Asset]:
    """Return *pictures* as the format shows them, with the sign of a note where *duokan* asks for one."""
    if format == "epub":
        pictures = grounded(pictures, book)
    return {**pictures, NAME: note_sign()} if duokan else pictures


def _contents(book: Book, edition: Edition, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of the contents: the chapters', the data of charts, the index."""
    flat = lines(book, edition.region, setting.format)
    if not setting.print and any(described(book, setting.pictures)):
        flat = (*flat, descriptions_line(edition.region))
    if has_index(book, edition):
        flat = (*flat, index_line(edition, setting.print))
    return flat
