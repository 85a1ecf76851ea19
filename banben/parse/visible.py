"""What of an inline a reader sees, for the decision whether a line end is a space."""

from __future__ import annotations

from collections.abc import Sequence

from banben.model import CrossRef, Image, Inline, LineBreak, Ruby, Text, Verbatim
from banben.parse.events import Chars, Close, Event, Leaf, LineEnd, Open
from banben.parse.scripts import WINDOW

# A picture is neither Chinese nor Latin; a cross-reference will print Chinese words.
PICTURE, WORDS = "\ufffc", "图"
BLOCK_NAMES = frozenset({
    "p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "hr", "details", "summary",
})  # fmt: skip


def seen(inline: Inline) -> str | None:
    """Return what is seen of the leaf *inline*; None for a line break, which ends the line's text."""
    match inline:
        case Text() | Verbatim():
            return inline.text
        case Ruby():
            return "".join(pair.base.text for pair in inline.pairs)
        case Image():
            return PICTURE
        case CrossRef():
            return WORDS
        case LineBreak():
            return None
        case _:
            return ""


def text_ahead(events: Sequence[Event], start: int) -> str:
    """Return the first characters that are seen from *start* on, up to the line's or block's end."""
    found = ""
    for index in range(start, len(events)):
        match event := events[index]:
            case Chars():
                found += event.text
            case Leaf():
                shown = seen(event.inline)
                if shown is None:
                    break
                found += shown
            case LineEnd() | Open() | Close():
                if not isinstance(event, LineEnd) and event.name in BLOCK_NAMES:
                    break
        if len(found) >= WINDOW:
            break
    return found
