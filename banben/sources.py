"""The entries of an order to decoded sources: missing, repeated and foreign files are problems."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from banben.disk import Listing, is_outside, normal, read_text
from banben.includes import Found, expand, has_includes
from banben.manuscript import Source
from banben.model import Origin
from banben.order import Entry, is_markdown
from banben.problems import Problem, problem
from banben.schema import nearest

# Limits, stated in docs/configuration.md.
LONGEST_CHAPTER = 2_000_000
MOST_CHAPTERS = 2_000
# Files that stand in the root of many projects and are no part of a book.
_ABOUT = ("summary", "license", "changelog", "contributing", "code_of_conduct", "notice")


def is_about(file: str) -> bool:
    """Whether *file* is one that tells of a project and is no chapter: a licence, a changelog …"""
    return "/" not in file and PurePosixPath(file).stem.lower() in _ABOUT


@dataclass(slots=True)
class Sources:
    """One reading of an order: the sources, their texts by path, and what is wrong with them.

    *foreign* says that the folder is an mdBook's or GitBook's, where a README is a part of the book and
    `{{#include …}}` brings in a file. *included* are the files brought in.
    """

    root: Path
    listing: Listing
    foreign: bool
    found: list[Source] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    included: set[str] = field(default_factory=set)

    def read(self, entries: Sequence[Entry]) -> None:
        """Read the files of *entries*, in order."""
        if len(entries) > MOST_CHAPTERS:
            self._report("F302", entries[MOST_CHAPTERS], count=len(entries), most=f"{MOST_CHAPTERS:,}")
        for entry in entries[:MOST_CHAPTERS]:
            file = normal(entry.file) if entry.file else ""
            if file in self.named:
                self._report("F210" if entry.fragment else "F202", entry, file=file, title=entry.title)
            elif not file:
                self._add("", "", entry)
            elif self._is_chapter(file, entry):
                self._read(file, entry)

    def note_unlisted(self, folder: str, summary: str) -> None:
        """Report every Markdown file of *folder* that the order leaves out: never in silence."""
        for file in self.listing.markdown_under(folder):
            about = is_about(file) or (file.lower() == "readme.md" and not self.foreign)
            if not about and file != summary and file not in self.named and file not in self.included:
                self.problems.append(problem("F205", Origin(file), file=file))

    def _is_chapter(self, file: str, entry: Entry) -> bool:
        """Whether *file* is a Markdown file in the folder; a problem says why not."""
        self.named.add(file)
        if is_outside(self.root, entry.file):
            self._report("F203", entry, file=entry.file)
        elif not is_markdown(file):
            self._report("F211", entry, target=file)
        elif file not in self.listing.files and not os.path.lexists(self.root / file):
            near = nearest(file, [name for name in self.listing.files if is_markdown(name)])
            self._report("F201", entry, file=file, nearest=near)
        else:
            return True
        return False

    def _read(self, file: str, entry: Entry) -> None:
        text, problems = read_text(self.root, file, entry.origin, entry.length)
        self.problems += problems
        if text is None or (not text and problems):
            return
        self.texts[file] = text
        if len(text) > LONGEST_CHAPTER:
            count, most = f"{len(text):,}", f"{LONGEST_CHAPTER:,}"
            self.problems.append(problem("F301", Origin(file), count=count, most=most))
            return
        if not text.strip() and not problems:
            self.problems.append(problem("F105", Origin(file)))
        self._add(file, text, entry)

    def _add(self, file: str, text: str, entry: Entry) -> None:
        source = Source(file, text, entry.title, entry.role, entry.depth, entry.origin)
        if self.foreign and has_includes(text):
            source, problems = expand(source, self._include, self.listing.files)
            self.problems += problems
        self.found.append(source)

    def _include(self, file: str, origin: Origin, length: int) -> Found:
        """Read a file that a chapter brings in, once for the whole book; its own faults are told once."""
        if file in self.included:
            return Found(self.texts[file])
        if is_outside(self.root, file):
            return Found(None, (problem("F203", origin, length, file=file),))
        if not os.path.lexists(self.root / file):
            return Found(None)
        text, problems = read_text(self.root, file, origin, length)
        if text is None or (not text and problems):
            return Found(None, problems)
        self.texts[file] = text
        self.included.add(file)
        return Found(text, problems)

    def _report(self, code: str, entry: Entry, **fields: object) -> None:
        self.problems.append(problem(code, entry.origin, entry.length, **fields))
