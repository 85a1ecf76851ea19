"""Keys in braces: those that mean nothing where they stand are reported with the nearest that would."""

from __future__ import annotations

from collections.abc import Set

from banben.model import Attributes, Origin
from banben.parse.context import Context, nearest

HEADING = frozenset({"only"})
PICTURE = frozenset({"credit", "width", "height"})
CAPTION = frozenset({"credit"})
SPAN = frozenset({"only", "index"})
INDEX = frozenset({"see", "reading"})


def check_keys(attributes: Attributes, known: Set[str], origin: Origin, context: Context) -> None:
    """Report each key of *attributes* that is not *known*."""
    for key, _ in attributes.values:
        if key not in known:
            found = nearest(key, known) or ", ".join(sorted(known))
            context.report("M104", context.find(origin, key), len(key), key=key, nearest=found)
