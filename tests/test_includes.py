"""mdBook's includes: what is put in, where it comes from, and what cannot be put in."""

from __future__ import annotations

from pathlib import Path

import pytest

from banben import includes
from banben.frames import frame
from banben.includes import Found, expand, take
from banben.load import Overrides, load
from banben.manuscript import Manuscript, Source
from banben.model import Chapter, CodeBlock, Origin
from banben.parse import parse
from banben.problems import Problem
from banben.walk import chapter_blocks, plain, streams

FILES = {
    "src/hours.md": "开门\n关门\n",
    "src/parts/one.md": "一\n\n{{#include two.md}}\n",
    "src/parts/two.md": "二",
    "src/scale.py": "# ANCHOR: all\nprint(1)\n# ANCHOR: part\nprint(2)\n# ANCHOR_END: part\n"
    "# ANCHOR_END: all\nprint(3)",
    "src/loop.md": "圈\n{{#include loop.md}}",
}


def read(path: str, origin: Origin, length: int) -> Found:
    assert origin.column + length > origin.column
    return Found(FILES.get(path))


def expanded(text: str) -> tuple[Source, list[str]]:
    source = Source("src/01.md", text, "", None, 0, Origin("src/SUMMARY.md"))
    made, problems = expand(source, read, tuple(FILES))
    return made, [found.code for found in problems]


def test_each_line_knows_the_file_that_it_comes_from() -> None:
    made, problems = expanded("前{{#include hours.md}}后\n尾")
    assert (made.text, problems) == ("前开门\n关门后\n尾", [])
    places = [
        made.place(Origin("src/01.md", line, column)) for line, column in ((1, 1), (1, 3), (2, 2), (2, 3))
    ]
    assert places == [
        Origin("src/01.md", 1, 1),
        Origin("src/hours.md", 1, 2),
        Origin("src/hours.md", 2, 2),
        Origin("src/01.md", 1, 23),
    ]
    assert made.place(Origin("src/01.md", 3, 1)) == Origin("src/01.md", 2, 1)
    assert made.place(Origin("data.csv", 1, 1)) == Origin("data.csv", 1, 1)


def test_an_included_files_own_includes_count_from_its_folder() -> None:
    made, problems = expanded("{{#include parts/one.md}}")
    assert (made.text, problems) == ("一\n\n二", [])
    assert made.place(Origin("src/01.md", 3, 1)) == Origin("src/parts/two.md", 1, 1)


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("2", [2]),
        ("2:4", [2, 3, 4]),
        ("6:", [6, 7]),
        (":2", [1, 2]),
        ("0:1", [1]),
        (":", [1, 2, 3, 4, 5, 6, 7]),
        ("all", [2, 4]),
        ("part", [4]),
        ("8", None),
        ("4:2", None),
        ("nothing", None),
    ],
)
def test_parts_are_named_as_in_mdbook(part: str, lines: list[int] | None) -> None:
    found = take(FILES["src/scale.py"], part)
    assert (None if found is None else [number for number, _ in found]) == lines


def test_a_playground_becomes_a_code_block_with_a_fence_that_holds_it() -> None:
    FILES["src/fence.rs"] = "// ```\nfn main() {}\n"
    made, _ = expanded("{{#playground fence.rs editable}}")
    assert made.text == "````rust\n// ```\nfn main() {}\n````\n"
    assert made.place(Origin("src/01.md", 3, 1)) == Origin("src/fence.rs", 2, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{#include nowhere.md}}", "F221"),
        ("{{#include}}", "F221"),
        ("{{#include hours.md:3}}", "F222"),
        ("{{#include 01.md}}", "F223"),
    ],
)
def test_what_cannot_be_included_stays_as_written(text: str, code: str) -> None:
    assert expanded(text) == (expanded(text)[0], [code])
    assert expanded(text)[0].text == text


def test_a_circle_ends_where_it_closes() -> None:
    made, problems = expanded("{{#include loop.md}}")
    assert (made.text, problems) == ("圈\n{{#include loop.md}}", ["F223"])


def test_an_escaped_link_is_not_followed() -> None:
    made, problems = expanded("\\{{#include hours.md}}")
    assert (made.text, problems) == ("\\{{#include hours.md}}", [])


