"""The stages in order, nothing else: from a manuscript folder to editions that can be published."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from banben.assemble import assemble
from banben.boxes import read_boxes
from banben.conversion import HOME, Converts, converter_for, lacking, load_rules, remembering
from banben.documents import Asset, Publication
from banben.editions import Edition, Format
from banben.embedding import embed
from banben.fonts import Installed, installed
from banben.glyphs import check_glyphs
from banben.jobs import Progress, Report, run
from banben.load import Overrides, load
from banben.localize import Localized, localize, localize_boxes
from banben.making import Made, Making
from banben.manuscript import BoxKind, Manuscript
from banben.model import Book, Chapter
from banben.parse import parse
from banben.pictures.assets import gather
from banben.pictures.charts import draw
from banben.pictures.cover import cover
from banben.pictures.fitting import fit
from banben.pictures.own_cover import own_cover
from banben.problems import Problem, Stop, failed, in_order, problem
from banben.regions import source_region
from banben.render import render
from banben.render.index import lacking as lacking_strokes
from banben.review import problems_of
from banben.theme import Theme, load_theme
from banben.typeset import typeset


@dataclass(frozen=True, slots=True)
class Request:
    """What the writer asks for; empty *editions* and *formats* mean all that the book names."""

    root: Path
    overrides: Overrides
    editions: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ()
    epubcheck: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What all editions share: the manuscript, its parsed chapters, the theme; and what they lack."""

    manuscript: Manuscript
    chapters: tuple[Chapter, ...]
    theme: Theme
    fonts: Installed
    problems: tuple[Problem, ...]
    epubcheck: bool = False

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text that a problem's frame may quote, by path."""
        return {**self.theme.texts, **self.manuscript.texts}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition: no *made* files when anything of it has an error.

    *problems* are all of the edition's, those of its files included; *seconds* is its wall time.
    """

    edition: str
    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    seconds: float


def prepare(request: Request) -> Prepared:
    """Load and parse once for all editions; Stop when there is nothing to go on with."""
    manuscript, problems = load(request.root, request.overrides)
    editions, missing = _chosen(manuscript.editions, request)
    manuscript = replace(manuscript, editions=editions)
    theme, more = load_theme(request.root)
    parsed = [parse(source, manuscript) for source in manuscript.sources]
    found = (*problems, *missing, *more, *(item for _, items in parsed for item in items))
    chapters = tuple(chapter for chapter, _ in parsed)
    return Prepared(manuscript, chapters, theme, installed(), found, request.epubcheck)


def _chosen(editions: tuple[Edition, ...], request: Request) -> tuple[tuple[Edition, ...], list[Problem]]:
    """Return the editions that *request* names, with its formats, and a problem for each unknown name."""
    known = {edition.name: edition for edition in editions}
    missing = [
        problem("C901", name=name, known=", ".join(known)) for name in request.editions if name not in known
    ]
    chosen = [edition for edition in editions if edition.name in (request.editions or known)]
    if request.formats:
        chosen = [_only(edition, request.formats) for edition in chosen]
    return tuple(edition for edition in chosen if edition.formats), missing


def _only(edition: Edition, formats: tuple[Format, ...]) -> Edition:
    """Return *edition* with those of its *formats*; messages to the trade tell of all, or are not made."""
    left = tuple(format for format in edition.formats if format in formats)
    return edition if left == edition.formats else replace(edition, formats=left, catalogue=())


def make(prepared: Prepared, edition: Edition, report: Report) -> Outcome:
    """Make one edition: files in memory, checked against the book that they are made from."""
    start = time.perf_counter()
    problems: list[Problem] = []
    made: list[Made] = []
    try:
        text, converter, found = localized(prepared, edition, report)
        problems += found
        book, publications, found = compose(prepared, edition, text, converter, report)
        problems += found
        if not failed((*prepared.problems, *problems)):
            making = Making(book, edition, prepared.theme.texts, prepared.epubcheck, report)
            made += making.files(publications)
            problems += (found for file in made for found in file.problems)
    except Stop as stop:
        problems += stop.problems
    kept = () if failed((*prepared.problems, *problems)) else tuple(made)
    return Outcome(edition.name, kept, tuple(problems), time.perf_counter() - start)


def compose(
    prepared: Prepared, edition: Edition, text: Localized, converter: Converts, report: Report
) -> tuple[Book, tuple[Publication, ...], tuple[Problem, ...]]:
    """Take the *text* of one edition through every stage from there to the writers."""
    manuscript = prepared.manuscript
    boxes = _boxes(manuscript, edition, converter)
    book, problems = typeset(text.book, edition.region)
    formats = _rendered(edition)
    pictures, found = _pictures(book, manuscript.root, replace(edition, formats=formats))
    problems += found + check_glyphs(book, edition, prepared.fonts) + lacking_strokes(book, edition)
    report(Progress(edition.name, "render"))
    covers: tuple[Asset, ...] = ()
    if "epub" in edition.formats:
        covers, found = _cover(prepared, edition, book)
        problems += found
    publications: list[Publication] = []
    for format in formats:
        publication, found = render(book, edition, format, pictures, prepared.theme, boxes)
        problems += found if format in edition.formats else ()
        if format == "epub":
            publication, found = embed(replace(publication, cover=covers), prepared.fonts)
            problems += found
            publication, found = fit(publication)
            problems += found
        publications.append(publication)
    return book, tuple(publications), problems


def _cover(prepared: Prepared, edition: Edition, book: Book) -> tuple[tuple[Asset, ...], tuple[Problem, ...]]:
    """Return the cover of *edition*: the picture that the book brings along, or the drawn one."""
    if edition.cover:
        return own_cover(edition.cover, edition.store, prepared.manuscript.root)
    return cover(book.metadata, edition, prepared.theme, prepared.fonts)


def _rendered(edition: Edition) -> tuple[Format, ...]:
    """Return the formats of *edition*, and the PDF if its pages are wanted although it is not itself."""
    paged = edition.page_list == "print" and "epub" in edition.formats and "pdf" not in edition.formats
    return (*edition.formats, "pdf") if paged else edition.formats


def localized(
    prepared: Prepared, edition: Edition, report: Report
) -> tuple[Localized, Converts, tuple[Problem, ...]]:
    """Return the book of *edition* in its region's script, what converted it, and all problems so far."""
    manuscript = prepared.manuscript
    report(Progress(edition.name, "assemble"))
    book, problems = assemble(prepared.chapters, manuscript, edition)
    report(Progress(edition.name, "localize"))
    language = manuscript.metadata.language
    rules, found = load_rules(manuscript.texts, edition.region, language)
    converts = converter_for(edition.region, edition.conversion, rules, source_region(language))
    converter = remembering(converts, edition, manuscript.root)
    text = localize(book, edition, converter)
    converter.keep()
    return text, converter, problems + found + text.problems + lacking(converts)


