"""Latin and digits in columns: what is set across, what stands letter by letter, what turns."""

from __future__ import annotations

import pytest

from banben.render.upright import in_column, in_line, pieces

SIGNS = {"tcy": "[{}]", "upright": "<{}>", "turned": "{}"}


def marked(text: str, before: str = "", after: str = "") -> str:
    """Return *text* with [what is set across] and <what stands letter by letter>."""
    return "".join(SIGNS[way].format(piece) for piece, way in pieces(text, before, after))


@pytest.mark.parametrize(
    ("given", "set_so"),
    [
        ("第3章", "第[3]章"),
        ("共12人", "共[12]人"),
        ("一年365天", "一年[365]天"),
        ("2026年3月15日", "2026年[3]月[15]日"),
        ("约1,200元", "约1,200元"),
        ("3.5倍，12.5倍", "[3.5]倍，12.5倍"),
        ("占30%，约0.5%", "占[30][%]，约[0.5][%]"),
        ("10–15人，5-8天，10%~20%", "[10]–[15]人，[5]-[8]天，[10][%]~[20][%]"),
        ("1/2与3:1", "[1/2]与[3:1]"),
        ("下降-5度", "下降[-5]度"),
    ],
)
def test_numbers_of_three_digits_are_set_across_and_longer_ones_turn(given: str, set_so: str) -> None:
    assert marked(given) == set_so


@pytest.mark.parametrize(
    ("given", "set_so"),
    [
        ("甲A乙", "甲[A]乙"),
        ("甲o\u030d乙", "甲[o\u030d]乙"),  # the mark stays on its letter
        ("得A+，用5G和4P", "得[A+]，用[5G]和[4P]"),
        ("看KPI、GDP、AI", "看<KPI>、<GDP>、<AI>"),
        ("做B2B和R&D", "做<B2B>和<R&D>"),
        ("用SaaS和Excel", "用SaaS和Excel"),
        ("KPI dashboard里", "KPI dashboard里"),
        ("iPhone 15和GPT-4", "iPhone 15和GPT-4"),
        ("https://example.com/12", "https://example.com/12"),
        ("a@b.cn", "a@b.cn"),
        ("A　B、NATO的WYSIWYG", "[A]　[B]、<NATO>的WYSIWYG"),
    ],
)
def test_letters_stand_alone_or_as_acronyms_and_words_turn(given: str, set_so: str) -> None:
    assert marked(given) == set_so


@pytest.mark.parametrize("given", ["", "甲　乙", "没有西文——一个也没有……", "全形１２與ＡＢ", "①②㊿"])
def test_a_text_of_ideographs_is_one_piece(given: str) -> None:
    assert list(pieces(given)) == ([(given, "turned")] if given else [])


@pytest.mark.parametrize(
    ("before", "given", "after", "set_so"),
    [
        ("第1", "2章", "", "2章"),
        ("", "第1", "2章", "第1"),
        ("第", "12", "章", "[12]"),
        ("Banben ", "3", " 天", "[3]"),
    ],
)
def test_what_goes_on_beyond_the_text_is_not_taken_apart(
    before: str, given: str, after: str, set_so: str
) -> None:
    assert marked(given, before, after) == set_so


def test_nothing_is_lost_or_added() -> None:
    text = "A股3月跌5%–8%，CEO说：“GDP增长6.5%，2025年Q1的ROI<3 & OK”。"
    assert "".join(piece for piece, _ in pieces(text)) == text


def test_the_markup_is_escaped_in_columns_and_in_lines() -> None:
    assert in_column("R&D得5<6") == (
        '<span class="upright">R&amp;D</span>得<span class="tcy">5</span>&lt;<span class="tcy">6</span>'
    )
    assert in_line("R&D 5<6") == "R&amp;D 5&lt;6"
