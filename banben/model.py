"""The tree that all stages share: a book as frozen values, without input or output."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

# --- places and attributes --------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in the manuscript: *path* relative to the book folder (POSIX), line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Attributes:
    """What `{#id .class key=value lang=en}` says of a block or span; *values* keep their order."""

    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return the value of *key*, or *default*."""
        return next((value for name, value in self.values if name == key), default)


PLAIN = Attributes()


@dataclass(frozen=True, slots=True)
class Condition:
    """For which editions a passage is: an empty set means «all»; both sets must admit the edition."""

    regions: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()

    def admits(self, region: str, audience: str) -> bool:
        """Whether an edition of *region* for *audience* prints the passage."""
        return (not self.regions or region in self.regions) and (
            not self.audiences or audience in self.audiences
        )


# --- inlines ----------------------------------------------------------------------------

Inlines: TypeAlias = "tuple[Inline, ...]"
Style = Literal[
    "deleted", "inserted", "keyboard", "mark", "name", "small", "sub", "sup", "title", "underline"
]


@dataclass(frozen=True, slots=True)
class Text:
    """Running text of one source line at most, so that *origin* is exact to the line."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    children: Inlines


@dataclass(frozen=True, slots=True)
class Styled:
    """A plain typographic style; `name` is 专名号 and `title` the wavy 书名号 of Taiwan."""

    style: Style
    children: Inlines


@dataclass(frozen=True, slots=True)
class Span:
    """A passage with attributes; a `lang` other than the book's is a barrier to conversion."""

    attributes: Attributes
    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """*target* is as written until assembly, then an address or `#id` (ids are unique in the book)."""

    target: str
    children: Inlines
    title: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class RubyPair:
    base: Text
    reading: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Readings over or beside their characters; `zhuyin` when the readings are bopomofo."""

    pairs: tuple[RubyPair, ...]
    kind: Literal["pinyin", "zhuyin", "gloss"]


@dataclass(frozen=True, slots=True)
class Dots:
    """着重号: a dot under every character (clreq 3.3.1 emphasis dots)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a note; *number* is 0 until assembly gives the chapter's notes their order."""

    label: str
    number: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class CrossRef:
    """A reference by id: `label` prints 图 2-1 or 第三章, `title` the heading's or caption's text."""

    target: str
    form: Literal["label", "title", "full", "page", "pages"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class IndexMark:
    """An entry of the index at this place; *under* is its main entry when it is a sub-entry.

    *written* is the entry as the manuscript has it, `under/term`, which no later stage changes: marks with
    the same are the same entry. *see* is another entry in that form: the mark then refers to it and stands
    for no place. *reading* is the editor's (`chong2 qing4`), empty where the order finds its own.
    """

    term: str
    under: str
    origin: Origin
    written: str = ""
    see: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A span that only some editions print; assembly puts its children in place or drops it."""

    condition: Condition
    children: Inlines
    origin: Origin


@dataclass(frozen=True, slots=True)
class Image:
    """*source* is a path relative to the book folder, once parsed; `decorative` needs no *alt*."""

    source: str
    alt: str
    title: str
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text that no stage may change: `code`, an `address`, or a passage the writer protects (`keep`)."""

    text: str
    kind: Literal["code", "address", "keep"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Styled
    | Span
    | Link
    | Ruby
    | Dots
    | NoteRef
    | CrossRef
    | IndexMark
    | Variant
    | Image
    | Verbatim
    | LineBreak
)

# --- blocks -----------------------------------------------------------------------------

Blocks: TypeAlias = "tuple[Block, ...]"
Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; the chapter's own title is `Chapter.title`. *level* 2 is a section.

    *number* is the path of numbers below the chapter, (2, 1) for the first subsection of the second
    section; empty before assembly and for unnumbered headings.
    """

    level: int
    children: Inlines
    attributes: Attributes
    origin: Origin
    number: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: Inlines
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: Blocks
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines kept as written; an empty line parts stanzas."""

    lines: tuple[Inlines, ...]
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; *checked* is None where there is no tick box."""

    blocks: Blocks
    origin: Origin
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class List:
    """*tight* as CommonMark has it; *start* counts for ordered lists only."""

    items: tuple[Item, ...]
    ordered: bool
    start: int
    tight: bool
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    meanings: tuple[Blocks, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class DefinitionList:
    entries: tuple[Definition, ...]
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cell:
    children: Inlines
    align: Align
    origin: Origin
    heading: bool = False
    colspan: int = 1
    rowspan: int = 1


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """*number* is (chapter, running number), () before assembly and when there is no caption."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Inlines
    source: Inlines
    attributes: Attributes
    origin: Origin
    number: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: its label, a value for each series, and whether the chart stresses it."""

    label: str
    values: tuple[float, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure drawn from data; every string of it passes through the edition's conversion.

    *label* and *grouping* are the heads of the columns that the bars' labels and groups come from.
    """

    kind: Literal["bars", "columns", "line"]
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    unit: str
    axis: str
    data: str
    origin: Origin
    label: str = ""
    grouping: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or chart with its caption; *source* is the credit line under it."""

    picture: Image | Chart
    alt: str
    caption: Inlines
    credit: Inlines
    attributes: Attributes
    origin: Origin
    number: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Box:
    """A container by name: *kind* is the key in boxes.toml, *title* the writer's own, if any."""

    kind: str
    title: Inlines
    blocks: Blocks
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Break:
    """A pause between passages (`scene`) or a forced new page (`page`)."""

    kind: Literal["scene", "page"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class VariantBlock:
    """Blocks that only some editions print; assembly puts them in place or drops them."""

    condition: Condition
    blocks: Blocks
    origin: Origin


Block: TypeAlias = (
    Heading
    | Paragraph
    | Quote
    | Verse
    | List
    | DefinitionList
    | Table
    | Figure
    | CodeBlock
    | Box
    | Break
    | VariantBlock
)

# --- chapters and the book --------------------------------------------------------------

Role = Literal[
    "part", "preface", "foreword", "introduction", "chapter", "conclusion", "afterword",
    "appendix", "glossary", "bibliography", "acknowledgements", "dedication", "about",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: *number* counts from 1 in each chapter, in the order of the references."""

    label: str
    blocks: Blocks
    origin: Origin
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manuscript. *depth* 0 stands at the top of the contents; a part's chapters at 1.

    *id* is unique in the book and a valid XML name; *number* is 0 for unnumbered roles.
    """

    role: Role
    title: Inlines
    blocks: Blocks
    notes: tuple[Note, ...]
    attributes: Attributes
    origin: Origin
    id: str = ""
    number: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Contributor:
    """*role* is a MARC relator code (aut, edt, trl, ill …); *file_as* the form for sorting, as written.

    *kind* is empty where the book does not say whether a person or an organization is meant.
    """

    name: str
    role: str = "aut"
    file_as: str = ""
    kind: Literal["person", "organization", ""] = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The publisher as the colophon (版权页) names it."""

    name: str = ""
    place: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A class of a scheme that the trade uses; *text* is what it is called there, if the book says so."""

    scheme: Literal["clc", "bisac", "thema"]
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series (丛书) and the book's place in it, as printed: `3`, or empty."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Copyright:
    """Who holds the rights since which year; 0 and empty are not said."""

    year: int = 0
    holder: str = ""


Readership = Literal[
    "general", "children", "teenagers", "schools", "universities", "professionals", "training"
]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the title page, the colophon and the package document say of the book.

    *identifier* is a URN that stays the same for all editions; an edition adds its own code.
    *subjects* are keywords, *classes* those with a code; *edition_number* (版次) is 0 where it is not said.
    """

    title: str
    subtitle: str
    language: str
    identifier: str
    slug: str
    description: str
    rights: str
    subjects: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    imprint: Imprint
    published: date
    modified: datetime
    series: Series | None = None
    classes: tuple[Subject, ...] = ()
    edition_number: int = 0
    copyright: Copyright = Copyright()
    readership: tuple[Readership, ...] = ()

    @property
    def publisher(self) -> str:
        """The publisher; a book without one is its first contributor's own."""
        names = (self.imprint.name, *(person.name for person in self.contributors))
        return next(filter(None, names), "")


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book in reading order; after assembly every id in it is unique.

    *readings* are the lines of glossary/index.tsv: an entry or a character, and how it is sorted.
    """

    metadata: Metadata
    chapters: tuple[Chapter, ...]
    readings: tuple[tuple[str, str], ...] = ()
