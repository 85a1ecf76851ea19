"""Whether a font may travel inside a book, and what the book must say of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from banben.documents import Asset
from banben.embedding.faces import Cut
from banben.embedding.subset import Notice, notice

# OS/2 fsType (OpenType specification): embedding is not allowed; subsets are not; only bitmaps are.
RESTRICTED, WHOLE_ONLY, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
NAME = "fonts/licences.txt"
HEAD = """\
本书所带的字体是下列字体的子集：只含书里用到的字，并已改名。
The fonts in this book are subsets of the fonts below: only the characters that the book uses, renamed.
"""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that lets a changed font travel inside a document; *text* is empty where its name will do."""

    name: str
    marks: tuple[str, ...]
    source: str
    text: str = ""


@cache
def known_licences() -> tuple[Licence, ...]:
    """Return the licences of licences/known.toml."""
    folder = files("banben") / "embedding" / "licences"
    table = tomllib.loads((folder / "known.toml").read_text("utf-8"))
    return tuple(
        Licence(
            row["name"],
            tuple(row["marks"]),
            row["source"],
            (folder / row["text"]).read_text("utf-8") if "text" in row else "",
        )
        for row in table.values()
    )


def licence_of(says: Notice) -> Licence | None:
    """Return the licence that a font's own strings name, or None for one that we do not know."""
    text = "\n".join((says.licence, says.address, says.copyright)).lower()
    return next((known for known in known_licences() if any(mark in text for mark in known.marks)), None)


def is_forbidden(says: Notice) -> bool:
    """Whether the font's bits forbid subsets in documents; of several permissions the least strict counts."""
    usage = says.permissions & 0x000F
    return usage == RESTRICTED or bool(says.permissions & (WHOLE_ONLY | BITMAPS_ONLY))


def licences_file(cuts: Iterable[tuple[Cut, str]]) -> Asset:
    """Return the text file that names for each font of the book, by its new name, origin and licence."""
    entries: list[str] = []
    texts: dict[str, str] = {}
    for cut, family in cuts:
        says = notice(cut.file, cut.index)
        known = licence_of(says)
        if known and known.text:
            texts[known.name] = known.text
        lines = (f"{family} ← {cut.family}, {says.version}", says.copyright, says.trademark, says.licence)
        entries.append("\n".join(line for line in (*lines, says.address) if line))
    bodies = [f"{name}\n\n{text}" for name, text in texts.items()]
    unique = dict.fromkeys(text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in entries)
    content = "\n\n".join((HEAD.strip(), *unique, *(body.strip() for body in bodies))) + "\n"
    return Asset(NAME, "text/plain", content.encode("utf-8"), 0, 0)
