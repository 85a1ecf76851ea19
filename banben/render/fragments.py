"""What a template of the book's own may not give: markup that is no XML, scripts, remote resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from banben.model import Origin
from banben.problems import Problem, problem

PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^>]*>)?", re.IGNORECASE)
SHELL = '<x xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">{}</x>'
TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
OPENED = re.compile(r"mismatch: \S+ line (\d+)")
PLACE = re.compile(r"( line \d+)?, line \d+, column \d+$")
ACTIVE = frozenset({"script", "iframe", "object", "embed", "form", "base"})
LOADING = frozenset({"src", "srcset", "data", "poster", "background"})
REMOTE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|/)", re.IGNORECASE)


def check(filled: str, path: str, source: str) -> Iterator[Problem]:
    """Yield what is wrong with *filled*, the output of the template *source* at *path*."""
    try:
        root = _parse(filled)
    except etree.XMLSyntaxError as error:
        yield problem("T114", Origin(path, _line(source)), reason=PLACE.sub("", str(error.msg)))
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in ACTIVE:
            yield problem("T115", _place(source, path, name), len(name), what=f"<{name}>")
        for attribute, value in element.attrib.items():
            what = etree.QName(attribute).localname.lower()
            loads = what in LOADING or (what == "href" and name in ("link", "image", "use"))
            if what.startswith("on") or (loads and REMOTE.match(value)):
                yield problem("T115", _place(source, path, what), len(what), what=f'{what}="{value[:60]}"')


def _parse(markup: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(SHELL.format(PROLOGUE.sub("", markup)), parser)


def _line(source: str) -> int:
    """Return the line of the fault: where the template itself, without its tags, has a fault.

    What is well-formed without them goes wrong by the values: then the template's first line stands for it.
    """
    bare = TAG.sub(lambda tag: "\n" * tag[0].count("\n"), source)
    try:
        _parse(bare)
    except etree.XMLSyntaxError as own:
        opened = OPENED.search(str(own.msg))
        return int(opened[1]) if opened else own.lineno or 1
    return 1


def _place(source: str, path: str, what: str) -> Origin:
    found = re.search(rf"(?<=<){what}\b|\b{what}(?=\s*=)", source, re.IGNORECASE)
    if not found:
        return Origin(path)
    line = source.count("\n", 0, found.start())
    return Origin(path, line + 1, found.start() - source.rfind("\n", 0, found.start()))
