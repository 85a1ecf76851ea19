"""HTML in a manuscript as events; the tags are found by CommonMark's own grammar, a little lenient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from banben.model import Origin
from banben.parse.attributes import build
from banben.parse.context import Context
from banben.parse.events import Chars, Close, Event, LineEnd, Open

_TAG = re.compile(
    r"(?P<comment><!--(?:>|->|.*?-->))"
    r"|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|(?P<declaration><![A-Za-z][^>]*>|<\?.*?\?>)"
    r"|</(?P<end>[A-Za-z][A-Za-z0-9-]*)\s*>"
    r"|<(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_LEFT = re.compile(r"</?[A-Za-z][^<>\n]*>?|<!--")
# Markdown that stands right under a tag, with no empty line between, is read as HTML's own text.
_MARKDOWN = re.compile(
    r"(?:^|\n)[ \t]*(:{3,}[^\n]*|#{1,6}[ ]|[-*+][ ]|\d+[.)][ ]|>[ ])|(?=\*\*|!?\[[^\]\n]*\]\()([^\s]+)"
)
VOID = frozenset(
    {"br", "img", "hr", "wbr", "col", "input", "link", "meta", "source", "embed", "area", "base"}
)

Place = Callable[[int], Origin]


def html_events(content: str, origin_of: Place, context: Context) -> Iterator[Event]:
    """Yield the events of *content*; *origin_of* gives the place of an offset in it."""
    position, kept = 0, ""
    for match in _TAG.finditer(content):
        yield from _text(content[position : match.start()], position, origin_of, context, kept)
        position = match.end()
        if match["name"] or match["end"]:
            kept = _inside_pre(match, kept)
        yield from _tag(match, origin_of(match.start()), context)
    yield from _text(content[position:], position, origin_of, context, kept)


def _inside_pre(match: re.Match[str], kept: str) -> str:
    name = (match["name"] or match["end"]).lower()
    return kept if name != "pre" else "pre" if match["name"] else ""


def _tag(match: re.Match[str], origin: Origin, context: Context) -> Iterator[Event]:
    length = len(match[0].split("\n")[0])
    if match["declaration"]:
        context.report("M308", origin, length, text=match[0].split("\n")[0])
    elif match["cdata"]:
        yield Chars(match["cdata"].replace("\n", " "), origin)
    elif match["end"]:
        name = match["end"].lower()
        # `</br>` is a common slip for `<br>` (HTML section 13.2.6.4.7 mends it so too).
        yield Close(name, origin, length, html=True) if name != "br" else Open("br", build({}), origin)
        if name == "br":
            yield Close("br", origin)
    elif match["name"]:
        name = match["name"].lower()
        yield Open(name, build(_attributes(match["attributes"])), origin, length, html=True)
        if name in VOID or (match["attributes"].endswith("/") and name not in ("a", "span", "div", "p")):
            yield Close(name, origin, length, html=True)


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; the first of a name counts (HTML section 13.2.5.33)."""
    pairs: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        pairs.setdefault(name.lower(), unescape(double or single or bare))
    return pairs


def _text(text: str, start: int, origin_of: Place, context: Context, kept: str) -> Iterator[Event]:
    if not text:
        return
    _report_left(text, start, origin_of, context)
    if not kept and (mark := _MARKDOWN.search(text)):
        group = mark.lastindex or 0
        context.report("M312", origin_of(start + mark.start(group)), len(mark[group]), text=mark[group])
    if kept:
        yield Chars(unescape(text), origin_of(start))
        return
    for index, line in enumerate(text.split("\n")):
        if index:
            yield LineEnd(origin_of(start - 1))
        stripped = line.strip(" \t") if index else line.rstrip(" \t")
        if stripped or (line and not index):
            yield from _line(line, start, origin_of, index > 0, text.count("\n") > index)
        start += len(line) + 1


def _report_left(text: str, start: int, origin_of: Place, context: Context) -> None:
    """Report what looks like a tag; a comment that never ends makes the rest of it not worth a look."""
    for match in _LEFT.finditer(text):
        origin = origin_of(start + match.start())
        if match[0] == "<!--":
            context.report("M310", origin, len(match[0]))
            return
        context.report("M305", origin, len(match[0]), text=match[0])


def _line(line: str, start: int, origin_of: Place, after_end: bool, before_end: bool) -> Iterator[Event]:
    """Yield the characters of one line; space at a line end belongs to the line end."""
    lead = len(line) - len(line.lstrip(" \t")) if after_end else 0
    shown = line[lead:].rstrip(" \t") if before_end else line[lead:]
    shown = re.sub(r"[ \t]+", " ", shown)
    if shown:
        yield Chars(unescape(shown), origin_of(start + lead))