def _boxes(manuscript: Manuscript, edition: Edition, converter: Converts) -> tuple[BoxKind, ...]:
    """Return the kinds of boxes with *edition*'s labels; the shipped ones are in Simplified Chinese."""
    if source_region(manuscript.metadata.language) == HOME:
        return localize_boxes(manuscript.boxes, converter)
    shipped, _ = read_boxes(None)
    home = converter_for(edition.region, edition.conversion, converter.rules)
    converters = (home if kind in shipped else converter for kind in manuscript.boxes)
    pairs = zip(manuscript.boxes, converters, strict=True)
    return tuple(box for kind, own in pairs for box in localize_boxes((kind,), own))


def _pictures(book: Book, root: Path, edition: Edition) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    images, found = gather(book, root)
    charts, more = draw(book, edition)
    return {**images, **charts}, found + more


def check(prepared: Prepared) -> tuple[Problem, ...]:
    """Return the problems of all editions, in the writer's order, without laying anything out."""
    problems = list(prepared.problems)
    for edition in prepared.manuscript.editions:
        try:
            text, converter, found = localized(prepared, edition, _silent)
            problems += found + problems_of(text, edition.conversion)
            problems += compose(prepared, edition, text, converter, _silent)[2]
        except Stop as stop:
            problems += stop.problems
    return in_order(problems)


def _silent(_: Progress) -> None:
    """Report to nobody."""


def build(prepared: Prepared, jobs: int) -> Iterator[Progress | Outcome]:
    """Make every edition, at most *jobs* at once; an edition whose process dies has problem E202."""
    tasks = [(edition.name, partial(make, prepared, edition)) for edition in prepared.manuscript.editions]
    for message in run(tasks, jobs):
        if isinstance(message, Progress):
            yield message
        elif message.result is None:
            dead = problem("E202", edition=message.job, status=message.exit_code)
            yield Outcome(message.job, (), (dead,), 0.0)
        else:
            yield message.result
