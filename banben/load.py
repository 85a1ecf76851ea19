"""A manuscript folder to a Manuscript: configuration, order, decoded sources, data; reads, never writes."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from banben.boxes import PATH as BOXES
from banben.boxes import read_boxes
from banben.config.book import Config, Fallback, Overrides, fit, read_metadata
from banben.config.editions import AUDIENCES, read_editions
from banben.disk import is_outside, list_files, normal, read_text
from banben.headings import first_heading
from banben.house import open_house
from banben.manuscript import GLOSSARY, BoxKind, Manuscript, Source
from banben.mdbook import Foreign, from_gitbook, from_mdbook, is_mdbook
from banben.model import Origin
from banben.order import Entry, by_name, from_config
from banben.problems import Problem, Stop, problem
from banben.sources import Sources, is_about
from banben.summary import read_summary
from banben.toml_places import read_toml

__all__ = ["Overrides", "load"]


def load(root: Path, overrides: Overrides) -> tuple[Manuscript, tuple[Problem, ...]]:
    """Return the manuscript in the folder *root* and all that is wrong with its files and configuration.

    Paths of sources are relative to *root* in every form of project: an mdBook's chapter is
    `src/one.md`, so that its pictures, links and frames lead to the files the writer knows.
    Stop where there is no folder or nothing in it to make a book of.
    """
    if not root.is_dir():
        raise Stop([problem("F207", path=root)])
    return _Loading(root.resolve(), overrides).manuscript()


@dataclass(frozen=True, slots=True)
class _Project:
    """The form of project that a folder holds; *summary* is empty where no SUMMARY.md gives the order."""

    config: Config
    folder: str = ""
    summary: str = ""
    readme: str = ""
    foreign: bool = False


class _Loading:
    """One reading of a folder: every step adds to the texts and the problems."""

    def __init__(self, root: Path, overrides: Overrides) -> None:
        self.root = root
        self.overrides = overrides
        self.listing = list_files(root)
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def manuscript(self) -> tuple[Manuscript, tuple[Problem, ...]]:
        if self.listing.over:
            self.problems.append(problem("F304", most=len(self.listing.files)))
        project = self._project()
        sources = self._sources(project)
        boxes = self._boxes()
        self._read_data()
        self._read_house(project.config)
        return self._resolve(project, sources, boxes), tuple(self.problems)

    def _resolve(
        self, project: _Project, sources: tuple[Source, ...], boxes: tuple[BoxKind, ...]
    ) -> Manuscript:
        title = next(filter(None, (first_heading(source.text) for source in sources)), "")
        fallback = Fallback(title, self.root.name, os.environ.get("SOURCE_DATE_EPOCH", ""))
        metadata, problems = read_metadata(project.config, self.overrides, fallback)
        self.problems += problems
        audiences = {name for name in project.config.book.get("audiences", ()) if name}
        audiences |= {name for kind in boxes for name in kind.audiences}
        editions, problems = read_editions(project.config, audiences)
        self.problems += problems
        known = frozenset({*AUDIENCES, *audiences})
        return Manuscript(self.root, metadata, sources, editions, boxes, self.texts, known)

    # --- the form of project ------------------------------------------------------------

    def _project(self) -> _Project:
        text = self._optional("book.toml")
        if text is None:
            return self._without_config()
        values, places, problems = read_toml(text, "book.toml")
        self.problems += problems
        if not problems and is_mdbook(values, "src/SUMMARY.md" in self.listing.files):
            foreign, problems = from_mdbook(values, places)
            return self._foreign(foreign, problems)
        config = Config({}, places, broken=bool(problems))
        if not problems:
            config, problems = fit(values, places)
            self.problems += problems
        return _Project(config, summary=self._summary())

    def _without_config(self) -> _Project:
        foreign, problems = from_gitbook(self._optional(".gitbook.yaml"), self._optional("book.json"))
        if foreign:
            return self._foreign(foreign, problems)
        summary = self._summary()
        return _Project(Config(), "", summary, "README.md" if summary else "", foreign=bool(summary))

    def _foreign(self, foreign: Foreign, problems: tuple[Problem, ...]) -> _Project:
        self.problems += problems
        place = foreign.config.places.place(("book", "src"))
        origin = Origin(foreign.config.places.path, place.line, place.column)
        if is_outside(self.root, foreign.folder or "."):
            self.problems.append(problem("F203", origin, place.length, file=foreign.folder))
            raise Stop(self.problems, self.texts)
        summary = foreign.summary
        if summary not in self.listing.files:
            self.problems.append(problem("C302", origin, place.length, file=summary))
            summary = ""
        return _Project(foreign.config, foreign.folder, summary, foreign.readme, foreign=True)

    def _summary(self) -> str:
        return next((f for f in self.listing.files if f.lower() == "summary.md"), "")

    # --- the order ----------------------------------------------------------------------

    def _order(self, project: _Project) -> tuple[Entry, ...]:
        if project.config.book.get("chapters"):
            entries, problems = from_config(project.config)
        elif project.summary:
            text = self._optional(project.summary) or ""
            entries, problems = read_summary(text, project.summary)
            entries = self._with_readme(entries, project)
        else:
            files = self.listing.markdown_under(project.folder)
            entries, problems = by_name(file for file in files if not is_about(file)), ()
        self.problems += problems
        return entries

    def _sources(self, project: _Project) -> tuple[Source, ...]:
        reading = Sources(self.root, self.listing, project.foreign)
        reading.read(self._order(project))
        if reading.found:
            reading.note_unlisted(project.folder, project.summary)
        self.problems += reading.problems
        self.texts |= reading.texts
        if not reading.texts:
            self.problems.append(problem("F206", path=self.root.name))
            raise Stop(self.problems, self.texts)
        return tuple(reading.found)

    def _with_readme(self, entries: tuple[Entry, ...], project: _Project) -> tuple[Entry, ...]:
        """Return *entries* with GitBook's README as the introduction that it is, listed or not."""
        readme = project.readme
        if not readme or readme not in self.listing.files:
            return entries
        listed = [n for n, entry in enumerate(entries) if entry.file and normal(entry.file) == readme]
        if not listed:
            return (Entry(readme, "", "introduction", 0, Origin(readme)), *entries)
        first = entries[0]
        if listed[0] == 0 and first.role is None:
            return (replace(first, role="introduction"), *entries[1:])
        return entries

    # --- what stands beside the chapters ------------------------------------------------

    def _optional(self, file: str) -> str | None:
        """Return the text of *file*, kept for frames, or None where there is none."""
        if not os.path.lexists(self.root / file):
            return None
        text, problems = read_text(self.root, file)
        self.problems += problems
        if text is not None:
            self.texts[file] = text
        return text

    def _boxes(self) -> tuple[BoxKind, ...]:
        kinds, problems = read_boxes(self._optional(BOXES))
        self.problems += problems
        return kinds

    def _read_data(self) -> None:
        """Read charts' data and glossaries; a link that leads outside is left for whoever names it."""
        for file in self.listing.files:
            name = file.lower()
            wanted = name.endswith(".csv") or (name.startswith(f"{GLOSSARY}/") and name.endswith(".tsv"))
            if wanted and not is_outside(self.root, file):
                self._optional(file)

    def _read_house(self, config: Config) -> None:
        """Read the rule files of the house, which may lie anywhere; the option goes before book.toml."""
        written = config.book.get("house", "")
        if self.overrides.house:
            texts, problems = open_house(self.overrides.house)
        elif written:
            texts, problems = open_house(self.root / written, written, config.places)
        else:
            return
        self.texts |= texts
        self.problems += problems
