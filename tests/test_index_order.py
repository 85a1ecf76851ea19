"""The order of the index: by pinyin, strokes and zhuyin, with an editor's readings and Latin words."""

from __future__ import annotations

import pytest

from banben.editions import Latin, Order
from banben.index import strokes as table
from banben.index.order import Collation, collation
from banben.index.readings import Syllable, read, understood
from banben.index.strokes import UNKNOWN, Strokes, strokes

PINYIN = collation("pinyin", "among", False)


def by(order: Order, latin: Latin = "last", *readings: tuple[str, str]) -> Collation:
    return collation(order, latin, True, readings)


def in_order(terms: str, how: Collation) -> str:
    return " ".join(sorted(terms.split(), key=how.key))


def heads(terms: str, how: Collation) -> list[str]:
    return [str(found.count or found.text or found.kind) for found in map(how.head, terms.split())]


def test_phrases_decide_how_a_character_is_read() -> None:
    assert in_order("中国 重庆 行业 银行 重要 形状", PINYIN) == "重庆 行业 形状 银行 中国 重要"
    assert heads("重庆 重要 行业 形状", PINYIN) == ["C", "Z", "H", "X"]


def test_an_editor_overrules_a_reading_of_a_term_and_of_a_character() -> None:
    assert heads("长尾", PINYIN) == ["Z"]  # pypinyin's phrases lack the word
    assert heads("长尾", collation("pinyin", "among", False, [("长尾", "chang2 wei3")])) == ["C"]
    assert heads("单县 单位", collation("pinyin", "among", False, [("单", "shan4")])) == ["S", "S"]
    assert PINYIN.head("长尾", "cháng wěi").text == "C"


def test_a_reading_that_does_not_fit_the_term_counts_for_nothing() -> None:
    assert PINYIN.head("重庆", "zhong4").text == "C"


def test_the_same_sound_goes_by_tone_then_by_strokes() -> None:
    assert in_order("试用 市场 师傅 时间", PINYIN) == "师傅 时间 市场 试用"


def test_the_same_character_stands_together() -> None:
    assert in_order("市民 试题 市场", PINYIN) == "市场 市民 试题"


def test_u_with_dots_comes_after_u() -> None:
    assert in_order("绿色 路线 乱码 旅行 论文", PINYIN) == "路线 旅行 绿色 乱码 论文"


def test_latin_words_stand_among_the_letters_and_numbers_before_all() -> None:
    assert (
        in_order("长尾 CRM 100强 20世纪 产品 A/B测试 阿里 4P", PINYIN)
        == "4P 20世纪 100强 A/B测试 阿里 CRM 产品 长尾"
    )
    assert heads("CRM élan 20世纪", PINYIN) == ["C", "E", "symbols"]


@pytest.mark.parametrize(("latin", "expected"), [("first", "3M CRM 上司 漏斗"), ("last", "上司 漏斗 3M CRM")])
def test_latin_words_stand_first_or_last_where_the_region_has_them_so(latin: Latin, expected: str) -> None:
    assert in_order("漏斗 CRM 上司 3M", by("stroke", latin)) == expected


def test_book_titles_go_by_their_first_word() -> None:
    assert in_order("市场 《哈佛商业评论》 海报 和约", PINYIN) == "《哈佛商业评论》 海报 和约 市场"


def test_strokes_then_radicals() -> None:
    assert in_order("漏斗 上司 口碑 小孫 品牌 指標", by("stroke")) == "上司 口碑 小孫 品牌 指標 漏斗"
    assert heads("上司 品牌 漏斗", by("stroke")) == ["3", "9", "14"]


def test_traditional_forms_have_strokes_of_their_own() -> None:
    assert [strokes(character, True).count for character in "草進骨"] == [10, 12, 10]
    assert [strokes(character, False).count for character in "草进骨"] == [9, 7, 9]


def test_an_editor_overrules_a_count() -> None:
    assert heads("獲客 及格", by("stroke", "last", ("獲", "17"), ("及格", "4"))) == ["17", "4"]
    assert by("stroke").head("獲客", "17").count == 17


def test_zhuyin_goes_by_its_symbols() -> None:
    assert in_order("業務 市場 品牌 重慶 臺灣 恩人", by("zhuyin")) == "品牌 臺灣 重慶 市場 恩人 業務"
    assert heads("品牌 重慶 業務", by("zhuyin")) == ["ㄆ", "ㄔ", "ㄧ"]


def test_traditional_words_are_read_as_phrases_too() -> None:
    assert read("重慶", {}) == (Syllable("chong", 2), Syllable("qing", 4))
    assert read("A級", {}) == (None, Syllable("ji", 2))


@pytest.mark.parametrize("reading", ["chong2 qing4", "chóng qìng", "lü4", "lv4", "de5", "17"])
def test_readings(reading: str) -> None:
    assert understood(reading)


@pytest.mark.parametrize("reading", ["", "yie4", "chong2, qing4", "重庆", "0", "171", "ㄔㄨㄥˊ"])
def test_no_readings(reading: str) -> None:
    assert not understood(reading)


def test_without_the_table_of_strokes_characters_have_no_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "unihan", lambda: None)
    assert strokes("品", True) == UNKNOWN
    assert heads("品牌", by("stroke")) == ["unknown"]


def test_a_character_that_unihan_lacks_is_unknown() -> None:
    assert strokes("A", True) == Strokes(0, 0, 0)
