"""epub.js in a page of ours: the engine of many readers on the web."""

from __future__ import annotations

from playwright.sync_api import Browser, Frame
from reader import Desk, Sight, click, seen

CONTENTS = """() => {
  const all = (items, depth) => items.flatMap(
    item => [[depth, item.label.trim()], ...all(item.subitems, depth + 1)]);
  return all(book.navigation.toc, 0);
}"""


class EpubJs:
    """epub.js: paginated; a note stands in the text, and its mark is a link to it."""

    name = "epubjs"

    def __init__(self, browser: Browser, address: str) -> None:
        desk = Desk.of(browser)
        self.page, self.faults, self.address = desk.page, desk.faults, address

    def open(self, book: str, package: str) -> None:
        self.page.goto(f"{self.address}/hosts/epubjs.html?url={book}")
        self.page.evaluate("ready")

    def contents(self) -> list[tuple[int, str]]:
        return [(depth, title) for depth, title in self.page.evaluate(CONTENTS)]

    def pages(self) -> list[tuple[str, str]]:
        found = self.page.evaluate("(book.pageList.pageList ?? []).map(item => [item.page, item.href])")
        return [("" if label is None or label != label else str(label), href) for label, href in found]

    def progression(self) -> str:
        return str(self.page.evaluate("book.package.metadata.direction || 'ltr'"))

    def go_to(self, href: str) -> None:
        self._moved("href => shown.display(href)", href)

    def turn(self) -> None:
        moves = self.page.evaluate("moves")
        self.page.keyboard.press("ArrowLeft" if self.progression() == "rtl" else "ArrowRight")
        self.page.wait_for_function("before => moves > before", arg=moves)

    def _moved(self, act: str, argument: str) -> None:
        moves = self.page.evaluate("moves")
        self.page.evaluate(act, argument)
        self.page.wait_for_function("before => moves > before", arg=moves)

    def sight(self) -> Sight:
        return seen(self.document())

    def open_note(self, mark: str) -> str:
        moves = self.page.evaluate("moves")
        click(self.page, self.document(), mark)
        self.page.wait_for_function("before => moves > before", arg=moves)
        return self.sight().text

    def document(self) -> Frame:
        return self.page.frames[-1]
