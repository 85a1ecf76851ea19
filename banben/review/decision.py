"""Decisions of an editor, as a review hands them back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from banben.conversion.rules import Scope
from banben.model import Origin
from banben.problems import Problem, problem

# What the page and the table call the scopes.
SCOPES: Mapping[Scope, str] = {"passage": "本处", "chapter": "本章", "book": "全书", "house": "本社"}
# What no line of a rule file can begin with or hold.
REMARK = "#"
UNFIT = re.compile(r"[\t\n\r]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a decision was taken: a place of the manuscript and the text around it, on one line."""

    path: str
    line: int
    column: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """From now on *source* is printed as *result* in *scope*.

    *spots* are where, for a passage; for a chapter they tell which. *origin* is the decision's place in
    the file that it was read from, *edition* the one that was reviewed (empty where the file says none).
    """

    source: str
    result: str
    scope: Scope
    reason: str
    spots: tuple[Spot, ...]
    edition: str
    origin: Origin


def decision(
    fields: Mapping[str, str], spots: tuple[Spot, ...], edition: str, origin: Origin
) -> Decision | Problem:
    """Return the decision that *fields* (source, result, scope, reason) are, or why they are none.

    Without a scope the whole book is meant.
    """
    source, result, written = fields["source"], fields["result"], fields["scope"].strip()
    scope = next((key for key, name in SCOPES.items() if written in (key, name)), None)
    if not written:
        scope = "book"
    if scope is None:
        known = ", ".join((*SCOPES, *SCOPES.values()))
        return problem("R103", origin, scope=written, known=known)
    for name, text in (("source", source), ("result", result)):
        if not text.strip() or UNFIT.search(text) or (name == "source" and text.lstrip().startswith(REMARK)):
            return problem("R104", origin, text=text.translate(str.maketrans("\t\n\r", "   ")))
    if scope in ("passage", "chapter") and not spots:
        return problem("R105", origin, source=source, scope=SCOPES[scope])
    return Decision(source, result, scope, fields["reason"], spots, edition, origin)
