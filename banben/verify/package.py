"""An EPUB as it is read back from its bytes: entries, package document, parsed documents."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from banben.documents import Artifact
from banben.problems import Problem, problem

FOLDER = "EPUB/"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TEXTS = (".xhtml", ".opf", ".ncx", ".xml", ".css", ".svg")
MIMETYPE = b"application/epub+zip"
# EPUB 3.3 section 4.3.3: the name begins at byte 30 and the content at byte 38, which an extra field or
# compression would move.
LOCAL = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Package:
    """*files* by name below EPUB/; *trees* holds the parsed roots of those that are XML.

    *entries* are those of the ZIP, in its order, names as they stand there.
    """

    files: Mapping[str, bytes]
    trees: Mapping[str, Any]
    entries: tuple[ZipInfo, ...] = ()

    def manifest(self) -> dict[str, str]:
        """Return the files of the manifest by their ids."""
        return {item.get("id"): item.get("href") for item in self.trees["content.opf"].iter(OPF + "item")}

    def linked(self) -> set[str]:
        """Return the files of the package that its metadata links."""
        links = (link.get("href", "") for link in self.trees["content.opf"].iter(OPF + "link"))
        return {href for href in links if ":" not in href}

    def spine(self) -> list[str]:
        """Return the files in reading order."""
        names = self.manifest()
        return [names.get(item.get("idref"), "") for item in self.trees["content.opf"].iter(OPF + "itemref")]

    def documents(self) -> dict[str, Any]:
        """Return the roots of the XHTML documents by file."""
        return {name: tree for name, tree in self.trees.items() if name.endswith(".xhtml")}


@lru_cache(maxsize=1)
def open_package(artifact: Artifact) -> tuple[Package | None, tuple[Problem, ...]]:
    """Return *artifact* read back; None when it is no EPUB at all.

    The last one is kept: own checks, the store's rules and the trade's messages look at one file in turn;
    none of them changes its trees.
    """
    problems: list[Problem] = []
    try:
        with ZipFile(BytesIO(artifact.content)) as archive:
            entries = archive.infolist()
            contents = {entry.filename: archive.read(entry) for entry in entries}
    # An encrypted entry is a RuntimeError, an unknown method a NotImplementedError, which is one too.
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as fault:
        return None, (problem("V202", name="ZIP", file=artifact.name, reason=fault),)
    if not artifact.content.startswith(LOCAL) or artifact.content[30:58] != b"mimetype" + MIMETYPE:
        problems.append(problem("V201", file=artifact.name))
    trees: dict[str, Any] = {}
    for name, content in contents.items():
        if name.endswith(TEXTS):
            tree, reason = _read(name, content)
            if reason:
                short = name.removeprefix(FOLDER)
                problems.append(problem("V202", name=short, file=artifact.name, reason=reason))
            if tree is not None:
                trees[name.removeprefix(FOLDER)] = tree
    files = {
        name.removeprefix(FOLDER): content for name, content in contents.items() if name.startswith(FOLDER)
    }
    if "content.opf" not in trees:
        return None, (*problems, problem("V210", file=artifact.name, name="content.opf"))
    return Package(files, trees, tuple(entries)), tuple(problems)


def _read(name: str, content: bytes) -> tuple[Any, str]:
    """Return the root of an XML file, or why it cannot be read; strict UTF-8, which EPUBCheck lets pass."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return None, str(fault)
    if name.endswith(".css"):
        return None, ""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(content, parser), ""
    except etree.XMLSyntaxError as fault:
        return None, str(fault)
