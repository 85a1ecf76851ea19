"""What a store says of the package of a finished EPUB: its metadata, contents, cover page and file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banben.stores import Rule
from banben.verify.package import DC, EPUB_TYPE, NCX, OPF, XHTML
from banben.verify.parcel import Parcel
from banben.verify.store_pictures import Fault

SECTIONS = (XHTML + "body", XHTML + "section", XHTML + "div")
PACKAGE, NCX_TYPE = "content.opf", "application/x-dtbncx+xml"
FONTS = ("font/", "application/font", "application/vnd.ms-opentype", "application/x-font")


def weight(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield the file itself where it has too many bytes."""
    if len(parcel.artifact.content) > rule.limit:
        yield parcel.artifact.name, len(parcel.artifact.content), None


def names(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield files whose name is not of the rule's pattern."""
    for name in sorted(parcel.package.files):
        if not any(re.fullmatch(pattern, name) for pattern in rule.words):
            yield name, name, parcel.origin_of_file(name)


def cover(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield the package where it names no cover."""
    if parcel.cover is None:
        yield PACKAGE, "cover-image", None


def cover_meta(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield the package where it does not name its cover in the form of EPUB 2."""
    named = _old_meta(parcel, "cover")
    if parcel.cover_id and named != parcel.cover_id:
        yield PACKAGE, named or "—", None


def cover_page(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield a page for the cover where there is to be `none`, or one on which it is not `alone`."""
    for name in parcel.package.spine():
        tree = parcel.package.trees.get(name)
        body = tree.find(XHTML + "body") if tree is not None else None
        if body is None or not any("cover" in _terms(element) for element in body.iter(*SECTIONS)):
            continue
        words = "".join(body.itertext()).split()
        shown = [image.get("src") for image in body.iter(XHTML + "img")]
        alone = parcel.cover is not None and shown == [parcel.cover.name] and not words
        if rule.words == ("none",) or not alone:
            yield name, name, None


def _terms(element: Any) -> list[str]:
    return (element.get(EPUB_TYPE) or "").split() if isinstance(element.tag, str) else []


def _old_meta(parcel: Parcel, name: str) -> str:
    """Return what the package says of *name* in the form of OPF 2: <meta name="…" content="…"/>."""
    metas = (meta for meta in parcel.opf.iter(OPF + "meta") if meta.get("name") == name)
    found = next(metas, None)
    return found.get("content") or "" if found is not None else ""


def metadata(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield what the package does not say and the rule names."""
    for word in rule.words:
        if not any(text.strip() for text in _said(parcel, word)):
            yield PACKAGE, word, None


def _said(parcel: Parcel, word: str) -> list[str]:
    if word.startswith("dc:"):
        return [element.text or "" for element in parcel.opf.iter(DC + word.removeprefix("dc:"))]
    return [meta.text or "" for meta in parcel.opf.iter(OPF + "meta") if meta.get("property") == word]


def spaces(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield metadata that begins or ends with a blank."""
    for element in parcel.opf.find(OPF + "metadata"):
        text = element.text or ""
        if text != text.strip():
            yield PACKAGE, text.strip()[:40], None


def _identifier(parcel: Parcel) -> str:
    wanted = parcel.opf.get("unique-identifier")
    ids = (element for element in parcel.opf.iter(DC + "identifier") if element.get("id") == wanted)
    found = next(ids, None)
    return (found.text or "") if found is not None else ""


def identifier(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield an identifier that is of none of the rule's patterns."""
    found = _identifier(parcel)
    if not any(re.fullmatch(pattern, found) for pattern in rule.words):
        yield PACKAGE, found, None


def ncx_identifier(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield the NCX where its identifier is not the package's."""
    for name, tree in _ncx(parcel):
        found = [m.get("content") for m in tree.iter(NCX + "meta") if m.get("name") == "dtb:uid"]
        if found != [_identifier(parcel)]:
            yield name, ", ".join(found) or "—", None


def language(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield a language tag that the store writes in another way."""
    for element in parcel.opf.iter(DC + "language"):
        found = element.text or ""
        if parcel.publication.edition.store.language(found) != found:
            yield PACKAGE, found, None


def writing_mode(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield a vertical book that does not say so in its package."""
    found = _old_meta(parcel, "primary-writing-mode")
    if parcel.publication.edition.vertical and found not in rule.words:
        yield PACKAGE, found or "—", None


def specified_fonts(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield a book with fonts that does not say so in its package."""
    fonts = [name for name, kind in parcel.types.items() if kind.startswith(FONTS)]
    if fonts and "true" not in _said(parcel, "ibooks:specified-fonts"):
        yield PACKAGE, fonts[0], None


def _navs(parcel: Parcel) -> dict[str, Any]:
    """Return the nav elements of the navigation document by their terms."""
    items = (i for i in parcel.opf.iter(OPF + "item") if "nav" in (i.get("properties") or "").split())
    trees = (parcel.package.trees.get(item.get("href")) for item in items)
    navs = (nav for tree in trees if tree is not None for nav in tree.iter(XHTML + "nav"))
    return {term: nav for nav in navs for term in _terms(nav)}


def contents(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield a book without contents."""
    nav = _navs(parcel).get("toc")
    if nav is None or nav.find(f".//{XHTML}a") is None:
        yield PACKAGE, "toc", None


def landmarks(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield the places that the landmarks lack and the rule names."""
    nav = _navs(parcel).get("landmarks")
    named = {term for link in nav.iter(XHTML + "a") for term in _terms(link)} if nav is not None else set()
    for word in rule.words:
        if word not in named:
            yield PACKAGE, word, None


def _ncx(parcel: Parcel) -> Iterator[tuple[str, Any]]:
    """Yield the NCX that the spine names."""
    spine = parcel.opf.find(OPF + "spine")
    id = str(spine.get("toc", "")) if spine is not None else ""
    name = parcel.package.manifest().get(id, "")
    tree = parcel.package.trees.get(name)
    if tree is not None and parcel.types.get(name) == NCX_TYPE:
        yield name, tree


def ncx(parcel: Parcel, _: Rule) -> Iterator[Fault]:
    """Yield a book without an NCX."""
    if not list(_ncx(parcel)):
        yield PACKAGE, "—", None


def ncx_depth(parcel: Parcel, rule: Rule) -> Iterator[Fault]:
    """Yield an NCX of too many levels."""
    for name, tree in _ncx(parcel):
        depth = max((_depth(point) for point in tree.iter(NCX + "navPoint")), default=0)
        if depth > rule.limit:
            yield name, depth, None


def _depth(point: Any) -> int:
    return 1 + sum(1 for above in point.iterancestors(NCX + "navPoint") if above is not point)
