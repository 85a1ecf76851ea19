"""Own checks of an EPUB for what EPUBCheck lets pass or says without the writer's own place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from PIL import Image

from banben.documents import Artifact, Document, Publication
from banben.model import Origin
from banben.problems import Problem, problem
from banben.verify.expected import fold
from banben.verify.package import EPUB_TYPE, NCX, XHTML, XML_LANG, Package, open_package

RASTER = (".jpg", ".jpeg", ".png", ".gif", ".webp")
HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
BESIDE = ("mimetype", "content.opf")
WITH_TEXT = ("part", "chapter")


def check_package(artifact: Artifact, publication: Publication) -> tuple[Problem, ...]:
    """Return what is wrong with the EPUB *artifact* made from *publication*."""
    package, problems = open_package(artifact)
    if package is None or problems:
        return problems
    checks: tuple[Check, ...] = (
        _manifest, _links, _pictures, _ids, _notes, _languages, _reading_order, _titles,
    )  # fmt: skip
    subject = Subject(artifact, publication, package)
    return tuple(found for check in checks for found in check(subject))


class Subject:
    """What the checks look at: the package as read back and what it should have become."""

    def __init__(self, artifact: Artifact, publication: Publication, package: Package) -> None:
        self.file = artifact.name
        self.publication = publication
        self.package = package
        self.documents: Mapping[str, Document] = {item.name: item for item in publication.documents}
        self.ids = {name: _all_ids(tree) for name, tree in package.trees.items()}

    def origin(self, name: str, element: Any) -> Origin | None:
        """Return the writer's place of *element* in the document *name*."""
        document = self.documents.get(name)
        return document.origin_of(element.sourceline or 1) if document else None


Check = Callable[[Subject], Iterator[Problem]]


def _all_ids(tree: Any) -> Counter[str]:
    return Counter(element.get("id") for element in tree.iter() if element.get("id"))


def _manifest(subject: Subject) -> Iterator[Problem]:
    listed = set(subject.package.manifest().values())
    present = set(subject.package.files) - set(BESIDE)
    for name in sorted(listed ^ present):
        yield problem("V210", file=subject.file, name=name)


def _links(subject: Subject) -> Iterator[Problem]:
    for name, tree in subject.package.documents().items():
        for element in tree.iter():
            for attribute in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
                href = element.get(attribute)
                if href is not None and not _leads(subject, name, href):
                    yield problem("V203", subject.origin(name, element), name=name, href=href)


def _leads(subject: Subject, name: str, href: str) -> bool:
    """Whether *href* in the document *name* leads to a file of the book, and to an id that is there."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return True
    target = unquote(parts.path) or name
    if target not in subject.package.files:
        return False
    return not parts.fragment or unquote(parts.fragment) in subject.ids.get(target, ())


def _pictures(subject: Subject) -> Iterator[Problem]:
    assets = (*subject.publication.pictures.values(), *subject.publication.cover)
    origins = {asset.name: asset.origin for asset in assets}
    for name, content in subject.package.files.items():
        if name.lower().endswith(RASTER):
            try:
                with Image.open(BytesIO(content)) as picture:
                    picture.load()
            except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
                yield problem("V204", origins.get(name), file=subject.file, name=name, reason=fault)


def _ids(subject: Subject) -> Iterator[Problem]:
    for name, counts in subject.ids.items():
        for id in sorted(id for id, count in counts.items() if count > 1):
            yield problem("V207", name=name, id=id)


def _notes(subject: Subject) -> Iterator[Problem]:
    """Every note is called, and links back to a mark that calls it."""
    for name, tree in subject.package.documents().items():
        calls = {
            (element.get("id"), unquote(urlsplit(element.get("href", "")).fragment))
            for element in tree.iter(XHTML + "a")
            if "noteref" in (element.get(EPUB_TYPE) or "").split()
        }
        for note in tree.iter():
            if isinstance(note.tag, str) and "footnote" in (note.get(EPUB_TYPE) or "").split():
                backs = [unquote(urlsplit(a.get("href", "")).fragment) for a in note.iter(XHTML + "a")]
                if not any((back, note.get("id")) in calls for back in backs):
                    yield problem("V208", subject.origin(name, note), name=name, id=note.get("id") or "?")


def _languages(subject: Subject) -> Iterator[Problem]:
    language = subject.publication.edition.region.language
    for name, tree in subject.package.documents().items():
        for found in {tree.get("lang"), tree.get(XML_LANG)} - {language}:
            yield problem("V209", name=name, found=found or "", language=language)


def _reading_order(subject: Subject) -> Iterator[Problem]:
    """The spine is the publication's order, and the contents list every part and chapter."""
    spine = subject.package.spine()
    listed = {urlsplit(href).path for _, href in _nav(subject.package)}
    for document in subject.publication.documents:
        if document.name not in spine:
            yield problem("V206", file=subject.file, name=document.name, place="spine")
        if document.kind in WITH_TEXT and document.name not in listed:
            yield problem("V206", document.origin_of(1), file=subject.file, name=document.name, place="nav")


def _nav(package: Package) -> list[tuple[str, str]]:
    """Return title and href of every line of the contents."""
    for tree in package.documents().values():
        for nav in tree.iter(XHTML + "nav"):
            if "toc" in (nav.get(EPUB_TYPE) or "").split():
                return [(_words(a), a.get("href", "")) for a in nav.iter(XHTML + "a")]
    return []


def _ncx(package: Package) -> list[tuple[str, str]]:
    return [
        (point.findtext(f"{NCX}navLabel/{NCX}text") or "", point.find(NCX + "content").get("src"))
        for point in package.trees["toc.ncx"].iter(NCX + "navPoint")
    ]


def _titles(subject: Subject) -> Iterator[Problem]:
    """The contents, the NCX and the headings they lead to say the same."""
    nav, ncx = _nav(subject.package), _ncx(subject.package)
    for name, lines in (("nav", nav), ("toc.ncx", ncx)):
        for entry, (title, href) in zip(subject.publication.entries, lines, strict=False):
            if (fold(entry.title), entry.href) != (fold(title), href):
                yield problem("V205", entry=entry.title, name=name, heading=title)
        if len(lines) != len(subject.publication.entries):
            counts = (len(subject.publication.entries), len(lines))
            yield problem("V205", entry=counts[0], name=name, heading=counts[1])
    for entry in subject.publication.entries:
        yield from _heading(subject, entry.title, entry.href)


def _heading(subject: Subject, title: str, href: str) -> Iterator[Problem]:
    name, _, id = href.partition("#")
    tree = subject.package.trees.get(name)
    if tree is None:
        return
    target = next((e for e in tree.iter() if e.get("id") == id), None) if id else tree
    if target is None:
        return
    heading = next((e for e in target.iter(*HEADINGS)), None)
    words = _words(heading) if heading is not None else ""
    if fold(words) != fold(title):
        place = subject.origin(name, heading if heading is not None else target)
        yield problem("V205", place, entry=title, name=name, heading=words)


def _words(element: Any) -> str:
    """Return the text of *element* without the marks of notes and the readings of ruby."""
    parts: list[str] = [element.text or ""]
    for child in element:
        note = "noteref" in (child.get(EPUB_TYPE) or "").split()
        if isinstance(child.tag, str) and not note and child.tag not in (XHTML + "rt", XHTML + "rp"):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
