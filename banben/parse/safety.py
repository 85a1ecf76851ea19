"""Attributes that no book may have: event handlers, and styles that belong in the style sheet."""

from __future__ import annotations

import re
from dataclasses import replace

from banben.model import Attributes, Origin
from banben.parse.context import Context

# The beginnings of every event handler's name (HTML section 8.1.8, SVG 2 section 14): a slip such as
# `onyl` for `only` is none.
_EVENT = re.compile(
    r"on(?:abort|after|animation|aux|before|begin|blur|cancel|can|change|click|close|context|copy|cue|cut"
    r"|dbl|drag|drop|duration|emptied|end|error|focus|form|fullscreen|got|hash|input|invalid|key|language"
    r"|load|lost|message|mouse|offline|online|page|paste|pause|play|pointer|pop|progress|rate|rejection"
    r"|repeat|reset|resize|scroll|search|security|seek|select|show|slot|stalled|storage|submit|suspend"
    r"|time|toggle|touch|transition|unhandled|unload|volume|waiting|webkit|wheel|zoom)",
    re.IGNORECASE,
)
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
ALIGNS = frozenset({"left", "center", "right"})


def safe(attributes: Attributes, origin: Origin, context: Context) -> Attributes:
    """Return *attributes* without event handlers and styles; an alignment becomes a class."""
    if not attributes.values:
        return attributes
    kept, classes = [], list(attributes.classes)
    for name, value in attributes.values:
        if _EVENT.match(name):
            context.report("M117", context.find(origin, name), len(name), name=name)
        elif name == "align" and value.lower() in ALIGNS:
            classes.append(value.lower())
        elif name == "style":
            _style(value, classes, origin, context)
        else:
            kept.append((name, value))
    return replace(attributes, classes=tuple(dict.fromkeys(classes)), values=tuple(kept))


def _style(value: str, classes: list[str], origin: Origin, context: Context) -> None:
    if match := _ALIGN.search(value):
        classes.append(match[1].lower())
    if _ALIGN.sub("", value).strip(" ;"):
        context.report("M118", context.find(origin, "style"), len("style"), style=value)
