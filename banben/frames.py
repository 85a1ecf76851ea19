"""Problems as text and as JSON: `file:line:column`, the source line with a caret, a help line."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from banben.problems import Locale, Problem, Severity

WORDS: Mapping[Locale, Mapping[Severity, str]] = {
    "zh": {"error": "错误", "warning": "警告", "note": "提示"},
    "en": {"error": "error", "warning": "warning", "note": "note"},
}
HELP: Mapping[Locale, str] = {"zh": "办法", "en": "help"}
WIDEST = 96


def columns(text: str) -> int:
    """Return the width of *text* on a terminal; an ideograph takes two columns (UAX #11)."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def frame(problem: Problem, texts: Mapping[str, str], locale: Locale) -> str:
    """Return *problem* as it is shown to the writer; *texts* holds the sources by path."""
    origin = problem.origin
    place = f"{origin.path}:{origin.line}:{origin.column}: " if origin else ""
    head = f"{place}{WORDS[locale][problem.severity]}[{problem.code}] {problem.message(locale)}"
    tail = f"{HELP[locale]}: {problem.help(locale)}"
    lines = texts.get(origin.path, "").split("\n") if origin else []
    if not origin or not 0 < origin.line <= len(lines) or not lines[origin.line - 1].strip():
        return f"{head}\n  {tail}"
    return "\n".join([head, *_excerpt(lines[origin.line - 1], problem, origin.line), f"  {tail}"])


def _excerpt(line: str, problem: Problem, number: int) -> list[str]:
    """Return the source line cut to the terminal around the caret, and the caret's line."""
    assert problem.origin is not None
    line = "".join(
        c if c.isprintable() or c == "\u3000" else " " if c == "\t" else "\N{REPLACEMENT CHARACTER}"
        for c in line
    )
    start = min(problem.origin.column - 1, len(line))
    first = start
    while first > 0 and columns(line[first - 1 : start]) <= WIDEST // 2:
        first -= 1
    shown = _fitting(line[first : first + WIDEST])
    marked = max(1, columns(shown[start - first : start - first + problem.length]))
    gutter = f"{number:>6} | "
    pad = " " * (len(gutter) + columns(line[first:start]))
    return [gutter + shown, pad + "^" * marked]


def as_json(problem: Problem, locale: Locale) -> dict[str, object]:
    """Return *problem* for machines; `place` is null where a problem has none."""
    origin = problem.origin
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message(locale),
        "help": problem.help(locale),
        "place": None
        if origin is None
        else {
            "path": origin.path,
            "line": origin.line,
            "column": origin.column,
            "length": problem.length,
        },
        "values": dict(problem.values),
    }


def _fitting(text: str) -> str:
    """Return as much of the beginning of *text* as is WIDEST columns wide."""
    width = 0
    for count, character in enumerate(text):
        width += columns(character)
        if width > WIDEST:
            return text[:count]
    return text
