"""Decisions become lines of rule files: the right file for each scope, the right context for a passage."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_review import ONE, SMALL, TWO, Said, Same, Stretch, in_li, localized, paragraph

from banben.conversion.align import INVISIBLE
from banben.conversion.rules import Rules, Scope
from banben.localize import Conversion, Localized
from banben.model import Origin
from banben.problems import Problem
from banben.review import Decision, decided, rule_lines, runs
from banben.review.decision import Spot
from banben.review.rows import FLAT
from banben.review.rule_lines import Line


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passages be as short as they can: what is tested here is what makes them unique."""
    monkeypatch.setattr(runs, "WIDE", 1)


PATHS = ("book.toml", ONE, TWO)


def spot(item: Conversion) -> Spot:
    origin = item.origin
    before, after = item.before.translate(FLAT), item.after.translate(FLAT)
    return Spot(origin.path, origin.line, origin.column, before, after)


def decision(
    source: str, result: str, scope: Scope, *spots: Spot, reason: str = "因为", line: int = 2
) -> Decision:
    return Decision(source, result, scope, reason, spots, "tw", Origin("decisions.json", line))


def written(
    book: Localized, *decisions: Decision
) -> tuple[list[tuple[str, str, str, Scope]], tuple[Problem, ...]]:
    lines, problems = rule_lines(decisions, "tw", PATHS, decided(book))
    return [(line.file, line.rule.source, line.rule.target, line.rule.scope) for line in lines], problems


LI = [item for item in SMALL.conversions if item.source == "里"]


@pytest.mark.parametrize(
    ("scope", "file"),
    [
        ("house", "house/glossary/tw.tsv"),
        ("book", "glossary/tw.tsv"),
        ("chapter", "glossary/part/two/tw.tsv"),
        ("passage", "glossary/part/two/tw.tsv"),
    ],
)
def test_each_scope_has_its_file(scope: Scope, file: str) -> None:
    ((path, *_),), problems = written(SMALL, decision("里", "里", scope, spot(LI[2])))
    assert (path, problems) == (file, ())


def test_a_passage_is_the_shortest_context_that_its_chapter_has_once() -> None:
    lines, _ = written(SMALL, decision("里", "里", "passage", spot(LI[2])))
    assert lines == [("glossary/part/two/tw.tsv", "弟里", "弟里", "passage")]


def test_a_passage_prints_its_context_as_the_edition_does() -> None:
    this = Same("这", "這")
    book = localized([paragraph(ONE, 1, this, "里的", this, Said("里", "裡", 0.5), "的", "里里的")])
    lines, _ = written(book, decision("里", "里", "passage", spot(book.conversions[0])))
    assert lines == [("glossary/one/tw.tsv", "的这里", "的這里", "passage")]


def test_a_passage_for_each_place_of_a_decision() -> None:
    lines, problems = written(SMALL, decision("里", "里", "passage", *map(spot, LI)))
    assert [source for _, source, *_ in lines] == ["库里", "一里", "弟里", "手里"]
    assert problems == ()


def test_neighbours_are_printed_as_they_are_decided_together() -> None:
    pair = Said("里", "裡", 0.5), Said("面", "面", 0.5)
    book = localized([paragraph(ONE, 1, "这", *pair, "和那", *pair)])
    inside, noodles = book.conversions[2:]
    lines, problems = written(
        book, decision("里", "里", "passage", spot(inside)), decision("面", "麵", "passage", spot(noodles))
    )
    assert problems == ()
    assert {target for _, _, target, _ in lines} == {"那里", "那里麵"}


def test_what_the_book_decides_shows_in_a_passage() -> None:
    pair = Said("里", "裡", 0.5), Said("面", "面", 0.5)
    book = localized([paragraph(ONE, 1, "那", *pair, "那里，", "里面")])
    lines, _ = written(
        book, decision("里", "里", "passage", spot(book.conversions[0])), decision("面", "麵", "book")
    )
    assert lines[0] == ("glossary/one/tw.tsv", "那里面", "那里麵", "passage")


def test_a_passage_stays_clear_of_code_and_addresses() -> None:
    book = localized([paragraph(ONE, 1, "见\ufffc", Said("里", "裡", 0.5), " https://a.cn/里 里")])
    lines, _ = written(book, decision("里", "里", "passage", spot(book.conversions[0])))
    assert lines[0][1:3] == ("里", "里")


def test_a_passage_is_written_without_what_cannot_be_seen() -> None:
    book = localized([paragraph(ONE, 1, "公\u00ad司\n", Said("里", "裡", 0.5), "面，家里面")])
    lines, problems = written(book, decision("里", "里", "passage", spot(book.conversions[0])))
    assert (lines[0][1], problems) == ("司里", ())


def test_one_of_two_places_that_nothing_tells_apart_cannot_be_decided() -> None:
    book = localized([paragraph(ONE, line, Said("里", "裡", 0.5)) for line in (1, 3)])
    lines, problems = written(book, decision("里", "里", "passage", spot(book.conversions[0])))
    assert (lines, [item.code for item in problems]) == ([], ["R111"])


def test_both_of_them_can_be_decided_alike() -> None:
    book = localized([paragraph(ONE, line, Said("里", "裡", 0.5)) for line in (1, 3)])
    lines, problems = written(book, decision("里", "里", "passage", *map(spot, book.conversions)))
    assert lines == [("glossary/one/tw.tsv", "里", "里", "passage")]
    assert problems == ()


def test_a_lone_character_in_a_cell_does_not_change_the_words_that_hold_it() -> None:
    book = localized([paragraph(ONE, 1, Said("里", "里", 0.5)), paragraph(ONE, 3, "三公里")])
    item = book.conversions[0]
    assert [p.code for p in written(book, decision("里", "裡", "passage", spot(item)))[1]] == ["R111"]
    assert written(book, decision("里", "里", "passage", spot(item)))[1] == ()


