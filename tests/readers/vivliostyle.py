"""The Vivliostyle viewer: CSS pages, as a press that prints from the web sees an EPUB."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from lxml import etree
from playwright.sync_api import Browser, Frame, ViewportSize
from reader import Desk, Sight, click, seen

VIEWPORT = "#vivliostyle-viewer-viewport"
READY = "document.body.dataset.vivliostyleViewerStatus !== 'loading'"
# Its pages are 800 px wide, and higher than that.
WINDOW: ViewportSize = {"width": 1000, "height": 1150}
OPF = {"opf": "http://www.idpf.org/2007/opf"}
PLACE = """() => [...document.querySelectorAll('[data-vivliostyle-page-container]')]
  .filter(page => page.checkVisibility({visibilityProperty: true}))
  .map(page => `${page.dataset.vivliostyleSpineIndex}/${page.dataset.vivliostylePageIndex}`).join()"""
MOVED = f"before => {READY} && ({PLACE})() !== before"
# Whether a note stands at the foot of the page; its mark leads to the page, where it is already.
NOTE = """() => [...document.querySelectorAll('#vivliostyle-viewer-viewport [role=doc-footnote]')]
  .some(note => note.checkVisibility({visibilityProperty: true}))"""
STEP = 700  # ms
TOGGLE = "#vivliostyle-menu-item_toc-toggle"
ITEMS = "[data-vivliostyle-toc-box] nav#toc [role=treeitem] > a"
CONTENTS = """items => [...document.querySelectorAll(items)].map(a => {
  let depth = 0;
  for (let at = a; at; at = at.parentElement) depth += at.role === 'group';
  return [depth, a.textContent.trim()];
})"""


class Vivliostyle:
    """Vivliostyle: the notes of a page stand at its foot; a place is an EPUB CFI in the address."""

    name = "vivliostyle"

    def __init__(self, browser: Browser, address: str) -> None:
        desk = Desk.of(browser)
        self.page, self.faults, self.address = desk.page, desk.faults, address
        self.page.set_viewport_size(WINDOW)
        self.package = ""

    def open(self, book: str, package: str) -> None:
        self.package = package
        self._load("")

    def _load(self, place: str) -> None:
        self.page.goto("about:blank")
        viewer = f"{self.address}/node/@vivliostyle/viewer/lib/index.html"
        self.page.goto(f"{viewer}#src={self.package}&bookMode=true&renderAllPages=false{place}")
        self.page.wait_for_function(f"{READY} && ({PLACE})()")

    def contents(self) -> list[tuple[int, str]]:
        self.page.click(f"{TOGGLE}:not(.vivliostyle-menu-disabled)")
        self.page.wait_for_selector(ITEMS, state="attached")
        found, before = self.page.evaluate(CONTENTS, ITEMS), None
        while found != before:  # they come one by one
            self.page.wait_for_timeout(STEP)
            found, before = self.page.evaluate(CONTENTS, ITEMS), found
        self._load("")
        return [(depth, title) for depth, title in found]

    def pages(self) -> None:
        """It has no page-list."""

    def progression(self) -> str:
        found = self.page.get_attribute(VIEWPORT, "data-vivliostyle-page-progression")
        return found or "ltr"

    def go_to(self, href: str) -> None:
        self._load(f"&f={cfi(self.package, href)}")

    def turn(self) -> None:
        before = self.page.evaluate(PLACE)
        self.page.keyboard.press("ArrowLeft" if self.progression() == "rtl" else "ArrowRight")
        self.page.wait_for_function(MOVED, arg=before)

    def sight(self) -> Sight:
        return seen(self.document(), VIEWPORT)

    def open_note(self, mark: str) -> str:
        click(self.page, self.document(), mark)
        self.page.wait_for_timeout(STEP)
        self.page.wait_for_function(READY)
        if not self.page.evaluate(NOTE):  # a note that has no room goes on to the foot of the next page
            self.turn()
        return self.sight().text

    def document(self) -> Frame:
        return self.page.main_frame


def cfi(package: str, href: str) -> str:
    """Return the EPUB CFI of *href* in the book whose package document is at the address *package*.

    CFI 1.1 section 2.2: a step is the place of an element among its siblings, counted in twos.
    """
    name, fragment = urldefrag(href)
    with urlopen(package) as answer:
        opf = etree.parse(answer)
    ids = {item.get("id"): item.get("href") for item in opf.iterfind(".//opf:item", OPF)}
    spine = [ids[item.get("idref")] for item in opf.iterfind(".//opf:itemref", OPF)]
    steps = f"/6/{2 * spine.index(name) + 2}!"
    if not fragment:
        return f"epubcfi({steps})"
    with urlopen(urljoin(package, name)) as answer:
        (target,) = etree.parse(answer).xpath("//*[@id=$id]", id=fragment)
    path = []
    for element in (target, *target.iterancestors()):
        parent = element.getparent()
        if parent is not None:
            path.append(
                f"/{2 * [child for child in parent if isinstance(child.tag, str)].index(element) + 2}"
            )
    return f"epubcfi({steps}{''.join(reversed(path))})"
