"""What a template of the book's own may not give: markup that is no XML, scripts, remote resources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from banben.model import Origin
from banben.problems import Problem, problem

PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>)?\s*(<!DOCTYPE[^>]*>)?", re.IGNORECASE)
SHELL = '<x xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">{}</x>'
ACTIVE = frozenset({"script", "iframe", "object", "embed", "form", "base"})
LOADING = frozenset({"src", "srcset", "data", "poster", "background"})
REMOTE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|/)", re.IGNORECASE)


def check(filled: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with *filled*, the output of the template at *path*."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(SHELL.format(PROLOGUE.sub("", filled)), parser)
    except etree.XMLSyntaxError as error:
        yield problem("T114", Origin(path), reason=error.msg)
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in ACTIVE:
            yield problem("T115", Origin(path), what=f"<{name}>")
        for attribute, value in element.attrib.items():
            what = etree.QName(attribute).localname.lower()
            loads = what in LOADING or (what == "href" and name in ("link", "image", "use"))
            if what.startswith("on") or (loads and REMOTE.match(value)):
                yield problem("T115", Origin(path), what=f'{what}="{value[:60]}"')
