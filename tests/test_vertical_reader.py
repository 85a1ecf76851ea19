"""A vertical edition of the starter in a browser: columns from the right, upright figures, nothing lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from playwright.sync_api import Page
from test_reader import PHONE, Shelf, opened

from banben.config.book import Overrides
from banben.making import Made
from banben.pipeline import Request, make, prepare

pytestmark = pytest.mark.slow

EDITION = '\n[editions.tw-vertical]\nregion = "tw"\nwriting = "vertical"\nfolio = "han"\n'
MORE = """

## 直排

共12人，2026年的KPI，[李白]{.name}与[将进酒]{.title}，请看[着重]{.dots}，{汉字|ㄏㄢˋ|ㄗˋ}。

| 年 | 件数 |
|---|---|
| 2026年 | 12件 |

- [x] 做完了
"""
# The words of a document that stand in columns, each text node with the element around it.
IN_COLUMNS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node; node = walk.nextNode();) {
    const around = node.parentElement;
    const columns = getComputedStyle(around).writingMode === 'vertical-rl';
    if (columns && !around.closest('code, pre, .address, .tcy'))
      found.push(node.data);
  }
  return found;
}"""
LONE = re.compile(r"(?<![\w.,:/ -])\d{1,3}(?![\w.,:/-])", re.ASCII)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("columns")


@pytest.fixture(scope="module")
def made(folder: Path) -> Made:
    """Make the starter's vertical EPUB, with more in its first chapter, and check it."""
    with as_file(files("banben") / "starter") as starter:
        shutil.copytree(starter, folder / "book")
    book = folder / "book"
    config = (book / "book.toml").read_text("utf-8")
    (book / "book.toml").write_text(config + EDITION, "utf-8")
    (first,) = book.glob("01-*.md")
    first.write_text(first.read_text("utf-8") + MORE, "utf-8")
    prepared = prepare(Request(book, Overrides(), ("tw-vertical",), ("epub",), epubcheck=True))
    (edition,) = prepared.manuscript.editions
    (found,) = make(prepared, edition, lambda progress: None).made
    return found


@pytest.fixture(scope="module")
def shelf(folder: Path, made: Made) -> Iterator[Shelf]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with opened(folder, made.artifact, chromium) as found:
        yield found


@pytest.fixture(scope="module")
def page(shelf: Shelf) -> Page:
    return shelf.page()


def style(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")
    return found


def test_no_check_has_anything_to_say(made: Made) -> None:
    assert made.problems == ()


def test_every_document_but_the_cover_runs_in_columns(shelf: Shelf, page: Page) -> None:
    shelf.faults.clear()
    for name in shelf.spine:
        shelf.open(page, name)
        wanted = "horizontal-tb" if name == "cover.xhtml" else "vertical-rl"
        assert style(page, "body", "writingMode") == wanted, name
    assert shelf.faults == []


def test_later_paragraphs_stand_to_the_left(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "c01.xhtml")
    lefts = page.evaluate(
        "[...document.querySelectorAll('section > p')].map(e => e.getBoundingClientRect().left)"
    )
    assert len(lefts) > 3
    assert lefts == sorted(lefts, reverse=True)


def test_no_short_number_lies_on_its_side(shelf: Shelf, page: Page) -> None:
    seen = 0
    for name in shelf.spine:
        shelf.open(page, name)
        texts = page.evaluate(IN_COLUMNS)
        assert [text for text in texts if LONE.search(text)] == [], name
        seen += page.locator(".tcy").count()
    assert seen


def test_a_short_number_takes_one_square(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "c01.xhtml")
    boxes = page.locator("p .tcy").evaluate_all(
        "es => es.map(e => [e.getBoundingClientRect(), parseFloat(getComputedStyle(e).fontSize)])"
        ".map(([box, size]) => [box.width / size, box.height / size])"
    )
    assert boxes
    assert all(height == pytest.approx(1, abs=0.1) for _, height in boxes)
    assert style(page, ".upright", "textOrientation") == "upright"


def test_lines_are_on_the_left_and_dots_and_readings_on_the_right(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "c01.xhtml")
    assert style(page, ".name", "textUnderlinePosition") == "left"
    assert style(page, ".work", "textUnderlinePosition") == "left"
    assert style(page, ".dots", "textEmphasisPosition") in ("over right", "over")
    base, reading = page.locator(".zhuyin").first.evaluate(
        "e => [e.getBoundingClientRect().left, e.querySelector('rt').getBoundingClientRect().left]"
    )
    assert reading > base
    assert style(page, ".zhuyin rt", "textOrientation") == "upright"


def test_pictures_and_small_tables_are_upright(shelf: Shelf, page: Page) -> None:
    shelf.open(page, "c01.xhtml")
    assert style(page, ".level td", "writingMode") == "horizontal-tb"
    assert style(page, ".tick", "textOrientation") == "upright"
    for name in shelf.spine:
        shelf.open(page, name)
        for picture in page.locator("img").all():
            real, shown = picture.evaluate(
                "e => [e.naturalWidth / e.naturalHeight, e.clientWidth / e.clientHeight]"
            )
            assert shown == pytest.approx(real, rel=0.12), name


@pytest.mark.parametrize("height", [PHONE["height"], 480])
def test_nothing_is_longer_than_a_column(shelf: Shelf, height: int) -> None:
    page = shelf.page()
    page.set_viewport_size({"width": PHONE["width"], "height": height})
    for name in shelf.spine:
        shelf.open(page, name)
        assert page.evaluate("document.documentElement.scrollHeight") <= height, name
    page.context.close()


def test_the_marks_are_square(shelf: Shelf, page: Page) -> None:
    for name in shelf.spine:
        shelf.open(page, name)
        assert not re.search("[“”‘’]", page.inner_text("body")), name
