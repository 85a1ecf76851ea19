"""Addresses of links and pictures: which are allowed, and paths relative to the book folder."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from banben.model import Origin
from banben.parse.context import Context

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
FORBIDDEN = frozenset({"javascript", "vbscript", "data", "blob"})


def link_target(written: str, origin: Origin, context: Context) -> str | None:
    """Return the target of a link: an address, `#fragment`, or a path with fragment; None if forbidden."""
    if not written.strip():
        place = context.find(origin, "()")
        context.report("M115", place, 1 if place == origin else len("()"))
        return None
    scheme = _scheme(written)
    place = context.find(origin, written)
    if scheme == "file":
        context.report("M113", place, len(written), address=written)
        return None
    if scheme in FORBIDDEN:
        context.report("M114", place, len(written), address=written)
        return None
    if scheme or written.startswith(("#", "//")):
        return unquote(written) if written.startswith("#") else written
    path, sign, fragment = written.partition("#")
    local = _local(path.partition("?")[0], place, len(written), context)
    if local == ".." or local.startswith("../"):
        context.report("M112", place, len(written), address=written)
    return _known(local, context) + sign + unquote(fragment)


def picture_path(written: str, origin: Origin, context: Context) -> str | None:
    """Return the path of a picture relative to the book folder; None where no picture may be."""
    scheme = _scheme(written)
    place = context.find(origin, written)
    if not written.strip():
        context.report("M115", origin)
    elif scheme == "file":
        context.report("M113", place, len(written), address=written)
    elif scheme in FORBIDDEN:
        context.report("M114", place, min(len(written), 40), address=written[:40])
    elif scheme or written.startswith("//"):
        context.report("M111", place, len(written), address=written)
    else:
        # A picture outside the book folder is told where pictures are gathered (A101).
        return _local(written, place, len(written), context)
    return None


def _scheme(written: str) -> str:
    """Return the scheme in lower case; browsers read it across control characters, so they go first."""
    match = _SCHEME.match(re.sub(r"[\x00-\x20]", "", written))
    if match is None:
        return ""
    return "file" if len(match[1]) == 1 else match[1].lower()


def _local(written: str, place: Origin, length: int, context: Context) -> str:
    path = unquote(written)
    if "\\" in path:
        context.report("M116", place, length, address=written)
        path = path.replace("\\", "/")
    if path.startswith("/"):
        return posixpath.normpath(posixpath.join(_top(context), path.lstrip("/")))
    return posixpath.normpath(posixpath.join(context.folder, path)) if path else context.source.path


def _top(context: Context) -> str:
    """Return the folder that a leading slash means: the one with SUMMARY.md, as on mdBook's sites."""
    found = [path for path in context.manuscript.texts if posixpath.basename(path) == "SUMMARY.md"]
    return posixpath.dirname(min(found, key=len)) if found else ""


def _known(path: str, context: Context) -> str:
    """Return the manuscript's file that *path* means: sites write `b.html` for b.md, `b/` for b/README.md."""
    files = {source.path for source in context.manuscript.sources}
    stem = path.removesuffix(".html")
    index = path.removesuffix("index.html")
    guesses = (path, f"{stem}.md", f"{path}/README.md", f"{path}/index.md", f"{index}README.md")
    return next((guess for guess in guesses if guess in files), path)
