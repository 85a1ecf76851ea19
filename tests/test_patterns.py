"""Context rules: every rule of data/patterns/ is held to its own cases."""

from __future__ import annotations

import pytest
from conftest import converted

from banben.conversion.patterns import Pattern, load_defaults, load_patterns, read_patterns

CONTEXT = [pattern for group in load_patterns("tw").values() for pattern in group]
DEFAULTS = list(load_defaults("tw").values())


@pytest.mark.parametrize("pattern", CONTEXT, ids=lambda pattern: "".join(pattern.cases[:1]))
def test_a_rule_matches_in_its_cases(pattern: Pattern) -> None:
    assert pattern.cases
    for case in pattern.cases:
        source, _, _ = case.partition("=")
        places = [at for at, character in enumerate(source) if character == pattern.character]
        assert any(pattern.matches(source, at) for at in places), source


@pytest.mark.parametrize("pattern", [*CONTEXT, *DEFAULTS], ids=lambda pattern: "".join(pattern.cases[:1]))
def test_its_cases_come_out_as_they_say(pattern: Pattern) -> None:
    for case in pattern.cases:
        source, _, expected = case.partition("=")
        assert converted(source) == expected


def test_classes_are_put_in_and_hong_kong_has_its_own_forms() -> None:
    table = {
        "classes": {"num": "[一二]"},
        "rule": [{"char": "里", "result": "裡", "before": "{num}", "reason": "", "cases": ["一里=一裡"]}],
    }
    (pattern,) = read_patterns(table, "hk")
    assert pattern.result == "裏"
    assert pattern.matches("一里", 1)
    assert not pattern.matches("三里", 1)
