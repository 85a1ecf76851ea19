"""Pictures from Markdown and HTML: an Image, or its alternative text where no picture may be shown."""

from __future__ import annotations

from dataclasses import replace

from banben.model import Attributes, Image, Inlines, Origin, Text
from banben.parse.attributes import join
from banben.parse.context import Context
from banben.parse.keys import PICTURE
from banben.parse.safety import safe
from banben.parse.targets import picture_path

DECORATIVE = "decorative"
# How HTML says the same (ARIA in HTML, img).
HTML_ORNAMENT = ("presentation", "none")


def image(
    source: str, alt: str, title: str, attributes: Attributes, origin: Origin, context: Context
) -> Inlines:
    """Return the picture, whose place is its path; one that cannot be had leaves its alternative text."""
    path = picture_path(source, origin, context)
    if path is None:
        return (Text(alt, origin),) if alt else ()
    if attributes.get("role") in HTML_ORNAMENT:
        attributes = join(attributes, Attributes(classes=(DECORATIVE,)))
    if not alt and DECORATIVE not in attributes.classes:
        context.report("M110", origin, 2, source=source)
    shown = safe(attributes, origin, context)
    values = tuple(pair for pair in shown.values if pair[0] in PICTURE)
    return (Image(path, alt, title, replace(shown, values=values), context.find(origin, source)),)
