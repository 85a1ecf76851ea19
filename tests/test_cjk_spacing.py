"""The space between neighbours, and where a line may end."""

from __future__ import annotations

from typing import Any

import pytest
from sample_lines import EM, PICTURE, Line, lines
from test_cjk_stream import items

from banben.cjk import spacing
from banben.cjk.breaks import Measures
from banben.cjk.settings import Settings
from banben.cjk.stream import Items, may_break

CN, TW, HK = "zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK"
LATIN_FONT = "p { font-family: 'Liberation Serif', 'Noto Serif CJK SC' }"


def one(body: str, language: str = CN, sheet: str = "", **wanted: Any) -> Line:
    """Return *body* in a line that is long enough for it."""
    (line,) = lines(f"<p>{body}</p>", 40, Settings(**wanted), language, sheet)
    return line


def steps(body: str, language: str = CN, sheet: str = "", **wanted: Any) -> list[float]:
    """Return how far each character of *body* stands from the one before, in ems."""
    line = one(body, language, sheet, **wanted)
    return [round(line.gap(place), 3) for place in range(1, len(line.glyphs))]


def measured(body: str, sheet: str = "", **wanted: Any) -> tuple[Measures, list[float], Items]:
    found = items(body, sheet)
    return *spacing.measure(found, may_break(found, CN), Settings(**wanted), EM), found


def breaks(body: str, sheet: str = "", free: bool = False, **wanted: Any) -> str:
    """Return *body*'s text with a stroke where a line may end; *free*: only where it costs nothing much."""
    measures, _, found = measured(body, sheet, **wanted)
    allowed = {place for place in measures.breaks if not free or measures.penalties[place] < 30}
    return "".join(
        ("|" if place in allowed else "") + ("/" if text == "\n" else text)
        for place, text in enumerate(found.characters)
    )


# Neighbouring marks (clreq 3.1.6).


SHARED = [
    "国。」家",
    "国」「家",
    "国），家",
    "国：“家",
    "国，（家",
    "国》、《家",
    "国（《家",
    "国！”家",
    "国？！家",
    "国”。家",
]


@pytest.mark.parametrize(
    ("text", "language", "step"),
    [(text, CN, 0.5) for text in SHARED]
    + [
        ("国。」家", TW, 0.75),
        ("国」，家", TW, 0.5),
        ("国：「家", TW, 0.5),
        ("国」「家", HK, 0.5),
        ("国，「家", HK, 0.5),
    ],
)
def test_neighbouring_marks_share_their_empty_halves(text: str, language: str, step: float) -> None:
    assert steps(text, language)[1] == step


@pytest.mark.parametrize("text", ["国，家", "国（家", "国）家", "国……家", "国、家"])
def test_a_mark_alone_keeps_its_square(text: str) -> None:
    assert steps(text) == [1] * (len(text) - 1)


def test_marks_share_across_boxes_and_what_shows_nothing() -> None:
    assert steps("国<em>家。</em>」国")[2] == 0.5
    assert steps("国家。\u2060」国")[2:4] == [0.5, 0] or steps("国家。\u2060」国")[2:4] == [1, -0.5]


def test_an_ellipsis_after_a_mark_keeps_its_distance() -> None:
    assert steps("国，……家")[1:3] == [1, 1]


def test_three_marks_take_two_squares() -> None:
    line = one("国。”）家")
    assert line.glyphs[-1].x - line.glyphs[1].x == pytest.approx(2)


# Ideographs and Latin (clreq 3.2.2).


def width(text: str) -> float:
    return one(text).right


@pytest.mark.parametrize("text", ["国ab家", "国12家", "国é家", "国％ab家"])
def test_a_gap_stands_between_ideographs_and_latin(text: str) -> None:
    found = measured(text)[1]
    assert sum(found) == pytest.approx(EM * (0.25 if "％" in text else 0.5))


@pytest.mark.parametrize("text", ["国，ab。家", "（ab）", "国-家", "国—ab", "国(ab)家", "甲<sup>1</sup>乙"])
def test_no_gap_stands_beside_marks_and_notes(text: str) -> None:
    assert not any(measured(text)[1])


def test_a_space_in_the_source_is_the_gap_itself() -> None:
    assert steps("国 ab 家")[1] == steps("国ab家")[0] - 1 == 0.25
    assert one("国 ab 家").right == pytest.approx(one("国ab家").right)


def test_a_space_between_latin_words_stays_a_space() -> None:
    _, pairs, found = measured("国ab cd家")
    assert pairs[3] == 0 and 0.2 * EM < found.widths[3] < 0.3 * EM


