"""Which families and which weight a reader takes for each text of a document: CSS's cascade for fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cssselect2
import tinycss2
from lxml import etree

NORMAL, BOLD = 400, 700
# What every reader has of its own before our sheet (HTML, Rendering), as far as it concerns fonts.
USUAL = """
b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: bolder }
code, kbd, pre, samp, tt { font-family: monospace }
"""
# Nothing of these is set in the fonts of the page, or shown at all.
UNSEEN = frozenset({"head", "title", "script", "style", "template", "svg", "math", "rp"})
NAMES = re.compile(r"^\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Font:
    """What the cascade gives an element: families in order of choice, empty for the reader's own."""

    families: tuple[str, ...] = ()
    weight: int = NORMAL


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a document that is shown, with its font."""

    text: str
    font: Font


def passages(content: str, sheet: str) -> tuple[Passage, ...]:
    """Return every text of the XHTML document *content* that is shown in a font, in its own order.

    Raises lxml's XMLSyntaxError where *content* is not well-formed.
    """
    root = etree.fromstring(content.encode("utf-8"), etree.XMLParser(huge_tree=True, resolve_entities=False))
    found: list[Passage] = []
    _texts(cssselect2.ElementWrapper.from_xml_root(root), Font(), _matcher(sheet), found)
    return tuple(found)


def _texts(wrapper: Any, inherited: Font, matcher: Any, found: list[Passage]) -> None:
    element = wrapper.etree_element
    if NAMES.sub("", element.tag) in UNSEEN:
        return
    font = _font(wrapper, inherited, matcher)
    if element.text:
        found.append(Passage(element.text, font))
    inside = wrapper.iter_children()
    for child in element:
        if isinstance(child.tag, str):  # comments have none
            _texts(next(inside), font, matcher, found)
        if child.tail:
            found.append(Passage(child.tail, font))


def _font(wrapper: Any, inherited: Font, matcher: Any) -> Font:
    """Return the font of one element: of each property the last of the most specific rules."""
    families, weight = inherited.families, inherited.weight
    found = matcher.match(wrapper)
    for important in (False, True):
        for _, _, pseudo, declarations in found:
            if pseudo is not None:
                continue
            for name, value, strong in declarations:
                if strong != important:
                    continue
                if name == "font-family":
                    families = inherited.families if value == ("inherit",) else value
                else:
                    weight = _weight(value, inherited.weight)
    return Font(families, weight)


def _weight(value: str, parent: int) -> int:
    """Return *value* as a number; `bolder` and `lighter` go by the parent's (CSS Fonts 4, section 2.2)."""
    if value.isdigit():
        return int(value)
    if value == "bolder":
        return NORMAL if parent < 350 else BOLD if parent < 550 else max(parent, 900)
    if value == "lighter":
        return min(parent, 100) if parent < 550 else NORMAL if parent < 750 else BOLD
    return {"normal": NORMAL, "bold": BOLD}.get(value, parent)


@lru_cache(maxsize=8)
def _matcher(sheet: str) -> Any:
    """Return the rules of *sheet* that say something of fonts; those of every medium count."""
    matcher = cssselect2.Matcher()
    for text in (USUAL, sheet):
        for prelude, declarations in _rules(tinycss2.parse_stylesheet(text, True, True)):
            try:
                selectors = cssselect2.compile_selector_list(prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                matcher.add_selector(selector, declarations)
    return matcher


def _rules(nodes: Sequence[Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for node in nodes:
        if node.type == "at-rule" and node.content and node.lower_at_keyword in ("media", "supports"):
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True))
        elif node.type == "qualified-rule":
            declarations = tuple(_fonts(node.content))
            if declarations:
                yield node.prelude, declarations


def _fonts(content: Any) -> Iterator[tuple[str, Any, bool]]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            continue
        if item.lower_name == "font-family":
            yield "font-family", families(item.value), item.important
        elif item.lower_name == "font-weight":
            yield "font-weight", tinycss2.serialize(item.value).strip().lower(), item.important


def families(value: Sequence[Any]) -> tuple[str, ...]:
    """Return the family names of a `font-family` value (tinycss2's nodes), unquoted."""
    names: list[str] = []
    words: list[str] = []
    for node in (*value, None):
        if node is None or (node.type == "literal" and node.value == ","):
            if words:
                names.append(" ".join(words))
            words = []
        elif node.type in ("ident", "string"):
            words.append(node.value)
    return tuple(names)