def test_the_title_of_the_book_is_a_passage_of_the_book() -> None:
    book = localized([paragraph(ONE, 1, "城里"), paragraph("book.toml", 1, "山", Said("里", "裡", 0.5))])
    lines, _ = written(book, decision("里", "里", "passage", spot(book.conversions[0])))
    assert lines == [("glossary/tw.tsv", "山里", "山里", "passage")]


def test_a_place_is_found_again_when_lines_are_put_in_before_it() -> None:
    moved = localized(
        [
            paragraph(ONE, 7, "新写的一段，城", Said("里", "裡")),
            paragraph(ONE, 9, *in_li("他从仓库", "钻出来。")),
        ]
    )
    lines, problems = written(moved, decision("里", "里", "passage", spot(LI[0])))
    assert (lines[0][1], problems) == ("库里", ())


def test_another_word_at_the_old_place_is_not_taken_for_it() -> None:
    other = localized([paragraph(ONE, 3, *in_li("她在屋子", "看书。"))])
    lines, problems = written(other, decision("里", "里", "passage", spot(LI[0])))
    assert (lines, [item.code for item in problems]) == ([], ["R110"])


@pytest.mark.parametrize("path", ["gone.md", "../../etc/passwd.md", "book.toml"])
def test_a_chapter_that_is_none_is_told(path: str) -> None:
    lines, problems = written(SMALL, decision("里", "里", "chapter", Spot(path, 1, 1)))
    assert (lines, [item.code for item in problems]) == ([], ["R109"])


def decided_before(result: str) -> Localized:
    rule = Said("仓库里", result, 1.0, (), "rule", "glossary/one/tw.tsv:1")
    return localized([paragraph(ONE, 3, "他从", rule, "钻出来。")])


def test_a_passage_that_a_line_prints_already_comes_to_the_same_line() -> None:
    lines, problems = written(decided_before("倉庫裡"), decision("里", "裡", "passage", spot(LI[0])))
    assert lines == [("glossary/one/tw.tsv", "仓库里", "倉庫裡", "passage")]
    assert problems == ()


def test_a_passage_that_a_line_prints_otherwise_comes_to_the_other_line() -> None:
    lines, _ = written(decided_before("倉庫裡"), decision("里", "里", "passage", spot(LI[0])))
    assert lines == [("glossary/one/tw.tsv", "仓库里", "倉庫里", "passage")]


def test_where_a_line_prints_another_length_nothing_is_guessed() -> None:
    lines, problems = written(decided_before("貨倉裡頭"), decision("里", "里", "passage", spot(LI[0])))
    assert (lines, [item.code for item in problems]) == ([], ["R110"])


PIECES = st.one_of(
    st.sampled_from([Said("里", "裡", 0.5, ("里",)), Said("干", "幹", 0.5), Said("软件", "軟體", 0.5)]),
    # Equal text is decided equally: where 里 stands undecided, another character follows.
    st.sampled_from(["里程", "的", "，", "件", "\n", " ", "#", "\ufffc", "\u00ad", Same("这", "這")]),
)
RESULTS = {"里": ("裡", "里"), "干": ("幹", "乾"), "软件": ("軟體", "軟件", "程式")}


@settings(max_examples=300)
@given(st.data(), st.lists(st.lists(PIECES, min_size=1, max_size=12), min_size=1, max_size=4))
def test_decisions_for_passages_print_what_was_decided(
    data: st.DataObject, paragraphs: list[list[Stretch]]
) -> None:
    book = localized([paragraph(ONE, line, *stretches) for line, stretches in enumerate(paragraphs, 1)])
    wanted = {
        item: data.draw(st.sampled_from(RESULTS[item.source]))
        for item in book.conversions
        if data.draw(st.booleans())
    }
    decisions = [
        decision(item.source, result, "passage", spot(item), line=line)
        for line, (item, result) in enumerate(wanted.items(), 1)
    ]
    lines, problems = rule_lines(decisions, "tw", PATHS, decided(book))
    assert {item.code for item in problems} <= {"R111"}
    refused = {item.origin for item in problems}
    taken = {
        item: given.result
        for item, given in zip(wanted, decisions, strict=True)
        if given.origin not in refused
    }
    printed = applied(book, lines)
    for item in book.conversions:
        assert printed[item.origin] == taken.get(item, item.result)


def applied(book: Localized, lines: Sequence[Line]) -> dict[Origin, str]:
    """Return what is printed for each conversion of *book* with *lines* as its rules; no length changes."""
    rules = Rules(tuple({line.rule.source: line.rule for line in lines}.values()))
    printed: dict[Origin, str] = {}
    for item in decided(book):
        hidden = [match.span() for match in INVISIBLE.finditer(item.unit.source)]
        text = list(INVISIBLE.sub("", item.unit.result))
        for start, rule in rules.find(INVISIBLE.sub("", item.unit.source), ONE):
            assert len(rule.source) == len(rule.target)
            text[start : start + len(rule.source)] = rule.target
        for at, found in item.conversions:
            bare = at - sum(b - a for a, b in hidden if a < at)
            printed[found.origin] = "".join(text[bare : bare + len(found.source)])
    return printed


def test_a_passage_is_wide_enough_to_stay_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "WIDE", 6)
    text = "从前有一家小店，里面只有两个人，一个管买，一个管卖。"
    (run,) = runs.runs(decided(localized([paragraph(ONE, 1, text)]))[0])
    at = text.index("里")
    a, b = runs.context(run, at, at + 1, text)
    assert b - a == 6
    assert a <= at < b
