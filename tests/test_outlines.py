from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banben.fonts import Face, installed
from banben.pictures.outlines import Outliner, open_typeface, runs, upright


@cache
def pen(family: str = "Noto Serif CJK SC", language: str = "zh-Hans-CN") -> Outliner:
    face = installed().face(family)
    assert face is not None
    return Outliner((face,), language)


def box(path: str) -> tuple[float, float, float, float]:
    """Return the least and greatest x and y of *path*, which has absolute coordinates only."""
    xs: list[float] = []
    ys: list[float] = []
    for command, numbers in re.findall(r"([MLCQHVZ])([^MLCQHVZ]*)", path):
        values = [float(value) for value in re.findall(r"-?[0-9.]+", numbers)]
        if command == "H":
            xs += values
        elif command == "V":
            ys += values
        else:
            xs += values[::2]
            ys += values[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_line_stands_on_its_baseline() -> None:
    left, top, right, bottom = box(pen().line("国国", 100, 500, 100))
    assert 100 <= left < 115
    assert 285 < right <= 300
    assert 405 < top < 500 < bottom < 515


def test_a_column_is_centred_and_runs_down() -> None:
    left, top, right, bottom = box(pen().column("国国国", 500, 100, 100))
    assert left + right == pytest.approx(1000, abs=6)
    assert 100 <= top < 115
    assert 385 < bottom <= 400
    assert pen().length("国国国", 100) == 300


def test_brackets_turn_in_a_column() -> None:
    left, top, right, bottom = box(pen().column("（", 50, 0, 100))
    assert right - left > 2 * (bottom - top)


def test_a_comma_stands_where_the_region_puts_it() -> None:
    mainland = box(pen().column("，", 50, 0, 100))
    taiwan = box(pen("Noto Serif CJK TC", "zh-Hant-TW").column("，", 50, 0, 100))
    assert mainland[0] > 55
    assert mainland[3] < 50
    assert taiwan[0] + taiwan[2] == pytest.approx(100, abs=10)
    assert taiwan[1] + taiwan[3] == pytest.approx(100, abs=10)


def test_a_long_latin_run_lies_on_its_side() -> None:
    left, top, right, bottom = box(pen().column("Startup", 50, 0, 100))
    assert bottom - top > 2 * (right - left)


def test_short_numbers_and_initials_stand_across() -> None:
    for run in ("37", "5", "AI"):
        assert upright(run)
        left, top, right, bottom = box(pen().column(run, 50, 0, 100))
        assert left + right == pytest.approx(100, abs=12)
        assert 0 < top < bottom < 100


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("第37章", ["第", "37", "章"]),
        ("2026年", ["2026", "年"]),
        ("AI Lab与AI", ["AI Lab", "与", "AI"]),
        ("“好”", ["『", "好", "』"]),
        ("一——二", ["一", "⸺", "二"]),
    ],
)
def test_what_a_column_keeps_together(text: str, pieces: list[str]) -> None:
    assert list(runs(text)) == pieces


def test_the_dash_is_one_stroke_of_two_ems_in_the_middle() -> None:
    path = pen().column("——", 50, 0, 100)
    assert path.count("M") == 1
    assert pen().length("——", 100) == 200
    assert box(path) == pytest.approx((47, 5, 53, 195), abs=0.5)
    assert box(pen().line("——", 0, 0, 100)) == pytest.approx((5, -41, 195, -35), abs=0.5)


def test_a_character_that_no_face_has_leaves_its_room() -> None:
    assert pen().line("\ue000", 0, 0, 100) == ""
    assert pen().width("国\U0001f600国", 100) == 300


def test_the_next_face_is_asked_for_what_the_first_lacks() -> None:
    rare = installed().face("TW-Kai-Ext-B")
    first = installed().face("Noto Serif CJK TC")
    if rare is None or first is None:
        pytest.skip("fonts-cns11643-kai is not installed")
    assert Outliner((first,), "zh-Hant-TW").line("𪚥", 0, 0, 100) == ""
    assert Outliner((first, rare), "zh-Hant-TW").line("𪚥", 0, 0, 100)


def test_a_file_that_is_no_font_is_passed_over(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("fonts") / "broken.ttf"
    file.write_bytes(b"no font")
    face = Face(("Broken",), str(file), 0, 400, True, "4e00-9fff")
    assert open_typeface(face, "zh-Hans-CN") is None
    assert Outliner((face,), "zh-Hans-CN").line("国", 0, 0, 100) == ""


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=12), st.floats(0, 3000), st.floats(1, 400))
def test_any_text_can_be_set(text: str, x: float, size: float) -> None:
    for path in (pen().line(text, x, 0, size), pen().column(text, x, 0, size)):
        assert re.fullmatch(r"[MLCQHVZ0-9., -]*", path)
    assert pen().length(text, size) >= 0
