"""The rules of ONIX for Books 3.0 for what our messages use: order and number of elements, codes, digits.

They stand in onix.toml, for EDItEUR's terms of use keep its schema from being taken apart, and the whole is
2 MB of what a book needs little of. The tests hold both against each other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from banben import isbn
from banben.catalogue.xml import NAMESPACE
from banben.problems import Problem, problem

NAME = re.compile(r"[A-Za-z]+")
# Enough of a message at fault is shown by its first faults.
MOST = 20


@dataclass(frozen=True, slots=True)
class _Rules:
    elements: Mapping[str, re.Pattern[str]]
    values: Mapping[str, re.Pattern[str]]
    features: Mapping[str, re.Pattern[str]]


@cache
def _rules() -> _Rules:
    table = tomllib.loads((files("banben") / "catalogue" / "onix.toml").read_text("utf-8"))
    return _Rules(
        {name: _order(model) for name, model in table["elements"].items()},
        {name: re.compile(pattern) for name, pattern in table["values"].items()},
        {kind: re.compile(pattern) for kind, pattern in table["features"].items()},
    )


def _order(model: str) -> re.Pattern[str]:
    """Return the pattern of the names of children, a comma after each, that *model* allows."""
    return re.compile(NAME.sub(lambda name: f"(?:{name[0]},)", model).replace(" ", ""))


def check_rules(content: bytes, file: str) -> tuple[Problem, ...]:
    """Return what is wrong with the ONIX message *content*: V251 its elements, V252 their values."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        return (problem("V251", file=file, element="ONIXMessage", line=1, found=str(fault)),)
    found = [*_elements(root, file)]
    return tuple(found[:MOST])


def _elements(root: Any, file: str) -> Iterator[Problem]:
    if root.tag != f"{{{NAMESPACE}}}ONIXMessage" or root.get("release") != "3.0":
        found = f"{root.tag} {root.get('release')}"
        yield problem("V251", file=file, element="ONIXMessage", line=1, found=found)
    seen: set[str] = set()
    for element in root.iter(f"{{{NAMESPACE}}}*"):
        name = etree.QName(element).localname
        children = "".join(f"{etree.QName(child).localname}," for child in element)
        model = _rules().elements.get(name)
        if not (model.fullmatch(children) if model else not children):
            found = children.strip(",").replace(",", " ") or "—"
            yield problem("V251", file=file, element=name, line=element.sourceline, found=found)
        elif not children and not _fits(element, name):
            text = element.text or ""
            yield problem("V252", file=file, element=name, line=element.sourceline, value=text)
        elif name == "RecordReference":
            if element.text in seen:
                yield problem("V252", file=file, element=name, line=element.sourceline, value=element.text)
            seen.add(element.text)


def _fits(element: Any, name: str) -> bool:
    """Whether an element without children holds what it may: nothing, a code, or some text."""
    rules, text = _rules(), element.text or ""
    model = rules.elements.get(name)
    if model is not None and model.pattern == "":
        return not text
    if name == "ProductFormFeatureValue":
        kind = element.getparent().findtext(f"{{{NAMESPACE}}}ProductFormFeatureType")
        return bool(kind in rules.features and rules.features[kind].fullmatch(text))
    if name == "IDValue":
        kind = element.getparent().findtext(f"{{{NAMESPACE}}}ProductIDType")
        return bool(text) and (kind not in ("03", "15") or isbn.fault(text) == "")
    pattern = rules.values.get(name)
    return bool(pattern.fullmatch(text)) if pattern else bool(text.strip())
