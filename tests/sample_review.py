"""A localized book made by hand for the tests of the review: paragraphs, stretch by stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sample_publication import METADATA

from banben.conversion.segments import Kind, Vote
from banben.localize import Conversion, Localized, Unit
from banben.localize.decisions import CONTEXT
from banben.model import PLAIN, Book, Chapter, Origin, Text
from banben.regions import load_region

ONE, TWO = "one.md", "part/two.md"


@dataclass(frozen=True)
class Said:
    """A stretch that was decided."""

    source: str
    result: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    kind: Kind = "characters"
    rule: str = "vote"


@dataclass(frozen=True)
class Same:
    """A stretch that is converted character for character."""

    source: str
    result: str


Stretch = str | Said | Same


def paragraph(path: str, line: int, *stretches: Stretch) -> tuple[Unit, list[Conversion]]:
    parts = [Same(item, item) if isinstance(item, str) else item for item in stretches]
    source = "".join(item.source for item in parts)
    found = []
    at = 0
    for item in parts:
        end = at + len(item.source)
        if isinstance(item, Said):
            found.append(
                Conversion(
                    Origin(path, line, at + 1),
                    item.source,
                    item.result,
                    item.rule,
                    item.kind,
                    item.confidence,
                    (Vote("opencc", item.result), Vote("jieba", item.result)),
                    item.alternatives,
                    source[max(0, at - CONTEXT) : at],
                    source[end : end + CONTEXT],
                )
            )
        at = end
    return Unit(Origin(path, line), source, "".join(item.result for item in parts)), found


def localized(paragraphs: Sequence[tuple[Unit, list[Conversion]]]) -> Localized:
    paths = dict.fromkeys(unit.origin.path for unit, _ in paragraphs)
    chapters = tuple(
        Chapter("chapter", (Text(f"《{path}》", Origin(path, 1)),), (), (), PLAIN, Origin(path, 1))
        for path in paths
    )
    book = Book(replace(METADATA, slug="wheels", title="輪子與車"), chapters)
    return Localized(
        book,
        lambda: (item for _, found in paragraphs for item in found),
        tuple(unit for unit, _ in paragraphs),
        (),
    )


def in_li(before: str, after: str, result: str = "裡", confidence: float = 0.7) -> tuple[Stretch, ...]:
    """Return a sentence with 里, which is printed as *result*."""
    other = "里" if result == "裡" else "裡"
    return before, Said("里", result, confidence, (other,)), after


TAIWAN = load_region("tw")
INSIDE = Said("里", "裡", 0.95, ("里",))
HAIR = Said("发", "發", 0.95, ("髮",))
SOFTWARE = Said("软件", "軟體", 0.97, (), "word", "pack:computing")
MESSAGE = Said("消息", "消息", 1.0, ("訊息",), "proposal")
MARKETING = Said("营销", "行銷", 1.0, (), "rule", "glossary/tw.tsv:3")
SMALL = localized(
    [
        paragraph(ONE, 3, *in_li("他从仓库", "钻出来。")),
        paragraph(ONE, 5, *in_li("他走了一", "地。", "里"), HAIR, "人。"),
        paragraph(TWO, 2, *in_li("亲兄弟", "的老二，手", confidence=0.6), INSIDE, "。"),
        paragraph(TWO, 4, SOFTWARE, "和", MESSAGE),
        paragraph(TWO, 6, MARKETING, "很", Same("难", "難"), "。"),
    ]
)

CONFIGURATION = """[book]
title = "小书"
slug = "small"
published = 2026-01-01
chapters = ["one.md", "two.md"]
{house}
[editions.cn]
[editions.tw]
[editions.hk]
"""
CHAPTERS = {
    "one.md": "# 仓库\n\n老何从仓库里钻出来，看看这个，看看这个。\n\n公司里的部门也一样，头发长，面子大。\n",
    "two.md": "# 面馆\n\n他吃了一碗面，给孩子喂了一口。消息在路上，软件也坏了。\n",
}


def write_book(folder: Path, house: str = "") -> Path:
    """Write a small book into *folder*."""
    folder.mkdir()
    line = f'house = "{house}"' if house else ""
    (folder / "book.toml").write_text(CONFIGURATION.format(house=line), "utf-8")
    for name, text in CHAPTERS.items():
        (folder / name).write_text(text, "utf-8")
    return folder
