"""The design of an EPUB on screens: small and large ones, large type, night and sepia, without its sheets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from node_tools import ace
from playwright.sync_api import Page
from test_reader import COLOURS, PHONE, READABLE, Shelf, contrast, opened

from banben.config.book import Overrides
from banben.making import Made
from banben.pipeline import Request, make, prepare
from banben.writers.sheets import NEWER, PLAIN

pytestmark = pytest.mark.slow

EDITIONS = '\n[editions.weread]\nregion = "cn"\nstore = "weread"\n'
SVG = 'xmlns="http://www.w3.org/2000/svg"'
TALL = f'<svg {SVG} width="300" height="2400"><path d="M0 0h300v2400h-300z" fill="#777"/></svg>'
MORE = """

## 屏幕

| 消息 | 谁手里有 | 谁需要 | 早多少说才来得及 |
|---|---|---|---|
| 要做活动、主推哪一样产品 | 市场部的全体同事 | 销售、客服、仓库 | 定方案的时候 |
| 现货有多少、补货要几天 | 销售部和仓库 | 市场部的全体同事 | 定方案之前，越早越好[^late] |

![很高的图](images/tall.svg)

[^late]: 晚一天，仓库就要加一个夜班。

![很高的整页图](images/tall.svg){.fullpage}

> 没有不好的产品，只有没讲好的故事，这话说了三十年。

- [x] 做完了的事
- [ ] 还没有做的事

::: 案例 一个案例
[着重的话]{.dots}，再提一次注。[^late]
:::

::: 工作表
::: 姓名栏
:::
:::
"""
SIZES = {"small phone": (320, 568), "phone": (390, 844), "tablet": (820, 1180), "on its side": (844, 390)}
PAINTS = {
    "white": ("light", ""),
    "night": ("dark", "html { color-scheme: dark; background: #000; color: #fff; }"),
    "sepia": ("light", "html { background: #f4ecd8; color: #5b4636; }"),
}
LARGE = "html { font-size: 200%; }"
# What hangs over the right edge of the page, tables and what stands in them apart.
OUTSIDE = """() => [...document.body.querySelectorAll('*')]
  .filter(e => !e.closest('table, .roomy') && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.localName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 12))"""
# Neighbours of which the later begins before the earlier has ended.
OVERLAPS = """() => [...document.body.querySelectorAll(
    'p, h1, h2, h3, li, tr, figure, section, aside, div, dl')]
  .filter(e => getComputedStyle(e).float === 'none' && e.nextElementSibling
    && e.getBoundingClientRect().height > 0
    && getComputedStyle(e.nextElementSibling).display !== 'none'
    && getComputedStyle(e).display !== 'inline' && getComputedStyle(e).display !== 'inline-block'
    && e.nextElementSibling.getBoundingClientRect().height > 0)
  .filter(e => e.nextElementSibling.getBoundingClientRect().top < e.getBoundingClientRect().bottom - 1)
  .map(e => e.localName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 12))"""
PICTURES = "() => [...document.images].map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the starter whose first chapter has what a small screen has trouble with."""
    book = tmp_path_factory.mktemp("design") / "book"
    with as_file(files("banben") / "starter") as starter:
        shutil.copytree(starter, book)
    (book / "book.toml").write_text((book / "book.toml").read_text("utf-8") + EDITIONS, "utf-8")
    (book / "images").mkdir(exist_ok=True)
    (book / "images" / "tall.svg").write_text(TALL, "utf-8")
    (first,) = book.glob("01-*.md")
    first.write_text(first.read_text("utf-8") + MORE, "utf-8")
    return book


def produced(book: Path, edition: str, *, epubcheck: bool = False) -> Made:
    prepared = prepare(Request(book, Overrides(), (edition,), ("epub",), epubcheck=epubcheck))
    (chosen,) = prepared.manuscript.editions
    outcome = make(prepared, chosen, lambda progress: None)
    assert outcome.made, outcome.problems
    return outcome.made[0]


