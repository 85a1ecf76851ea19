"""Alternative texts that say nothing of the picture, and passages that do not say their language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from banben.languages import passages
from banben.model import Attributes, Block, Blocks, Chapter, Chart, Figure, Image, Inlines, Origin, Span, Text
from banben.parse.context import Context
from banben.walk import children, inlines, inner_blocks, plain, streams

# Characters: a listener can neither pause in an alternative text nor go back.
LONGEST = 250
FILE = re.compile(r"\S*\.(?:png|jpe?g|gif|svgz?|webp|bmp|tiff?|heic)", re.IGNORECASE)
SHOT = re.compile(
    r"(?:img|dsc|image|pic|photo|screenshot|微信图片|屏幕截图|截屏|截图)?[\W_\d]*\d{2,}[\W_\d]*",
    re.IGNORECASE,
)
NOTHING = frozenset(
    "图 图片 图像 插图 照片 圖 圖片 圖像 插圖 image picture photo figure".split()  # noqa: SIM905
)
ALT = re.compile(r"\s*[\"']?alt[\"']?\s*=")
# Of a foreign passage so much is quoted.
QUOTED = 40


def report_descriptions(chapter: Chapter, context: Context) -> None:
    """Report the texts of *chapter* that a listener cannot do with; that one is missing, parsing has said."""
    if not chapter.attributes.lang:
        _languages(chapter.title, context)
    for block in _blocks((*chapter.blocks, *(b for note in chapter.notes for b in note.blocks))):
        if isinstance(block, Figure):
            _figure(block, context)
        for stream in streams(block):
            for item in inlines(stream):
                if isinstance(item, Image):
                    _text(item.alt, item.source, "", item.origin, context)
            _languages(stream, context)


def _blocks(group: Blocks) -> Iterator[Block]:
    """Yield the blocks of *group* that are in the chapter's language, outer before inner."""
    for block in group:
        own = getattr(block, "attributes", None)
        if not (isinstance(own, Attributes) and own.lang):
            yield block
            for inner in inner_blocks(block):
                yield from _blocks(inner)


def _figure(figure: Figure, context: Context) -> None:
    source = "" if isinstance(figure.picture, Chart) else figure.picture.source
    caption = plain(figure.caption).strip()
    _text(figure.alt, source, caption, figure.origin, context)


def _text(alt: str, source: str, caption: str, origin: Origin, context: Context) -> None:
    text = alt.strip()
    if not text:
        return
    stem = posixpath.splitext(posixpath.basename(source))[0]
    place = _place(text, origin, context)
    if len(text) <= LONGEST and (_is_name(text, stem) or text.casefold() in NOTHING):
        context.report("M122", place, len(text), text=text)
    elif text == caption:
        context.report("M123", place, len(text), text=text)
    elif len(text) > LONGEST:
        context.report("M124", place, 1, count=len(text), limit=LONGEST)


def _is_name(text: str, stem: str) -> bool:
    """Whether *text* is a file's name as machines write it; one in words may well say what is shown."""
    own = text == stem and text.isascii() and bool(re.search(r"[_\d]", text))
    return own or bool(FILE.fullmatch(text) or SHOT.fullmatch(text))


def _place(text: str, origin: Origin, context: Context) -> Origin:
    """Return where *text* stands: on the picture's line, or in a chart's block where it says `alt`."""
    for line in range(origin.line, len(context.lines) + 1):
        start = Origin(origin.path, line)
        if line == origin.line or ALT.match(context.lines[line - 1]):
            found = context.find(start, text)
            if found != start or context.lines[line - 1].startswith(text):
                return found
        if line > origin.line and context.lines[line - 1].lstrip().startswith("```"):
            break
    return origin


def _languages(stream: Inlines, context: Context) -> None:
    """Report the foreign passages of *stream* outside spans that name a language."""
    for item in stream:
        if isinstance(item, Text):
            for offset, words in passages(item.text):
                place = Origin(item.origin.path, item.origin.line, item.origin.column + offset)
                shown = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
                context.report("M125", place, len(words), words=shown)
        elif not (isinstance(item, Span) and item.attributes.lang):
            _languages(children(item), context)
