"""What the validators and a small set of checks of our own say of any EPUB, from the file alone."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from PIL import Image

from banben.verify.epubcheck import JVM, jar

SPACE = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
}
TYPE = f"{{{SPACE['epub']}}}type"
RASTER = ("image/png", "image/jpeg", "image/gif", "image/webp")
MARKS = "//h:a[contains(@role,'noteref') or contains(@epub:type,'noteref')]"


@dataclass(frozen=True, slots=True)
class Held:
    """What a book must hold, without white space: its *headings* of two levels, and *sentences*."""

    language: str
    headings: tuple[str, ...]
    sentences: tuple[str, ...]


def epubcheck(book: Path) -> Counter[str]:
    """Return the number of EPUBCheck's messages by severity; needs Java."""
    java, program = shutil.which("java"), jar()
    if java is None or program is None:
        raise SystemExit("EPUBCheck needs Java and the package epubcheck")
    command = [java, *JVM, "-jar", str(program), str(book), "--quiet", "--usage", "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    return Counter(
        message["severity"].lower()
        for message in json.loads(done.stdout)["messages"]
        for _ in message["locations"] or [None]
    )


@dataclass
class Opened:
    """An EPUB's package, documents in reading order, and all its entries."""

    archive: ZipFile
    package: Any
    folder: str
    items: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Path) -> Opened:
        """Open the EPUB at *book*."""
        archive = ZipFile(book)
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        path = container.find(".//c:rootfile", SPACE).get("full-path")
        package = etree.fromstring(archive.read(path))
        items = {item.get("id"): item for item in package.iterfind(".//opf:item", SPACE)}
        return cls(archive, package, path, items)

    def path(self, item: Any) -> str:
        """Return where *item* of the manifest lies in the archive."""
        return urljoin(self.folder, unquote(item.get("href")))

    def documents(self) -> dict[str, Any]:
        """Return the documents of the spine, parsed, by their path."""
        refs = (self.items[ref.get("idref")] for ref in self.package.iterfind(".//opf:itemref", SPACE))
        return {self.path(item): etree.fromstring(self.archive.read(self.path(item))) for item in refs}

    def nav(self) -> tuple[str, Any]:
        """Return path and tree of the navigation document."""
        (item,) = (item for item in self.items.values() if "nav" in (item.get("properties") or "").split())
        return self.path(item), etree.fromstring(self.archive.read(self.path(item)))


def own(book: Path, held: Held) -> dict[str, str]:
    """Return what is wrong with *book*, by check; nothing is wrong where the words are empty."""
    opened = Opened.of(book)
    documents = opened.documents()
    nav_path, nav = opened.nav()
    return {
        "first entry stored": _first(opened.archive),
        "language of package and documents": _language(opened, documents, held.language),
        "contents have every heading": _contents(nav_path, nav, documents, held.headings),
        "nothing of the text lost": _text(documents, held.sentences),
        "notes lead there and back": _notes(documents),
        "pictures decode": _pictures(opened),
        "page-list": "" if _lists(nav, "page-list") else "none",
    }


def _first(archive: ZipFile) -> str:
    first = archive.infolist()[0]
    whole = first.filename == "mimetype" and first.compress_type == ZIP_STORED and not first.extra
    return "" if whole else f"{first.filename}, method {first.compress_type}"


def _language(opened: Opened, documents: dict[str, Any], language: str) -> str:
    found = [element.text for element in opened.package.iterfind(".//dc:language", SPACE)]
    bare = [name for name, tree in documents.items() if tree.get("lang") != language]
    wrong = f"dc:language {found}" if found != [language] else ""
    return wrong or (f"{len(bare)} of {len(documents)} documents without it" if bare else "")


def _lists(nav: Any, kind: str) -> list[Any]:
    navs = nav.iterfind(".//h:nav", SPACE)
    return [link for n in navs if n.get(TYPE) == kind for link in n.iterfind(".//h:a", SPACE)]


def _contents(path: str, nav: Any, documents: dict[str, Any], headings: tuple[str, ...]) -> str:
    """Every heading stands in the contents, after its number or not, and every line leads to an element."""
    links = _lists(nav, "toc")
    lost = 0
    for link in links:
        name, fragment = urldefrag(urljoin(path, unquote(link.get("href"))))
        tree = documents.get(name)
        lost += tree is None or bool(fragment and not tree.xpath("//*[@id=$id]", id=fragment))
    listed = [words(link) for link in links]
    lacking = sum(not any(line.endswith(heading) for line in listed) for heading in headings)
    said = [f"{lacking} of {len(headings)} not"] if lacking else []
    return "; ".join(said + ([f"{lost} lines lead nowhere"] if lost else []))


def words(element: Any) -> str:
    """Return the words that *element* shows, without white space, readings above characters, and controls."""
    text = "".join(element.xpath(".//text()[not(ancestor::h:rt or ancestor::h:rp)]", namespaces=SPACE))
    return re.sub(r"\s+", "", text)


def _text(documents: dict[str, Any], sentences: tuple[str, ...]) -> str:
    text = "".join(words(tree.find("h:body", SPACE)) for tree in documents.values())
    lost = [sentence for sentence in sentences if sentence not in text]
    return f"{len(lost)} of {len(sentences)} sentences" if lost else ""


def _notes(documents: dict[str, Any]) -> str:
    """Each mark says that it is one and leads to a footnote or endnote, which leads back to it."""
    marks = [(name, mark) for name, tree in documents.items() for mark in tree.xpath(MARKS, namespaces=SPACE)]
    good = sum(_leads_back(documents, name, mark) for name, mark in marks)
    if not marks:
        return "no mark says that it is one"
    return f"{len(marks) - good} of {len(marks)} not" if good < len(marks) else ""


def _leads_back(documents: dict[str, Any], name: str, mark: Any) -> bool:
    to, fragment = urldefrag(urljoin(name, unquote(mark.get("href"))))
    for note in documents[to].xpath("//*[@id=$id]", id=fragment) if to in documents else ():
        kinds = " ".join(f"{at.get(TYPE)} {at.get('role')}" for at in (note, *note.iterancestors()))
        back = {urldefrag(link.get("href"))[1] for link in note.iterfind(".//h:a[@href]", SPACE)}
        if mark.get("id") in back and ("footnote" in kinds or "endnote" in kinds):
            return True
    return False


def _pictures(opened: Opened) -> str:
    bad = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for item in opened.items.values():
            if item.get("media-type") in RASTER:
                try:
                    Image.open(io.BytesIO(opened.archive.read(opened.path(item)))).load()
                except (OSError, Warning, KeyError) as fault:
                    bad.append(f"{item.get('href')}: {fault}")
    return "; ".join(bad)
