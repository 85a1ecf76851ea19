"""The Vivliostyle viewer: CSS pages, as a press that prints from the web sees an EPUB."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from playwright.sync_api import Browser, Frame

from reader import Desk, Sight, click, seen  # type: ignore[import-not-found,unused-ignore]

VIEWPORT = "#vivliostyle-viewer-viewport"
READY = "document.body.dataset.vivliostyleViewerStatus !== 'loading'"
# Its pages are 800 px wide at least, and as high as they are wide.
WINDOW = {"width": 1000, "height": 1150}
CONTENTS = """() => [...document.querySelectorAll('[data-vivliostyle-toc-box] nav#toc li > a')].map(a => {
  let depth = -1;
  for (let at = a; at; at = at.parentElement) depth += at.localName === 'ol';
  return [depth, a.textContent.trim()];
})"""


class Vivliostyle:
    """Vivliostyle: the notes of a page stand at its foot; places are reached by a CFI in the address."""

    name = "vivliostyle"

    def __init__(self, browser: Browser, address: str) -> None:
        desk = Desk.of(browser)
        self.page, self.faults, self.address = desk.page, desk.faults, address
        self.page.set_viewport_size(WINDOW)
        self.package = self.folder = ""

    def open(self, book: str, package: str) -> None:
        self.package = package
        self._load("")

    def _load(self, place: str) -> None:
        self.page.goto("about:blank")
        viewer = f"{self.address}/node/@vivliostyle/viewer/lib/index.html"
        self.page.goto(f"{viewer}#src={self.package}&bookMode=true&renderAllPages=false{place}")
        self.page.wait_for_function(READY)
        self.page.wait_for_timeout(300)