@pytest.fixture(scope="module")
def shelf(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The common edition, and beside it WeRead's in the folder `weread`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    home = tmp_path_factory.mktemp("shelf")
    with ZipFile(BytesIO(produced(folder, "weread").artifact.content)) as archive:
        archive.extractall(home / "weread")
    with opened(home, produced(folder, "cn").artifact, chromium) as found:
        yield found


def pages(
    shelf: Shelf, size: tuple[int, int] = (390, 844), paint: str = "white", css: str = ""
) -> Iterator[tuple[str, Page]]:
    """Yield every document, open on a screen of *size*, painted, with *css* of the reader's own."""
    scheme, ground = PAINTS[paint]
    page = shelf.page(scheme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in shelf.spine:
        shelf.open(page, name)
        if ground + css:
            page.add_style_tag(content=ground + css)
        yield name, page
    page.context.close()


@pytest.mark.parametrize("large", ["", LARGE], ids=["usual type", "large type"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_hangs_over_the_edge_and_nothing_lies_on_another(shelf: Shelf, size: str, large: str) -> None:
    faults = [
        (name, fault)
        for name, page in pages(shelf, SIZES[size], css=large)
        for fault in (*page.evaluate(OUTSIDE), *page.evaluate(OVERLAPS))
    ]
    assert faults == []


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_is_whole_on_the_page(shelf: Shelf, size: str) -> None:
    width, height = SIZES[size]
    found = [side for _, page in pages(shelf, SIZES[size]) for side in page.evaluate(PICTURES)]
    assert len(found) >= 4  # cover, chart, and twice what is taller than any page
    assert all(0 < wide <= width and 0 < tall <= height for wide, tall in found), found


@pytest.mark.parametrize("paint", PAINTS)
def test_words_are_readable_on_every_ground(shelf: Shelf, paint: str) -> None:
    faint = [
        (name, found["name"], found["words"])
        for name, page in pages(shelf, paint=paint)
        for found in page.evaluate(COLOURS)
        if contrast(found["colour"], found["behind"]) < READABLE
    ]
    assert faint == []


def test_the_reader_sets_type_size_and_colour(shelf: Shelf) -> None:
    own = "html { font-family: monospace; font-size: 30px; color: #123456; }"
    for name, page in pages(shelf, css=own):
        if name.startswith("c0"):
            style = page.locator("section > p").first.evaluate(
                "e => (s => [s.fontFamily, s.fontSize, s.color])(getComputedStyle(e))"
            )
            assert style == ["monospace", "30px", "rgb(18, 52, 86)"], name


def chapter(shelf: Shelf, size: tuple[int, int] = (390, 844)) -> Page:
    page = shelf.page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    shelf.open(page, "c01.xhtml")
    return page


def roles(page: Page) -> list[str]:
    """Return the roles that the browser tells of the stacked table and its parts."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id: dict[str, Any] = {node["nodeId"]: node for node in nodes}
    (table,) = (
        node for node in nodes
        if node["role"]["value"] == "table" and "谁手里有" in str([by_id.get(i) for i in below(node, by_id)])
    )  # fmt: skip
    return [by_id[id]["role"]["value"] for id in below(table, by_id)]


def below(node: Any, by_id: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for id in node.get("childIds", ()):
        if id in by_id:
            found += (id, *below(by_id[id], by_id))
    return found


def test_a_table_of_long_texts_is_stacked_on_a_phone_and_stays_a_table(shelf: Shelf) -> None:
    page = chapter(shelf)
    table = page.locator(".stacked")
    assert table.count() == 1
    cells = table.locator("tbody tr").first.locator("td")
    boxes = cells.evaluate_all("es => es.map(e => e.getBoundingClientRect()).map(r => [r.top, r.bottom])")
    assert all(later[0] >= sooner[1] - 1 for sooner, later in pairwise(boxes))
    said = cells.nth(1).evaluate("e => getComputedStyle(e, '::before').content")
    assert said == '"谁手里有"'
    found = roles(page)
    assert (found.count("row"), found.count("cell")) == (2, 8)
    page.context.close()


def test_the_same_table_is_drawn_as_one_on_a_tablet(shelf: Shelf) -> None:
    page = chapter(shelf, SIZES["tablet"])
    cells = page.locator(".stacked tbody tr").first.locator("td").all()
    assert len({round(cell.bounding_box()["y"]) for cell in cells}) == 1  # type: ignore[index]
    found = roles(page)
    assert (found.count("row"), found.count("cell"), found.count("columnheader")) == (3, 8, 4)
    page.context.close()


def test_a_reader_that_drops_the_newer_sheet_shows_a_designed_book(shelf: Shelf) -> None:
    page = shelf.page()
    page.context.route(f"**/{NEWER}", lambda route: route.fulfill(body="", content_type="text/css"))
    for name in shelf.spine:
        shelf.open(page, name)
        assert page.evaluate(OVERLAPS) == [], name
        assert page.evaluate(OUTSIDE) == [], name
        for picture in page.locator("img").all():
            assert picture.evaluate("e => e.getBoundingClientRect().width") <= PHONE["width"]
    shelf.open(page, "c01.xhtml")
    bar = page.locator(".box").first.evaluate("e => parseFloat(getComputedStyle(e).borderLeftWidth)")
    assert bar > 1
    assert page.locator(".stacked td").first.evaluate("e => getComputedStyle(e).display") == "table-cell"
    page.context.close()


def bare(shelf: Shelf) -> Page:
    """Return a page for which there are no sheets."""
    page = shelf.page()
    for sheet in (PLAIN, NEWER):
        page.context.route(f"**/{sheet}", lambda route: route.fulfill(body="", content_type="text/css"))
    return page


def test_without_any_sheet_words_stay_apart_and_boxes_can_be_ticked(shelf: Shelf) -> None:
    page = bare(shelf)
    shelf.open(page, "c01.xhtml")
    assert page.evaluate("getComputedStyle(document.querySelector('h2')).fontWeight") == "700"
    number, title = page.inner_text("h1").split(maxsplit=1)
    assert number == "第一章" and title
    heads = page.locator(".box-head").all_inner_texts()
    assert "案例 一个案例" in heads
    assert int(page.locator(".box-head b").first.evaluate("e => getComputedStyle(e).fontWeight")) >= 700
    assert page.locator(".tasks li").all_inner_texts() == ["√做完了的事", "□还没有做的事"]
    room = page.locator("u.blank").first
    assert room.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    assert room.bounding_box()["width"] > 40  # type: ignore[index]
    assert page.locator("em.dots").first.evaluate("e => getComputedStyle(e).fontStyle") == "italic"
    page.context.close()


def test_without_any_sheet_notes_stand_at_the_end_with_their_numbers(shelf: Shelf) -> None:
    page = bare(shelf)
    shelf.open(page, "c01.xhtml")
    notes = page.locator("aside[role=doc-footnote]").all()
    marks = page.locator("a[role=doc-noteref]").all_inner_texts()
    assert notes
    texts = [note.inner_text().strip() for note in notes]
    assert [text[0] for text in texts] == list(dict.fromkeys(marks))
    last = page.locator("section.box, table, figure").last.bounding_box()
    assert all(note.bounding_box()["y"] > last["y"] for note in notes)  # type: ignore[index]
    page.context.close()


def test_no_validator_has_anything_to_say_of_duokans_form(folder: Path, tmp_path: Path) -> None:
    made = produced(folder, "weread", epubcheck=True)
    assert made.problems == ()
    book = tmp_path / "weread.epub"
    book.write_bytes(made.artifact.content)
    assert ace(book, tmp_path / "ace") == []


def test_duokans_sign_is_as_large_as_a_character_and_leads_to_its_note(shelf: Shelf) -> None:
    page = shelf.page()
    shelf.open(page, "../weread/EPUB/c01.xhtml")
    sign = page.locator(".duokan-footnote img").first
    size = sign.bounding_box()
    text = page.locator("section > p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size
    assert size["width"] == pytest.approx(size["height"])
    assert 0.6 * text < size["width"] < 1.2 * text
    sign.click()
    assert page.locator("li.duokan-footnote-item:target").count() == 1
    page.context.close()
