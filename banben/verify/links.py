"""Links of an EPUB: each leads somewhere, ids stand once, notes and their marks lead to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from banben.problems import Problem, problem
from banben.verify.package import XHTML
from banben.verify.subject import LINKS, Subject, fragment, target, types

NOTES = frozenset({"footnote", "endnote"})


def links(subject: Subject) -> Iterator[Problem]:
    """V203: every link leads to a file of the book, and to an id that is there."""
    for name, tree in subject.package.documents().items():
        for element in tree.iter():
            for attribute in LINKS:
                href = element.get(attribute)
                if href is not None and not _leads(subject, name, href):
                    yield problem("V203", subject.origin(name, element), name=name, href=href)


def _leads(subject: Subject, name: str, href: str) -> bool:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return True
    file, id = target(href, name)
    return file in subject.package.files and (not id or id in subject.ids.get(file, ()))


def ids(subject: Subject) -> Iterator[Problem]:
    """V207: an id stands once in a file."""
    for name, counts in subject.ids.items():
        for id in sorted(id for id, count in counts.items() if count > 1):
            yield problem("V207", name=name, id=id)


def notes(subject: Subject) -> Iterator[Problem]:
    """V208: every note is called and leads back to a mark that calls it. V229: every mark leads to a note."""
    for name, tree in subject.package.documents().items():
        marks = [mark for mark in tree.iter(XHTML + "a") if "noteref" in types(mark)]
        calls = {(mark.get("id"), fragment(mark.get("href"))) for mark in marks}
        known: set[str] = set()
        for note in filter(_is_note, tree.iter()):
            inside = {element.get("id") for element in note.iter() if element.get("id")}
            known |= inside
            if not any((back, id) in calls for back in _backs(note) for id in inside):
                yield problem("V208", subject.origin(name, note), name=name, id=note.get("id") or "?")
        for mark in marks:
            href = mark.get("href", "")
            file, id = target(href, name)
            if file != name or id not in known:
                yield problem("V229", subject.origin(name, mark), name=name, href=href)


def _is_note(element: Any) -> bool:
    return isinstance(element.tag, str) and not NOTES.isdisjoint(types(element))


def _backs(note: Any) -> list[str]:
    return [fragment(link.get("href")) for link in note.iter(XHTML + "a")]
