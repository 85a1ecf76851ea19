"""Problems are shown with their place, the source line, a caret under the right columns, and a way out."""

from __future__ import annotations

import pytest

from banben.frames import as_json, columns, frame
from banben.model import Origin
from banben.problems import Exit, Problem, exit_code, failed, in_order, problem

TEXTS = {"03-rain.md": "第一行\n雨停了，河面上漂着一盏灯。"}


def bad(line: int = 2, column: int = 5, length: int = 2) -> Problem:
    origin = Origin("03-rain.md", line, column)
    return problem("F101", origin, length, likely="GB18030", path="03-rain.md")


def test_caret_stands_under_the_ideographs() -> None:
    shown = frame(bad(), TEXTS, "en").split("\n")
    assert shown[0].startswith("03-rain.md:2:5: error[F101] ")
    assert shown[1] == "     2 | 雨停了，河面上漂着一盏灯。"
    assert shown[2] == " " * (9 + 8) + "^^^^"
    assert shown[3].startswith("  help: ")


def test_messages_follow_the_locale() -> None:
    assert "错误[F101]" in frame(bad(), TEXTS, "zh")
    assert "  办法: " in frame(bad(), TEXTS, "zh")


def test_a_place_outside_the_text_still_gives_a_message() -> None:
    for line, column in ((9, 1), (0, 0), (2, 400)):
        assert "F101" in frame(bad(line, column), TEXTS, "en")


def test_long_lines_are_cut_around_the_caret() -> None:
    texts = {"03-rain.md": "\n" + "长" * 500 + "短" + "长" * 500}
    shown = frame(bad(2, 501, 1), texts, "en").split("\n")
    assert columns(shown[1]) < 120
    assert "短" in shown[1]
    assert columns(shown[2]) == columns(shown[1].split("短")[0]) + 2


def test_controls_do_not_reach_the_terminal() -> None:
    shown = frame(bad(1, 1, 1), {"03-rain.md": "a\x1b[31mb"}, "en")
    assert "\x1b" not in shown


def test_json_names_code_place_and_values() -> None:
    found = as_json(bad(), "en")
    assert found["code"] == "F101"
    assert found["place"] == {"path": "03-rain.md", "line": 2, "column": 5, "length": 2}
    assert found["values"] == {"likely": "GB18030", "path": "03-rain.md"}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], Exit.DONE),
        (["F101"], Exit.MANUSCRIPT),
        (["E901"], Exit.ENVIRONMENT),
        (["E901", "F101"], Exit.MANUSCRIPT),
        (["C901"], Exit.CONFIGURATION),
    ],
)
def test_families_give_the_exit_code(codes: list[str], expected: Exit) -> None:
    problems = [Problem(code) for code in codes]
    assert exit_code(problems) is expected
    assert failed(problems) is bool(codes)


def test_problems_are_told_once_and_in_order_of_place() -> None:
    later, earlier = bad(9), bad(2)
    assert in_order([later, earlier, later]) == (earlier, later)
