"""book.toml to metadata: defaults that give the same bytes wherever and whenever the book is built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from banben.config.trade import read_copyright, read_series, read_subjects
from banben.model import Contributor, Imprint, Metadata
from banben.problems import Problem, problem
from banben.regions import load_region, source_region
from banben.schema import check
from banben.toml_places import Places

# The date of a book that states none and is built without SOURCE_DATE_EPOCH: never the clock's.
UNDATED = date(2000, 1, 1)
LANGUAGE = "zh-Hans-CN"
LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says of the book, which goes before book.toml; empty means «not said».

    *house* is relative to the current folder, as all that the command line names.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    slug: str = ""
    house: Path | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration whose values fit the schema, in the form of book.toml, and where they stand.

    *broken* says that the text is no TOML at all: nothing is to be said then of what it lacks.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=lambda: Places(""))
    broken: bool = False

    @property
    def book(self) -> Mapping[str, Any]:
        """The table `[book]`."""
        found: Mapping[str, Any] = self.values.get("book", {})
        return found


@dataclass(frozen=True, slots=True)
class Fallback:
    """What metadata falls back on: the first heading, the folder's name, SOURCE_DATE_EPOCH if set."""

    title: str
    folder: str
    epoch: str = ""


def fit(values: Mapping[str, Any], places: Places) -> tuple[Config, tuple[Problem, ...]]:
    """Return *values* (of a book.toml of our own) without what does not fit the schema."""
    fitting, problems = check("book", values, places)
    return Config(fitting, places), problems


def read_metadata(
    config: Config, overrides: Overrides, fallback: Fallback
) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return what the book says of itself, with the defaults that docs/configuration.md states."""
    book = config.book
    problems: list[Problem] = []
    title = overrides.title or book.get("title", "")
    if not title:
        title = fallback.title or fallback.folder
        problems += _lacking(config, "C208", title=title)
    contributors = _contributors(book, overrides)
    published, modified = _dates(config, fallback.epoch, problems)
    subjects, classes, found = read_subjects(book, config.places)
    copyright, more = read_copyright(book, published, config.places)
    problems += (*found, *more)
    metadata = Metadata(
        title=title,
        subtitle=book.get("subtitle", ""),
        language=_language(config, overrides, problems),
        identifier=book.get("identifier") or _identifier(title, contributors),
        slug=overrides.slug or book.get("slug") or _slug(title, fallback.folder),
        description=book.get("description", ""),
        rights=book.get("rights", ""),
        subjects=subjects,
        contributors=contributors,
        imprint=Imprint(**book.get("imprint", {})),
        published=published,
        modified=modified,
        series=read_series(book),
        classes=classes,
        edition_number=book.get("edition_number", 0),
        copyright=copyright,
        readership=tuple(item for item in book.get("readership", ()) if item),
    )
    return metadata, tuple(problems)


def _lacking(config: Config, code: str, **fields: object) -> tuple[Problem, ...]:
    return () if config.broken else (config.places.key_problem(code, ("book",), **fields),)


def _contributors(book: Mapping[str, Any], overrides: Overrides) -> tuple[Contributor, ...]:
    if overrides.authors:
        return tuple(Contributor(name) for name in overrides.authors)
    rows = (row for row in book.get("contributors", ()) if row)
    return tuple(
        Contributor(row["name"], row.get("role", "aut"), row.get("file-as", ""), row.get("kind", ""))
        for row in rows
    )


def _identifier(title: str, contributors: tuple[Contributor, ...]) -> str:
    """Return a URN that depends on nothing but what the book is called and who made it."""
    names = "\n".join(item.name for item in contributors)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'banben:{title}' + chr(10) + names)}"


def _slug(title: str, folder: str) -> str:
    return (_ascii_slug(title) if title.isascii() else "") or _ascii_slug(folder) or "book"


def _ascii_slug(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", flat)[:LONGEST_SLUG].strip("-")


def _language(config: Config, overrides: Overrides, problems: list[Problem]) -> str:
    """Return the manuscript's language tag (BCP 47) in full; C207 where it is not Chinese."""
    written = overrides.language or config.book.get("language", LANGUAGE)
    source = source_region(written)
    if not source:
        places = Places("") if overrides.language else config.places
        problems.append(places.problem("C207", ("book", "language"), language=written))
        return LANGUAGE
    chinese, script, region = load_region(source).language.split("-")
    stated = (part.upper() for part in written.replace("_", "-").split("-")[1:] if len(part) == 2)
    return f"{chinese}-{script}-{next(stated, region)}"


def _dates(config: Config, epoch: str, problems: list[Problem]) -> tuple[date, datetime]:
    """Return the day of publication and the time of the last change, the latter in UTC."""
    stated = {name: _moment(config, name, problems) for name in ("published", "modified")}
    published, modified = stated["published"], stated["modified"]
    built = _epoch(epoch, problems)
    if not (epoch or stated.keys() & config.book.keys()):
        problems += _lacking(config, "C209", date=UNDATED)
    undated = datetime(UNDATED.year, UNDATED.month, UNDATED.day, tzinfo=UTC)
    day = published or modified or built or undated
    return day.date(), modified or built or day


def _moment(config: Config, name: str, problems: list[Problem]) -> datetime | None:
    written = config.book.get(name)
    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        example = "2026-11-23" if name == "published" else "2026-11-23T00:00:00Z"
        fields = {"key": f"book.{name}", "value": f'"{written}"', "example": example}
        problems.append(config.places.problem("C106", ("book", name), **fields))
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _epoch(written: str, problems: list[Problem]) -> datetime | None:
    if not written:
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        problems.append(problem("C210", value=written))
        return None
