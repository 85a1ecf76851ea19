"""Which font a passage is in, as a reader's cascade has it; which characters are rare."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_publication as sample
from sample_fonts import draw, installed_with

from banben.embedding.cascade import Font, passages
from banben.embedding.faces import cut
from banben.embedding.rare import is_emoji, is_rare
from banben.regions import load_region


def fonts(body: str, sheet: str) -> dict[str, Font]:
    """Return the font of each text of *body*."""
    return {p.text.strip(): p.font for p in passages(sample.page("轮", body), sheet) if p.text.strip()}


def test_the_more_specific_rule_wins_and_children_inherit() -> None:
    sheet = '.k { font-family: "Kai" } p { font-family: Song, serif } section p.h { font-family: Hei }'
    body = '<section><p class="k">甲<em>乙</em></p><p class="k h">丙</p></section>'
    assert {text: font.families for text, font in fonts(body, sheet).items()} == {
        "甲": ("Kai",),
        "乙": ("Kai",),
        "丙": ("Hei",),
    }


def test_what_follows_an_element_is_its_parents() -> None:
    found = fonts("<p>甲<b>乙</b><!-- 丁 -->丙</p>", "b { font-family: Hei }")
    assert [found[text].families for text in "甲乙丙"] == [(), ("Hei",), ()]


def test_importance_comes_before_order() -> None:
    assert fonts("<p>甲</p>", "p { font-family: A !important } p { font-family: B }")["甲"].families == ("A",)


def test_rules_of_every_medium_count() -> None:
    sheet = "@media (orientation: portrait) { p { font-family: A } }"
    assert fonts("<p>甲</p>", sheet)["甲"].families == ("A",)


@pytest.mark.parametrize(
    ("sheet", "weight"),
    [
        ("", 700),
        ("b { font-weight: 500 }", 500),
        ("b { font-weight: normal }", 400),
        ("p { font-weight: 300 } b { font-weight: bolder }", 400),
        ("p { font-weight: 600 } b { font-weight: bolder }", 900),
        ("p { font-weight: 700 } b { font-weight: lighter }", 400),
    ],
)
def test_weights_count_from_the_parents(sheet: str, weight: int) -> None:
    assert fonts("<p><b>甲</b></p>", sheet)["甲"].weight == weight


@pytest.mark.parametrize(
    ("wanted", "found"), [(400, 400), (450, 500), (500, 500), (550, 600), (300, 400), (900, 700), (650, 700)]
)
def test_the_weight_that_a_browser_takes(tmp_path: Path, wanted: int, found: int) -> None:
    installed = installed_with(
        *(draw(tmp_path, "Song", "轮", weight=weight) for weight in (400, 500, 600, 700))
    )
    face = cut(installed, "Song", wanted)
    assert face is not None
    assert face[1].weight == found


@pytest.mark.parametrize(
    ("character", "rare"),
    [
        ("轮", ""),
        ("輪", ""),
        ("堃", ""),  # outside Big5, in every font of today: 游錫堃
        ("①", ""),
        ("—", ""),
        ("−", ""),
        ("ǎ", ""),
        ("ㄅ", ""),
        ("\ue000", ""),  # private use: only the writer's machine knows what it is
        ("😀", ""),  # every system has pictures of its own
        ("㗎", "cn"),  # HKSCS has it, GBK has not
        ("𠀋", "cn tw hk"),
        ("𪚥", "cn tw hk"),
        ("ㆠ", "cn tw hk"),  # bopomofo for Taiwan's Minnan and Hakka
        ("\u030d", "cn tw hk"),  # a tone of its Latin letters
        ("\U000e0100", "cn tw hk"),  # chooses a form of the ideograph before it
        ("\ufe0f", ""),  # chooses a picture
    ],
)
def test_what_is_rare_where(character: str, rare: str) -> None:
    found = {code for code in ("cn", "tw", "hk") if is_rare(character, load_region(code).common)}
    assert found == set(rare.split())


def test_signs_that_are_pictures_are_left_to_the_system() -> None:
    assert is_emoji("☀") and not is_emoji("✓")
