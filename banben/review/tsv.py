"""The review as a table: rows for a spreadsheet or a text editor, and the decisions written into it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from banben.model import Origin
from banben.problems import Problem, problem
from banben.review.decision import Decision, Spot, decision
from banben.review.rows import Place, Row

# The first three are for the editor; edition and places lead a decision back to the manuscript.
COLUMNS = (
    "decision", "scope", "reason",
    "source", "result", "alternatives", "count", "confidence", "votes", "rule", "kind",
    "places", "contexts", "edition",
)  # fmt: skip
NEEDED = ("decision", "scope", "reason", "source", "places", "contexts", "edition")
BETWEEN = " ‖ "
MARKS = "【】"
PLACE = re.compile(r"(.+):([0-9]{1,9}):([0-9]{1,9})")
# What a cell of a spreadsheet holds at most is 32,767 characters.
MOST_PLACES, MOST_CONTEXTS = 1000, 200


def table(rows: Iterable[Row], edition: str) -> str:
    """Return *rows* of the review of *edition*, decision, scope and reason left to be filled in.

    Where occurrences are unsure, only those are listed: they are what a decision for passages is about.
    """
    out = StringIO()
    lines = csv.writer(out, "excel-tab", lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(_cells(row, edition) for row in rows)
    return out.getvalue()


def _cells(row: Row, edition: str) -> tuple[object, ...]:
    places = (row.unsure or row.places)[:MOST_PLACES]
    return (
        "", "", "",
        row.source, row.result, BETWEEN.join(row.alternatives),
        row.count, f"{row.confidence:.2f}",
        BETWEEN.join(f"{vote.judge}: {vote.result}" for vote in row.votes),
        BETWEEN.join(row.rules), row.kind,
        BETWEEN.join(f"{place.origin.path}:{place.origin.line}:{place.origin.column}" for place in places),
        BETWEEN.join(_context(place, row.source) for place in places[:MOST_CONTEXTS]),
        edition,
    )  # fmt: skip


def _context(place: Place, source: str) -> str:
    before, after = place.before.replace(BETWEEN, "   "), place.after.replace(BETWEEN, "   ")
    return f"{before}{MARKS[0]}{source}{MARKS[1]}{after}"


def read_table(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions in the table *text*, which stands in the file *path*.

    A row whose first column is empty is undecided. The order of the columns is free, and so are others.
    """
    lines = csv.reader(StringIO(text, newline=""), "excel-tab")
    try:
        head = [name.strip().lower() for name in next(lines, [])]
        if lacking := [name for name in NEEDED if name not in head]:
            return (), (problem("R102", Origin(path), columns=", ".join(lacking)),)
        rows = [(origin, dict(zip(head, cells, strict=False))) for origin, cells in _numbered(lines, path)]
    except csv.Error as fault:  # a quotation mark that is never closed makes a cell of all that follows
        return (), (problem("R101", Origin(path, lines.line_num), reason=str(fault)),)
    found = [_decision(row, origin) for origin, row in rows if row.get("decision", "").strip()]
    decisions = tuple(item for item in found if isinstance(item, Decision))
    return decisions, tuple(item for item in found if not isinstance(item, Decision))


def _decision(row: Mapping[str, str], origin: Origin) -> Decision | Problem:
    fields = {name: row.get(name, "") for name in NEEDED}
    spots = _spots(fields)
    if spots is None:
        return problem("R105", origin, source=fields["source"], scope=fields["scope"])
    return decision({**fields, "result": fields["decision"]}, spots, fields["edition"].strip(), origin)


def _numbered(lines: Iterator[list[str]], path: str) -> Iterator[tuple[Origin, Sequence[str]]]:
    """Yield the rows with the line on which each begins: a cell in quotation marks may hold line ends."""
    number = lines.line_num + 1  # type: ignore[attr-defined]
    for cells in lines:
        yield Origin(path, number), cells
        number = lines.line_num + 1  # type: ignore[attr-defined]


def _spots(row: Mapping[str, str]) -> tuple[Spot, ...] | None:
    """Return the places that *row* names, None where one cannot be read."""
    contexts = row["contexts"].split(BETWEEN)
    spots: list[Spot] = []
    for number, place in enumerate(filter(None, map(str.strip, row["places"].split(BETWEEN.strip())))):
        found = PLACE.fullmatch(place)
        if not found:
            return None
        context = contexts[number] if number < len(contexts) else ""
        before, _, after = context.partition(f"{MARKS[0]}{row['source']}{MARKS[1]}")
        spots.append(Spot(found[1], int(found[2]), int(found[3]), before, after))
    return tuple(spots)