def test_the_gap_is_what_the_edition_asks() -> None:
    assert steps("国ab家", gap=0.125)[0] == 1.125
    assert steps("国ab家", gap=0.0)[0] == 1
    assert steps("国 ab家", gap=0.0)[1] == pytest.approx(0, abs=0.001)


def test_the_gap_stands_outside_of_a_box() -> None:
    line = one("国<em>ab</em>家")
    assert line.glyphs[1].x == 1.25
    assert line.glyphs[3].x - line.glyphs[2].right == pytest.approx(0.25)


def test_no_gap_stands_at_a_lines_edge() -> None:
    first, second = lines("<p>国家国家Linux</p>", 4)
    assert (first.text, second.text) == ("国家国家", "Linux")
    assert first.glyphs[-1].right == pytest.approx(4)
    assert second.glyphs[0].x == 0


@pytest.mark.parametrize("sign", ["①", "Ⅳ"])
def test_no_gap_stands_beside_signs_in_a_square(sign: str) -> None:
    assert not any(measured(f"国{sign}家")[1])


# Where lines may end (clreq 3.1.3, 3.1.4).


def test_a_line_may_end_between_ideographs_and_at_latin_words() -> None:
    assert breaks("国家ab cd国") == "国|家|ab |cd|国"


@pytest.mark.parametrize(
    ("strength", "text", "expected"),
    [
        ("loose", "国，（国）国", "国，|（国）|国"),
        ("loose", "甲·乙", "甲|·|乙"), ("normal", "甲·乙", "甲·|乙"),
        ("loose", "甲……乙", "甲|……|乙"), ("normal", "甲……乙", "甲……|乙"),
        ("loose", "甲～乙", "甲|～|乙"), ("normal", "甲～乙", "甲～|乙"), ("strict", "甲～乙", "甲～|乙"),
        ("loose", "甲％乙", "甲|％|乙"), ("normal", "甲％乙", "甲|％|乙"), ("strict", "甲％乙", "甲％|乙"),
        ("loose", "甲￥乙", "甲|￥|乙"), ("normal", "甲￥乙", "甲|￥乙"),
        ("normal", "甲／乙", "甲／|乙"), ("strict", "甲／乙", "甲／乙"),
    ],
)  # fmt: skip
def test_prohibition_in_three_strengths(strength: str, text: str, expected: str) -> None:
    assert breaks(text, prohibition=strength).replace("|丁", "丁") == expected


def test_rules_reach_across_boxes_and_what_shows_nothing() -> None:
    assert breaks("甲<em>，</em>乙<em>（</em>丙") == "甲，|乙|（丙"
    assert breaks("甲\u200b，乙") == "甲\u200b，|乙"


@pytest.mark.parametrize("leader", ["——", "……", "⸺⸺"])
def test_dashes_and_ellipses_stay_whole(leader: str) -> None:
    assert leader in breaks(f"甲{leader}乙", prohibition="loose")


@pytest.mark.parametrize("text", ["甲2026年", "甲3.14元", "甲100次乙", "甲第3章", "甲5 kg", "甲20 km乙"])
def test_numbers_stay_with_what_they_count(text: str) -> None:
    free = breaks(text + "丙丁戊己", free=True)
    number = text.replace("甲", "").replace("乙", "")
    assert number in free


def test_a_strict_house_never_parts_them() -> None:
    assert breaks("甲100次乙丙", prohibition="strict") == "甲|100次|乙|丙"
    assert breaks("甲5 kg乙丙", prohibition="strict") == "甲|5 kg|乙|丙"


def test_a_word_after_a_number_is_not_always_a_unit() -> None:
    assert "5 |Linux" in breaks("甲5 Linux乙丙丁戊", free=True)


def test_no_line_ends_inside_what_is_not_to_wrap() -> None:
    assert breaks("甲<b>乙丙</b>丁戊己", "b { white-space: nowrap }") == "甲|乙丙|丁|戊|己"


def test_no_line_begins_with_a_note_or_a_space() -> None:
    assert breaks("甲乙<sup>12</sup>丙丁") == "甲|乙12|丙|丁"
    assert breaks("甲乙 丙丁") == "甲|乙 |丙|丁"


def test_a_forced_break_is_taken_whatever_stands_beside_it() -> None:
    measures, _, found = measured("甲，<br>。乙")
    assert found.characters[2] == "\n"
    assert measures.forced == {3}


@pytest.mark.parametrize(
    ("sheet", "whole"),
    [("", True), ("p { overflow-wrap: anywhere }", False), ("p { word-break: break-all }", False)],
)
def test_words_are_parted_only_where_the_style_lets_them(sheet: str, whole: bool) -> None:
    assert ("abc" in breaks("国abc家", sheet)) is whole
    assert "abc" in breaks("国abc家", sheet, free=True)


