"""What is to be made: regions, trim sizes, and the editions that join them with an audience."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from banben.model import Image
from banben.stores import Store, generic

Format = Literal["epub", "pdf"]
Numerals = Literal["han", "arabic"]
Writing = Literal["horizontal", "vertical"]
Prohibition = Literal["loose", "normal", "strict"]
NotesBy = Literal["chapter", "page"]
Order = Literal["pinyin", "stroke", "zhuyin"]
IndexOrder = Literal["pinyin", "stroke", "zhuyin", "none"]
Latin = Literal["first", "last", "among"]
ListOf = Literal["figures", "tables"]
Catalogue = Literal["onix", "opds"]
Binding = Literal["paperback", "hardback", ""]
PageList = Literal["print", "none"]
# Everything that an edition puts into the output folder: books, and what tells the trade of them.
Product = Literal["epub", "pdf", "onix", "opds", "cover"]


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
    *vertical_quotes* and *vertical_words* stand in for *quotes* and some *words* in columns; the empty
    ones change nothing. *numerals* are those of figures and tables.
    *order* sorts the index; its Latin words stand first, last, or among the letters of the pinyin.
    *common*: character sets, by Python's names, of which the fonts of the region's readers have every
    character (banben/embedding/rare.py).
    *currency* (ISO 4217) is the one that its prices are in.
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
    vertical_quotes: str = ""
    vertical_words: tuple[tuple[str, str], ...] = ()
    numerals: Numerals = "arabic"
    order: Order = "pinyin"
    latin: Latin = "among"
    common: tuple[str, ...] = ("gbk",)
    currency: str = ""

    @property
    def traditional(self) -> bool:
        """Whether the region prints Traditional characters."""
        return "Hant" in self.language

    def chain(self, source: str) -> tuple[str, ...]:
        """Return the OpenCC configurations for a manuscript of the region *source*: none, no conversion."""
        return dict(self.chains).get(source, ())

    def word(self, key: str) -> str:
        """Return the interface's word for *key*; KeyError is a fault of the region file's schema."""
        return dict(self.words)[key]

    def in_columns(self) -> Region:
        """Return the region as a vertical edition has it: its marks and words for columns, 圖二之一."""
        words = tuple({**dict(self.words), **dict(self.vertical_words)}.items())
        return replace(self, quotes=self.vertical_quotes or self.quotes, words=words, numerals="han")


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
class Lines:
    """How lines are broken and filled in print (clreq, line composition rules).

    *prohibition*: which marks may not start or end a line; *hanging*: a full stop or comma may stand
    beyond the line's end; *gap*: between ideographs and Latin or digits, in ems, 0 for none.
    """

    prohibition: Prohibition = "normal"
    hanging: bool = False
    gap: float = 0.25


@dataclass(frozen=True, slots=True)
class Edition:
    """Region x audience x formats, with what the edition has of its own.

    *isbns* maps a format to its ISBN (13 digits, no hyphens). *tokens* override the region's.
    *writing*: lines from left to right, or columns from right to left in a book bound at the right.
    *folio*: the numerals of its page numbers. *notes*: what the numbering of printed notes begins with.
    *index*: how the index is sorted, empty as the region does. *lists*: what has a list of its own.
    *embed_fonts*: the EPUB brings its fonts along. *store*: for whose shop it is made.
    *page_list*: whether the EPUB tells where the printed pages begin. *cover*: a picture in place of the
    drawn cover.
    *catalogue*: the messages to the trade that go with it. *prices* are decimal numbers as written, in the
    region's currency. *binding* is the printed book's, empty where it is not said.
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
    writing: Writing = "horizontal"
    lines: Lines = Lines()
    folio: Numerals = "arabic"
    notes: NotesBy = "chapter"
    index: IndexOrder | Literal[""] = ""
    lists: tuple[ListOf, ...] = ()
    embed_fonts: bool = False
    store: Store = field(default_factory=generic)
    catalogue: tuple[Catalogue, ...] = ()
    prices: tuple[tuple[Format, str], ...] = ()
    binding: Binding = ""
    page_list: PageList = "none"
    cover: Image | None = None

    @property
    def vertical(self) -> bool:
        """Whether the columns run from the top down, so that the book opens from the right."""
        return self.writing == "vertical"

    @property
    def order(self) -> Order:
        """How the edition sorts: as its index, or as its region does."""
        return self.region.order if self.index == "" or self.index == "none" else self.index

    def isbn(self, format: Format) -> str:
        """Return the ISBN of *format*, or an empty string."""
        return dict(self.isbns).get(format, "")

    def price(self, format: Format) -> str:
        """Return the price of *format* in the region's currency, or an empty string."""
        return dict(self.prices).get(format, "")
