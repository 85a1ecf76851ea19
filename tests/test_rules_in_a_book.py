"""From the folder to the edition's text: rules of every reach, what is protected, a region's own words."""

from __future__ import annotations

from pathlib import Path

from banben.load import Overrides
from banben.maps import read_chapter
from banben.pipeline import Request, check, localized, prepare
from banben.problems import Problem
from banben.walk import plain

FILES = {
    "house/glossary/tw.tsv": "渠道\t管道\n质量\t品質\n",
    "house/glossary/names.tsv": "干宝\n",
    "book/glossary/tw.tsv": "项目\t專案\n渠道\t通路\n这只表\t這隻錶\t计时\tpassage\n",
    "book/glossary/two/tw.tsv": "项目\t案子\n",
    "book/one.md": "# 项目\n\n这个*项*目的渠道和质量，干宝说。\n\n他戴着这**只**表。\n",
    "book/two.md": (
        '# 二\n\n这个项目的渠道。[余额宝]{.keep}的后台。[鼠标]{tw="滑鼠" hk="滑鼠器"}在`后台`。\n\n'
        "[项目]{lang=ja}和“平台”[只在大陆]{only=cn}[只在台湾]{only=tw}。\n"
    ),
    "book/book.toml": """
[book]
title = "书"
slug = "shu"
published = 2026-11-23
house = "../house"
chapters = ["one.md", "two.md"]
[conversion.switches]
tai = "台"
[editions.cn]
[editions.tw]
[editions.hk.conversion.switches]
shuo = "說"
""",
}


def made(root: Path) -> tuple[dict[str, list[str]], tuple[Problem, ...]]:
    """Return the paragraphs of each edition of the book, as localization leaves them, and all problems."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    prepared = prepare(Request(root / "book", Overrides()))
    texts = {}
    for edition in prepared.manuscript.editions:
        done, _, _ = localized(prepared, edition, lambda _: None)
        streams = (plain(stream) for chapter in done.book.chapters for stream in read_chapter(chapter))
        texts[edition.name] = [stream for stream in streams if stream]
    return texts, check(prepared)


def test_every_reach_has_its_say(tmp_path: Path) -> None:
    texts, problems = made(tmp_path)
    assert [(problem.code, problem.origin) for problem in problems] == []
    assert texts["tw"] == [
        "專案",
        "這個專案的通路和品質，干宝說。",
        "他戴著這隻錶。",
        "二",
        "這個案子的通路。余额宝的後台。滑鼠在后台。",
        "项目和“平台”只在台灣。",
    ]


def test_other_regions_have_their_own(tmp_path: Path) -> None:
    texts, _ = made(tmp_path)
    assert texts["hk"][1].endswith("，干宝說。")
    assert texts["hk"][4].endswith("余额宝的後台。滑鼠器在后台。")
    assert texts["hk"][5] == "项目和“平台”。"
    assert texts["cn"][4:] == [
        "这个项目的渠道。余额宝的后台。鼠标在后台。",
        "项目和“平台”只在大陆。",
    ]
