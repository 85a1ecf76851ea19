"""Attributes in braces: `{#id .class key=value}`, with straight or curly quotation marks."""

from __future__ import annotations

import re

from banben.model import Attributes

_NAME = r"[^\s#.{}=\"'“”|<>&,，;；]+"
_ITEM = re.compile(
    rf"\s*(?:\#(?P<id>{_NAME})|\.(?P<name>{_NAME})"
    r"|(?P<key>[A-Za-z_:][\w:.-]*)\s*=\s*"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'|“(?P<curly>[^”]*)”|(?P<bare>[^\s{}\"'“”]+))"
    r"|(?P<word>index)(?=[\s}]))"
)
_END = re.compile(r"\s*\}")
_TAIL = re.compile(r"\s*(\{[^{}]*\})\s*$")


def read_attributes(text: str, start: int = 0) -> tuple[Attributes, int] | None:
    """Return the attributes that begin at *start* of *text* and where they end; None if none do."""
    if not text.startswith("{", start):
        return None
    position, found = start + 1, []
    while match := _ITEM.match(text, position):
        found.append(match)
        position = match.end()
    end = _END.match(text, position)
    if not found or end is None:
        return None
    return _gather(found), end.end()


def split_tail(text: str) -> tuple[str, Attributes | None]:
    """Return *text* without the attributes at its end, and these; None where there are none."""
    match = _TAIL.search(text)
    if match is None:
        return text, None
    found = read_attributes(match[1])
    if found is None or found[1] != len(match[1]):
        return text, None
    return text[: match.start()], found[0]


def join(first: Attributes, second: Attributes) -> Attributes:
    """Return both attributes in one; where both say something, *second* prevails."""
    values = {**dict(first.values), **dict(second.values)}
    return Attributes(
        second.id or first.id,
        tuple(dict.fromkeys((*first.classes, *second.classes))),
        second.lang or first.lang,
        tuple(values.items()),
    )


def build(pairs: dict[str, str], classes: tuple[str, ...] = ()) -> Attributes:
    """Return attributes from *pairs*, in which `id`, `class` and `lang` have their own places."""
    values = dict(pairs)
    identifier, lang = values.pop("id", ""), values.pop("lang", "")
    classes = (*classes, *values.pop("class", "").split())
    return Attributes(identifier, tuple(dict.fromkeys(classes)), lang, tuple(values.items()))


def _gather(found: list[re.Match[str]]) -> Attributes:
    pairs: dict[str, str] = {}
    classes: list[str] = []
    for match in found:
        if match["id"]:
            pairs["id"] = match["id"]
        elif match["name"]:
            classes.append(match["name"])
        elif match["word"]:
            pairs[match["word"]] = ""
        else:
            pairs[match["key"]] = _value(match)
    return build(pairs, tuple(classes))


def _value(match: re.Match[str]) -> str:
    if match["double"] is not None:
        return re.sub(r"\\(.)", r"\1", match["double"])
    return next(match[kind] for kind in ("single", "curly", "bare") if match[kind] is not None)
