"""What a store demands and a book breaks, as problems: S2nn where it refuses, S3nn where it advises."""

from __future__ import annotations

from banben.model import Origin
from banben.problems import Problem, problem
from banben.stores import Rule, Store

# The last two digits of a kind's codes. Published numbers keep their meaning.
NUMBERS = {
    "picture-pixels": 1,
    "picture-bytes": 2,
    "picture-types": 3,
    "picture-still": 4,
    "picture-opaque": 5,
    "picture-colours": 6,
    "drawing-side": 7,
    "cover": 10,
    "cover-short-side": 11,
    "cover-long-side": 12,
    "cover-side": 13,
    "cover-pixels": 14,
    "cover-ratio": 15,
    "cover-bytes": 16,
    "cover-types": 17,
    "cover-name": 18,
    "cover-meta": 19,
    "cover-page": 20,
    "file-bytes": 30,
    "document-bytes": 31,
    "document-embedded": 32,
    "file-names": 33,
    "metadata": 40,
    "metadata-spaces": 41,
    "identifier": 42,
    "ncx-identifier": 43,
    "language": 44,
    "writing-mode": 45,
    "specified-fonts": 46,
    "contents": 50,
    "ncx": 51,
    "ncx-depth": 52,
    "landmarks": 53,
    "elements": 60,
    "notes": 61,
    "table-rows": 62,
    "table-columns": 63,
    "alt-length": 64,
}
BYTES = frozenset({"picture-bytes", "cover-bytes", "file-bytes", "document-bytes", "document-embedded"})


def code_of(rule: Rule) -> str:
    """Return the problem code of what breaks *rule*."""
    return f"S{2 if rule.level == 'must' else 3}{NUMBERS[rule.kind]:02}"


def broken(store: Store, rule: Rule, name: str, found: object, origin: Origin | None = None) -> Problem:
    """Return the problem that the file *name* has *found* where *rule* of *store* sets a limit."""
    return problem(
        code_of(rule),
        origin,
        store=store.name,
        name=name,
        found=amount(rule.kind, found),
        limit=", ".join(rule.words) or amount(rule.kind, rule.limit),
        by=rule.by,
        source=rule.source,
    )


def amount(kind: str, value: object) -> str:
    """Return *value* as the messages say it: bytes as megabytes, thousands apart."""
    if not isinstance(value, (int, float)):
        return str(value)
    if kind in BYTES:
        return f"{value / 1e6:,.2f} MB"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"
