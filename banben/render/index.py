"""The index of a publication: its marks with their places, its entries in the edition's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from banben.assemble.index import marks
from banben.editions import Edition, Region
from banben.index.entries import Entry, Marked, Place, groups
from banben.index.order import Collation, Head, collation
from banben.index.strokes import unihan
from banben.model import Book, IndexMark
from banben.numerals import han
from banben.problems import Problem, problem
from banben.render.contents import Line
from banben.render.flow import Flow, Setting
from banben.render.labels import chapter_label
from banben.render.markup import attributes
from banben.walk import plain

ID = "book-index"
DOCUMENT = "index.xhtml"
# So many lines of an entry and those under it stay together in a column; more of them may be parted.
TOGETHER = 12


@dataclass(frozen=True, slots=True)
class GroupView:
    """What index.xhtml may use of a group: its head as the region prints it, and its entries."""

    head: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """What index.xhtml may use of an entry.

    *locators* have href, label and roman; where there are no pages each label stands once. *see* have title
    and id, *whole* says that the entry and those under it stay in one column.
    """

    term: str
    id: str
    locators: tuple[Place, ...]
    see: tuple[tuple[str, str], ...]
    entries: tuple[EntryView, ...]
    whole: bool


def has_index(book: Book, edition: Edition) -> bool:
    """Whether *edition* prints an index: something is marked for it, and it is not to go without."""
    return edition.index != "none" and any(not mark.see for mark in marks(book.chapters))


def index_line(edition: Edition, print: bool) -> Line:
    """Return the line of the contents that leads to the index."""
    return Line(edition.region.word("index"), f"#{ID}" if print else DOCUMENT, 0, "index", roman=False)


def mark_of(item: IndexMark, flow: Flow) -> str:
    """Return the anchor of *item* and remember its place; a reference to another entry has no place."""
    place = Place("", "")
    anchor = ""
    if not item.see:
        id = flow.anchor()
        known = flow.setting.places.get(flow.chapter.id)
        own = chapter_label(flow.chapter, flow.setting.region) or plain(flow.chapter.title).replace("\n", "")
        place = Place(f"{flow.href}#{id}", flow.section or own, known.roman if known else False)
        anchor = f"<span{attributes(class_='index', id=id)}></span>"
    flow.setting.marked.append(Marked(item, place))
    return anchor


def index_section(book: Book, edition: Edition, setting: Setting) -> Markup:
    """Return the index of everything that *setting* has marked so far, that is, of the whole book."""
    order = _collation(book, edition)
    found = tuple(
        GroupView(_head(group.head, edition.region), tuple(_view(entry, setting) for entry in group.entries))
        for group in groups(setting.marked, order)
    )
    name = "index.xhtml" if setting.print else "index-links.xhtml"
    return setting.templates.fill(name, groups=found, id=ID, numerals=edition.folio)


def lacking(book: Book, edition: Edition) -> tuple[Problem, ...]:
    """Return the problem that an order by strokes lacks its table on this machine."""
    wanted = has_index(book, edition) and edition.order == "stroke"
    return (problem("E402"),) if wanted and unihan() is None else ()


def _collation(book: Book, edition: Edition) -> Collation:
    region = edition.region
    return collation(edition.order, region.latin, region.traditional, book.readings)


def _head(head: Head, region: Region) -> str:
    match head.kind:
        case "letter":
            return head.text
        case "strokes":
            return region.word("strokes").format(n=han(head.count))
        case "latin":
            return region.word("western")
        case "symbols":
            return region.word("digits")
        case _:
            return region.word("unsorted")


def _view(entry: Entry, setting: Setting) -> EntryView:
    return EntryView(
        entry.term,
        entry.id,
        entry.places if setting.print else _once(entry.places),
        tuple((reference.title, reference.id) for reference in entry.see),
        tuple(_view(inner, setting) for inner in entry.entries),
        len(entry.entries) < TOGETHER,
    )


def _once(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the first place of each label: two links of the same words would tell a reader nothing."""
    return tuple({place.label: place for place in reversed(places)}.values())[::-1]
