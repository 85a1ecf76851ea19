"""Publication to PDF with WeasyPrint 70: tagged, labelled, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from banben import __version__
from banben.cjk.columns import turn
from banben.cjk.install import patches
from banben.cjk.settings import settings_of
from banben.config.book import UNDATED
from banben.documents import Artifact, PageStart, Publication
from banben.editions import Edition
from banben.pagination.starts import page_starts, with_blocks
from banben.patches import Patch, digest, patched
from banben.problems import Problem
from banben.weasy import Document
from banben.writers.complaints import Complaints, as_problems, listening
from banben.writers.faster_paint import render_once
from banben.writers.fetching import BASE, Shelf
from banben.writers.identity import file_name, identifier, modified
from banben.writers.index_pages import PATCHES as INDEX_PAGES
from banben.writers.labels import add_labels, body_start, page_names
from banben.writers.tuning import VERSIONS, cached_page_references, calm_collector, compress_once, tuned
from banben.writers.xhtml import page

# Said outright, because WeasyPrint takes no version for version 2 where it writes tags.
PDF_VERSION = "1.7"


def write(publication: Publication) -> tuple[Artifact, tuple[Problem, ...]]:
    """Return *publication* as a PDF, with what WeasyPrint passed over or could not read."""
    with _engine(publication.edition) as complaints:
        document = lay_out(publication)
        starts = starts_of(document, publication)
        content = paint(document, publication)
    name, edition = file_name(publication), publication.edition.name
    artifact = Artifact(name, edition, "pdf", content, len(document.pages), starts)
    return artifact, as_problems(complaints, publication)


def starts(publication: Publication) -> tuple[PageStart, ...]:
    """Return where the pages begin of a *publication* that nobody asks to be painted."""
    with _engine(publication.edition):
        return starts_of(lay_out(publication), publication)


@contextmanager
def _engine(edition: Edition) -> Iterator[Complaints]:
    """Let WeasyPrint set Chinese as *edition* has it, and quickly; yield what it complains of inside."""
    with listening() as complaints, calm_collector(), tuned(), patched(_composition(edition)):
        yield complaints


def _composition(edition: Edition) -> tuple[Patch, ...]:
    """Return what sets Chinese lines; refuse a WeasyPrint whose functions are not those it stands in for."""
    found = (*patches(settings_of(edition)), *INDEX_PAGES)
    version = weasyprint.__version__
    if version != VERSIONS[0] and (other := [patch.name for patch in found if digest(patch) != patch.digest]):
        raise RuntimeError(f"WeasyPrint {version} has another {', '.join(other)} than {VERSIONS[0]}")
    return found


def lay_out(publication: Publication) -> Document:
    """Return the pages of *publication*'s one document; nothing is read from disk or network."""
    (source,) = publication.documents
    laid_out = page(with_blocks(source), BASE + source.name, Shelf(publication))
    document = laid_out.render(font_config=FontConfiguration())
    document.metadata = _metadata(publication)
    return document


def starts_of(document: Document, publication: Publication) -> tuple[PageStart, ...]:
    """Return where the pages of *document* begin in the text of *publication*."""
    first = body_start(page_names(document))
    (source,) = publication.documents
    return tuple(page_starts(document.pages, first, publication.edition.folio, source))


def paint(document: Document, publication: Publication) -> bytes:
    """Return the PDF of laid out pages, tagged (ISO 32000-1 section 14.8), with a fixed identifier."""
    with cached_page_references():
        content = document.write_pdf(
            finisher=_finish_columns if publication.edition.vertical else _finish,
            pdf_tags=True,
            pdf_identifier=identifier(publication).encode("ascii"),
            pdf_version=PDF_VERSION,
        )
    assert isinstance(content, bytes)
    return content


def _finish_columns(document: Document, pdf: Any) -> None:
    turn(pdf)
    _finish(document, pdf)


def _finish(document: Document, pdf: Any) -> None:
    add_labels(document, pdf)
    # A reader opens the book with its contents shown, if it has any.
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
    pdf.info["Trapped"] = "/False"
    compress_once(document, pdf)
    render_once(pdf)


def _metadata(publication: Publication) -> DocumentMetadata:
    """Return what the PDF says of itself, from the book and not from the template's head."""
    book = publication.metadata
    title = f"{book.title}：{book.subtitle}" if book.subtitle else book.title
    return DocumentMetadata(
        title=title,
        authors=[contributor.name for contributor in book.contributors if contributor.role == "aut"],
        description=book.description,
        keywords=list(book.subjects),
        generator=f"Banben {__version__}",
        created=None if book.published == UNDATED else book.published.isoformat(),
        modified=modified(publication).strftime("%Y-%m-%dT%H:%M:%SZ"),
        lang=publication.edition.region.language,
    )
