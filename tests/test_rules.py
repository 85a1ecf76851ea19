"""Rule files: one line a rule, whose reach is whose, which one wins, and what is wrong with a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from banben.conversion import Rule, Rules, load_rules
from banben.conversion.rule_checks import unused
from banben.conversion.rule_files import written_line
from banben.conversion.rules import ORDER, Scope
from banben.model import Origin
from banben.problems import Problem
from banben.regions import load_region

PATH = "glossary/tw.tsv"
WHERE = Origin(PATH)


def load(text: str, **others: str) -> tuple[Rules, tuple[Problem, ...]]:
    """Return the rules of *text*, a book's file for Taiwan, and of others by their names in glossary/."""
    texts = {PATH: text, **{f"glossary/{name.replace('_', '.')}": words for name, words in others.items()}}
    return load_rules(texts, load_region("tw"))


def found(text: str) -> list[tuple[str, int, int]]:
    return [(p.code, p.origin.line, p.length) for p in load(text)[1] if p.origin]


def printed(rules: Rules, text: str, path: str = "a.md") -> str:
    """Return *text* with the rules carried out, nothing else."""
    parts: list[str] = []
    end = 0
    for at, rule in rules.find(text, path):
        parts += (text[end:at], rule.target)
        end = at + len(rule.source)
    return "".join((*parts, text[end:]))


# --- files ----------------------------------------------------------------------------------


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


def test_the_fourth_column_is_the_scope() -> None:
    rules, problems = load("一只表\t一隻錶\t计时\tpassage\n项目\t專案\t\tbook\n账\t帳\t\t\n")
    assert [rule.scope for rule in rules.rules] == ["passage", "book", "book"]
    assert problems == ()


@pytest.mark.parametrize(
    ("path", "scope", "chapter"),
    [
        ("glossary/tw.tsv", "book", ""),
        ("glossary/names.tsv", "book", ""),
        ("glossary/one/tw.tsv", "chapter", "one"),
        ("glossary/part/two/names.tsv", "chapter", "part/two"),
        ("house/glossary/tw.tsv", "house", ""),
        ("house/glossary/names.tsv", "house", ""),
    ],
)
def test_a_file_s_folder_says_its_reach(path: str, scope: Scope, chapter: str) -> None:
    texts = {path: "甲\t甲", "one.md": "", "part/two.md": ""}
    (rule,) = load_rules(texts, load_region("tw"))[0].rules
    assert (rule.scope, rule.chapter, rule.name) == (scope, chapter, f"{path}:1")


def test_files_of_other_regions_and_other_tables_are_no_rules_here() -> None:
    texts = {"glossary/hk.tsv": "甲\t乙", "data/tw.tsv": "甲\t乙", "house/tw.tsv": "甲\t乙"}
    assert load_rules(texts, load_region("tw")) == (Rules(), ())


def test_without_a_glossary_there_are_no_rules() -> None:
    assert load_rules({}, load_region("hk")) == (Rules(), ())


def test_invisible_characters_in_a_source_do_not_keep_it_from_matching() -> None:
    rules, _ = load("项\u200b目\t專案")
    assert printed(rules, "项目") == "專案"


# --- faults ---------------------------------------------------------------------------------


def test_faults_are_shown_at_their_lines() -> None:
    assert found("项目 專案") == [("L101", 1, 5)]
    assert found("\t專案\n项目\t") == [("L102", 1, 3), ("L102", 2, 2)]
    assert found("甲\t乙\n甲\t乙\n甲\t丙") == [("L103", 2, 1), ("L104", 3, 1)]


def test_an_unknown_scope_is_shown_where_it_stands() -> None:
    (problem,) = load("甲\t乙\t注\tpasage")[1]
    assert (problem.code, problem.origin, problem.length) == ("L107", Origin(PATH, 1, 7), 6)
    assert dict(problem.values)["known"] == "book, passage"


def test_a_house_has_no_passages() -> None:
    _, (problem,) = load_rules({"house/glossary/tw.tsv": "甲\t乙\t\tpassage"}, load_region("tw"))
    assert dict(problem.values) == {"scope": "passage", "known": "house"}


def test_a_glossary_for_no_region_is_reported() -> None:
    _, problems = load("", xx_tsv="甲\t乙")
    assert [(p.code, p.origin) for p in problems] == [("L105", Origin("glossary/xx.tsv"))]


def test_a_folder_for_no_chapter_is_told_with_the_nearest() -> None:
    texts = {"glossary/01-origins/tw.tsv": "甲\t乙", "01-origin.md": "甲", "02-end.md": ""}
    (problem,) = load_rules(texts, load_region("tw"))[1]
    assert (problem.code, dict(problem.values)["nearest"]) == ("L108", "01-origin")


