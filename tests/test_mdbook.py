"""mdBook's and GitBook's own configuration."""

from __future__ import annotations

from typing import Any

import pytest

from banben.mdbook import from_gitbook, from_mdbook, is_mdbook
from banben.model import Origin
from banben.toml_places import read_toml

TEXT = """\
[book]
title = "手册"
authors = ["王小明", "李白"]
description = "简介"
language = "zh"
multilingual = false
src = "./text/"

[build]
build-dir = "out"

[output.html]
theme = "x"

[output.html.fold]
enable = true

[preprocessor.toc]
"""


def foreign(text: str) -> tuple[Any, list[tuple[str, int]]]:
    values, places, problems = read_toml(text, "book.toml")
    assert not problems
    project, found = from_mdbook(values, places)
    return project, [(item.code, item.origin.line if item.origin else 0) for item in found]


@pytest.mark.parametrize(
    ("text", "has_summary", "expected"),
    [
        (TEXT, False, True),
        ('[book]\ntitle = "x"\nauthors = ["y"]', False, True),
        ("[output.html]", False, True),
        ('[book]\ntitle = "x"', True, True),
        ('[book]\ntitle = "x"', False, False),
        ('[book]\nauthors = ["y"]\nslug = "x"', False, False),
        ('[book]\nauthors = ["y"]\n[editions.cn]', True, False),
        ("book = 1", False, False),
    ],
)
def test_mdbooks_own_file_is_known_by_its_keys(text: str, has_summary: bool, expected: bool) -> None:
    values, _, _ = read_toml(text, "book.toml")
    assert is_mdbook(values, has_summary) is expected


def test_what_means_the_same_is_carried_over_and_the_rest_told_by_line() -> None:
    project, problems = foreign(TEXT)
    assert project.config.values == {
        "book": {
            "title": "手册",
            "description": "简介",
            "language": "zh",
            "contributors": [{"name": "王小明"}, {"name": "李白"}],
        }
    }
    assert (project.folder, project.summary) == ("text", "text/SUMMARY.md")
    assert problems == [("C301", 6), ("C301", 9), ("C301", 12), ("C301", 18)]


@pytest.mark.parametrize(
    ("src", "folder"), [(".", ""), ("./", ""), ("src/zh", "src/zh"), ("../x", "../x"), ("/x", "/x")]
)
def test_src_may_be_any_folder(src: str, folder: str) -> None:
    project, problems = foreign(f'[book]\nsrc = "{src}"\n')
    assert (project.folder, problems) == (folder, [])


def test_the_language_that_mdbook_init_writes_is_not_believed() -> None:
    project, problems = foreign('[book]\nlanguage = "en"\n')
    assert "language" not in project.config.book
    assert problems == [("C303", 2)]


def test_a_mistyped_value_is_told_in_mdbooks_file_too() -> None:
    project, problems = foreign('[book]\ntitle = 3\nauthors = "王"\n')
    assert project.config.values == {"book": {"contributors": []}}
    assert sorted(problems) == [("C103", 2), ("C103", 3)]


def test_without_gitbooks_files_there_is_no_gitbook() -> None:
    assert from_gitbook(None, None) == (None, ())


def test_gitbooks_layout_is_read_from_either_file() -> None:
    yaml = "root: ./docs/\n\nstructure:\n  readme: intro.md # first\n  summary: toc.md\n"
    project, problems = from_gitbook(yaml, None)
    assert project is not None
    assert (project.folder, project.summary, project.readme) == ("docs", "docs/toc.md", "docs/intro.md")
    assert not problems
    project, _ = from_gitbook(None, '{"root": ".", "structure": {"summary": "TOC.md"}, "title": "书"}')
    assert project is not None
    assert (project.folder, project.summary, project.config.book["title"]) == ("", "TOC.md", "书")


def test_gitbooks_plugins_are_passed_over_with_a_note() -> None:
    project, problems = from_gitbook(None, '{\n  "author": "王",\n  "plugins": ["x"]\n}')
    assert project is not None
    assert project.config.book["contributors"] == [{"name": "王"}]
    assert [(found.code, found.origin and found.origin.line) for found in problems] == [("C301", 3)]


def test_what_gitbooks_yaml_says_beyond_the_layout_is_passed_over_with_a_note() -> None:
    yaml = "root: ./\nformat: 2\nstructure:\n  summary: toc.md\n  cover: x.png\nredirects:\n  old: new.md\n"
    project, problems = from_gitbook(yaml, None)
    assert project is not None
    assert project.summary == "toc.md"
    told = [(dict(found.values)["key"], found.origin) for found in problems]
    assert told == [
        ("format", Origin(".gitbook.yaml", 2, 1)),
        ("structure.cover", Origin(".gitbook.yaml", 5, 3)),
        ("redirects", Origin(".gitbook.yaml", 6, 1)),
    ]


def test_a_gitbook_in_another_language_is_taken_for_chinese_with_a_warning() -> None:
    _, problems = from_gitbook(None, '{"language": "en", "title": 3}')
    assert sorted(found.code for found in problems) == ["C301", "C303"]


@pytest.mark.parametrize("text", ['{"title": }', "[]", "", "[" * 100_000])
def test_a_broken_book_json_is_told(text: str) -> None:
    _, problems = from_gitbook(None, text)
    assert [found.code for found in problems] == ["C304"]
