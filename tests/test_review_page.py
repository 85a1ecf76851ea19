"""The review's page in a browser, by keyboard alone and on a phone; what it exports is built in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from sample_review import write_book

from banben.cli import main
from banben.config.book import Overrides
from banben.pipeline import Request, localized, prepare

pytestmark = pytest.mark.slow

DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
OPEN = ".row.open .words .from"
# Everything with words of its own that reaches beyond the window, but for what scrolls inside itself.
OVER = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('#filters, select, .hidden');
}).map(e => e.localName + '.' + e.className)"""


@dataclass
class Desk:
    """A book, its review's page, and a browser; *faults* is what went wrong, *asked* what was loaded."""

    book: Path
    page: Path
    browser: Browser
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, viewport: ViewportSize = DESK, scheme: Any = "light") -> Page:
        page = self.browser.new_context(viewport=viewport, color_scheme=scheme).new_page()
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(self.page.as_uri())
        return page


def banben(*args: str | Path) -> str:
    result = CliRunner().invoke(main, list(map(str, args)))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    book = write_book(tmp_path / "book")
    review(book)
    desk = Desk(book, tmp_path / "out" / "review" / "small-tw.html", browser)
    yield desk
    assert desk.faults == []
    assert {url for url in desk.asked if not url.startswith(("file:", "data:", "blob:"))} == set()


def review(book: Path) -> None:
    banben("review", "--book", book, "--edition", "tw", "--out", book.parent / "out", "--threshold", "1")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def look_for(page: Page, word: str) -> None:
    """Leave the rows with *word*, and open the first, as an editor does: / word Enter."""
    press(page, "/")
    page.keyboard.press("Control+a")
    page.keyboard.type(word)
    press(page, "Enter")
    assert page.inner_text(OPEN) == word


