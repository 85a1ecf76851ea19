"""What an editor is shown: rows by what was decided, the likeliest faults first; the text beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_review import ONE, SMALL, TAIWAN, TWO, Said, Same, in_li, paragraph
from sample_review import localized as made

from banben import shipped
from banben.config.book import Overrides
from banben.editions import Edition, Settings, Trim
from banben.localize import Localized
from banben.model import Origin
from banben.pipeline import Request, localized, prepare
from banben.review import decided, problems_of, review
from banben.review.diff import Stretch
from banben.review.rows import rows

EDITION = Edition("tw", TAIWAN, "reader", ("epub",), (), Trim("A5", 148, 210), ())


def test_the_same_decision_is_one_row_with_all_its_places() -> None:
    found = [row for row in rows(SMALL.conversions, 0.9) if (row.source, row.result) == ("里", "裡")]
    (row,) = found
    assert row.count == 3
    assert [(place.origin.path, place.origin.line) for place in row.places] == [(ONE, 3), (TWO, 2), (TWO, 2)]
    assert [place.unsure for place in row.places] == [True, True, False]
    assert row.confidence == 0.6
    assert row.mean == (0.7 + 0.6 + 0.95) / 3
    assert row.places[0].before == "他从仓库"
    assert row.places[0].after == "钻出来。"


def test_rows_are_sorted_by_how_likely_they_are_wrong_times_how_often_they_occur() -> None:
    many = [paragraph(ONE, line, *in_li(f"第{line}间屋", "。", confidence=0.8)) for line in range(1, 9)]
    once = [paragraph(TWO, 1, "一", Said("干", "幹", 0.4, ("乾",)))]
    sure = [paragraph(TWO, 2, "二", Said("后", "後", 0.95, ("后",)))]
    found = rows(made([*sure, *once, *many]).conversions, 0.9)
    assert [row.source for row in found] == ["里", "干", "后"]
    assert [len(row.unsure) for row in found] == [8, 1, 0]


def test_an_editors_line_and_a_proposal_are_never_flagged() -> None:
    unsure = [replace(item, confidence=0.0) for item in SMALL.conversions]
    kinds = {row.kind: bool(row.unsure) for row in rows(unsure, 0.9)}
    assert kinds == {"characters": True, "word": True, "proposal": False, "rule": False}


def test_a_context_is_on_one_line() -> None:
    (row,) = rows(made([paragraph(ONE, 1, "上\n行\t", Said("里", "裡", 0.5))]).conversions, 0.9)
    assert row.places[0].before == "上 行 "


def test_an_edition_that_requires_a_review_is_told_of_each_row_that_nobody_decided() -> None:
    found = problems_of(SMALL, Settings(review=True))
    assert [item.code for item in found] == ["L501", "L501"]
    assert dict(found[0].values) == {"source": "里", "result": "裡", "count": "2", "confidence": "60%"}
    assert found[0].origin == SMALL.conversions[0].origin
    assert problems_of(SMALL, Settings(review=True, threshold=0.5)) == ()
    assert problems_of(SMALL, Settings()) == ()


def test_a_review_counts_places_in_ten_thousand_characters() -> None:
    seen = review(SMALL, EDITION, "zh-Hans-CN")
    assert seen.unsure == 3
    assert seen.characters == sum(len(unit.source) for unit in SMALL.units)
    assert seen.density == 3 / seen.characters * 10_000
    assert seen.stem == "wheels-tw"
    assert seen.counts() == {
        "edition": "tw", "rows": 2, "places": 3, "density": f"{seen.density:.1f}",
        "proposals": 1, "sure": 2, "decided": 1,
    }  # fmt: skip


def test_a_review_takes_another_threshold() -> None:
    assert review(SMALL, EDITION, "zh-Hans-CN", 0.65).unsure == 1
    assert review(SMALL, EDITION, "zh-Hans-CN", 0.0).unsure == 0


def test_each_conversion_finds_its_place_in_its_unit() -> None:
    for item in decided(SMALL):
        for at, conversion in item.conversions:
            assert conversion.origin.path == item.unit.origin.path
            assert conversion.origin.column == at + 1


def test_the_same_text_in_two_files_can_be_decided_in_one_of_them() -> None:
    book = made([paragraph(ONE, 1, "里"), paragraph(TWO, 1, Said("里", "裡"))])
    assert [len(item.conversions) for item in decided(book)] == [0, 1]


def test_included_text_belongs_to_the_paragraph_that_includes_it() -> None:
    unit, found = paragraph(ONE, 1, "见", Said("里", "裡"))
    moved = [replace(item, origin=Origin("part.md", 9, 1)) for item in found]
    assert [len(item.conversions) for item in decided(made([(unit, moved)]))] == [1]


def test_equal_words_in_one_unit_keep_their_order() -> None:
    book = made([paragraph(ONE, 1, *(Said("里", "裡") for _ in range(40)))])
    (item,) = decided(book)
    assert [at for at, _ in item.conversions] == list(range(40))


WORDS = st.sampled_from(
    [Said("里", "裡"), Said("软件", "軟體"), Said("算法", "演算法"), Said("信息技术", "資訊")]
)
STRETCHES = st.one_of(WORDS, st.text("的一是这。", max_size=5), st.just(Same("这", "這")))


@given(st.lists(st.lists(STRETCHES, max_size=8), max_size=5))
def test_the_pieces_of_a_unit_are_the_unit(paragraphs: list[list[Said | Same | str]]) -> None:
    book = made([paragraph(ONE, line, *stretches) for line, stretches in enumerate(paragraphs, 1)])
    found = decided(book)
    assert sum(len(item.conversions) for item in found) == len(book.conversions)
    for item in found:
        pieces = list(item.pieces())
        assert "".join(source for _, source, _, _ in pieces) == item.unit.source
        assert "".join(result for _, _, result, _ in pieces) == item.unit.result


def text_of(book: Localized) -> list[tuple[str, str]]:
    seen = review(book, EDITION, "zh-Hans-CN")
    return [(chapter.path, chapter.title) for chapter in seen.chapters]


def test_the_whole_text_stands_by_chapter_with_what_changed() -> None:
    chapters = review(SMALL, EDITION, "zh-Hans-CN").chapters
    assert [chapter.path for chapter in chapters] == [ONE, TWO]
    assert chapters[0].title == "《one.md》"
    assert chapters[1].pairs[2].stretches == (
        Stretch("营销", "行銷", "rule"),
        Stretch("很难。", "很難。", "same"),
    )
    assert chapters[0].pairs[0].stretches[0] == Stretch("他从仓库", "他从仓库", "")


def test_the_title_in_book_toml_goes_before_the_chapters() -> None:
    book = made([paragraph(ONE, 1, "一"), paragraph("book.toml", 1, "书名", Said("里", "裡"))])
    chapters = tuple(item for item in book.book.chapters if item.origin.path == ONE)
    book = replace(book, book=replace(book.book, chapters=chapters))
    assert text_of(book) == [("book.toml", ""), (ONE, "《one.md》")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tw", "hk"])
def test_every_conversion_of_the_shipped_book_finds_its_place(name: str) -> None:
    prepared = prepare(Request(shipped.chapters(), Overrides(), (name,)))
    (edition,) = prepared.manuscript.editions
    book = localized(prepared, edition, lambda _: None)[0]
    found = decided(book)
    assert sum(len(item.conversions) for item in found) == len(book.conversions)
    for item in found:
        assert "".join(result for _, _, result, _ in item.pieces()) == item.unit.result
