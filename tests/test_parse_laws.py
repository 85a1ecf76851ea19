"""Laws of parsing: no text raises, none is lost, every place is in the file."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sample_parse import parse_text

from banben.model import Block, CodeBlock, Inline, Origin, Text
from banben.walk import chapter_blocks, inlines, plain, streams

HAN = re.compile(r"[\u4e00-\u9fff]")
# Everything that begins or ends some construct, so that random texts hit the rules.
MARKS = [
    "*", "**", "_", "~~", "`", "```\n", "[", "]", "](", ")", "{", "}", "{.dots}", "{index}", "{#id}", "|",
    "| - |\n", "\n", "\n\n", "> ", "- ", "1. ", "# ", "---\n", "::: 要点\n", ":::\n", "::: 诗\n", "::::\n",
    ":::: 仅 tw\n", "![", "^[", "[^a]", "[^a]: ", "[@a:b]", "<b>", "</b>", "<div>\n\n", "</div>\n",
    "<ul><li>", "<table><tr><td>", "<ruby>", "<rt>", "<!--", "-->", "<br>", "&amp;", "\\", "{%", "%}",
    "{{#include x}}", "{% hint %}\n", "{% endhint %}\n", "    ", "\t", "　", ": ", "[ ] ", "表：",
    "http://a.cn", "a@b.c", "“", "。", "```chart\n", "kind = \"bars\"\n", "<p>", "<pre>", "<script>",
    "[a]: b\n", "\r", "\0", "\u2028",
]  # fmt: skip
WORDS = st.text("甲乙丙丁 ab", min_size=1, max_size=4)
soup = st.lists(st.sampled_from(MARKS) | WORDS, max_size=40).map("".join)
# Marks that only ever style text: whatever they do, each ideograph must be printed.
STYLES = ["*", "**", "_", "~~", "\n", "\n\n", "> ", "- ", "1. ", "# ", "。", "“", "”", " ", "，", "　"]
HARMLESS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=5)
harmless = st.lists(st.sampled_from(STYLES) | HARMLESS, max_size=40).map("".join)
FENCES = ["::: 要点\n", ":::: 案例\n", ":::\n", "::::\n", "\n<div>\n\n", "\n</div>\n\n", "<u>", "</u>"]
boxes = st.sampled_from(FENCES)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | soup)
def test_no_text_raises_and_every_place_is_in_the_file(text: str) -> None:
    made, problems = parse_text(text)
    lines = re.split(r"\r\n?|\n", text)
    places = [problem.origin for problem in problems] + [block.origin for block in chapter_blocks(made)]
    places += [item.origin for block in chapter_blocks(made) for item in texts(block_streams(block))]
    for place in places:
        assert isinstance(place, Origin)
        assert 1 <= place.line <= len(lines) + 1
        assert place.column >= 1


def block_streams(block: Block) -> list[Inline]:
    return [item for stream in streams(block) for item in stream]


def texts(items: list[Inline]) -> list[Text]:
    return [item for item in inlines(tuple(items)) if isinstance(item, Text)]


def printed(text: str) -> str:
    """Return the ideographs that the chapter prints, in order: of its title first."""
    made, _ = parse_text("# 题\n\n" + text)
    parts = [plain(made.title)]
    for block in chapter_blocks(made):
        parts += [block.text] if isinstance(block, CodeBlock) else map(plain, streams(block))
    return "".join(HAN.findall("".join(parts)))


@settings(max_examples=300, deadline=None)
@given(harmless)
def test_no_ideograph_is_lost(text: str) -> None:
    assume("~~~" not in text)  # a fence's line may hold the name of a language
    assert printed(text) == "题" + "".join(HAN.findall(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(boxes | st.text("甲乙丙丁\n", min_size=1, max_size=6), max_size=15).map("".join))
def test_no_ideograph_is_lost_in_boxes_and_tags(text: str) -> None:
    names = re.compile("[要点案例]")  # printed only where a fence stands right under a tag, and reported
    assert names.sub("", printed(text)) == "题" + "".join(HAN.findall(names.sub("", text)))


@settings(max_examples=100, deadline=None)
@given(st.text("甲乙丙 \n>-*", max_size=80))
def test_each_text_stands_where_it_says(text: str) -> None:
    made, _ = parse_text("# 题\n\n" + text)
    lines = ("# 题\n\n" + text).split("\n")
    for block in chapter_blocks(made):
        for item in texts(block_streams(block)):
            first = item.text.strip("* \u3000")[:1]
            line = lines[item.origin.line - 1]
            assert not first or first in line[item.origin.column - 1 :]