def test_the_same_source_in_two_scopes_is_no_fault() -> None:
    texts = {
        "one.md": "项目",
        "house/glossary/tw.tsv": "项目\t項目",
        PATH: "项目\t專案\n项目\t計畫\t\tpassage",
        "glossary/names.tsv": "项目",
        "glossary/one/tw.tsv": "项目\t案子",
    }
    assert load_rules(texts, load_region("tw"))[1] == ()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("程序\t程式\n程式\t應用程式", f"{PATH}:2"),  # the result as it stands
        ("窗口\t视窗口\n视窗\t視窗", f"{PATH}:2"),
        ("渠道\t通路\n通路\t通道", f"{PATH}:2"),
        ("甲\t開發\n开发\t研發", f"{PATH}:2"),  # and in Simplified characters
    ],
)
def test_a_result_that_another_line_would_change_is_told_with_that_line(text: str, other: str) -> None:
    chains = [p for p in load(text)[1] if p.code == "L109"]
    assert [dict(p.values)["place"] for p in chains] == [other]


@pytest.mark.parametrize(
    "text",
    [
        "总数里\t總數裡\n数\t數",  # the longest wins in the source already
        "挨\t挨\n面\t麵",
        "网站\t官方網站\n官方\t官方",  # would change nothing
        "甲\t帳\n账\t帳",
    ],
)
def test_what_would_change_nothing_is_no_chain(text: str) -> None:
    assert [p.code for p in load(text)[1] if p.code == "L109"] == []


def test_rules_of_another_reach_make_no_chain() -> None:
    texts = {"one.md": "", "house/glossary/tw.tsv": "程序\t程式", PATH: "程式\t應用程式"}
    assert load_rules(texts, load_region("tw"))[1] == ()


def test_a_source_in_the_wrong_script_is_told_and_dropped() -> None:
    rules, problems = load("項目\t專案")
    assert [(p.code, dict(p.values)["characters"]) for p in problems] == [("L110", "項")]
    assert rules == Rules()


def test_a_source_that_the_manuscript_holds_is_right_whatever_its_script() -> None:
    texts = {PATH: "項目\t專案", "a.md": "他写的是“項目”"}
    rules, problems = load_rules(texts, load_region("tw"))
    assert ([rule.source for rule in rules.rules], problems) == (["項目"], ())


def test_a_traditional_manuscript_has_traditional_sources() -> None:
    texts = {"glossary/cn.tsv": "專案\t项目\n软体\t软件"}
    rules, problems = load_rules(texts, load_region("cn"), "zh-Hant-TW")
    assert [rule.source for rule in rules.rules] == ["專案"]
    assert [(p.code, p.origin and p.origin.line) for p in problems] == [("L110", 2)]


def test_a_target_in_the_wrong_script_is_told() -> None:
    _, problems = load("营销\t行销\n干宝\t干宝")
    assert [(p.code, dict(p.values)["characters"]) for p in problems] == [("L112", "销")]


# --- rules that match nothing ---------------------------------------------------------------


def test_a_rule_knows_whether_the_manuscripts_files_hold_its_source() -> None:
    texts = {PATH: "项目\t專案\n账\t帳\n", "a.md": "记账", "glossary/hk.tsv": "项目\t項目"}
    assert [rule.seen for rule in load_rules(texts, load_region("tw"))[0].rules] == [False, True]


def test_a_chapters_rule_is_looked_for_in_that_chapter_alone() -> None:
    texts = {"one.md": "项目", "two.md": "账", "glossary/one/tw.tsv": "账\t帳", PATH: "账\t帳"}
    rules, _ = load_rules(texts, load_region("tw"))
    assert {rule.chapter: rule.seen for rule in rules.rules} == {"": True, "one": False}
    problems = list(unused(rules, {f"{PATH}:1"}, [("one.md", "项目"), ("two.md", "账")]))
    assert [(p.code, dict(p.values)["chapter"]) for p in problems] == [("L111", "one")]


def test_a_house_s_rule_may_wait_for_another_book() -> None:
    rules, problems = load_rules({"house/glossary/tw.tsv": "账\t帳\n項目\t專案"}, load_region("tw"))
    assert ([rule.source for rule in rules.rules], problems) == (["账", "項目"], ())
    assert list(unused(rules, (), [("a.md", "无")])) == []


def test_a_rule_that_stands_only_inside_longer_words_is_told() -> None:
    rules, _ = load("里面\t裡面\n没有\t無")
    problems = list(unused(rules, (), [("a.md", "这里面条好吃")]))
    assert [(p.code, p.origin and p.origin.line) for p in problems] == [("L113", 1), ("L106", 2)]


def test_a_rule_that_longer_ones_replace_everywhere_is_used_enough() -> None:
    rules, _ = load_rules({PATH: "视频\t影片\n短视频\t短影音", "a.md": "短视频"}, load_region("tw"))
    assert list(unused(rules, {f"{PATH}:2"}, [("a.md", "看短视频")])) == []


# --- matching -------------------------------------------------------------------------------


def test_the_leftmost_and_longest_match_wins() -> None:
    rules, _ = load("转化\t轉換\n转化率\t轉換率\n率\t比率\n")
    assert [(at, rule.target) for at, rule in rules.find("转化率和率")] == [(0, "轉換率"), (4, "比率")]


