"""The text of a stretch of XHTML as folded characters, each with its place in the markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from banben.folding import UNSEEN, fold

TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"""(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>|(?P<text>[^<]+)|<""",
    re.DOTALL,
)
CHARACTER = re.compile(r"&[#\w]+;|.", re.DOTALL)
PICTURES = frozenset({"img", "svg", "picture", "object", "image"})
# As in print (banben/pagination/starts.py): readings, marks of notes, what the index leads to.
UNREAD = frozenset({"rt", "rp", "svg", "math", "script", "style", "template"})
APART = re.compile(r"\bnoteref\b|\bduokan-footnote\b|\blocators\b")
SIZES = (16, 12, 8, 5, 3)
"""So many characters are looked for, where more of them are not found."""
SURE = 8
REACH = 60
"""Characters: fewer than SURE words are not looked for farther away than this."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An open element: *start* is its tag's place, *before* how many characters stood before it."""

    name: str
    start: int
    before: int
    rest: str


@dataclass(slots=True)
class Letters:
    """The folded characters of *content* from *start* to *end*, with places in *content*."""

    content: str
    start: int
    end: int
    text: str = ""
    places: list[int] = field(default_factory=list)
    runs: list[tuple[int, tuple[Tag, ...]]] = field(default_factory=list)
    """Where a text begins, in folded characters, and the elements that are open there."""
    picture: Tag | None = None
    """The first picture, if it stands before all text; `around` are the elements open there."""
    around: tuple[Tag, ...] = ()

    def __post_init__(self) -> None:
        parts: list[str] = []
        stack: list[Tag] = []
        hidden: int | None = None
        for token in TOKEN.finditer(self.content, self.start, self.end):
            name = token["name"]
            if name and not token["end"]:
                tag = Tag(name, token.start(), len(self.places), token["rest"])
                if name in PICTURES and not self.places and self.picture is None:
                    self.picture, self.around = tag, tuple(stack)
                if token["rest"].endswith("/"):
                    continue
                stack.append(tag)
                if hidden is None and (name in UNREAD or APART.search(token["rest"])):
                    hidden = len(stack)
            elif name and any(tag.name == name for tag in stack):
                while stack.pop().name != name:
                    pass
                hidden = None if hidden is not None and len(stack) < hidden else hidden
            elif token["text"] and hidden is None:
                self._add(token["text"], token.start("text"), tuple(stack), parts)
        self.text = "".join(parts)

    def _add(self, text: str, start: int, stack: tuple[Tag, ...], parts: list[str]) -> None:
        self.runs.append((len(self.places), stack))
        whole = fold(text)
        if len(whole) == len(text) and "&" not in text and not UNSEEN.search(text):
            # As in most texts, every character stays one.
            parts.append(whole)
            self.places += range(start, start + len(text))
            return
        for found in CHARACTER.finditer(text):
            folded = _folded(found[0])
            parts.append(folded)
            self.places += [start + found.start()] * len(folded)

    def find(self, words: str, offset: int) -> int | None:
        """Return the number of the character at which *words* begin, the nearest to *offset*."""
        for size in (len(words), *(size for size in SIZES if size < len(words))):
            at = self._nearest(words[:size], offset)
            if at is not None and (size >= SURE or abs(at - offset) <= REACH):
                return at
        return None

    def _nearest(self, words: str, offset: int) -> int | None:
        if not words:
            return None
        before = self.text.rfind(words, 0, offset + len(words))
        after = self.text.find(words, max(before + 1, 0))
        found = [at for at in (before, after) if at >= 0]
        return min(found, key=lambda at: abs(at - offset), default=None)

    def open_at(self, at: int) -> tuple[Tag, ...]:
        """Return the elements that are open at the character *at*, the outermost first."""
        return self.runs[bisect_right(self.runs, at, key=lambda run: run[0]) - 1][1]

    def whole_word(self, at: int) -> int:
        """Return the place of the character *at*; one inside a word of Latin gives the place after it.

        A word that is divided at the foot of a page is not divided on a screen.
        """
        place = self.places[at]
        if at and self._joined(at):
            while at < len(self.places) and self._joined(at):
                at += 1
            place = self.places[at - 1] + 1
        return place

    def _joined(self, at: int) -> bool:
        pair = self.text[at - 1 : at + 1]
        return self.places[at] == self.places[at - 1] + 1 and pair.isascii() and pair.isalnum()


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    """Return one character, or one reference to a character, as it is compared."""
    return fold(unescape(character))
