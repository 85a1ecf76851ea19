"""What the package says of the book: identifiers, languages, dates, titles, the direction of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from banben import isbn
from banben.config.book import UNDATED
from banben.folding import fold
from banben.problems import Problem, problem
from banben.verify.package import DC, OPF, XHTML, XML_LANG
from banben.verify.subject import Subject
from banben.writers.identity import modified

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# Before printing from movable type a date is a slip of the finger, and so it is in far future.
YEARS = range(1450, 2101)
# A passage may run down in a horizontal book; what the root does is the book's direction.
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ROOTS = frozenset({"html", "body", ":root"})
VERTICAL = re.compile(r"(?:^|[;\s])writing-mode\s*:\s*vertical-rl")
ISBN = "urn:isbn:"


def _texts(subject: Subject, name: str) -> list[str]:
    return [(element.text or "").strip() for element in subject.package.trees["content.opf"].iter(name)]


def _metas(subject: Subject, property: str) -> list[str]:
    package = subject.package.trees["content.opf"]
    return [
        (meta.text or "").strip()
        for meta in package.iter(OPF + "meta")
        if meta.get("property") == property and not meta.get("refines")
    ]


def languages(subject: Subject) -> Iterator[Problem]:
    """V209: every document tells the edition's language."""
    language = subject.publication.edition.region.language
    for name, tree in subject.package.documents().items():
        for found in {tree.get("lang"), tree.get(XML_LANG)} - {language}:
            yield problem("V209", name=name, found=found or "", language=language)


def package_language(subject: Subject) -> Iterator[Problem]:
    """V231: the package and the NCX tell it as well, once, in the form that the store wants."""
    edition = subject.publication.edition
    language = edition.store.language(edition.region.language)
    spoken = _texts(subject, DC + "language")
    if spoken != [language]:
        found = ", ".join(spoken)
        yield problem("V231", file=subject.file, name="dc:language", found=found, language=language)
    for name in ("content.opf", "toc.ncx"):
        tree = subject.package.trees.get(name)
        found = "" if tree is None else tree.get(XML_LANG, "")
        if tree is not None and found != edition.region.language:
            language = edition.region.language
            yield problem("V231", file=subject.file, name=name, found=found, language=language)


def direction(subject: Subject) -> Iterator[Problem]:
    """V232: columns and pages from right to left in a vertical edition, and only there."""
    vertical = subject.publication.edition.vertical
    spine: Any = subject.package.trees["content.opf"].find(OPF + "spine")
    progression = spine.get("page-progression-direction", "") if spine is not None else ""
    expected = "rtl" if vertical else "ltr"
    if progression != expected:
        name = "page-progression-direction"
        yield problem("V232", file=subject.file, name=name, found=progression, expected=expected)
    sheets = [content for name, content in subject.package.files.items() if name.endswith(".css")]
    columns = any(_in_columns(sheet.decode("utf-8")) for sheet in sheets)
    if columns != vertical:
        modes = ("horizontal-tb", "vertical-rl")
        found, expected = modes[columns], modes[vertical]
        yield problem("V232", file=subject.file, name="writing-mode", found=found, expected=expected)


def _in_columns(sheet: str) -> bool:
    """Whether *sheet* sets the root of a document in columns."""
    return any(
        VERTICAL.search(declarations)
        and not ROOTS.isdisjoint(part.strip() for part in selectors.split("}")[-1].split(","))
        for selectors, declarations in RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))
    )


def identifiers(subject: Subject) -> Iterator[Problem]:
    """V233: the unique identifier is there once, and the check digit of every ISBN is right."""
    package = subject.package.trees["content.opf"]
    unique = package.get("unique-identifier", "")
    named = [element for element in package.iter(DC + "identifier") if element.get("id") == unique]
    if len(named) != 1 or not (named[0].text or "").strip():
        yield problem("V233", file=subject.file, found=unique)
    for found in (*_texts(subject, DC + "identifier"), *_texts(subject, DC + "source")):
        if found.lower().startswith(ISBN) and isbn.fault(found[len(ISBN) :]):
            yield problem("V233", file=subject.file, found=found)


def dates(subject: Subject) -> Iterator[Problem]:
    """V234: the date is the book's own; the last change is an instant in UTC, and the manuscript's."""
    metadata = subject.publication.metadata
    expected = "" if metadata.published == UNDATED else metadata.published.isoformat()
    found = ", ".join(_texts(subject, DC + "date"))
    if found != expected or (found and not _is_date(found)):
        yield problem("V234", file=subject.file, name="dc:date", found=found)
    changed = _metas(subject, "dcterms:modified")
    if len(changed) != 1 or _instant(changed[0]) != modified(subject.publication):
        yield problem("V234", file=subject.file, name="dcterms:modified", found=", ".join(changed))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def _instant(text: str) -> datetime | None:
    """Return the moment *text* (EPUB 3.3 section 5.5.6: CCYY-MM-DDThh:mm:ssZ), or None."""
    if not INSTANT.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def title(subject: Subject) -> Iterator[Problem]:
    """V235: the first title is the book's, no title stands twice, and the title page shows it."""
    expected = subject.publication.metadata.title
    found = _texts(subject, DC + "title")
    if not found or found[0] != expected or len(set(found)) != len(found):
        yield problem("V235", file=subject.file, name="content.opf", found=" / ".join(found), title=expected)
    for document in subject.publication.documents:
        tree = subject.package.trees.get(document.name)
        if document.kind == "titlepage" and tree is not None and tree.find(XHTML + "body") is not None:
            # A title page may be a picture, which then says the title.
            said = (*tree.find(XHTML + "body").itertext(), *(image.get("alt", "") for image in tree.iter()))
            page = fold("".join(said))
            if fold(expected) not in page:
                yield problem("V235", file=subject.file, name=document.name, found="", title=expected)
