"""Traditional manuscripts as source: characters, words and quotation marks of every direction."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trees
from hypothesis import given
from hypothesis import strategies as st
from trees import HERE, book, chapter, edition, text

from banben.conversion import Converter, Line, Rule, Rules, convert_text, converter_for
from banben.conversion.back import read_form
from banben.conversion.dictionaries import DATA, rows
from banben.conversion.residue import Script, other_script
from banben.editions import Settings
from banben.localize import localize
from banben.maps import read_chapter
from banben.model import PLAIN, Book, Inlines, Origin, Paragraph, Verbatim
from banben.regions import known_regions, load_region
from banben.typeset import typeset
from banben.walk import inlines, plain

DIRECTIONS = [("tw", "cn"), ("hk", "cn"), ("tw", "hk"), ("hk", "tw")]
LANGUAGES = {"tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
SENTENCES = (
    "妳的頭髮乾淨得很，麵條煮好了，裡面請。",
    "「資訊專案」的品質，『他』看著著名的帳簿。",
    "颱風過後，講臺上只剩一臺電視機，藉口很多。",
    "軟體更新之後，螢幕、伺服器與 don’t 都在雲端。",
    "裏面的質素，説話着重甚麼，衞生署羣眾。",
)


def engine(source: str, region: str, rules: Rules = Rules(), words: bool = True) -> Converter:  # noqa: B008
    return converter_for(load_region(region), Settings(vocabulary=words), rules, source)


def converted(source: str, region: str, words: str) -> str:
    return convert_text(words, engine(source, region), load_region(region).quotes)


def marked_rows() -> Iterator[tuple[str, str, list[str]]]:
    path = Path(__file__).parent / "conversion" / "back.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["region"], row["source"], [row["expected"], *json.loads(row["alternatives"])]


@pytest.mark.parametrize(("direction", "given_text", "expected"), list(marked_rows()))
def test_the_marked_sentences_come_out_right(direction: str, given_text: str, expected: list[str]) -> None:
    source, _, region = direction.partition("2")
    assert converted(source, region, given_text) in expected


# --- characters -------------------------------------------------------------------------------


def test_the_table_of_characters_is_sound() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for _, columns in rows(DATA / "back" / "characters.tsv"):
        word, regions, form = read_form(columns)
        assert set(regions) <= set(known_regions())
        assert all(len(other) == len(word) for other in form.others)
        assert 0.5 < form.confidence <= 1.0
        found.update((word, region) for region in regions)
    assert [key for key, count in found.items() if count > 1] == []


@pytest.mark.parametrize("region", known_regions())
def test_the_table_prints_no_character_of_the_other_script(region: str) -> None:
    script: Script = "hans" if region == "cn" else "hant"
    forms = (read_form(columns) for _, columns in rows(DATA / "back" / "characters.tsv"))
    printed = "".join(form.result for _, regions, form in forms if region in regions)
    meant = set("乾徵瞭藉於")  # the mainland prints these in 乾隆, 徵羽, 瞭望, 慰藉, 於梨华
    assert {c for item in other_script(printed, script) for c in item.text} <= meant


def test_a_row_whose_result_has_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as long"):
        read_form(["帳篷", "cn", "帐"])


def test_a_character_with_several_forms_is_a_row_of_the_review() -> None:
    (line,) = engine("tw", "cn").convert([Line("祂在帳上。")])
    seen = [(s.source, s.result, s.kind, s.alternatives) for s in line if s.kind != "same"]
    assert seen == [("祂", "他", "characters", ("祂",)), ("帳", "账", "characters", ("帐",))]
    assert all(s.confidence < 0.9 for s in line if s.kind == "characters")


def test_the_memory_of_one_direction_is_not_anothers() -> None:
    names = {engine(source, region).characters.name for source, region in [*DIRECTIONS, ("cn", "tw")]}
    assert len(names) == len(DIRECTIONS) + 1


def test_what_is_one_for_one_is_no_decision() -> None:
    (line,) = engine("tw", "cn").convert([Line("我們開會。")])
    assert [(s.result, s.kind) for s in line] == [("我们开会。", "same")]


# --- words ------------------------------------------------------------------------------------


def test_characters_alone_leave_the_regions_words() -> None:
    lines = engine("tw", "cn", words=False).convert([Line("資訊專案")])
    assert "".join(s.result for s in lines[0]) == "资讯专案"


def test_a_word_that_depends_on_its_sense_is_proposed() -> None:
    (line,) = engine("tw", "cn").convert([Line("他整理舊檔案。")])
    found = [(s.source, s.result, s.alternatives) for s in line if s.kind == "proposal"]
    assert found == [("檔案", "档案", ("文件",))]


def test_words_end_where_words_of_traditional_text_do() -> None:
    rules = Rules((Rule("後人", "后代", "", Origin("glossary/cn.tsv", 1)),))
    (line,) = engine("tw", "cn", rules).convert([Line("然後人們走了，後人記得。")])
    assert "".join(s.result for s in line) == "然后人们走了，后代记得。"


def test_in_the_manuscripts_own_region_only_rules_change_anything() -> None:
    rules = Rules((Rule("後人", "後代", "", Origin("glossary/tw.tsv", 1)),))
    (line,) = engine("tw", "tw", rules).convert([Line("然後人們走了，後人看著資訊。")])
    assert "".join(s.result for s in line) == "然後人們走了，後代看著資訊。"


# --- quotation marks --------------------------------------------------------------------------


def test_corner_brackets_become_the_mainlands_marks() -> None:
    assert converted("tw", "cn", "「你說『好』，」他問。") == "“你说‘好’，”他问。"


def test_curly_marks_in_a_traditional_manuscript_become_corner_brackets() -> None:
    assert converted("hk", "tw", "“他説‘好’。”") == "「他說『好』。」"


# --- laws -------------------------------------------------------------------------------------


def localized(one: Book, source: str, region: str) -> Book:
    one = replace(one, metadata=replace(one.metadata, language=LANGUAGES[source]))
    done = localize(one, edition(region), engine(source, region)).book
    return typeset(done, load_region(region))[0]


@given(
    st.lists(st.sampled_from(SENTENCES) | st.text(max_size=12), max_size=4).map("".join),
    st.sampled_from(DIRECTIONS),
)
def test_no_text_is_lost(words: str, direction: tuple[str, str]) -> None:
    (line,) = engine(*direction).convert([Line(words)])
    assert "".join(s.source for s in line) == words
    assert all(s.result for s in line)


@given(
    st.sampled_from(SENTENCES).flatmap(lambda sentence: trees.marked(sentence, 2, "zh-TW")),
    st.sampled_from(DIRECTIONS),
)
def test_markup_never_changes_the_converted_text(stream: Inlines, direction: tuple[str, str]) -> None:
    source, region = direction
    block = localized(book(chapter(Paragraph(stream, PLAIN, HERE))), source, region).chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert plain(block.children) == converted(source, region, plain(stream))


@given(trees.verbatims, st.sampled_from(SENTENCES), st.sampled_from(DIRECTIONS))
def test_protected_text_survives_byte_for_byte(
    kept: Verbatim, sentence: str, direction: tuple[str, str]
) -> None:
    stream = (text(sentence), kept, text(sentence))
    done = localized(book(chapter(Paragraph(stream, PLAIN, HERE))), *direction)
    found = [item for item in _every(done) if isinstance(item, Verbatim)]
    assert found == [kept]


def _every(one: Book) -> Iterator[object]:
    for item in one.chapters:
        for stream in read_chapter(item):
            yield from inlines(stream)


@given(st.sampled_from(SENTENCES), st.sampled_from(["tw", "hk"]))
def test_a_mainland_edition_has_no_character_of_its_own_left_in_traditional(
    sentence: str, source: str
) -> None:
    result = re.sub("[乾徵瞭藉於]", "", converted(source, "cn", sentence))
    assert list(other_script(result, "hans")) == []
