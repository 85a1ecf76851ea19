"""What the title page and the colophon (版权页) say, in the order in which Chinese books say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from banben.config.book import UNDATED
from banben.editions import Edition, Format, Region
from banben.isbn import hyphenated
from banben.model import Metadata
from banben.numerals import han, han_digits

WIDEST_TITLE = 10
"""Ideographs on a line of the title page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the colophon; *kind* names it for styles (`isbn`, `imprint` …)."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Front:
    """What title.xhtml, halftitle.xhtml and colophon.xhtml may use as `front`."""

    title: str
    lines: tuple[str, ...]
    subtitle: str
    credits: tuple[str, ...]
    imprint: str
    facts: tuple[Fact, ...]
    description: str
    rights: str
    edition: str


def front(metadata: Metadata, edition: Edition, format: Format) -> Front:
    """Return what the front matter of *edition* in *format* says."""
    region = edition.region
    credits = _credits(metadata, region)
    return Front(
        title=metadata.title,
        lines=title_lines(metadata.title, WIDEST_TITLE),
        subtitle=metadata.subtitle,
        credits=credits,
        imprint=metadata.imprint.name,
        facts=tuple(fact for fact in _facts(metadata, edition, format, credits) if fact.value),
        description=metadata.description,
        rights=metadata.rights,
        edition=_edition(edition),
    )


def _credits(metadata: Metadata, region: Region) -> tuple[str, ...]:
    """Return 甲、乙　著 for each role, in the order in which the roles come first."""
    names: dict[str, list[str]] = {}
    for person in metadata.contributors:
        names.setdefault(person.role, []).append(person.name)
    words = dict(region.words)
    return tuple(
        region.word("by").format(name="、".join(group), role=words.get(role, "")).strip()
        for role, group in names.items()
    )


def _edition(edition: Edition) -> str:
    """Return the edition's name as the colophon has it, the trainer's edition told apart."""
    audience = "" if edition.audience == "reader" else dict(edition.region.words).get(edition.audience, "")
    return "　".join(filter(None, (edition.region.name, audience)))


def _facts(metadata: Metadata, edition: Edition, format: Format, credits: tuple[str, ...]) -> Iterator[Fact]:
    word = edition.region.word
    imprint = metadata.imprint
    yield Fact("title", word("title"), metadata.title)
    yield Fact("author", word("author"), "　".join(credits))
    yield Fact("imprint", word("imprint"), "　".join(filter(None, (imprint.place, imprint.name))))
    yield Fact("address", word("address"), imprint.address)
    yield Fact("website", word("website"), imprint.website)
    day = metadata.published
    yield Fact("published", word("published"), "" if day == UNDATED else written_date(day, edition.region))
    yield Fact("isbn", word("isbn"), hyphenated(edition.isbn(format)))
    yield Fact("edition", word("edition"), _edition(edition))


def written_date(day: date, region: Region) -> str:
    """Return *day* as the region writes it, in columns 二〇二六年十一月二十三日."""
    if region.numerals == "han":
        return region.date_format.format(year=han_digits(day.year), month=han(day.month), day=han(day.day))
    return region.date_format.format(year=day.year, month=day.month, day=day.day)


def title_lines(title: str, widest: int) -> tuple[str, ...]:
    """Return *title* in lines of about equal length, broken after a mark or a particle where one is near."""
    if len(title) <= widest or " " in title.strip():
        return (title,)
    count = ceil(len(title) / widest)
    target = len(title) / count
    lines, start = [], 0
    for number in range(1, count):
        ideal = round(number * target)
        near = range(max(start + 2, ideal - 2), min(len(title) - 1, ideal + 3))
        cut = min(near, key=lambda at: _cost(title, at, ideal), default=ideal)
        lines.append(title[start:cut])
        start = cut
    return (*lines, title[start:])


def _cost(title: str, at: int, ideal: int) -> float:
    before, after = title[at - 1], title[at]
    bonus = 4 if before in "：，；！？—" else 3 if before in "的之" else 2 if before in "与與和" else 0
    return abs(at - ideal) - bonus + (9 if after in "：，；！？。、—」』”的" else 0)
