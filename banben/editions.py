"""What is to be made: regions, trim sizes, and the editions that join them with an audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["epub", "pdf"]
Numerals = Literal["han", "arabic"]


@dataclass(frozen=True, slots=True)
class Region:
    """One file of regions/: everything in which a region's editions differ from another's.

    *chains* hold for each region that a manuscript can be written for the OpenCC configurations that
    convert it, one after the other; a region of which they say nothing is not converted.
    *quotes* holds the outer pair and the inner pair: four characters.
    *words* are the words of the interface (contents, chapter, figure, note …), already in the
    region's own characters, with `{n}` where a number stands.
    *tokens* are custom properties of the stylesheet without their leading dashes.
    *fonts* name, for each role (song, hei, kai, fang, latin, mono), the families in order of choice.
    """

    code: str
    name: str
    language: str
    chains: tuple[tuple[str, tuple[str, ...]], ...]
    quotes: str
    words: tuple[tuple[str, str], ...]
    tokens: tuple[tuple[str, str], ...]
    fonts: tuple[tuple[str, tuple[str, ...]], ...]
    date_format: str

    def chain(self, source: str) -> tuple[str, ...]:
        """Return the OpenCC configurations for a manuscript of the region *source*: none, no conversion."""
        return dict(self.chains).get(source, ())

    def word(self, key: str) -> str:
        """Return the interface's word for *key*; KeyError is a fault of the region file's schema."""
        return dict(self.words)[key]


@dataclass(frozen=True, slots=True)
class Trim:
    """A page after cutting, in millimetres; *name* is the trade's (A5, B5, 32开 …)."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Settings:
    """What an edition chooses of the conversion; *switches* holds (key, value) pairs.

    *vocabulary*: regional words as well, not characters alone. *review*: undecided conversions of a
    confidence below *threshold* fail `check`.
    """

    vocabulary: bool = True
    review: bool = False
    threshold: float = 0.9
    switches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Region x audience x formats, with what the edition has of its own.

    *isbns* maps a format to its ISBN (13 digits, no hyphens). *tokens* override the region's.
    """

    name: str
    region: Region
    audience: str
    formats: tuple[Format, ...]
    isbns: tuple[tuple[Format, str], ...]
    trim: Trim
    tokens: tuple[tuple[str, str], ...]
    title: str = ""
    subtitle: str = ""
    description: str = ""
    imprint: str = ""
    conversion: Settings = Settings()

    def isbn(self, format: Format) -> str:
        """Return the ISBN of *format*, or an empty string."""
        return dict(self.isbns).get(format, "")
