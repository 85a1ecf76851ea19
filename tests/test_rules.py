"""Glossaries: one line a rule, and what is wrong with a line."""

from __future__ import annotations

from banben.conversion import Rule, Rules, load_rules
from banben.model import Origin
from banben.problems import Problem
from banben.regions import load_region

PATH = "glossary/tw.tsv"


def load(text: str, **others: str) -> tuple[Rules, tuple[Problem, ...]]:
    texts = {PATH: text, **{f"glossary/{name.replace('_', '.')}": words for name, words in others.items()}}
    return load_rules(texts, load_region("tw"))


def found(text: str) -> list[tuple[str, int, int]]:
    return [(p.code, p.origin.line, p.length) for p in load(text)[1] if p.origin]


def test_a_line_is_source_tab_target_and_perhaps_a_note() -> None:
    rules, problems = load("# 說明\n\n项目\t專案\t只指工作項目\n账\t帳\r\n")
    assert rules.rules == (
        Rule("项目", "專案", "只指工作項目", Origin(PATH, 3)),
        Rule("账", "帳", "", Origin(PATH, 4)),
    )
    assert problems == ()


def test_names_are_printed_as_written_unless_the_region_says_otherwise() -> None:
    rules, _ = load("余先生\t余先生大名\n", names_tsv="# 人名\n余先生\t作者\n干宝\n")
    assert [(rule.source, rule.target) for rule in rules.rules] == [
        ("余先生", "余先生大名"),
        ("干宝", "干宝"),
    ]


def test_faults_are_shown_at_their_lines() -> None:
    assert found("项目 專案") == [("L101", 1, 5)]
    assert found("\t專案\n项目\t") == [("L102", 1, 3), ("L102", 2, 2)]
    assert found("甲\t乙\n甲\t乙\n甲\t丙") == [("L103", 2, 1), ("L104", 3, 1)]


def test_a_glossary_for_no_region_is_reported() -> None:
    _, problems = load("", xx_tsv="甲\t乙")
    assert [(p.code, p.origin) for p in problems] == [("L105", Origin("glossary/xx.tsv"))]


def test_without_a_glossary_there_are_no_rules() -> None:
    assert load_rules({}, load_region("hk")) == (Rules(), ())


def test_the_leftmost_and_longest_match_wins() -> None:
    rules, _ = load("转化\t轉換\n转化率\t轉換率\n率\t比率\n")
    assert [(at, rule.target) for at, rule in rules.find("转化率和率")] == [(0, "轉換率"), (4, "比率")]


def test_a_rule_knows_whether_the_manuscripts_files_hold_its_source() -> None:
    texts = {PATH: "项目\t專案\n账\t帳\n", "a.md": "记账", "glossary/hk.tsv": "项目\t項目"}
    assert [rule.seen for rule in load_rules(texts, load_region("tw"))[0].rules] == [False, True]
