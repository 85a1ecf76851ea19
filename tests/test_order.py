"""The reading order from book.toml and from file names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.config.book import Config, fit
from banben.model import Origin
from banben.order import Entry, by_name, from_config, is_markdown
from banben.toml_places import read_toml

TEXT = """\
[book]
chapters = [
  { file = "preface.md", role = "preface" },
  "one.md",
  { part = "第一部分", file = "part.md", chapters = ["two.md", { file = "three.md", title = "三" }] },
  { part = "第二部分", chapters = ["four.md"] },
  { file = "a.md", role = "appendix" },
]
"""


def config(text: str) -> Config:
    values, places, problems = read_toml(text, "book.toml")
    assert not problems
    return fit(values, places)[0]


def shown(entries: tuple[Entry, ...]) -> list[tuple[int, str, str, str]]:
    return [(entry.depth, entry.role or "", entry.file, entry.title) for entry in entries]


def test_parts_roles_and_titles_come_from_book_toml() -> None:
    entries, problems = from_config(config(TEXT))
    assert not problems
    assert shown(entries) == [
        (0, "preface", "preface.md", ""),
        (0, "", "one.md", ""),
        (0, "part", "part.md", "第一部分"),
        (1, "", "two.md", ""),
        (1, "", "three.md", "三"),
        (0, "part", "", "第二部分"),
        (1, "", "four.md", ""),
        (0, "appendix", "a.md", ""),
    ]
    assert (entries[1].origin, entries[1].length) == (Origin("book.toml", 4, 3), len('"one.md"'))
    assert entries[5].origin == Origin("book.toml", 6, 12)


def test_a_parts_file_may_be_its_first_chapter_too() -> None:
    entries, _ = from_config(
        config('[book]\nchapters = [{ part = "上", file = "a.md", chapters = ["a.md"] }]')
    )
    assert shown(entries) == [(0, "part", "", "上"), (1, "", "a.md", "")]


def test_a_mistyped_entry_does_not_shift_the_places_of_the_others() -> None:
    entries, _ = from_config(config('[book]\nchapters = [\n1,\n"b.md",\n]'))
    assert [(entry.file, entry.origin.line) for entry in entries] == [("b.md", 4)]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ('{ role = "preface" }', ["C211"]),
        ('{ file = "a.md", chapters = ["b.md"] }', ["C212"]),
        ('{ part = "上", title = "下", role = "preface", chapters = ["b.md"] }', ["C213", "C213"]),
    ],
)
def test_contradictions_are_told(row: str, codes: list[str]) -> None:
    _, problems = from_config(config(f"[book]\nchapters = [{row}]"))
    assert [found.code for found in problems] == codes


def test_names_are_in_natural_order() -> None:
    files = ["10.md", "2.md", "01.md", "b.md", "A.md", "第二章.md"]
    assert [entry.file for entry in by_name(files)] == ["01.md", "2.md", "10.md", "A.md", "b.md", "第二章.md"]


def test_a_readme_opens_its_folder() -> None:
    files = ["z.md", "README.md", "one/b.md", "one/README.md", "one/a.md", "two/c.md"]
    assert shown(by_name(files)) == [
        (0, "introduction", "README.md", ""),
        (0, "part", "one/README.md", ""),
        (1, "", "one/a.md", ""),
        (1, "", "one/b.md", ""),
        (0, "", "two/c.md", ""),
        (0, "", "z.md", ""),
    ]


def test_a_readme_alone_is_a_chapter() -> None:
    assert shown(by_name(["README.md"])) == [(0, "", "README.md", "")]


NAMES = st.sampled_from(["README", "index", "a", "B", "1", "01", "10", "第一章"])


@given(
    st.sets(st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md"), max_size=9)
)
def test_the_order_does_not_depend_on_the_disks(files: set[str]) -> None:
    listed = sorted(files)
    assert by_name(listed) == by_name(listed[::-1])
    assert {entry.file for entry in by_name(listed)} == files


def test_markdown_is_known_by_its_name() -> None:
    assert is_markdown("a.MD")
    assert is_markdown("b.markdown")
    assert not is_markdown("c.md.txt")
