"""Page numbers of the index and of references: ranges, each page once, right after any change of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from banben.config.book import Overrides
from banben.editions import Numerals
from banben.index.pages import Folio, ranges
from banben.numerals import han_digits, roman
from banben.patches import digest
from banben.pipeline import Request, compose, localized, prepare
from banben.writers import index_pages
from banben.writers.index_pages import PATCHES
from banben.writers.pdf import write

SUMMER = "种下去的是种子，收上来的是粮食，中间隔着一整个夏天。" * 14


def folio(sheet: int, front: int = 0) -> Folio:
    """Return the page of *sheet*, of which the first *front* have roman folios."""
    number = sheet if sheet <= front else sheet - front
    return (
        Folio(sheet, number, "lower-roman", roman(number))
        if sheet <= front
        else Folio(sheet, number, "decimal", str(number))
    )


def printed(sheets: Sequence[int], front: int = 0) -> str:
    """Return what the index prints for places on *sheets*."""
    return ", ".join(text for _, text in ranges([folio(sheet, front) for sheet in sheets]))


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ([3, 7], "3, 7"),
        ([3, 3, 3], "3"),
        ([12, 13, 14], "12–14"),
        ([12, 13], "12, 13"),
        ([3, 12, 13, 14, 14, 15, 20, 21], "3, 12–15, 20, 21"),
        ([14, 12, 13], "12–14"),
        ([], ""),
    ],
)
def test_pages_are_printed_once_and_runs_are_joined(sheets: list[int], expected: str) -> None:
    assert printed(sheets) == expected


def test_front_matter_and_body_are_never_one_range() -> None:
    assert printed([4, 5, 6, 7, 8], front=6) == "iv–vi, 1, 2"


def test_a_range_stands_for_its_first_place() -> None:
    assert ranges([folio(9), folio(3), folio(4), folio(5)]) == ((1, "3–5"), (0, "9"))


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_the_patched_functions_are_those_of_the_pinned_version(patch: Any) -> None:
    assert digest(patch) == patch.digest, f"{patch.name} has changed: compare, then take its digest"


# --- whole books ------------------------------------------------------------------------


def folder(root: Path, **files: str) -> Path:
    root.mkdir(exist_ok=True)
    (root / "book.toml").write_text(
        '[book]\ntitle = "样书"\nsubtitle = ""\npublished = 2026-01-01\n'
        'chapters = [{ file = "a.md", role = "preface" }, "b.md", "c.md"]\n[editions.cn]\n',
        "utf-8",
    )
    for name, text in files.items():
        (root / f"{name}.md").write_text(text, "utf-8")
    return root


def pages(root: Path, folio: Numerals = "arabic") -> tuple[list[str], dict[str, str]]:
    """Return the text of every page of the book's PDF, and the index: entries with their pages."""
    prepared = prepare(Request(root, Overrides(), ("cn",), ("pdf",)))
    edition = replace(prepared.manuscript.editions[0], folio=folio)
    text, converter, _ = localized(prepared, edition, lambda _: None)
    _, (publication,), _ = compose(prepared, edition, text, converter, lambda _: None)
    artifact, problems = write(publication)
    assert problems == ()
    with pymupdf.open(stream=artifact.content) as pdf:
        found = [str(page.get_text()) for page in pdf]
        labels = [page.get_label() for page in pdf]
    start = next(
        number for number, page in enumerate(found) if re.search("索\\s*引\\s*\n", page) and number > 8
    )
    index = dict(re.findall(r"(\S+)\u3000([ivxlc\d一二三四五六七八九〇–, 、]+)\n", "".join(found[start:])))
    return [f"{label}|{page}" for label, page in zip(labels, found, strict=True)], index


def on(found: list[str], word: str) -> list[str]:
    """Return the folios of the pages on which *word* stands, those of the index left out."""
    return [page.partition("|")[0] for page in found if word in page and f"{word}\u3000" not in page]


BOOK = {
    "a": f"# 前言\n\n{SUMMER}\n\n[甲]{{index}}点。\n",
    "b": "# 一\n\n"
    + "".join(f"{SUMMER}[]{{index=丙}}\n\n" for _ in range(6))
    + "[乙]{index}点，又[乙]{index}点。\n",
    "c": f"# 二\n\n{SUMMER}\n\n[乙]{{index}}点。\n",
}
PLACES = 10


def test_the_index_has_the_pages_on_which_its_entries_stand(tmp_path: Path) -> None:
    found, index = pages(folder(tmp_path, **BOOK))
    assert index["甲"] == ", ".join(on(found, "甲点"))
    assert index["乙"] == ", ".join(on(found, "乙点"))
    assert re.fullmatch(r"[ivx]+", index["甲"])
    assert re.fullmatch(r"1–\d", index["丙"])


def test_the_index_has_the_numerals_of_the_pages(tmp_path: Path) -> None:
    found, index = pages(folder(tmp_path, **BOOK), "han")
    assert index["乙"] == "、".join(han_digits(int(label)) for label in on(found, "乙点"))
    assert re.fullmatch("一–[二三四五六七八九]", index["丙"])
    assert re.fullmatch(r"[ivx]+", index["甲"])


def test_the_index_follows_when_the_contents_grow_by_a_page(tmp_path: Path) -> None:
    """The contents' length is known after a first pass; the preface and its folios then move."""
    sections = "".join(f"## 第{n}节\n\n一句话。\n\n" for n in range(60))
    found, index = pages(folder(tmp_path, **{**BOOK, "b": f"{BOOK['b']}\n{sections}"}))
    assert index["甲"] == ", ".join(on(found, "甲点"))
    assert index["乙"] == ", ".join(on(found, "乙点"))


def test_a_place_that_moves_after_the_index_is_made_has_it_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a later pass moved all: the first time that the index asks, every place is elsewhere."""
    stock, asked = index_pages._folio, []

    def late(context: Any, name: str, style: str) -> Folio | None:
        found: Folio | None = stock(context, name, style)
        asked.append(name)
        return replace(found, text="0") if found and len(asked) <= PLACES else found

    monkeypatch.setattr(index_pages, "_folio", late)
    found, index = pages(folder(tmp_path, **BOOK))
    assert len(asked) > 2 * PLACES
    assert index["甲"] == ", ".join(on(found, "甲点"))
    assert index["乙"] == ", ".join(on(found, "乙点"))


def test_references_to_pages_have_ranges_and_roman_folios(tmp_path: Path) -> None:
    book = {
        **BOOK,
        "a": f"# 前言 {{#ch-a}}\n\n{SUMMER}\n\n{SUMMER}\n\n{SUMMER}\n\n[完]{{index}}\n",
        "b": "# 一 {#ch-b}\n\n前言[@ch-a:pages]。本章[@ch-b:pages]。短[@sec-s:pages]。长[@sec-l:pages]。\n\n"
        f"## 短 {{#sec-s}}\n\n一句。\n\n## 长 {{#sec-l}}\n\n{(SUMMER + chr(10) * 2) * 4}"
        "长终点。页[@ch-a:page]。\n",
    }
    found, _ = pages(folder(tmp_path, **book))
    text = "".join(page.partition("|")[2] for page in found).replace("\n", "").replace(" ", "")
    (first,), (last,) = on(found, "一句。"), on(found, "长终点")
    assert f"短第{first}页。" in text
    assert f"长第{first}–{last}页。" in text
    assert f"本章第{first}–{last}页。" in text
    assert re.search(r"前言第([ivx]+)–([ivx]+)页。", text)
    assert re.search(r"页第[ivx]+页。", text)
