"""Context rules: what stands before and after a character decides its form (data/patterns/)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from banben.conversion.dictionaries import DATA, in_region

# How many characters before its own a rule may look at.
REACH = 12
# How sure a rule is that says nothing of it.
CERTAIN = 0.985


@dataclass(frozen=True, slots=True)
class Pattern:
    """*character* is *result* where *before* matches right before it and *after* right after it.

    Both are regular expressions, empty where nothing is asked. *cases* are `source=result` pairs that a
    test holds it to. It decides where the character is a word of its own; a *strong* one also inside a
    word (台风 after 简报).
    """

    character: str
    result: str
    before: str
    after: str
    reason: str
    cases: tuple[str, ...]
    strong: bool
    confidence: float

    def matches(self, text: str, at: int) -> bool:
        """Whether the character at *at* of *text*, this pattern's own, stands in its context."""
        if self.after and not _regex(self.after).match(text, at + 1):
            return False
        return not self.before or _regex(self.before).search(text[max(0, at - REACH) : at]) is not None


@cache
def load_patterns(region: str) -> Mapping[str, tuple[Pattern, ...]]:
    """Return the rules of context.toml by their character, in its order, results in *region*'s forms."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in _read("context.toml", region):
        found[pattern.character].append(pattern)
    return {character: tuple(group) for character, group in found.items()}


@cache
def load_defaults(region: str) -> Mapping[str, Pattern]:
    """Return the rules of defaults.toml: the usual forms of characters that stand alone."""
    return {pattern.character: pattern for pattern in _read("defaults.toml", region)}


def _read(name: str, region: str) -> tuple[Pattern, ...]:
    return read_patterns(tomllib.loads((DATA / "patterns" / name).read_text("utf-8")), region)


def read_patterns(table: Mapping[str, Any], region: str) -> tuple[Pattern, ...]:
    """Return the rules of *table*: `classes` are macros for the `before` and `after` of each `rule`."""
    classes: dict[str, str] = {}
    for name, value in table.get("classes", {}).items():
        classes[name] = _expanded(str(value), classes)
    rules = table.get("rule", [])
    results = in_region([rule["result"] for rule in rules], region)
    return tuple(
        Pattern(
            rule["char"],
            result,
            _framed(rule.get("before", ""), "(?:{})$", classes),
            _framed(rule.get("after", ""), "(?:{})", classes),
            rule["reason"],
            tuple(rule["cases"]),
            bool(rule.get("strong")),
            float(rule.get("confidence", CERTAIN)),
        )
        for rule, result in zip(rules, results, strict=True)
    )


def _framed(written: str, frame: str, classes: Mapping[str, str]) -> str:
    return frame.replace("{}", _expanded(written, classes)) if written else ""


@cache
def _regex(written: str) -> re.Pattern[str]:
    """Return the pattern, compiled when a text first has its character: most books need few of them."""
    return re.compile(written)


def _expanded(written: str, classes: Mapping[str, str]) -> str:
    for name, value in classes.items():
        written = written.replace("{" + name + "}", f"(?:{value})")
    return written
