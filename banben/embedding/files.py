"""The font files of an EPUB: cut, packed and named."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from banben.documents import Asset
from banben.embedding.compress import PATCH
from banben.embedding.faces import Cut
from banben.embedding.subset import Form, is_truetype, packed, subset
from banben.patches import patched

SUFFIXES: Mapping[tuple[Form, bool], tuple[str, str]] = {
    ("woff2", False): ("woff2", "font/woff2"),
    ("woff2", True): ("woff2", "font/woff2"),
    ("opentype", False): ("otf", "font/otf"),
    ("opentype", True): ("ttf", "font/ttf"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A face that the book is to hold: under which name, with which characters, and for what."""

    cut: Cut
    family: str
    characters: frozenset[str]
    rare: bool


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face as it lies in the book; *sources* are (path, name of the form in CSS), the best first."""

    cut: Cut
    family: str
    characters: frozenset[str]
    rare: bool
    sources: tuple[tuple[str, str], ...]
    assets: tuple[Asset, ...]


def font_files(wishes: tuple[Wish, ...], form: Form, foreign: bool) -> tuple[FontFile, ...]:
    """Return the file of each wish in *form*; rare characters in OpenType too, which every reader takes.

    Brotli, which takes nearly all of the time, lets other threads run meanwhile.
    """
    with patched((PATCH,)), ThreadPoolExecutor() as threads:
        return tuple(threads.map(lambda wish: _file(wish, form, foreign), wishes))


def _file(wish: Wish, form: Form, foreign: bool) -> FontFile:
    content = subset(wish.cut, set(wish.characters), wish.family, foreign)
    forms: tuple[Form, ...] = ("woff2", "opentype") if wish.rare and form == "woff2" else (form,)
    stem = wish.family.lower().replace(" ", "-") + ("" if wish.rare else f"-{wish.cut.weight}")
    assets: list[Asset] = []
    sources: list[tuple[str, str]] = []
    for one in forms:
        truetype = is_truetype(content)
        suffix, media_type = SUFFIXES[one, truetype]
        assets.append(Asset(f"fonts/{stem}.{suffix}", media_type, packed(content, one), 0, 0))
        named = "truetype" if truetype and one == "opentype" else one
        sources.append((assets[-1].name, named))
    return FontFile(wish.cut, wish.family, wish.characters, wish.rare, tuple(sources), tuple(assets))
