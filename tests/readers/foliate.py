"""foliate-js in its own demonstration reader: the engine of Foliate and Readest."""

from __future__ import annotations

from playwright.sync_api import Browser, Frame
from reader import Desk, Sight, click, seen

OPENED = "globalThis.reader?.view?.lastLocation && document.title !== 'E-Book Reader'"
# What its arrow keys do; the paginator hears no order for a tenth of a second after it has turned a page.
TURN = """async () => {
  const before = globalThis.moves;
  for (let tries = 0; globalThis.moves === before && tries < 99; tries++) {
    await (reader.view.book.dir === 'rtl' ? reader.view.goLeft() : reader.view.goRight());
    await new Promise(resume => setTimeout(resume, 30));
  }
  return globalThis.moves - before;
}"""
GO = """async href => {
  document.querySelector('#pop-up')?.remove();
  const before = globalThis.moves;
  for (let tries = 0; globalThis.moves === before && tries < 99; tries++) {
    await reader.view.goTo(href);
    await new Promise(resume => setTimeout(resume, 30));
  }
}"""
CONTENTS = """() => {
  const all = (items, depth) => (items ?? []).flatMap(
    item => [[depth, item.label.trim()], ...all(item.subitems, depth + 1)]);
  return all(reader.view.book.toc, 0);
}"""
# What Foliate does with a note's mark: the handler of foliate-js shows the note in a view of its own.
POP_UP = """async () => {
  const {FootnoteHandler} = await import('./footnotes.js');
  globalThis.moves = 0;
  const notes = new FootnoteHandler();
  const box = document.createElement('div');
  box.id = 'pop-up';
  box.style.cssText = 'position: fixed; inset: 20%; background: Canvas; z-index: 9;'
    + 'box-shadow: 0 0 9px #888';
  notes.addEventListener('before-render', e => {
    box.replaceChildren(e.detail.view);
    document.body.append(box);
  });
  notes.addEventListener('render', () => { globalThis.shown = true; });
  reader.view.addEventListener('relocate', () => { globalThis.moves += 1; });
  reader.view.addEventListener('link', e => notes.handle(reader.view.book, e)?.catch(f => console.error(f)));
}"""


class Foliate:
    """foliate-js: paginated, notes hidden in the text and shown in a pop-up."""

    name = "foliate"

    def __init__(self, browser: Browser, address: str) -> None:
        # Its page allows no script but its own, and Playwright's are not.
        desk = Desk.of(browser, bypass_csp=True)
        self.page, self.faults, self.address = desk.page, desk.faults, address

    def open(self, book: str, package: str) -> None:
        self.page.goto(f"{self.address}/node/foliate-js/reader.html?url={book}")
        self.page.wait_for_function(OPENED)
        self.page.evaluate(POP_UP)

    def contents(self) -> list[tuple[int, str]]:
        return [(depth, title) for depth, title in self.page.evaluate(CONTENTS)]

    def pages(self) -> list[tuple[str, str]]:
        found = self.page.evaluate("(reader.view.book.pageList ?? []).map(item => [item.label, item.href])")
        return [(label, href.removeprefix("EPUB/")) for label, href in found]

    def progression(self) -> str:
        return str(self.page.evaluate("reader.view.book.dir || 'ltr'"))

    def go_to(self, href: str) -> None:
        self.page.evaluate(GO, f"EPUB/{href}")

    def turn(self) -> None:
        assert self.page.evaluate(TURN), "no page to turn to"

    def sight(self) -> Sight:
        return seen(self.document())

    def open_note(self, mark: str) -> str:
        self.page.evaluate("globalThis.shown = false")
        click(self.page, self.document(), mark)
        self.page.wait_for_function("globalThis.shown")
        return seen(self.page.frames[-1]).text

    def document(self) -> Frame:
        return self.page.frames[1]
