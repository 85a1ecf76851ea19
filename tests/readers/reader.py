"""What the three readers have in common: a served book, the page that shows it, and what a hand can do."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Frame, Page, Request

HERE = Path(__file__).parent
SCRIPT = (HERE / "seen.js").read_text("utf-8")
TABLET = {"width": 1000, "height": 720}
TYPES = {".xhtml": "application/xhtml+xml", ".opf": "application/oebps-package+xml", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page of a reader shows: its *text* without white space, and the characters that are *cut*,
    each with how many pixels of it lie outside."""

    text: str
    cut: tuple[tuple[str, float], ...]


class Reader(Protocol):
    """One reader with one book open in it; *faults* is all that it has complained of since the last look.

    Texts are without white space. While one reads on, notes stand where the book has them, at the foot of
    the page, or nowhere, as the reader likes.
    """

    name: str
    page: Page
    faults: list[str]

    def open(self, book: str, package: str) -> None:
        """Open the EPUB at the address *book*, unpacked around the address *package*."""

    def contents(self) -> list[tuple[int, str]]:
        """Return depth and title of each entry of the contents, as the reader lists them."""

    def pages(self) -> list[tuple[str, str]] | None:
        """Return label and href of each printed page, as the reader understood the page-list.

        A label is empty where the reader knows only numbers; None where it has no page-list at all.
        """

    def progression(self) -> str:
        """Return `ltr` or `rtl`, as the reader understood it."""

    def go_to(self, href: str) -> None:
        """Show the place *href*, relative to the package."""

    def turn(self) -> None:
        """Turn to the next page, by the arrow key of the side where it lies."""

    def sight(self) -> Sight:
        """Return what is to be seen now."""

    def open_note(self, mark: str) -> str:
        """Point at the mark of a note, whose id is *mark*, and return the words shown as its note."""

    def document(self) -> Frame:
        """Return the frame whose document is shown."""


@dataclass
class Desk:
    """A browser's page with a log of all that goes wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, browser: Browser, **options: Any) -> Desk:
        context = browser.new_context(viewport=TABLET, **options)  # type: ignore[arg-type]
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        desk = cls(context.new_page())
        page, faults = desk.page, desk.faults
        page.on("requestfailed", lambda request: faults.extend(failure(request)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "response",
            lambda answer: faults.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None,
        )
        return desk


def failure(request: Request) -> list[str]:
    """Return what to say of a *request* that failed: nothing, where its page was left and waits no longer."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


class Server(SimpleHTTPRequestHandler):
    """Serves folders under the names of *roots*, silently, with the types that an EPUB's files have."""

    def __init__(self, *arguments: Any, roots: dict[str, Path], **named: Any) -> None:
        self.roots = roots
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        first, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        root = self.roots.get(first)
        return str(root / rest) if root and ".." not in rest.split("/") else os.devnull + "/none"

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix) or super().guess_type(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(**roots: Path) -> Iterator[str]:
    """Yield the address of a server on this machine alone that has each of *roots* under its name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, roots=roots))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def seen(frame: Frame, within: str | None = None) -> Sight:
    """Return the characters of *frame* that lie inside all the boxes around it, or inside *within*."""
    found = frame.evaluate(SCRIPT, within)
    return Sight(found["text"], tuple((part[0], part[1]) for part in found["cut"]))


def click(page: Page, frame: Frame, id: str) -> None:
    """Press the mouse on the element *id* of *frame*, which must be in sight."""
    box = frame.locator(f"[id='{id}']").bounding_box()
    assert box is not None, f"{id} is not shown"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
