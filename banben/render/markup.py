"""XHTML as strings: escaping, attributes, and marks that carry a block's origin to its final line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from banben.model import Origin

# XML 1.0 section 2.2 forbids these; none may pass, or the whole document is unreadable.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
TEXT = str.maketrans(SPECIAL)
# A parser turns line ends inside an attribute into spaces (XML 1.0 section 3.3.3).
VALUE = str.maketrans({**SPECIAL, "\n": "&#10;", "\t": "&#9;"})
# Both are forbidden in XML, so `escape` has taken them out of every text before.
OPEN, CLOSE = "\x01", "\x02"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
LEADING = re.compile(f"^[ \\t]*(?:{OPEN}\\d+{CLOSE})+", re.MULTILINE)


def escape(text: str) -> str:
    """Return *text* as character data; characters that XML forbids become U+FFFD."""
    return FORBIDDEN.sub(REPLACEMENT, text).translate(TEXT)


def attributes(**values: str) -> str:
    """Return ` name="value"` for each value that is not empty; `epub_type` is written `epub:type`.

    A trailing underscore keeps Python's own words apart (`class_`); other underscores become hyphens.
    """
    return "".join(f' {_name(name)}="{quoted(value)}"' for name, value in values.items() if value)


def quoted(value: str) -> str:
    """Return *value* as it stands between the quotation marks of an attribute."""
    return FORBIDDEN.sub(REPLACEMENT, value).translate(VALUE)


def _name(name: str) -> str:
    return "epub:type" if name == "epub_type" else name.removesuffix("_").replace("_", "-")


def mark(origins: list[Origin], origin: Origin) -> str:
    """Remember *origin* and return the mark that `numbered` will find at the block's place."""
    origins.append(origin)
    return f"{OPEN}{len(origins) - 1}{CLOSE}"


def unmarked(content: str) -> str:
    """Return *content* without its marks."""
    return MARK.sub("", content)


def numbered(content: str, origins: Sequence[Origin]) -> tuple[str, tuple[tuple[int, Origin], ...]]:
    """Return *content* without marks, and for each line on which a block begins that block's origin.

    Where several blocks begin on a line, the innermost counts.
    """
    places: dict[int, Origin] = {}
    lines: list[str] = []
    for number, line in enumerate(content.split("\n"), 1):
        if OPEN in line:
            for found in MARK.finditer(line):
                places[number] = origins[int(found[1])]
            line = MARK.sub("", line)
        lines.append(line)
    return "\n".join(lines), tuple(places.items())


def beginnings(content: str, origins: Sequence[Origin]) -> tuple[tuple[int, Origin], ...]:
    """Return each line of *content* that begins with marks, once for every mark, with its block's origin.

    Marks within a line are left out: printed notes, which stand in the paragraph that calls them.
    """
    places: list[tuple[int, Origin]] = []
    line, counted = 1, 0
    for found in LEADING.finditer(content):
        line += content.count("\n", counted, found.start())
        counted = found.start()
        places += ((line, origins[int(mark[1])]) for mark in MARK.finditer(found[0]))
    return tuple(places)
