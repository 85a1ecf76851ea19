"""docs/problems.md lists what the catalogue holds, and each kind of bad input has a code with a test."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from banben.problems import catalogue

DOCS = Path(__file__).parents[1] / "docs"
MADE = runpy.run_path(str(DOCS / "make_problems.py"))


def test_the_page_is_as_it_is_made() -> None:
    assert (DOCS / "problems.md").read_text("utf-8") == MADE["page"](), "run python docs/make_problems.py"


@pytest.mark.parametrize("codes", MADE["INPUTS"].values(), ids=MADE["INPUTS"])
def test_each_kind_of_bad_input_has_codes_that_are_tested(codes: str) -> None:
    assert set(codes.split()) <= set(catalogue())
    assert set(codes.split()) <= set(MADE["places"]())


def test_every_link_of_the_page_leads_to_a_test() -> None:
    links = re.findall(r"\]\((\.\./[^)]+)\)", (DOCS / "problems.md").read_text("utf-8"))
    assert len(links) >= len(catalogue())
    assert [link for link in links if not (DOCS / link).exists()] == []
