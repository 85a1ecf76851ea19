"""The pictures that a book names, read from its folder, checked, and made fit for every reader."""

from __future__ import annotations

import difflib
import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from banben.documents import Asset
from banben.model import Book, Figure, Image, Inlines, Origin
from banben.pictures.drawings import examine_drawing, looks_like_svg
from banben.pictures.photographs import Fault, Picture, Verdict, examine_photograph
from banben.problems import Problem, catalogue, problem
from banben.walk import chapter_blocks, inlines, streams

MOST_BYTES = 20_000_000  # of one picture file
ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
SUFFIXES = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png", "apng"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp", "dib"),
}


def gather(book: Book, root: Path) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """Return the picture of every `Image.source` of *book*, read only from inside *root*.

    A picture that cannot be used has an error and no entry; addresses are never fetched.
    """
    places: dict[str, list[Origin]] = {}
    problems: list[Problem] = []
    for image in images(book):
        places.setdefault(image.source, []).append(image.origin)
    assets: dict[str, Asset] = {}
    names: set[str] = set()
    for source, origins in places.items():
        verdict = _examine(source, root)
        problems += _report(source, origins, verdict.faults)
        if verdict.picture:
            name = asset_name(source, verdict.picture, names)
            names.add(name)
            assets[source] = _asset(name, verdict.picture, origins[0])
    return assets, tuple(problems)


def gather_one(image: Image, root: Path) -> tuple[Picture | None, tuple[Problem, ...]]:
    """Return the picture that *image* names, read as `gather` does; None where it cannot be used."""
    verdict = _examine(image.source, root)
    return verdict.picture, tuple(_report(image.source, [image.origin], verdict.faults))


def images(book: Book) -> Iterator[Image]:
    """Yield every picture of *book*, those of titles, cells and notes included."""
    for chapter in book.chapters:
        yield from _inline_images(chapter.title)
        for block in chapter_blocks(chapter):
            if isinstance(block, Figure) and isinstance(block.picture, Image):
                yield block.picture
            for stream in streams(block):
                yield from _inline_images(stream)


def _inline_images(stream: Inlines) -> Iterator[Image]:
    return (item for item in inlines(stream) if isinstance(item, Image))


def as_written(source: str, origin: Origin) -> str:
    """Return *source*, which counts from the book folder, as it counts from the writer's own file."""
    if ADDRESS.match(source) or source.startswith(("/", "\\")):
        return source
    return posixpath.relpath(source, posixpath.dirname(origin.path) or ".")


def _report(source: str, origins: list[Origin], faults: tuple[Fault, ...]) -> Iterator[Problem]:
    """Yield an error at every place that names the picture, a lesser fault at the first only."""
    for code, values in faults:
        for origin in origins if catalogue()[code].severity == "error" else origins[:1]:
            path = as_written(source, origin)
            folder = posixpath.dirname(source) or "."
            named = {"path": path, "folder": folder, **dict(values)}
            if "near" in named:
                named["near"] = as_written(named["near"], origin)
            yield problem(code, origin, len(path), **named)


def _examine(source: str, root: Path) -> Verdict:
    """Return the picture that *source* names, or what is wrong with the path or the file."""
    if ADDRESS.match(source):
        return Verdict(None, (("A102", ()),))
    home = root.resolve()
    path = _find(source, home)
    if path is None:
        return Verdict(None, (_missing(source, home),))
    if not path.is_relative_to(home):
        return Verdict(None, (("A101", ()),))
    size = path.stat().st_size
    if size > MOST_BYTES:
        values = (("size", f"{size / 1e6:.0f}"), ("most", f"{MOST_BYTES / 1e6:.0f}"))
        return Verdict(None, (("A203", values),))
    return _read(source, path.read_bytes())


def _find(source: str, home: Path) -> Path | None:
    """Return the file itself, links resolved, or None; a path that leads outside is not looked at."""
    for written in dict.fromkeys((source, unquote(source))):
        if "\0" in written:
            continue
        outside = written.startswith(("/", "\\")) or posixpath.normpath(written).startswith("..")
        if outside:
            return Path(home.anchor)
        try:
            path = (home / written).resolve()
            if path.is_file() or not path.is_relative_to(home):
                return path
        except (OSError, RuntimeError):  # a name that is too long, a loop of links
            continue
    return None


def _missing(source: str, home: Path) -> Fault:
    """Return A301, or A302 where a file of nearly the same name stands in the same or another folder."""
    name = posixpath.basename(source)
    files = (path for path in sorted(home.rglob("*")) if path.suffix[1:].lower() in _known_suffixes())
    found: dict[str, str] = {}
    for path in files:
        found.setdefault(path.name.lower(), path.relative_to(home).as_posix())
    near = difflib.get_close_matches(name.lower(), found, n=1, cutoff=0.75)
    return ("A302", (("near", found[near[0]]),)) if near else ("A301", ())


def _known_suffixes() -> frozenset[str]:
    return frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


def _read(source: str, content: bytes) -> Verdict:
    """Return the picture in *content*, whatever its file name says, with a warning where the two differ."""
    if not content.strip():
        return Verdict(None, (("A201", (("reason", "0 bytes"),)),))
    verdict = examine_drawing(content) if looks_like_svg(content) else examine_photograph(content)
    suffix = posixpath.splitext(source)[1][1:].lower()
    if verdict.media_type and suffix not in SUFFIXES.get(verdict.media_type, ()):
        right = SUFFIXES[verdict.media_type][0]
        return Verdict(
            verdict.picture, (*verdict.faults, ("A202", (("suffix", suffix), ("right", right)))), ""
        )
    return verdict


def asset_name(source: str, picture: Picture, taken: set[str]) -> str:
    """Return the path inside a publication: ASCII, lower case, and unlike every name in *taken*.

    Stores (TDPF guide) want lower-case English file names, so other scripts are left out.
    """
    stem = posixpath.splitext(posixpath.basename(unquote(source)))[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "picture"
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass") + b"\0" + picture.content).hexdigest()
    suffix = SUFFIXES[picture.media_type][0]
    candidates = (f"images/{slug}-{digest[:length]}.{suffix}" for length in range(8, 64))
    return next(name for name in candidates if name not in taken)


def _asset(name: str, picture: Picture, origin: Origin) -> Asset:
    return Asset(name, picture.media_type, picture.content, picture.width, picture.height, origin)
