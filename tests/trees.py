"""Random trees for laws: sentences that are hard to convert, with any markup over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from banben.editions import Edition, Trim
from banben.manuscript import BoxKind, Manuscript
from banben.model import (
    PLAIN,
    Attributes,
    Block,
    Book,
    Chapter,
    Dots,
    Emphasis,
    Image,
    Imprint,
    IndexMark,
    Inline,
    Inlines,
    Link,
    Metadata,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Ruby,
    RubyPair,
    Span,
    Strong,
    Text,
    Verbatim,
)
from banben.regions import load_region

HERE = Origin("a.md")
SENTENCES = (
    "你的头发干净得很，面条煮好了，里面请。",
    "皇后在宫殿后面等候，后天才启程。",
    "松树下的老人松了一口气，系好鞋带。",
    "台风过后，讲台上只剩一台电视机。",
    "复习之后再复印一份，不要重复。",
    "“别说don’t，”她说，“说‘不’。”",
    "“没有闭合，《云说》里的ROI是85%。",
    "他把谷子晒在山谷口；发现问题的人头发都白了……",
)

METADATA = Metadata(
    title="发展",
    subtitle="里面的后台",
    language="zh-Hans-CN",
    identifier="urn:uuid:6f1d3f2e-3c57-4f5e-9d0e-0a4c6f6d2b11",
    slug="book",
    description="关于“发展”",
    rights="版权所有",
    subjects=("营销", "培训"),
    contributors=(),
    imprint=Imprint("出版社", "北京", "后街", "https://example.org/后台"),
    published=date(2026, 1, 1),
    modified=datetime(2026, 1, 1, tzinfo=UTC),
)


def edition(region: str = "tw", audience: str = "reader") -> Edition:
    """Return an edition without anything of its own."""
    return Edition(region, load_region(region), audience, ("epub",), (), Trim("A5", 148, 210), ())


def manuscript(texts: dict[str, str] | None = None, boxes: tuple[BoxKind, ...] = ()) -> Manuscript:
    """Return a manuscript without sources; *texts* are its files."""
    from pathlib import Path

    return Manuscript(Path("book"), METADATA, (), (edition(),), boxes, texts or {})


def text(words: str, line: int = 1, path: str = "a.md") -> Text:
    return Text(words, Origin(path, line))


def para(*inlines: Inline | str, **values: str) -> Paragraph:
    """Return a paragraph; plain strings are texts, *values* its id and language."""
    attributes = Attributes(id=values.get("id", ""), lang=values.get("lang", ""))
    return Paragraph(tuple(text(i) if isinstance(i, str) else i for i in inlines), attributes, HERE)


def chapter(*blocks: Block, path: str = "a.md", title: str = "章", notes: tuple[Note, ...] = ()) -> Chapter:
    return Chapter("chapter", (text(title, path=path),), blocks, notes, PLAIN, Origin(path))


def book(*chapters: Chapter) -> Book:
    return Book(METADATA, chapters)


def _ruby(words: str) -> Ruby:
    return Ruby(tuple(RubyPair(text(c), "fā") for c in words), "pinyin")


@st.composite
def marked(draw: st.DrawFn, sentence: str, depth: int = 2, lang: str = "zh-CN") -> Inlines:
    """Return *sentence* with random markup that leaves its words whole to a reader."""
    cuts = sorted(draw(st.sets(st.integers(1, len(sentence) - 1), max_size=4))) if len(sentence) > 1 else []
    parts = [sentence[a:b] for a, b in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    done: list[Inline] = []
    for part in parts:
        inner: Inlines = draw(marked(part, depth - 1, lang)) if depth > 1 else (text(part),)
        plain_ruby = part.isalpha() and not part.isascii()
        match draw(st.integers(0, 8)):
            case 0:
                done.append(Emphasis(inner))
            case 1:
                done.append(Strong(inner))
            case 2:
                done.append(Dots(inner))
            case 3:
                done.append(Link("https://example.org", inner, "里面", HERE))
            case 4:
                done.append(Span(Attributes(classes=("x",), lang=lang), inner))
            case 5 if plain_ruby:
                done.append(_ruby(part))
            case 6:
                done += (NoteRef("n", 0, HERE), *inner)
            case 7:
                done += (IndexMark("发展", "", HERE), *inner)
            case _:
                done += inner
    return tuple(done)


verbatims = st.builds(
    Verbatim,
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
    | st.sampled_from(["后台", "“发”", "--", "..."]),
    st.sampled_from(["code", "address", "keep"]),
    st.just(HERE),
)
images = st.builds(
    Image, st.just("images/发.png"), st.just("里面"), st.just(""), st.just(PLAIN), st.just(HERE)
)


@st.composite
def streams(draw: st.DrawFn) -> Inlines:
    """Return a stream with markup, barriers and foreign passages."""
    parts: list[Inline] = []
    for _ in range(draw(st.integers(1, 3))):
        parts += draw(marked(draw(st.sampled_from(SENTENCES))))
        match draw(st.integers(0, 3)):
            case 0:
                parts.append(draw(verbatims))
            case 1:
                parts.append(draw(images))
            case 2:
                parts.append(Span(Attributes(lang="en"), (text("“里面 the back office”"),)))
            case _:
                pass
    return tuple(parts)


books = st.lists(streams(), min_size=1, max_size=3).map(
    lambda found: book(chapter(*(Paragraph(stream, PLAIN, HERE) for stream in found)))
)


def with_notes(one: Book) -> Book:
    """Return *one* with the note that `marked` refers to, so that assembly finds it."""
    note = Note("n", (para("注释里的头发"),), HERE)
    return replace(one, chapters=tuple(replace(item, notes=(note,)) for item in one.chapters))
