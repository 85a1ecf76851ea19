"""What both Markdown and HTML come down to before the tree: opens, closes, characters, line ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from banben.model import Attributes, Inline, Origin


@dataclass(frozen=True, slots=True)
class Open:
    """An element begins; names are HTML's, Markdown's marks included. *html*: written as a tag."""

    name: str
    attributes: Attributes
    origin: Origin
    length: int = 1
    html: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    name: str
    origin: Origin
    length: int = 1
    html: bool = False


@dataclass(frozen=True, slots=True)
class Chars:
    """Running text of one source line (of several inside `pre`)."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A line end of the source, which is a space between Latin words and nothing between ideographs."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Leaf:
    inline: Inline


Event: TypeAlias = Open | Close | Chars | LineEnd | Leaf
