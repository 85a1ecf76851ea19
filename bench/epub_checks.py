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
HEADINGS = "//h:h1|//h:h2"


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
        archive = ZipFile(book)
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        path = container.find(".//c:rootfile", SPACE).get("full-path")
        package = etree.fromstring(archive.read(path))
        items = {item.get("id"): item for item in package.iterfind(".//opf:item", SPACE)}
        return cls(archive, package, path, items)

    def path(self, item: Any) -> str:
        return urljoin(self.folder, unquote(item.get("href")))

    def documents(self) -> dict[str, Any]:
        """Return the documents of the spine, parsed, by their path."""
        refs = (self.items[ref.get("idref")] for ref in self.package.iterfind(".//opf:itemref", SPACE))
        return {self.path(item): etree.fromstring(self.archive.read(self.path(item))) for item in refs}

    def nav(self) -> tuple[str, Any]:
        """Return path and tree of the navigation document."""
        (item,) = (item for item in self.items.values() if "nav" in (item.get("properties") or "").split())
        return self.path(item), etree.fromstring(self.archive.read(self.path(item)))


def own(book: Path, sentences: list[str], language: str) -> dict[str, str]:
    """Return what is wrong with *book*, by check; nothing is wrong where the words are empty.

    *sentences* are texts that it must hold, without white space; *language* is the edition's.
    """
    opened = Opened.of(book)
    documents = opened.documents()
    nav_path, nav = opened.nav()
    return {
        "first entry stored": _first(opened.archive),
        "language": _language(opened, documents, language),
        "contents are the headings": _contents(nav_path, nav, documents),
        "nothing of the text lost": _text(documents, sentences),
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


def _contents(path: str, nav: Any, documents: dict[str, Any]) -> str:
    """Every heading of the first two levels in the contents, with its words, at its place."""
    wrong = []
    for link in _lists(nav, "toc"):
        name, fragment = urldefrag(urljoin(path, unquote(link.get("href"))))
        tree = documents.get(name)
        if tree is None:
            wrong.append(f"{words(link)} leads nowhere")
        elif fragment and not tree.xpath("//*[@id=$id]", id=fragment):
            wrong.append(f"{words(link)} leads to no element")
    listed = {words(link) for link in _lists(nav, "toc")}
    headings = [
        words(heading)
        for name, tree in documents.items()
        if name != path
        for heading in tree.xpath(HEADINGS, namespaces=SPACE)
        if words(heading)
    ]
    lacking = [heading for heading in headings if heading not in listed]
    wrong += [f"{len(lacking)} of {len(headings)} headings not listed"] if lacking else []
    return "; ".join(wrong[:3])


def words(element: Any) -> str:
    """Return the words that *element* shows, without white space, readings above characters, and controls."""
    text = "".join(element.xpath(".//text()[not(ancestor::h:rt or ancestor::h:rp)]", namespaces=SPACE))
    return re.sub(r"\s+", "", text)


def _text(documents: dict[str, Any], sentences: list[str]) -> str:
    text = "".join(words(tree.find("h:body", SPACE)) for tree in documents.values())
    lost = [sentence for sentence in sentences if sentence not in text]
    return f"{len(lost)} of {len(sentences)} sentences" if lost else ""


def _notes(documents: dict[str, Any]) -> str:
    """Each mark is a noteref and leads to a footnote or endnote, which leads back to it."""
    marks = good = 0
    for name, tree in documents.items():
        for mark in tree.xpath(
            "//h:a[contains(@role,'noteref') or contains(@epub:type,'noteref')]", namespaces=SPACE
        ):
            marks += 1
            to, fragment = urldefrag(urljoin(name, unquote(mark.get("href"))))
            found = documents[to].xpath("//*[@id=$id]", id=fragment) if to in documents else []
            kinds = " ".join(filter(None, (found[0].get(TYPE), found[0].get("role")))) if found else ""
            back = {
                urldefrag(link.get("href"))[1]
                for note in found
                for link in note.iterfind(".//h:a[@href]", SPACE)
            }
            good += bool(re.search("footnote|endnote", kinds)) and mark.get("id") in back
    return (
        f"{marks - good} of {marks} not" if good < marks else ("" if marks else "no mark says that it is one")
    )


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
