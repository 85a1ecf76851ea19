"""Themes: the book's own files take the place of shipped ones, and faults in them are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample_book as sample

from banben.manuscript import BoxKind
from banben.problems import Problem
from banben.render import render
from banben.render.templates import Templates
from banben.theme import LARGEST, Theme, load_theme


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_the_shipped_theme_is_whole() -> None:
    theme, problems = load_theme(Path("nowhere"))
    assert problems == ()
    assert theme.own == frozenset()
    assert {"templates/page.xhtml", "styles/base.css"} <= set(theme.texts)


def test_a_books_own_file_takes_the_shipped_ones_place(tmp_path: Path) -> None:
    write(tmp_path, "templates/boxes/box.xhtml", "<div>{{ content }}</div>")
    theme, problems = load_theme(tmp_path)
    assert problems == ()
    assert theme.own == {"templates/boxes/box.xhtml"}
    assert theme.template("boxes/box.xhtml") == "<div>{{ content }}</div>"
    assert theme.template("page.xhtml")


def test_byte_order_marks_and_other_line_ends_are_taken_out(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/book.css").write_bytes(b"\xef\xbb\xbfp {}\r\nq {}\r\n")
    assert load_theme(tmp_path)[0].texts["styles/book.css"] == "p {}\nq {}\n"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, "styles/real.css", "")
    (tmp_path / "styles/base.css").symlink_to(tmp_path / "styles/gone.css")
    theme, problems = load_theme(tmp_path)
    assert codes(problems) == ["T101"]
    assert theme.texts["styles/base.css"].startswith("/* base.css")


def test_a_file_that_is_too_big_is_told(tmp_path: Path) -> None:
    write(tmp_path, "styles/book.css", "/* */" * (LARGEST // 5 + 1))
    assert codes(load_theme(tmp_path)[1]) == ["T102"]


def test_a_link_out_of_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "secret.css", "p { color: red }")
    write(tmp_path, "book/styles/other.css", "")
    (tmp_path / "book/styles/book.css").symlink_to(tmp_path / "secret.css")
    theme, problems = load_theme(tmp_path / "book")
    assert codes(problems) == ["T103"]
    assert "styles/book.css" not in theme.texts


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/book.css").write_bytes("p {}\n/* 样式 */".encode("gb18030"))
    (found,) = load_theme(tmp_path)[1]
    assert found.code == "T104"
    assert found.origin is not None
    assert found.origin.line == 2


@pytest.mark.parametrize("format", ["epub", "pdf"])
def test_a_new_kind_of_box_needs_a_template_and_no_code(format: str, tmp_path: Path) -> None:
    drawn = '<div class="story {{ box.classes }}">{{ content }}</div>\n'
    write(tmp_path, "templates/boxes/story.xhtml", drawn)
    theme, _ = load_theme(tmp_path)
    kinds = (*sample.boxes(), BoxKind("story", ("故事",), "故事", "story.xhtml"))
    chapter = replace(sample.book().chapters[2], blocks=(sample.box("story", sample.para("从前")),))
    book = replace(sample.book(), chapters=(chapter,))
    made, problems = render(book, sample.edition(), format, {}, theme, kinds)  # type: ignore[arg-type]
    assert problems == ()
    assert '<div class="story box-story">' in made.documents[-1].content


def test_one_broken_template_hides_no_other_problem() -> None:
    texts = {"templates/a.xhtml": "{{ wrong }}", "templates/b.xhtml": "{{ 'x' | nofilter }}"}
    templates = Templates(Theme(texts, frozenset(texts)))
    assert templates.fill("a.xhtml", content="text") == "text"
    assert templates.fill("b.xhtml", content="text") == "text"
    assert {item.code for item in templates.problems} == {"T110", "T111"}


def test_values_are_escaped_in_templates() -> None:
    templates = Templates(Theme({"templates/a.xhtml": "<p>{{ words }}</p>"}))
    assert templates.fill("a.xhtml", words="<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_templates_stay_in_their_sandbox() -> None:
    texts = {"templates/a.xhtml": "{{ words.__class__.__mro__ }}"}
    templates = Templates(Theme(texts, frozenset(texts)))
    templates.fill("a.xhtml", words="x")
    assert [item.code for item in templates.problems] == ["T112"]
