"""Quotation marks in the tree: matched across markup, one character for one, problems at their place."""

from __future__ import annotations

import trees
from hypothesis import given
from hypothesis import strategies as st
from trees import HERE, book, chapter, para, text

from banben.maps import read_chapter
from banben.model import (
    PLAIN,
    Attributes,
    Book,
    CrossRef,
    Emphasis,
    Image,
    Inlines,
    LineBreak,
    Origin,
    Paragraph,
    Quote,
    Span,
    Text,
    Verbatim,
    Verse,
)
from banben.problems import Problem
from banben.regions import load_region
from banben.typeset import typeset
from banben.walk import plain


def set_in(code: str, one: Book) -> tuple[Book, tuple[Problem, ...]]:
    return typeset(one, load_region(code))


def words(one: Book) -> list[str]:
    return [plain(stream) for item in one.chapters for stream in read_chapter(item)][1:]


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(p.code, p.origin.line, p.origin.column) for p in problems if p.origin]


def test_a_quotation_may_hold_and_cross_markup() -> None:
    one = book(chapter(para("“甲", Emphasis((text("‘乙’丙”"),)), "丁")))
    done, problems = set_in("tw", one)
    assert done.chapters[0].blocks == (para("「甲", Emphasis((text("『乙』丙」"),)), "丁"),)
    assert problems == ()


def test_a_foreign_passage_keeps_its_marks_and_makes_a_latin_quotation() -> None:
    foreign = Span(Attributes(lang="en"), (text("“back office”"),))
    assert words(set_in("tw", book(chapter(para("“中", foreign, "”"))))[0]) == ["「中“back office”」"]
    assert words(set_in("tw", book(chapter(para("叫“", foreign, "”"))))[0]) == ["叫““back office””"]


def test_code_in_quotation_marks_counts_as_chinese() -> None:
    one = book(chapter(para("按“", Verbatim("“run”", "code", HERE), "”")))
    assert words(set_in("hk", one)[0]) == ["按「“run”」"]


def test_a_cross_reference_in_quotation_marks_counts_as_chinese() -> None:
    one = book(chapter(para("见“", CrossRef("a", "title", HERE), "”")))
    assert words(set_in("tw", one)[0]) == ["见「」"]


def test_lines_of_a_verse_are_read_as_one() -> None:
    verse = Verse(((text("“上句，"),), (text("下句。”"),)), PLAIN, HERE)
    assert words(set_in("tw", book(chapter(verse)))[0]) == ["「上句，", "下句。」"]


def test_a_line_break_does_not_end_a_quotation() -> None:
    one = book(chapter(para("“上", LineBreak(), "下”")))
    assert words(set_in("tw", one)[0]) == ["「上\n下」"]


def test_titles_labels_and_metadata_are_set_too() -> None:
    image = Image("a.png", "“灯”", "‘题’", PLAIN, HERE)
    done, _ = set_in("tw", book(chapter(para(image), title="“章”")))
    assert plain(done.chapters[0].title) == "「章」"
    assert done.chapters[0].blocks == (para(Image("a.png", "「灯」", "「题」", PLAIN, HERE)),)
    assert done.metadata.description == "关于「发展」"


def test_a_quotation_goes_on_in_the_next_paragraph_only() -> None:
    two = book(chapter(para("他说：“一。"), para("“二。”")))
    assert words(set_in("tw", two)[0]) == ["他说：「一。", "「二。」"]
    assert set_in("tw", two)[1] == ()
    apart = book(chapter(para("“一。"), Quote((para("“二。”"),), PLAIN, HERE)))
    assert [p.code for p in set_in("tw", apart)[1]] == []
    never = book(chapter(para("“一。"), para("“二。")))
    assert words(set_in("tw", never)[0]) == ["“一。", "“二。"]
    lone = book(chapter(para("“一。"), para("二。”")))
    assert words(set_in("tw", lone)[0]) == ["“一。", "二。”"]
    assert [p.code for p in set_in("tw", lone)[1]] == ["L201", "L201"]


def test_a_mark_without_partner_is_shown_where_it_stands() -> None:
    one = book(chapter(para(Text("他说，", Origin("a.md", 3, 1)), Text("“再等等。", Origin("a.md", 4, 5)))))
    assert places(set_in("tw", one)[1]) == [("L201", 4, 5)]


def test_the_wrong_mark_in_between_is_the_one_shown() -> None:
    assert places(set_in("tw", book(chapter(para("“甲‘乙”丙"))))[1]) == [("L201", 1, 3)]


def test_an_odd_straight_mark_is_shown() -> None:
    assert places(set_in("cn", book(chapter(para('说"里面"和"外面'))))[1]) == [("L202", 1, 7)]


def test_dots_and_dashes_are_noted_and_stay() -> None:
    one = book(
        chapter(para("等等...再说--好。。走…"), para("a...b--c……好——了"), para(Verbatim("...", "code", HERE)))
    )
    done, problems = set_in("tw", one)
    assert words(done) == words(one)
    assert places(problems) == [("L211", 1, 3), ("L211", 1, 11), ("L211", 1, 14), ("L212", 1, 8)]


def test_the_same_problem_is_equal_in_every_edition() -> None:
    one = book(chapter(para("“甲..."), para('"乙')))
    assert set_in("cn", one)[1] == set_in("tw", one)[1] == set_in("hk", one)[1]


@given(trees.books, st.sampled_from(["cn", "tw", "hk"]))
def test_a_second_setting_changes_nothing(one: Book, code: str) -> None:
    once, problems = set_in(code, one)
    assert set_in(code, once) == (once, problems)


@given(trees.books)
def test_only_quotation_marks_change(one: Book) -> None:
    flat = str.maketrans(dict.fromkeys("“”‘’「」『』", "*"))
    done, _ = set_in("tw", one)
    assert [line.translate(flat) for line in words(done)] == [line.translate(flat) for line in words(one)]


def test_a_paragraph_in_another_language_stays() -> None:
    one = book(chapter(para("“日本”", lang="ja")))
    stream: Inlines = (
        one.chapters[0].blocks[0].children if isinstance(one.chapters[0].blocks[0], Paragraph) else ()
    )
    assert words(set_in("tw", one)[0]) == [plain(stream)]