def export(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        press(page, "x")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_decisions_taken_by_keyboard_are_built_into_the_edition(desk: Desk, tmp_path: Path) -> None:
    page = desk.open()
    look_for(page, "一碗面")
    press(page, "r")
    page.keyboard.type("吃的面")
    press(page, "Enter", "e")
    page.keyboard.press("Control+a")
    page.keyboard.type("一碗麪")
    press(page, "Enter")
    look_for(page, "仓库里")
    press(page, "s", "s", "Enter")
    look_for(page, "头发")
    press(page, "s", "s", "s", "1")
    look_for(page, "软件")
    press(page, "Enter", "u")
    path = export(page, tmp_path)
    assert path.name == "small-tw-decisions.json"
    written = json.loads(path.read_text("utf-8"))["decisions"]
    assert [(item["source"], item["scope"], item["reason"]) for item in written] == [
        ("一碗面", "book", "吃的面"),
        ("仓库里", "passage", ""),
        ("头发", "chapter", ""),
    ]
    printed = {item["source"]: item["result"] for item in written}

    banben("decide", path, "--book", desk.book)
    assert "一碗面\t一碗麪\t吃的面\n" in (desk.book / "glossary/tw.tsv").read_text("utf-8")
    assert "passage" in (desk.book / "glossary/one/tw.tsv").read_text("utf-8")
    prepared = prepare(Request(desk.book, Overrides(), ("tw",)))
    (edition,) = prepared.manuscript.editions
    text = "\n".join(unit.result for unit in localized(prepared, edition, lambda _: None)[0].units)
    for word in printed.values():
        assert word in text
    assert "吃了一碗麪，" in text

    review(desk.book)
    page.reload()
    press(page, "f", "f", "f", "f", "f")
    kinds = page.locator(".row:has(.from:text-is('头发'), .from:text-is('一碗面')) .kind").all_inner_texts()
    assert kinds == ["已定", "已定"]
    assert "没有对应的行" in (page.text_content("#toast") or "")


def test_decisions_outlive_a_reload_and_can_be_undone(desk: Desk) -> None:
    page = desk.open()
    press(page, "Enter", "Enter")
    assert "决定 2 条" in page.inner_text("#tally")
    page.reload()
    assert "决定 2 条" in page.inner_text("#tally")
    press(page, "u", "u")
    assert "决定 0 条" in page.inner_text("#tally")
    assert page.is_disabled("#undo")


def test_the_counter_and_the_bar_tell_how_far_it_is(desk: Desk) -> None:
    page = desk.open()
    bar = page.locator("#progress")
    rows = int(bar.get_attribute("aria-valuemax") or 0)
    assert rows > 5
    for done in range(1, rows + 1):
        press(page, "Shift+Enter")
        assert bar.get_attribute("aria-valuenow") == str(done)
    assert "都定完了" in page.inner_text(".finished")
    assert page.inner_text("#filter-flagged span") == "0"


def test_every_filter_is_reached_and_says_how_many_it_leaves(desk: Desk) -> None:
    page = desk.open()
    seen = {}
    for _ in range(6):
        count = page.inner_text("#filters [aria-pressed=true] span")
        assert page.locator(".row").count() == int(count)
        name = page.inner_text("#filters [aria-pressed=true]").removesuffix(count).strip()
        seen[name] = int(count)
        press(page, "f")
    assert list(seen) == ["待定", "建议", "改词", "一字多形", "已定", "全部"]
    assert seen["建议"] == 1 and seen["全部"] >= seen["一字多形"] + seen["改词"] + seen["建议"]


def test_rows_and_places_are_walked_and_the_focus_is_seen(desk: Desk) -> None:
    page = desk.open()
    first = page.inner_text(OPEN)
    press(page, "j")
    assert page.inner_text(OPEN) != first
    press(page, "k")
    assert page.inner_text(OPEN) == first
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    look_for(page, "这个")
    assert page.locator(".place").count() == 2
    press(page, "ArrowRight")
    assert page.locator(".place").nth(1).get_attribute("aria-current") == "true"
    assert page.inner_text(".place.here mark") == "这个"
    link = page.locator(".place.here a")
    assert link.get_attribute("href") == "../../book/one.md#L3"
    assert (desk.page.parent / "../../book/one.md").resolve().exists()


def test_a_passage_at_a_time_or_all_of_them(desk: Desk) -> None:
    page = desk.open()
    look_for(page, "这个")
    press(page, "s", "s", "2" if page.locator(".choice").count() > 2 else "Enter")
    assert page.locator(".place .stamp:not(.waiting)").count() == 1
    assert page.locator(".place").nth(1).get_attribute("aria-current") == "true"
    press(page, "Shift+Enter")
    assert "决定 2 条" in page.inner_text("#tally")


def test_the_whole_text_stands_beside_the_edition(desk: Desk) -> None:
    page = desk.open()
    look_for(page, "头发")
    press(page, "d")
    assert page.is_visible("#diff")
    assert "头发长" in page.inner_text(".pair.here .source-text")
    assert "頭髮長" in page.inner_text(".pair.here .edition-text")
    assert page.locator("#chapter option").all_inner_texts()[0].endswith("book.toml")
    press(page, "ArrowRight")
    assert "麵" in page.inner_text(".pair.here .edition-text")
    press(page, "d")
    assert page.inner_text(OPEN) == "头发"


def test_a_single_character_is_decided_place_by_place_a_word_for_the_book(desk: Desk) -> None:
    page = desk.open()
    for word, scope in (("喂", "本处"), ("头发", "全书")):
        look_for(page, word)
        assert page.inner_text(".scope[aria-pressed=true]") == scope


def test_the_help_names_the_keys(desk: Desk) -> None:
    page = desk.open()
    press(page, "?")
    assert page.is_visible("#help")
    assert "banben decide small-tw-decisions.json" in page.inner_text("#help")
    press(page, "Escape")
    assert not page.is_visible("#help")


def test_the_exported_table_says_the_same(desk: Desk, tmp_path: Path) -> None:
    page = desk.open()
    look_for(page, "一碗面")
    press(page, "s", "s", "Enter")
    with page.expect_download() as waiting:
        page.click("#export-table")
    waiting.value.save_as(tmp_path / "x.tsv")
    banben("decide", tmp_path / "x.tsv", "--book", desk.book)
    assert "一碗面" in (desk.book / "glossary/two/tw.tsv").read_text("utf-8")


@pytest.mark.parametrize("viewport", [PHONE, SMALLEST], ids=["phone", "smallest"])
def test_nothing_overflows_on_a_phone(desk: Desk, viewport: ViewportSize) -> None:
    chapter = desk.book / "one.md"
    long = "见https://example.com/" + "a" * 200 + "里面，" + "w" * 90 + "这个。"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n{long}\n", "utf-8")
    review(desk.book)
    page = desk.open(viewport)
    for keys in ((), ("f", "f", "f", "f", "f"), ("j", "e"), ("Escape", "s"), ("d",), ("j",), ("d", "?")):
        press(page, *keys)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], keys
        assert page.evaluate(OVER) == [], keys


def test_a_row_is_decided_by_touch(desk: Desk) -> None:
    page = desk.open(PHONE)
    page.locator(".row .head").nth(2).click()
    word = page.inner_text(OPEN)
    page.click(".scope:text-is('全书')")
    page.click(".choice >> nth=0")
    assert word in (page.text_content("#toast") or "")
    page.click("#toast button")
    assert page.inner_text(OPEN) == word
    for box in page.locator(".choice, .scope").evaluate_all("all => all.map(e => e.offsetHeight)"):
        assert box >= 36


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(desk: Desk, scheme: str) -> None:
    page = desk.open(scheme=scheme)
    colours = page.evaluate(
        """() => ['.to', '.from', '.facts', '.place p', 'mark', '.where', '.evidence', '#tally', '#export']
          .map(name => document.querySelector(name)).map(e => {
            const behind = [];
            for (let at = e; at; at = at.parentElement) behind.push(getComputedStyle(at).backgroundColor);
            return [getComputedStyle(e).color, behind.find(c => !/, 0\\)$/.test(c)) || 'rgb(255, 255, 255)'];
          })"""
    )
    assert [pair for pair in colours if contrast(*pair) < 4.5] == []


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.strip("rgba()").split(",")[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
