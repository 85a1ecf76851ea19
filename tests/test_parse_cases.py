"""The dialect, case by case: tests/cases/*.txt, which an editor can read and extend."""

from __future__ import annotations

import pytest
from conftest import Case, cases
from sample_parse import attributes, chapter, parse_text, stream, tree

from banben.model import Paragraph
from banben.problems import Problem


def all_of(*names: str) -> list[object]:
    return [pytest.param(case, id=f"{name}: {case.title}") for name in names for case in cases(f"{name}.txt")]


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return a line for each problem: line, column, length, code."""
    return [f"{p.origin.line}:{p.origin.column}+{p.length} {p.code}" for p in problems if p.origin]


@pytest.mark.parametrize("case", all_of("emphasis", "lines", "inlines"))
def test_what_a_paragraph_holds(case: Case) -> None:
    first = chapter(case.given).blocks[0]
    assert isinstance(first, Paragraph)
    assert stream(first.children) == case.expected


@pytest.mark.parametrize("case", all_of("blocks"))
def test_blocks(case: Case) -> None:
    made, problems = parse_text(case.given, title="章")
    assert tree(made) == case.expected
    assert problems == ()


@pytest.mark.parametrize("case", all_of("html", "mended", "carried"))
def test_what_is_reported_and_what_stays(case: Case) -> None:
    made, problems = parse_text(case.given, title="章")
    assert "\n".join([*told(problems), tree(made)]).strip("\n") == case.expected


@pytest.mark.parametrize("case", all_of("headings"))
def test_titles_and_levels(case: Case) -> None:
    made, problems = parse_text(case.given, title="章")
    title = f"title {stream(made.title)}{attributes(made.attributes)}"
    assert "\n".join([*told(problems), title, tree(made)]) == case.expected
