"""The books that are opened in readers: made from the shipped manuscript, with what the documents hold."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from banben import making, pipeline
from banben.config.book import Overrides
from banben.documents import Publication
from banben.editions import Edition
from banben.problems import Problem
from banben.shipped import chapters
from banben.verify import verify

H = "{http://www.w3.org/1999/xhtml}"
NOTES = f".//{H}aside[@role='doc-footnote']"
MARKS = f".//{H}a[@role='doc-noteref']"
HERE = "\ue000"
PARAGRAPHS = tuple(H + name for name in ("p", "h1", "h2", "h3", "h4", "dt"))
APART = (f"{H}table", f"{H}aside")
UNSEEN = (f"{H}rp", f"{H}script", f"{H}style")


@dataclass
class Book:
    """One EPUB: the file *epub*, unpacked in *folder*, and the *publication* that it was written from."""

    publication: Publication
    epub: Path
    folder: Path

    @property
    def edition(self) -> Edition:
        return self.publication.edition

    @cached_property
    def bodies(self) -> dict[str, Any]:
        """The bodies of the documents by name, in reading order."""
        return {
            document.name: etree.fromstring(document.content.encode("utf-8")).find(f"{H}body")
            for document in self.publication.documents
        }

    @cached_property
    def notes(self) -> dict[str, str]:
        """The words of each note by the id of its mark."""
        texts = {
            note.get("id"): words(note) for body in self.bodies.values() for note in body.iterfind(NOTES)
        }
        return {
            mark.get("id"): texts[mark.get("href").partition("#")[2]]
            for body in self.bodies.values()
            for mark in body.iterfind(MARKS)
            if mark.get("id")
        }

    @cached_property
    def text(self) -> str:
        """All words of the book in reading order, without those of notes."""
        return "".join(map(self.text_of, self.bodies))

    def text_of(self, name: str) -> str:
        """Return the words of the document *name* without those of its notes."""
        return words(self.bodies[name], apart=True)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The words of every heading and paragraph outside tables and notes, in reading order."""
        return [
            words(block)
            for body in self.bodies.values()
            for block in body.iter(*PARAGRAPHS)
            if not any(around.tag in APART for around in block.iterancestors())
        ]

    @cached_property
    def heads(self) -> set[str]:
        """The characters in the heads of tables, which Vivliostyle repeats where a table goes on."""
        return {
            character
            for body in self.bodies.values()
            for head in body.iter(f"{H}thead")
            for character in words(head)
        }

    def without_notes(self, seen: str) -> str:
        for note in sorted(set(self.notes.values()), key=len, reverse=True):
            seen = seen.replace(note, "")
        return seen

    def after(self, href: str) -> str:
        """Return the words from the element *href* to the end of its document, without those of notes."""
        name, _, id = href.partition("#")
        body = deepcopy(self.bodies[name])
        (place,) = body.xpath("//*[@id=$id]", id=id)
        place.text = HERE + (place.text or "")
        return words(body, apart=True).partition(HERE)[2]

    def document_of(self, id: str) -> str:
        """Return the name of the document that has the element *id*."""
        return next(name for name, body in self.bodies.items() if body.xpath("//*[@id=$id]", id=id))


def words(element: Any, apart: bool = False) -> str:
    """Return the words that *element* shows, without white space; without those of notes, if *apart*."""
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return ""
    if element.get("hidden") is not None or (apart and element.get("role") == "doc-footnote"):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += words(child, apart), child.tail or ""
    return re.sub(r"\s+", "", "".join(parts))


def made(folder: Path, name: str, **changes: Any) -> Book:
    """Make the shipped book's edition *name*, with *changes* to the edition, into *folder*."""
    prepared = pipeline.prepare(pipeline.Request(chapters(), Overrides(), (name,), ("epub",)))
    (edition,) = prepared.manuscript.editions
    seen: list[Publication] = []

    def spy(*given: Any) -> tuple[Problem, ...]:
        seen.append(given[1])
        return verify(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "verify", spy)
        outcome = pipeline.make(prepared, replace(edition, **changes), lambda progress: None)
    assert outcome.made, [problem.message("en") for problem in outcome.problems]
    (file,) = (item.artifact for item in outcome.made if item.artifact.format == "epub")
    (publication,) = (item for item in seen if item.format == "epub")
    path = folder / file.name
    path.write_bytes(file.content)
    with ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return Book(publication, path, folder / "unpacked")