@pytest.mark.parametrize("case", list(cases("rules.txt")), ids=lambda case: case.title)
def test_which_rule_wins(case: Case) -> None:
    """Given: lines `scope source target` (a chapter's with its name), then a line `chapter: text`."""
    *lines, last = case.given.split("\n")
    chapter, _, text = last.partition(": ")
    rules: list[Rule] = []
    for number, line in enumerate(lines, 1):
        scope, source, target = line.split()
        place, _, own = scope.partition("@")
        kind = next(name for name in ORDER if name == place)
        rules.append(Rule(source, target, "", Origin(PATH, number), kind, own))
    assert printed(Rules(tuple(rules)), text, f"{chapter}.md") == case.expected


def test_a_rule_does_not_match_across_words_but_a_passage_s_does() -> None:
    word = Rule("里面", "裡面", "", WHERE)
    asked: list[tuple[int, int]] = []

    def crosses(start: int, end: int) -> bool:
        asked.append((start, end))
        return True

    assert list(Rules((word,)).find("这里面条", "", crosses)) == []
    assert asked == [(1, 3)]
    passage = replace(word, scope="passage")
    assert list(Rules((passage,)).find("这里面条", "", crosses)) == [(1, passage)]
    assert asked == [(1, 3)]


def test_a_shorter_rule_matches_where_the_longer_would_cut_a_word() -> None:
    rules, _ = load("里面\t裡面\n里\t裡")
    matches = list(rules.find("这里面条", "", lambda start, end: end - start == 2))
    assert [(at, rule.target) for at, rule in matches] == [(1, "裡")]


def test_places_are_asked_for_as_they_are_in_the_whole_text() -> None:
    passage, word = Rule("甲", "A", "", WHERE, "passage"), Rule("乙", "B", "", WHERE)
    matches = list(Rules((passage, word)).find("乙甲乙", "", lambda start, end: start == 2))
    assert matches == [(0, word), (1, passage)]


# --- laws -----------------------------------------------------------------------------------

words = st.text("甲乙丙丁", min_size=1, max_size=4)
some_rules = st.lists(
    st.builds(
        lambda source, scope, chapter: Rule(source, f"<{source}>", "", WHERE, scope, chapter),
        words,
        st.sampled_from(ORDER),
        st.sampled_from(["", "one", "two"]),
    ).filter(lambda rule: rule.scope != "house" or not rule.chapter),
    max_size=12,
).map(lambda found: Rules(tuple(found)))


@given(some_rules, st.text("甲乙丙丁戊", max_size=30), st.sampled_from(["one.md", "two.md", "three.md", ""]))
def test_matches_are_where_they_are_said_to_be_and_never_overlap(rules: Rules, text: str, path: str) -> None:
    end = 0
    for at, rule in rules.find(text, path):
        assert text.startswith(rule.source, at)
        assert at >= end
        assert rule.chapter in ("", path.removesuffix(".md"))
        end = at + len(rule.source)


@given(some_rules, st.text("甲乙丙丁", max_size=30))
def test_of_equal_sources_the_narrower_scope_matches(rules: Rules, text: str) -> None:
    for _, rule in rules.find(text, "one.md"):
        rivals = [r for r in rules.rules if r.source == rule.source and r.chapter in ("", "one")]
        assert ORDER.index(rule.scope) == min(ORDER.index(rival.scope) for rival in rivals)


@given(some_rules, st.text("甲乙丙丁", max_size=30))
def test_no_rule_that_could_match_is_left_out(rules: Rules, text: str) -> None:
    free = list(text)
    for at, rule in rules.find(text, "one.md"):
        free[at : at + len(rule.source)] = "\0" * len(rule.source)
    left = "".join(free)
    assert not any(rule.source in left for rule in rules.rules if rule.chapter in ("", "one"))


@given(some_rules, st.text("甲乙丙丁", max_size=30))
def test_nothing_matches_on_words_that_are_cut(rules: Rules, text: str) -> None:
    assert all(rule.scope == "passage" for _, rule in rules.find(text, "one.md", lambda start, end: True))


@given(
    st.lists(
        st.builds(
            Rule,
            st.text("甲乙丙", min_size=1, max_size=4),
            st.text("天地人", min_size=1, max_size=4),
            st.text("注释", max_size=3),
            st.just(WHERE),
            st.sampled_from(["book", "passage"]),
        ),
        unique_by=lambda rule: (rule.source, rule.scope),
    )
)
def test_written_lines_are_read_as_the_rules_they_were(given_rules: list[Rule]) -> None:
    rules, _ = load("\n".join(map(written_line, given_rules)))
    expected = [replace(rule, origin=Origin(PATH, line)) for line, rule in enumerate(given_rules, 1)]
    assert list(rules.rules) == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_stands_in_a_file_the_rest_is_read(text: str) -> None:
    clean = text.replace("甲", "乙")
    rules, _ = load(f"甲\t乙\n{clean}\n")
    assert rules.rules[0].source == "甲"
