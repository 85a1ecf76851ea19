"""The stretches of an EPUB's documents: where each block and each section begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from banben.documents import Document
from banben.model import Origin
from banben.pagination.sections import ELEMENTS, section_name

SECTION = re.compile(rf"<({'|'.join(sorted(ELEMENTS))})\b([^<>]*)>")
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters from *start* to *end* of the document number *document*."""

    document: int
    start: int
    end: int


def stretches(documents: Sequence[Document]) -> Mapping[Origin | str, Sequence[Stretch]]:
    """Return the stretches of each block and section, in reading order.

    A stretch ends where the next block or section begins, so that a block has what its inner blocks leave.
    """
    found: dict[Origin | str, list[Stretch]] = {}
    for number, document in enumerate(documents):
        begun = _merged(_beginnings(document))
        ends = (*(start for start, _ in begun[1:]), len(document.content))
        for (start, names), end in zip(begun, ends, strict=False):
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(Stretch(number, start, end))
    return found


_Beginning = tuple[int, tuple[Origin | str, ...]]


def _beginnings(document: Document) -> list[_Beginning]:
    """Return the place of each beginning with the names of what begins there."""
    blocks: dict[int, list[Origin | str]] = {}
    for line, origin in document.blocks:
        blocks.setdefault(line, []).append(origin)
    begun: list[_Beginning] = []
    first_tags: set[int] = set()
    start = 0
    for number, text in enumerate(document.content.split("\n"), 1):
        if number in blocks:
            begun.append((start, tuple(blocks[number])))
            first_tags.add(start + text.find("<"))
        start += len(text) + 1
    # A block whose own element is a section goes by its origin.
    begun += (item for item in _sections(document.content) if item[0] not in first_tags)
    return sorted(begun, key=lambda item: item[0])


def _sections(content: str) -> Iterator[_Beginning]:
    for tag in SECTION.finditer(content):
        values = {found[1]: found[2] or found[3] or "" for found in ATTRIBUTE.finditer(tag[2])}
        if name := section_name(tag[1], values.get("id", ""), values.get("epub:type", "")):
            yield tag.start(), (name,)


def _merged(begun: Sequence[_Beginning]) -> list[_Beginning]:
    """Return *begun* without what goes on where it was: a quotation that has its first paragraph's origin."""
    kept: list[_Beginning] = []
    for start, names in begun:
        if kept and not set(kept[-1][1]).isdisjoint(names):
            kept[-1] = (kept[-1][0], (*kept[-1][1], *names))
        else:
            kept.append((start, names))
    return kept
