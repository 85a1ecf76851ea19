from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.fonts import install_command, installed, read, stack
from banben.problems import Stop
from banben.regions import known_regions, load_region

LISTING = "\n".join(
    (
        "Song,宋\t/f/song.ttc\t2\t80\t0\t20-7e 4e00-9fff",
        "Song,宋\t/f/song-bold.ttc\t2\t200\t0\t20-7e 4e00-9fff",
        "Song,宋\t/f/song-italic.ttc\t2\t80\t100\t20-7e",
        "Wide\t/f/wide.ttf\t65538\t[0 210]\t0\t41 1f600",
        "broken line",
    )
)


def test_a_family_answers_to_each_of_its_names() -> None:
    found = read(LISTING)
    assert found.face("song") == found.face("宋") == found.face("Song")
    assert found.face("Kai") is None


def test_the_nearest_upright_weight_is_taken() -> None:
    found = read(LISTING)
    files = [face.file if (face := found.face("Song", weight)) else "" for weight in (400, 500, 600, 900)]
    assert files == ["/f/song.ttc", "/f/song.ttc", "/f/song-bold.ttc", "/f/song-bold.ttc"]


def test_an_instance_of_a_variable_font_counts_from_its_face() -> None:
    face = read(LISTING).face("Wide")
    assert face is not None
    assert (face.index, face.weight) == (2, 400)


def test_a_family_lacks_what_its_charset_leaves_out() -> None:
    found = read(LISTING)
    assert found.lacking("Song", "A中😀\u4dff\u9fff\ua000") == {"😀", "\u4dff", "\ua000"}
    assert found.lacking("Wide", "AB😀") == {"B"}
    assert found.lacking("Kai", "中") == {"中"}


@given(st.sets(st.integers(0x20, 0x2FFFF), min_size=1, max_size=40), st.integers(0x20, 0x2FFFF))
def test_a_charset_holds_exactly_its_ranges(points: set[int], other: int) -> None:
    charset = " ".join(f"{point:x}" for point in sorted(points))
    found = read(f"Any\t/f/any.ttf\t0\t80\t0\t{charset}")
    assert found.lacking("Any", (chr(point) for point in points)) == set()
    assert (chr(other) in found.lacking("Any", chr(other))) == (other not in points)


def test_this_machine_has_the_fonts_of_every_region() -> None:
    here = installed()
    for code in known_regions():
        for role, families in load_region(code).fonts:
            assert here.face(families[0]), f"{code}: {role}: {families[0]}"


def test_the_regional_face_of_a_collection_is_told_apart() -> None:
    here = installed()
    faces = [here.face(f"Noto Serif CJK {region}") for region in ("SC", "TC", "HK")]
    assert len({face.index for face in faces if face}) == 3


def test_without_fontconfig_nothing_can_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Stop) as stop:
        installed()
    assert [problem.code for problem in stop.value.problems] == ["G101"]


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", ""])
def test_a_fontconfig_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    command = tmp_path / "fc-list"
    command.write_text(script)
    command.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(command))
    with pytest.raises(Stop) as stop:
        installed()
    assert [problem.code for problem in stop.value.problems] == ["G101"]


def test_a_stack_ends_in_the_families_of_the_text() -> None:
    assert stack(load_region("cn"), "kai")[0] == "LXGW WenKai"
    assert "Noto Serif CJK SC" in stack(load_region("cn"), "kai")
    assert stack(load_region("tw"), "song")[0] == "Noto Serif CJK TC"


def test_a_missing_font_comes_with_the_command_that_installs_it() -> None:
    assert install_command("Noto Serif CJK SC").startswith("sudo apt install fonts-noto-cjk")
    assert "brew install --cask font-lxgw-wenkai" in install_command("LXGW WenKai")
    assert install_command("Nobody Knows") == ""