def test_long_words_are_divided_by_their_syllables() -> None:
    measures, _, found = measured("国international家", "p { hyphens: auto }")
    assert ["".join(found.characters[1:place]) for place in sorted(measures.hyphens)] == ["inter", "interna"]


@pytest.mark.parametrize("word", ["press", "UNESCO", "hyphen", "state2026", "国家机关"])
def test_short_words_acronyms_and_figures_are_not_divided(word: str) -> None:
    assert measured(f"国{word}家", "p { hyphens: auto }")[0].hyphens == frozenset()


def test_words_are_divided_only_where_the_style_and_the_edition_let_them() -> None:
    assert measured("国international家")[0].hyphens == frozenset()
    assert measured("国international家", "p { hyphens: auto }", hyphenation="")[0].hyphens == frozenset()


def test_one_ideograph_alone_at_the_end_costs_much() -> None:
    measures, _, _ = measured("甲乙丙丁。")
    dearest = max(measures.breaks[:-1], key=lambda place: measures.penalties[place])
    assert dearest == 3
    assert measures.penalties[3] > 10 * measures.penalties[2]


def test_a_latin_word_may_stand_alone_at_the_end() -> None:
    measures, _, found = measured("甲乙丙 Linux")
    assert measures.penalties[found.characters.index("L")] < spacing.ALONE_COST


# What a line loses at its edges (clreq 3.1.6, 3.1.7).


def test_an_opening_mark_loses_its_empty_half_at_a_lines_start() -> None:
    measures, _, _ = measured("甲（乙）")
    assert [head / EM for head in measures.heads] == [0, 0.5, 0, 0]


def tails(body: str, language: str = CN, **wanted: Any) -> list[float]:
    """Return what a line loses that ends after each character, in ems; where it may end."""
    found = items(body, language=language)
    measures, _ = spacing.measure(found, may_break(found, language), Settings(**wanted), EM)
    return [round(measures.tails[place] / EM, 2) for place in measures.breaks]


def test_a_closing_mark_loses_its_empty_half_at_a_lines_end() -> None:
    assert tails("甲，乙）丙。") == [0.5, 0.5, 0.5]


def test_centred_marks_keep_their_square_at_a_lines_end() -> None:
    assert tails("甲，乙）丙。", TW) == [0, 0.5, 0]


@pytest.mark.parametrize(("language", "expected"), [(CN, [1, 0.5, 1]), (TW, [1, 0.5, 1])])
def test_hanging_marks_lose_their_whole_square(language: str, expected: list[float]) -> None:
    assert tails("甲，乙）丙。", language, hanging=True) == expected


def test_a_space_and_a_gap_are_lost_at_a_lines_end() -> None:
    measures, _, found = measured("甲乙 ab cd丙丁")
    lost = {place: measures.tails[place] for place in measures.breaks}
    assert lost[found.characters.index("a")] == pytest.approx(0.25 * EM)
    assert lost[found.characters.index("c")] == pytest.approx(found.widths[5])
    assert lost[found.characters.index("丙")] == pytest.approx(0.25 * EM)


def test_what_may_be_taken_away_is_never_more_than_what_is_empty() -> None:
    measures, pairs, found = measured("甲，“乙”：丙（丁）ab 戊、己")
    shrinks = [after - before for before, after in zip(measures.shrinks, measures.shrinks[1:], strict=False)]
    for place, shrink in enumerate(shrinks[:-1]):
        room = found.after[place] + found.before[place + 1] + pairs[place]
        assert 0 <= shrink <= max(room, found.widths[place]) + 1e-6


def test_running_sums_never_fall() -> None:
    measures, _, _ = measured("甲，“乙”：丙（丁）ab 戊、己……庚——辛")
    for sums in (measures.shrinks, measures.gaps, measures.slots):
        assert list(sums) == sorted(sums)
    assert measures.breaks[-1] == len(measures.ends) - 1


@pytest.mark.parametrize("body", ["国（[]）家", "国[]，家"])
def test_no_room_is_made_between_a_mark_and_a_picture_that_it_belongs_to(body: str) -> None:
    measures, _, found = measured(body.replace("[]", f'<img src="{PICTURE}">'))
    spread = {
        place for place in range(len(found.characters)) if measures.slots[place + 1] > measures.slots[place]
    }
    picture = found.characters.index("￼")
    assert picture not in spread and (found.characters[picture - 1] == "国" or picture - 1 not in spread)
