"""docs/rules.md says what is so: its examples of rule files and of book.toml."""

from __future__ import annotations

import re
from pathlib import Path

from banben.config.book import fit
from banben.config.editions import read_editions
from banben.conversion import load_rules
from banben.problems import catalogue
from banben.regions import load_region
from banben.toml_places import read_toml

PAGE = (Path(__file__).parent.parent / "docs" / "rules.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [text for name, text in found if name == language]


def test_the_rule_files_are_without_a_fault() -> None:
    files = {re.findall(r"^# (\S+)", text)[0]: text for text in blocks("")}
    assert list(files) == ["glossary/tw.tsv", "glossary/names.tsv"]
    rules, problems = load_rules(files, load_region("tw"))
    assert problems == ()
    assert [(rule.source, rule.target, rule.scope) for rule in rules.rules] == [
        ("项目", "專案", "book"),
        ("质量", "品質", "book"),
        ("一只表", "一隻錶", "passage"),
        ("干宝", "干宝", "book"),
        ("范蠡", "范蠡", "book"),
    ]


def test_the_configuration_is_without_a_fault() -> None:
    values, places, broken = read_toml("\n".join(blocks("toml")), "book.toml")
    config, misfits = fit(values, places)
    editions, wrong = read_editions(config, ())
    assert (*broken, *misfits, *wrong) == ()
    assert {edition.name: dict(edition.conversion.switches) for edition in editions} == {
        "tw": {"currency": "label", "tai": "台"},
        "hk": {"feng": "峰", "qun": "群", "tai": "台"},
    }
    assert [edition.region.quotes for edition in editions] == ["『』「」", "「」『』"]


def test_every_code_of_the_page_is_in_the_catalogue() -> None:
    assert set(re.findall(r"\b[A-Z]\d{3}\b", PAGE)) <= set(catalogue())
