"""A book in another script: whole words across markup, one conversion, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
import trees
from hypothesis import given
from hypothesis import strategies as st
from trees import HERE, book, chapter, edition, para, text

from banben.conversion import Converter, Rule, Rules, convert_text, converter_for, load_rules
from banben.editions import Edition, Settings
from banben.localize import Localized, localize, localize_boxes, localize_words
from banben.manuscript import BoxKind
from banben.maps import read_chapter
from banben.model import (
    PLAIN,
    Attributes,
    Bar,
    Book,
    Chart,
    Contributor,
    Copyright,
    CrossRef,
    Emphasis,
    Figure,
    Image,
    IndexMark,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Origin,
    Paragraph,
    Quote,
    Ruby,
    RubyPair,
    Series,
    Span,
    Subject,
    Text,
    Verbatim,
)
from banben.regions import load_region
from banben.typeset import typeset
from banben.walk import inlines, plain


def engine(code: str = "tw", rules: Rules = Rules()) -> Converter:  # noqa: B008
    return converter_for(load_region(code), Settings(), rules)


def localized(one: Book, own: Edition, rules: Rules = Rules()) -> Localized:  # noqa: B008
    return localize(one, own, converter_for(own.region, own.conversion, rules))


def converted(*parts: object, region: str = "tw", rules: Rules = Rules()) -> Inlines:  # noqa: B008
    """Return the inlines of a paragraph of *parts* as the edition of *region* has them."""
    one = book(chapter(para(*parts)))  # type: ignore[arg-type]
    done = localized(one, edition(region), rules).book
    block = done.chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block.children


def words(one: Book) -> str:
    return "\n".join(plain(stream) for item in one.chapters for stream in read_chapter(item))


def rules(*pairs: tuple[str, str]) -> Rules:
    return Rules(tuple(Rule(a, b, "", Origin("glossary/tw.tsv", n)) for n, (a, b) in enumerate(pairs, 1)))


# --- markup ---------------------------------------------------------------------------------


def test_markup_inside_a_word_does_not_break_it() -> None:
    assert converted("头", Emphasis((text("发"),)), "很干", Emphasis((text("净"),))) == (
        text("頭"), Emphasis((text("髮"),)), text("很乾"), Emphasis((text("淨"),)),
    )  # fmt: skip


def test_notes_index_marks_and_readings_do_not_break_a_word() -> None:
    ruby = Ruby((RubyPair(text("发"), "fà"),), "pinyin")
    assert plain(converted("头", NoteRef("a", 1, HERE), IndexMark("发展", "", HERE), ruby)) == "頭髮"


def test_a_line_break_a_picture_and_code_end_a_word() -> None:
    for barrier in (LineBreak(), Image("a.png", "", "", PLAIN, HERE), Verbatim("x", "code", HERE)):
        assert converted("头", barrier, "发展")[2] == text("發展")


def test_a_cross_reference_stands_between_words() -> None:
    assert plain(converted("头", CrossRef("fig-a", "label", HERE), "发展")) == "頭發展"


def test_words_of_two_source_lines_are_one_text() -> None:
    assert converted(text("头", 1), text("发", 2)) == (text("頭", 1), text("髮", 2))


@given(st.sampled_from(trees.SENTENCES).flatmap(trees.marked), st.sampled_from(["tw", "hk", "cn"]))
def test_markup_never_changes_the_converted_text(stream: Inlines, code: str) -> None:
    one = book(chapter(Paragraph(stream, PLAIN, HERE)))
    done = localized(one, edition(code)).book
    done, _ = typeset(done, load_region(code))
    block = done.chapters[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert plain(block.children) == convert_text(plain(stream), engine(code), load_region(code).quotes)


@given(trees.books, st.sampled_from(["tw", "hk", "cn"]))
def test_protected_text_survives_byte_for_byte(one: Book, code: str) -> None:
    def protected(tree: Book) -> list[Verbatim]:
        streams = (stream for item in tree.chapters for stream in read_chapter(item))
        return [item for stream in streams for item in inlines(stream) if isinstance(item, Verbatim)]

    done = localized(one, edition(code)).book
    done, _ = typeset(done, load_region(code))
    assert protected(done) == protected(one)


@given(trees.books)
def test_no_text_is_lost(one: Book) -> None:
    done = localized(one, edition("hk")).book
    assert len(words(done)) == len(words(one))


# --- what is converted and what is not --------------------------------------------------------


def test_addresses_and_other_languages_stay() -> None:
    link = Link("https://a.cn/后台", (text("a.cn/后台"),), "", HERE)
    foreign = Span(Attributes(lang="ja"), (text("国"),))
    own = Span(Attributes(lang="zh-Hans"), (text("国"),))
    assert converted("看", link, foreign, own) == (
        text("看"), link, foreign, Span(Attributes(), (text("國"),)),
    )  # fmt: skip


def test_a_block_in_another_language_stays_whole() -> None:
    quote = Quote((para("东京の后"),), Attributes(lang="ja"), HERE)
    done = localized(book(chapter(quote, para("后天", lang="zh-CN"))), edition()).book
    assert done.chapters[0].blocks == (quote, para("後天"))


def test_a_passage_marked_not_to_be_translated_stays() -> None:
    span = Span(Attributes(values=(("translate", "no"),)), (text("后台"),))
    assert converted(span, "后台") == (span, text("後臺"))


def test_strings_outside_the_text_are_converted() -> None:
    image = Image("images/后.png", "后面", "里面", PLAIN, HERE)
    assert converted(image, IndexMark("后台", "发展", HERE), Link("https://a.cn", (), "里面", HERE)) == (
        Image("images/后.png", "後面", "裡面", PLAIN, HERE),
        IndexMark("後臺", "發展", HERE),
        Link("https://a.cn", (), "裡面", HERE),
    )
    gloss = Ruby((RubyPair(text("后"), "后面"),), "gloss")
    assert converted(gloss) == (Ruby((RubyPair(text("後"), "後面"),), "gloss"),)


def test_charts_are_converted_except_their_data_file() -> None:
    chart = Chart("bars", ("占比",), (Bar("数据", (1.0,), "组"),), "个", "轴线", "data/数据.csv", HERE)
    figure = Figure(chart, "图表", (text("图题"),), (text("来源"),), PLAIN, HERE)
    done = localized(book(chapter(figure)), edition()).book
    made = done.chapters[0].blocks[0]
    assert isinstance(made, Figure)
    assert made.picture == Chart(
        "bars", ("佔比",), (Bar("數據", (1.0,), "組"),), "個", "軸線", "data/数据.csv", HERE
    )
    assert (made.alt, plain(made.caption), plain(made.credit)) == ("圖表", "圖題", "來源")


def test_metadata_is_converted_and_an_editions_own_stays() -> None:
    person = Contributor("余干", "aut", "余干")
    one = replace(book(), metadata=replace(trees.METADATA, contributors=(person,), title="干支"))
    own = replace(edition(), title="干支")
    done = localized(one, own, rules(("余干", "余干"))).book
    meta = done.metadata
    assert (meta.title, meta.subtitle, meta.language) == ("干支", "裡面的後臺", "zh-Hant-TW")
    assert meta.contributors == (person,)
    assert meta.imprint.website == "https://example.org/后台"
    assert meta.subjects == ("行銷", "培訓")


def test_what_the_trade_is_told_is_converted_and_codes_are_not() -> None:
    metadata = replace(
        trees.METADATA,
        series=Series("软件丛书", "干"),
        classes=(Subject("clc", "F713.50", "软件"),),
        copyright=Copyright(2026, "软件社"),
    )
    meta = localized(replace(book(), metadata=metadata), edition()).book.metadata
    assert meta.series == Series("軟體叢書", "干")
    assert meta.classes == (Subject("clc", "F713.50", "軟體"),)
    assert meta.copyright == Copyright(2026, "軟體社")


def test_box_labels_are_converted() -> None:
    boxes = (BoxKind("a", ("练习",), "练习", "box.xhtml"),)
    assert localize_boxes(boxes, engine())[0] == replace(boxes[0], label="練習")
    assert localize_words(["要点", ""], engine("hk")) == ("要點", "")


def test_the_mainland_edition_is_the_manuscript() -> None:
    one = book(chapter(para("头", Emphasis((text("发"),)), "\u00ad，干净")))
    done = localized(one, edition("cn"))
    assert (done.book.chapters, done.conversions, done.problems) == (one.chapters, (), ())


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "\ufffc", "a\nb", "\r"])
def test_odd_characters_lose_nothing(odd: str) -> None:
    assert converted(f"头发{odd}头发") == (text(f"頭髮{odd}頭髮"),)


def test_invisible_characters_come_back_where_they_stood() -> None:
    assert converted("头\u00ad", Emphasis((text("\u200b发"),)), "展\n开") == (
        text("頭\u00ad"), Emphasis((text("\u200b髮"),)), text("展\n開"),
    )  # fmt: skip


# --- rules and records ------------------------------------------------------------------------


def test_a_rule_is_final_and_the_longest_wins() -> None:
    locked = rules(("项目", "專案"), ("项目经理", "项目經理人"), ("里面", "里面"))
    assert plain(converted("项目经理和项目在里面", rules=locked)) == "项目經理人和專案在里面"


def test_a_rule_of_another_length_inside_one_run_stays_there() -> None:
    assert converted(Emphasis((text("质量"),)), "好", rules=rules(("质量", "品"))) == (
        Emphasis((text("品"),)), text("好"),
    )  # fmt: skip


def test_a_rule_of_another_length_across_runs_is_divided_and_reported() -> None:
    one = book(chapter(para("转", Emphasis((text("化率"),)), "高")))
    done = localized(one, edition(), rules(("转化率", "轉換百分比率")))
    block = done.book.chapters[0].blocks[0]
    assert block == para("轉換", Emphasis((text("百分比率"),)), "高")
    assert [(item.code, item.origin, item.length) for item in done.problems] == [("L301", HERE, 3)]


def test_a_rule_works_in_the_mainland_edition_too() -> None:
    assert plain(converted("番茄好", region="cn", rules=rules(("番茄", "西红柿")))) == "西红柿好"


def test_a_rule_that_matches_nothing_is_reported() -> None:
    done = localized(book(chapter(para("有"))), edition(), rules(("没有", "無"), ("有", "有")))
    assert [(item.code, item.origin) for item in done.problems] == [("L106", Origin("glossary/tw.tsv", 1))]


def test_every_decision_has_its_place_and_rule() -> None:
    one = book(chapter(para("看", Text("头发，后台", Origin("a.md", 4, 7))), title="章"))
    done = localized(one, edition(), rules(("后台", "後端")))
    inside = [item for item in done.conversions if item.origin.line == 4]
    assert [(c.origin.column, c.source, c.result, c.rule) for c in inside] == [
        (7, "头发", "頭髮", "lexicon"),
        (10, "后台", "後端", "glossary/tw.tsv:1"),
    ]


def test_glossary_files_reach_the_book() -> None:
    found, problems = load_rules({"glossary/tw.tsv": "账\t帳\n"}, load_region("tw"))
    assert plain(converted("账上", rules=found)) == "帳上"
    assert problems == ()
