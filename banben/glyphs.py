"""Whether an edition's fonts are there and have a glyph for every character of the book.

It is asked before layout, because layout prints a missing font in another one without a word, and
spends seconds on a missing glyph before it prints a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from banben.editions import Edition
from banben.fonts import Installed, install_command, stack
from banben.model import (
    Book,
    Chart,
    CodeBlock,
    Figure,
    IndexMark,
    Inlines,
    Metadata,
    Origin,
    Ruby,
    Text,
    Verbatim,
)
from banben.problems import Problem, problem
from banben.walk import chapter_blocks, inlines, streams

REQUIRED = ("song", "hei")  # Song sets the text, Hei the headings; Kai has Song to stand in for it.
GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit"})


def check_glyphs(book: Book, edition: Edition, installed: Installed) -> tuple[Problem, ...]:
    """Return a problem for each missing font, and for each character that the edition's fonts lack."""
    problems = [*_missing_fonts(edition, installed)]
    if "pdf" in edition.formats:  # an EPUB is set in the fonts of its reader
        problems += _missing_glyphs(book, edition, installed)
    return tuple(problems)


def _missing_fonts(edition: Edition, installed: Installed) -> Iterator[Problem]:
    for role, families in edition.region.fonts:
        if not families or installed.face(families[0]):
            continue
        substitute = next((name for name in stack(edition.region, role) if installed.face(name)), "")
        values = {"family": families[0], "role": role, "edition": edition.name}
        install = install_command(families[0])
        if role in REQUIRED or not substitute:
            yield (
                problem("G102", None, 1, **values, install=install)
                if install
                else problem("G104", None, 1, **values)
            )
        else:
            yield problem("G103", None, 1, **values, substitute=substitute, install=install or families[0])
    for token, family in chosen(edition):
        if not installed.face(family):
            yield problem("G104", family=family, role=token, edition=edition.name)


def chosen(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the first family of every font token that the edition itself sets."""
    for token, value in edition.tokens:
        family = value.split(",")[0].strip().strip("\"'")
        if token.startswith("font-") and family and family.lower() not in GENERIC:
            yield token, family


def _missing_glyphs(book: Book, edition: Edition, installed: Installed) -> Iterator[Problem]:
    """Yield G201 and G202 for each character, at its first place in the book."""
    passages = list(printed(book))
    wanted = {c for c in set().union(*(set(text) for text, _ in passages)) if has_shape(c)}
    families = [family for _, family in chosen(edition)]
    families += [family for role, _ in edition.region.fonts for family in stack(edition.region, role)]
    for family in dict.fromkeys(families):
        wanted = installed.lacking(family, wanted)
    for character in sorted(wanted):
        count = sum(text.count(character) for text, _ in passages)
        values = {"character": character, "point": f"U+{ord(character):04X}", "count": count}
        other = next((name for name in installed.families() if not installed.lacking(name, character)), "")
        origin = _first_place(character, passages)
        if other:
            yield problem("G202", origin, 1, edition=edition.name, family=other, **values)
        else:
            yield problem("G201", origin, 1, edition=edition.name, **values)


def has_shape(character: str) -> bool:
    """Whether a font must draw *character*: not spaces, controls and marks of format (UAX #44).

    Nor U+FFFD, which loading has reported (F102, F103, F104, F107).
    """
    category = unicodedata.category(character)
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    silent = category in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} or character == "\N{REPLACEMENT CHARACTER}"
    return not silent and not selector


def _first_place(character: str, passages: Iterable[tuple[str, Origin | None]]) -> Origin | None:
    for text, origin in passages:
        offset = text.find(character)
        if offset >= 0 and origin is not None:
            line = text.count("\n", 0, offset)
            column = offset if not line else offset - text.rindex("\n", 0, offset) - 1
            return Origin(origin.path, origin.line + line, column + (1 if line else origin.column))
    return None


def printed(book: Book) -> Iterator[tuple[str, Origin | None]]:
    """Yield every text that *book* prints with the place where it begins, None for metadata."""
    for chapter in book.chapters:
        yield from _texts(chapter.title)
        for block in chapter_blocks(chapter):
            for stream in streams(block):
                yield from _texts(stream)
            match block:
                case CodeBlock():
                    yield block.text, Origin(block.origin.path, block.origin.line + 1)
                case Figure(picture=Chart() as chart):
                    words = (*chart.series, chart.unit, chart.axis, chart.label, chart.grouping)
                    yield from ((word, chart.origin) for word in words)
                    yield from ((bar.label + bar.group, chart.origin) for bar in chart.bars)
                case _:
                    pass
    yield from ((text, None) for text in _of_metadata(book.metadata))


def _texts(stream: Inlines) -> Iterator[tuple[str, Origin | None]]:
    for inline in inlines(stream):
        match inline:
            case Text() | Verbatim():
                yield inline.text, inline.origin
            case Ruby():
                yield from ((pair.reading, pair.base.origin) for pair in inline.pairs)
            case IndexMark():
                yield inline.term + inline.under, inline.origin
            case _:
                pass


def _of_metadata(metadata: Metadata) -> tuple[str, ...]:
    imprint = metadata.imprint
    people = (person.name for person in metadata.contributors)
    words = (metadata.title, metadata.subtitle, metadata.description, metadata.rights)
    return (*words, *people, imprint.name, imprint.place, imprint.address, imprint.website)
