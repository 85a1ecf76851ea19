"""Names as catalogues file them."""

from __future__ import annotations

import pytest

from banben.editions import Order
from banben.index.persons import name_of, sorted_as
from banben.model import Contributor


def forms(name: str, traditional: bool = False) -> list[str]:
    orders: tuple[Order, ...] = ("pinyin", "zhuyin", "stroke")
    return [sorted_as(Contributor(name), order, traditional) for order in orders]


@pytest.mark.parametrize(
    ("name", "pinyin", "zhuyin", "strokes"),
    [
        ("王小明", "Wang Xiaoming", "ㄨㄤˊ ㄒㄧㄠˇ ㄇㄧㄥˊ", "04王03小08明"),
        ("欧阳修", "Ouyang Xiu", "ㄡ ㄧㄤˊ ㄒㄧㄡ", "08欧06阳09修"),
        ("司马光", "Sima Guang", "ㄙ ㄇㄚˇ ㄍㄨㄤ", "05司03马06光"),
        ("尉迟恭", "Yuchi Gong", "ㄩˋ ㄔˊ ㄍㄨㄥ", "11尉07迟10恭"),
        ("单田芳", "Shan Tianfang", "ㄕㄢˋ ㄊㄧㄢˊ ㄈㄤ", "08单05田07芳"),
        ("曾国藩", "Zeng Guofan", "ㄗㄥ ㄍㄨㄛˊ ㄈㄢ", "12曾08国18藩"),
        ("陈方安生", "Chen-Fang Ansheng", "ㄔㄣˊ ㄈㄤ ㄢ ㄕㄥ", "07陈04方06安05生"),
        ("王西安", "Wang Xi'an", "ㄨㄤˊ ㄒㄧ ㄢ", "04王06西06安"),
        ("吕思勉", "Lü Simian", "ㄌㄩˇ ㄙ ㄇㄧㄢˇ", "06吕09思09勉"),
        ("李白", "Li Bai", "ㄌㄧˇ ㄅㄞˊ", "07李05白"),
    ],
)
def test_a_chinese_name_begins_with_its_surname(name: str, pinyin: str, zhuyin: str, strokes: str) -> None:
    assert forms(name) == [pinyin, zhuyin, strokes]


def test_traditional_characters_have_the_same_sounds_and_their_own_strokes() -> None:
    assert forms("歐陽脩", traditional=True) == ["Ouyang Xiu", "ㄡ ㄧㄤˊ ㄒㄧㄡ", "15歐11陽10脩"]


def test_forms_by_strokes_sort_as_a_list_by_strokes_does() -> None:
    names = ["蔡英文", "丁一", "王小明", "王大明", "李白"]
    by_strokes = sorted(names, key=lambda name: sorted_as(Contributor(name), "stroke", True))
    assert by_strokes == ["丁一", "王大明", "王小明", "李白", "蔡英文"]


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("Philip Kotler", "Kotler, Philip"),
        ("Kotler, Philip", "Kotler, Philip"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Plato", "Plato"),
        ("菲利普·科特勒", "Ketele, Feilipu"),
        ("〔美〕菲利普·科特勒", "Ketele, Feilipu"),
    ],
)
def test_a_foreign_name_is_filed_under_its_last_part(name: str, filed: str) -> None:
    assert sorted_as(Contributor(name), "pinyin", False) == filed


def test_what_is_written_goes_before_what_is_computed() -> None:
    person = Contributor("王小明", "aut", "Wang, Xiaoming")
    orders: tuple[Order, ...] = ("pinyin", "zhuyin", "stroke")
    assert {sorted_as(person, order, True) for order in orders} == {"Wang, Xiaoming"}


def test_an_organization_is_told_by_its_name_or_by_its_kind() -> None:
    assert name_of(Contributor("版本编辑部")).kind == "organization"
    assert name_of(Contributor("江湖出版社")).kind == "organization"
    assert name_of(Contributor("版本編輯部")).kind == "organization"
    assert name_of(Contributor("王小明")).kind == "person"
    assert name_of(Contributor("山海经", kind="organization")).kind == "organization"
    assert name_of(Contributor("山海出版社", kind="person")).kind == "person"
    assert forms("版本编辑部")[0] == "Ban ben bian ji bu"


def test_a_character_that_nobody_can_read_leaves_the_form_out() -> None:
    assert forms("\U0002b740某") == ["", "", "03\U0002b74009某"]
    # Nor has Unihan counted every character.
    assert forms("\U0002ceaf") == ["", "", "\U0002ceaf"]


def test_the_inverted_name_keeps_chinese_names_as_they_are() -> None:
    written = ["王小明", "菲利普·科特勒", "Philip Kotler"]
    inverted = [name_of(Contributor(name)).inverted for name in written]
    assert inverted == ["王小明", "科特勒，菲利普", "Kotler, Philip"]
