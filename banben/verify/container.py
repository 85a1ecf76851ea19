"""The ZIP of an EPUB: entries that every reader can open and place (EPUB 3.3 sections 4.2.3 and 4.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED

from banben.problems import Problem, problem
from banben.verify.subject import Subject

BESIDE = ("mimetype", "content.opf")
# EPUB 3.3 section 4.2.3; a space is allowed there and breaks addresses in old readers.
FORBIDDEN = frozenset('\\:*?"<>| ')
ENCRYPTED, DESCRIPTOR = 0x1, 0x8


def manifest(subject: Subject) -> Iterator[Problem]:
    """V210: the manifest and the files agree; a linked resource stands in no manifest (section 5.5.7)."""
    listed = set(subject.package.manifest().values()) | subject.package.linked()
    for name in sorted(listed ^ (set(subject.package.files) - set(BESIDE))):
        yield problem("V210", file=subject.file, name=name)


def doubles(subject: Subject) -> Iterator[Problem]:
    """V220: a name stands once, upper case or not: some systems see no difference."""
    seen: set[str] = set()
    for entry in subject.package.entries:
        name = entry.filename.casefold()
        if name in seen:
            yield problem("V220", file=subject.file, name=entry.filename)
        seen.add(name)


def names(subject: Subject) -> Iterator[Problem]:
    """V221: a name is a relative path in ASCII that leads to a file below the root."""
    for entry in subject.package.entries:
        name = entry.filename
        parts = name.split("/")
        portable = name.isascii() and name.isprintable() and FORBIDDEN.isdisjoint(name)
        if not portable or {"", ".", ".."} & set(parts) or any(part.endswith(".") for part in parts):
            yield problem("V221", file=subject.file, name=name)


def entries(subject: Subject) -> Iterator[Problem]:
    """V222: an entry is stored or deflated, not encrypted, and tells its size before it begins."""
    for entry in subject.package.entries:
        odd = []
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            odd.append(f"method {entry.compress_type}")
        if entry.flag_bits & ENCRYPTED:
            odd.append("encrypted")
        if entry.flag_bits & DESCRIPTOR:
            odd.append("data descriptor")
        if odd:
            yield problem("V222", file=subject.file, name=entry.filename, reason=", ".join(odd))
