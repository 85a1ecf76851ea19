"""The text that a finished edition must hold, block by block."""

from __future__ import annotations

from banben.folding import fold
from banben.model import (
    PLAIN,
    Box,
    Cell,
    Chapter,
    CodeBlock,
    CrossRef,
    Definition,
    DefinitionList,
    Dots,
    Emphasis,
    Inline,
    Link,
    Note,
    NoteRef,
    Origin,
    Paragraph,
    Ruby,
    RubyPair,
    Table,
    Text,
    Verse,
)
from banben.verify.expected import Piece, Unit, main_units, note_units

AT = Origin("01.md", 3)


def text(words: str) -> Text:
    return Text(words, AT)


def para(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines, PLAIN, AT)


def chapter(*blocks: object) -> Chapter:
    return Chapter("chapter", (text("题"),), blocks, (), PLAIN, AT)  # type: ignore[arg-type]


def texts(*blocks: object) -> list[list[str]]:
    return [[piece.text for piece in unit.pieces] for unit in list(main_units(chapter(*blocks)))[1:]]


def pieces(*inlines: Inline) -> tuple[Piece, ...]:
    (_, unit) = main_units(chapter(para(*inlines)))
    return unit.pieces


def test_spaces_hyphens_forms_and_case_do_not_count() -> None:
    assert fold(" inter\u00adnational，\u2060“Ａ\u3000b”\u2010 \u2f00 ﬁ") == "international,“ab”一fi"


def test_styles_do_not_part_a_block() -> None:
    assert [piece.text for piece in pieces(text("头"), Emphasis((text("发"),)), text("。"))] == [
        "头", "发", "。",
    ]  # fmt: skip
    assert all(piece.gap == 0 for piece in pieces(text("头"), Emphasis((text("发"),)), text("。")))


def test_what_is_made_up_while_rendering_leaves_room() -> None:
    before, after = pieces(text("见"), CrossRef("fig-a", "label", AT), text("。"))
    assert before.gap == 0 and after.gap >= len("图 12-34")
    before, after = pieces(text("轮"), NoteRef("a", 12, AT), text("子"))
    assert before.gap == 0 and 2 <= after.gap < 20


def test_an_address_may_follow_its_words_on_paper() -> None:
    words, after = pieces(Link("https://example.org/a", (text("网页"),), "", AT), text("。"))
    assert words.text == "网页" and after.gap >= len("https://example.org/a")


def test_the_readings_of_ruby_are_not_the_blocks_text_but_may_stand_beside_it() -> None:
    ruby = Ruby((RubyPair(text("拉"), "lā"), RubyPair(text("新"), "xīn")), "pinyin")
    first, second, after = pieces(ruby, text("。"))
    assert (first.text, second.text, after.text) == ("拉", "新", "。")
    assert first.apart == ("拉lā", "lā拉")
    assert after.gap > 0 and not after.apart


def test_dotted_characters_may_have_their_dots_between_them() -> None:
    assert [piece.text for piece in pieces(Dots((text("重点"),)))] == ["重", "点"]


def test_terms_stand_before_their_own_meanings() -> None:
    entries = tuple(
        Definition((text(term),), ((para(text(meaning)),),), AT)
        for term, meaning in (("甲", "一"), ("乙", "二"))
    )
    assert texts(DefinitionList(entries, PLAIN, AT)) == [["甲"], ["一"], ["乙"], ["二"]]


def test_a_table_gives_caption_cells_and_source() -> None:
    row = (Cell((text("一"),), "", AT), Cell((text("二"),), "", AT))
    table = Table((), (row,), (text("表题"),), (text("来源"),), PLAIN, AT)
    assert texts(table) == [["表题"], ["一"], ["二"], ["来源"]]
    groups = [unit.group for unit in main_units(chapter(table))]
    assert groups[2] == groups[3] != 0 and groups[1] == groups[4] == 0


def test_boxes_verse_and_code_are_read_too() -> None:
    assert texts(
        Box("case", (text("盒"),), (para(text("里")),), PLAIN, AT),
        Verse(((text("行一"),), (text("行二"),)), PLAIN, AT),
        CodeBlock("if a:\n  b", "python", PLAIN, AT),
    ) == [["盒"], ["里"], ["行一"], ["行二"], ["ifa:b"]]


def test_empty_streams_ask_for_nothing() -> None:
    assert texts(para(), para(text(" ")), Box("lines", (), (), PLAIN, AT)) == []


def test_notes_are_asked_for_apart() -> None:
    noted = Chapter("chapter", (), (), (Note("a", (para(text("注")),), AT, 1),), PLAIN, AT)
    assert list(main_units(noted)) == []
    assert list(note_units(noted)) == [Unit((Piece("注", 0, AT),))]
