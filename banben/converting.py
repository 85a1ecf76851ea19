"""What `banben convert` converts by: a region, or the edition of a book for it, with its rules and style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from banben.conversion import Converter, converter_for, load_rules
from banben.editions import Settings
from banben.house import open_house
from banben.load import Overrides, load
from banben.problems import Problem, Stop, problem
from banben.regions import known_regions, load_region, source_region


@dataclass(frozen=True, slots=True)
class Wish:
    """What the writer asks for: text of the region *source*, as *region* prints it.

    An empty *source* means that of *book*, without one the mainland. Regional *words* are used unless that
    is off. The style is that of *book*'s first edition for the region, one in lines before one in columns;
    the rules are *book*'s and *house*'s.
    """

    region: str
    source: str = ""
    words: bool = True
    book: Path | None = None
    house: Path | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """The *converter* and the *quotes* that a wish comes to, and the *texts* that its problems quote."""

    converter: Converter
    quotes: str
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def means(wish: Wish) -> Means:
    """Return what *wish* needs; Stop where it names a region that there is not."""
    for code in (wish.region, wish.source or wish.region):
        if code not in known_regions():
            raise Stop([problem("C902", name=code, known=", ".join(known_regions()))])
    place, settings, source = load_region(wish.region), Settings(), wish.source
    texts: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()
    if wish.book is not None:
        manuscript, problems = load(wish.book, Overrides(house=wish.house))
        texts = manuscript.texts
        source = source or source_region(manuscript.metadata.language)
        editions = [edition for edition in manuscript.editions if edition.region.code == wish.region]
        if editions:  # a text runs in lines, so that an edition in columns is the second choice
            chosen = min(editions, key=lambda edition: edition.vertical)
            place, settings = chosen.region, chosen.conversion
    elif wish.house is not None:
        texts, problems = open_house(wish.house)
    origin = load_region(source or known_regions()[0])
    rules, found = load_rules(texts, place, origin.language)
    settings = replace(settings, vocabulary=settings.vocabulary and wish.words)
    converter = converter_for(place, settings, rules, origin.code)
    return Means(converter, place.quotes, texts, problems + found)