@pytest.mark.parametrize(("name", "most"), [("DEEPEST", 1), ("MOST_FILES", 1), ("MOST_CHARACTERS", 5)])
def test_depth_number_and_size_are_limited(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    monkeypatch.setattr(includes, name, most)
    made, problems = expanded("{{#include parts/one.md}}\n{{#include hours.md}}")
    assert "F305" in problems
    assert "{{#include" in made.text


def test_files_that_double_each_other_end_at_the_limit() -> None:
    for n in range(12):
        FILES[f"src/d{n}.md"] = f"{{{{#include d{n + 1}.md}}}}\n" * 10
    _, problems = expanded("{{#include d0.md}}")
    assert set(problems) == {"F305"}


# --- through loading and parsing --------------------------------------------------------

MDBOOK = '[book]\ntitle = "书"\nauthors = ["王"]\n'


def book(
    root: Path, files: dict[str, str], config: str = MDBOOK
) -> tuple[Manuscript, list[Problem], list[Chapter]]:
    files = {"book.toml": config, "src/SUMMARY.md": "- [一](01.md)\n", **files}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    manuscript, problems = load(root, Overrides())
    parsed = [parse(source, manuscript) for source in manuscript.sources]
    found = [*problems, *(item for _, items in parsed for item in items)]
    return manuscript, [item for item in found if item.code != "C209"], [chapter for chapter, _ in parsed]


def words(chapter: Chapter) -> list[str]:
    return [plain(stream) for block in chapter_blocks(chapter) for stream in streams(block)]


def test_an_mdbook_prints_what_its_chapters_include_in_prose_and_code(tmp_path: Path) -> None:
    text = "# 一\n\n{{#include in/a.md}}\n\n```python\n{{#include a.py:2}}\n\\{{#include b.py}}\n```\n"
    files = {"src/01.md": text, "src/in/a.md": "甲**乙**\n", "src/a.py": "x = 1\ny = 2\n"}
    manuscript, problems, (chapter,) = book(tmp_path, files)
    assert problems == []
    assert words(chapter) == ["甲乙"]
    code = next(block for block in chapter.blocks if isinstance(block, CodeBlock))
    assert code.text == "y = 2\n{{#include b.py}}"
    assert chapter.blocks[0].origin == Origin("src/in/a.md", 1, 1)
    assert manuscript.texts["src/01.md"] == text, "frames quote the file as it is"


def test_a_problem_in_an_included_file_leads_there(tmp_path: Path) -> None:
    _, problems, _ = book(
        tmp_path, {"src/01.md": "# 一\n\n{{#include a.md}}\n", "src/a.md": "甲\n\n乙**丙\n"}
    )
    assert [(found.code, found.origin) for found in problems] == [("M101", Origin("src/a.md", 3, 2))]


def test_a_chapter_stays_in_its_own_file_though_its_heading_is_included(tmp_path: Path) -> None:
    _, problems, (chapter,) = book(
        tmp_path, {"src/01.md": "{{#include head.md}}\n", "src/head.md": "# 题\n\n字\n"}
    )
    assert (problems, plain(chapter.title), chapter.origin) == ([], "题", Origin("src/01.md"))


def test_an_included_file_may_be_a_chapter_too(tmp_path: Path) -> None:
    files = {
        "src/SUMMARY.md": "- [一](01.md)\n- [二](02.md)\n",
        "src/01.md": "# 一\n\n{{#include 02.md:3}}\n",
        "src/02.md": "# 二\n\n字\n",
    }
    _, problems, chapters = book(tmp_path, files)
    assert problems == []
    assert [words(chapter) for chapter in chapters] == [["字"], ["字"]]


@pytest.mark.parametrize("path", ["../../out.md", "/etc/hostname", "link.md"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "out.md").write_text("秘密", "utf-8")
    root = tmp_path / "book"
    (root / "src").mkdir(parents=True)
    (root / "src" / "link.md").symlink_to(tmp_path / "out.md")
    _, problems, (chapter,) = book(root, {"src/01.md": f"# 一\n\n{{{{#include {path}}}}}\n"})
    assert [found.code for found in problems if found.code != "F205"] == ["F203"]
    assert words(chapter) == [f"{{{{#include {path}}}}}"]


def test_a_file_that_cannot_be_read_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "src" / "sub").mkdir(parents=True)
    manuscript, problems, _ = book(tmp_path, {"src/01.md": "# 一\n\n{{#include sub}}\n"})
    assert [found.code for found in problems] == ["F204"]
    assert "^^^" in frame(problems[0], manuscript.texts, "en")


def test_a_book_of_our_own_has_no_includes(tmp_path: Path) -> None:
    config = '[book]\ntitle = "书"\nslug = "s"\npublished = 2026-11-23\nchapters = ["src/01.md"]\n'
    _, problems, (chapter,) = book(
        tmp_path, {"src/01.md": "# 一\n\n{{#include a.md}}\n", "src/a.md": "甲"}, config
    )
    assert {found.code for found in problems} == {"F205", "M401"}
    assert words(chapter) == ["{{#include a.md}}"]


def test_a_template_languages_own_code_is_no_include(tmp_path: Path) -> None:
    text = "# 一\n\n```html\n{{#if user}}\n{{#each items}}\n```\n"
    assert book(tmp_path, {"src/01.md": text})[1] == []
