"""What counts as a passage in another language, and what does not."""

from __future__ import annotations

import pytest
from sample_parse import problems

from banben.languages import passages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说 translate the story, not the sentence。", [(3, "translate the story, not the sentence")]),
        ("We’re here to stay", [(0, "We’re here to stay")]),
        ("Keep it short. Nobody reads it.", [(0, "Keep it short. Nobody reads it")]),
        ("in 2016 the market grew", [(0, "in 2016 the market grew")]),
        ("мы продаём то, что делаем", [(0, "мы продаём то, что делаем")]),
        ("lead to cash", []),  # three words: a term
        ("Ending the War Between Sales and Marketing", []),  # a title
        ("Philip Kotler, Neil Rackham, Suj Krishnaswamy", []),
        ("CRM ERP SFA KPI ROI", []),
        ("nǐ hǎo ma péng yǒu", []),  # pinyin
        ("10 20 30 40 50", []),
        ("先做 market 再做 sales 的人 never 多 a lot", []),
        ("ㄋㄧˇ ㄏㄠˇ ㄇㄚ ㄆㄥˊ", []),
    ],
)
def test_passages(text: str, found: list[tuple[int, str]]) -> None:
    assert list(passages(text)) == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("他说：keep it short and plain。", [(1, 4, 23)]),
        ("他说：**keep it short and plain**。", [(1, 6, 23)]),
        ("他说：[keep it short and plain]{lang=en}。", []),
        ("他说：`keep it short and plain`。", []),
        ("{lang=en}\nKeep it short and plain.", []),
        ("{lang=en}\n> Keep it short and plain.", []),
        ("> 他说：keep it short and plain。", [(1, 6, 23)]),
        ("话[^a]\n\n[^a]: keep it short and plain", [(3, 7, 23)]),
    ],
)
def test_each_is_reported_at_its_place(text: str, places: list[tuple[int, int, int]]) -> None:
    assert [tuple(rest) for code, *rest in problems(text) if code == "M125"] == places


def test_a_chapters_title_is_read_too() -> None:
    assert [code for code, *_ in problems("# what we talk about\n\n字", title="")] == ["M125"]
