"""From events to pieces: one stack of open elements, on which Markdown's marks and HTML's tags nest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from banben.model import Block, Inline, Origin, Text
from banben.parse.addresses import has_address, split_addresses
from banben.parse.context import Context
from banben.parse.events import Chars, Close, Event, Leaf, LineEnd, Open
from banben.parse.pieces import Frame, Piece
from banben.parse.scripts import WINDOW, space_between
from banben.parse.visible import seen, text_ahead

DEEPEST = 40
Convert = Callable[[Frame, Context], Sequence[Piece]]

# Elements whose end tag HTML lets one leave out: opening the key ends these (HTML section 13.1.2.4) …
IMPLIED: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "tr": frozenset({"tr", "td", "th", "p", "caption"}),
    "td": frozenset({"td", "th", "p"}),
    "th": frozenset({"td", "th", "p"}),
    "thead": frozenset({"caption"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th", "p", "caption"}),
    "tfoot": frozenset({"thead", "tbody", "tr", "td", "th", "p"}),
    "rt": frozenset({"rb", "rt", "rp"}),
    "rp": frozenset({"rb", "rt", "rp"}),
    "rb": frozenset({"rb", "rt", "rp"}),
    **{
        name: frozenset({"p"})
        for name in (
            "p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl",
            "table", "figure", "hr", "details",
        )
    },
}  # fmt: skip
# … and the end of a parent ends these without a word.
OPTIONAL = frozenset().union(*IMPLIED.values())


class Flow:
    """One run of content: feed it events and blocks, then take the pieces."""

    def __init__(self, context: Context, convert: Convert) -> None:
        self._context = context
        self._convert = convert
        self._frames: list[Frame] = []
        self._pieces: list[Piece] = []
        self._before = ""

    def run(self, events: Sequence[Event]) -> None:
        """Take in *events*; elements may stay open, so that Markdown blocks can stand inside."""
        for index, event in enumerate(events):
            match event:
                case Open():
                    self._open(event)
                case Close():
                    self._close(event)
                case Chars():
                    self._chars(event.text, event.origin)
                case LineEnd():
                    self._line_end(event.origin, text_ahead(events, index + 1))
                case Leaf():
                    self._leaf(event.inline)

    def add(self, blocks: Sequence[Block]) -> None:
        """Put finished *blocks* at the present place."""
        self._content.extend(blocks)
        self._before = ""

    def finish(self) -> list[Piece]:
        """End what is still open, with a problem each, and return everything."""
        while self._frames:
            self._report_unclosed(self._frames[-1])
            self._end()
        return self._pieces

    @property
    def is_open(self) -> bool:
        """Whether an element is open."""
        return bool(self._frames)

    @property
    def _content(self) -> list[Piece]:
        return self._frames[-1].content if self._frames else self._pieces

    def _open(self, event: Open) -> None:
        if event.html:
            self._end_implied(IMPLIED.get(event.name, frozenset()))
        frame = Frame(event.name, event.attributes, event.origin, event.length, event.html)
        if len(self._frames) >= DEEPEST:
            if len(self._frames) == DEEPEST:
                self._context.report("M109", event.origin, event.length)
            # Deeper elements share their parent's content: their text stays, their meaning goes.
            frame.content = self._content
        self._frames.append(frame)

    def _end_implied(self, names: frozenset[str]) -> None:
        while self._frames and self._frames[-1].html and self._frames[-1].name in names:
            self._end()

    def _close(self, event: Close) -> None:
        depth = self._find(event)
        if depth is None:
            self._context.report("M304", event.origin, event.length, name=event.name)
            return
        while len(self._frames) > depth + 1:
            self._report_unclosed(self._frames[-1])
            self._end()
        self._end()

    def _find(self, event: Close) -> int | None:
        """Return the depth of the frame that *event* closes; a tag never closes across a Markdown mark."""
        for depth in range(len(self._frames) - 1, -1, -1):
            frame = self._frames[depth]
            if frame.name == event.name and frame.html == event.html:
                return depth
            if event.html and not frame.html:
                return None
        return None

    def _report_unclosed(self, frame: Frame) -> None:
        if frame.html and frame.name not in OPTIONAL:
            self._context.report("M303", frame.origin, frame.length, name=frame.name)

    def _end(self) -> None:
        frame = self._frames.pop()
        if frame.content is not self._content:
            self._content.extend(self._convert(frame, self._context))

    def _chars(self, text: str, origin: Origin) -> None:
        if has_address(text):
            linked = any(frame.name == "a" for frame in self._frames)
            for inline in split_addresses(text, origin, linked):
                self._content.append(inline)
            self._before = (self._before + text)[-WINDOW:]
            return
        content = self._content
        last = content[-1] if content else None
        if isinstance(last, Text) and last.origin.line == origin.line:
            content[-1] = replace(last, text=last.text + text)
        else:
            content.append(Text(text, origin))
        self._before = (self._before + text)[-WINDOW:]

    def _leaf(self, inline: Inline) -> None:
        self._content.append(inline)
        shown = seen(inline)
        self._before = "" if shown is None else (self._before + shown)[-WINDOW:]

    def _line_end(self, origin: Origin, after: str) -> None:
        if space := space_between(self._before, after):
            self._chars(space, origin)
