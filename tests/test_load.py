"""A manuscript folder as a whole: its form, its order, its files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from banben import sources
from banben.frames import frame
from banben.load import Overrides, load
from banben.manuscript import Manuscript
from banben.problems import Problem, Stop

NOTHING_SAID = Overrides()
CONFIG = '[book]\ntitle = "书"\nslug = "shu"\npublished = 2026-11-23\n'


def folder(root: Path, **files: str) -> Path:
    """Write *files* (a double underscore stands for a slash, `_md` ends names) and return *root*."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_md", ".md").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def loaded(root: Path, overrides: Overrides = NOTHING_SAID) -> tuple[Manuscript, tuple[Problem, ...]]:
    return load(root, overrides)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [found.code for found in problems]


def order(manuscript: Manuscript) -> list[tuple[str, str | None, int]]:
    return [(source.path, source.role, source.depth) for source in manuscript.sources]


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_a_folder_of_chapters_alone_is_a_book(tmp_path: Path) -> None:
    manuscript, problems = loaded(
        folder(tmp_path / "my-book", **{"2_md": "# 二", "1_md": "\ufeff# 一\r\n\r\n字"})
    )
    assert order(manuscript) == [("1.md", None, 0), ("2.md", None, 0)]
    assert manuscript.sources[0].text == "# 一\n\n字"
    assert (manuscript.metadata.title, manuscript.metadata.slug) == ("一", "my-book")
    assert [edition.name for edition in manuscript.editions] == ["cn", "tw", "hk"]
    assert codes(problems) == ["C208", "C209"]
    assert all(found.origin is None for found in problems)


def test_title_and_authors_of_the_command_line_leave_nothing_to_note(tmp_path: Path) -> None:
    root = folder(tmp_path, SUMMARY_md="- [一](a.md)", a_md="# 一")
    manuscript, problems = loaded(root, Overrides("手册", ("王",), "zh-CN"))
    assert manuscript.metadata.title == "手册"
    assert codes(problems) == ["C209"]


def test_the_order_comes_from_book_toml_before_summary_before_names(tmp_path: Path) -> None:
    files = {"a_md": "# 甲", "b_md": "# 乙"}
    assert [path for path, _, _ in order(loaded(folder(tmp_path, **files))[0])] == ["a.md", "b.md"]
    files["SUMMARY_md"] = "- [乙](b.md)\n- [甲](a.md)\n"
    assert [path for path, _, _ in order(loaded(folder(tmp_path, **files))[0])] == ["b.md", "a.md"]
    files["book_toml"] = CONFIG
    assert [path for path, _, _ in order(loaded(folder(tmp_path, **files))[0])] == ["b.md", "a.md"]
    files["book_toml"] = CONFIG + 'chapters = ["a.md", "b.md"]\n'
    assert [path for path, _, _ in order(loaded(folder(tmp_path, **files))[0])] == ["a.md", "b.md"]


def test_texts_hold_all_that_later_stages_quote(tmp_path: Path) -> None:
    files = {
        "book_toml": CONFIG + 'chapters = ["a.md"]\n',
        "a_md": "# 甲",
        "data__x.csv": "名,数\n",
        "glossary__tw.tsv": "鼠标\t滑鼠\n",
        "notes__y.tsv": "不要",
        "templates__boxes_toml": '[recap]\nnames = ["回顾"]\nlabel = ""\naudiences = ["student"]\n',
    }
    manuscript, problems = loaded(folder(tmp_path, **files))
    assert problems == ()
    assert set(manuscript.texts) == {
        "book.toml",
        "a.md",
        "data/x.csv",
        "glossary/tw.tsv",
        "templates/boxes.toml",
    }
    assert manuscript.audiences == {"reader", "trainer", "student"}
    assert "recap" in {kind.key for kind in manuscript.boxes}


def test_an_mdbook_is_read_with_paths_from_its_root(tmp_path: Path) -> None:
    files = {
        "book_toml": '[book]\ntitle = "手册"\nauthors = ["王"]\n',
        "src__SUMMARY_md": "# Summary\n\n[序](xu.md)\n\n- [一](one/README.md)\n  - [二](one/two.md)\n",
        "src__xu_md": "# 序",
        "src__one__README_md": "# 一",
        "src__one__two_md": "# 二",
        "README_md": "# 说明",
    }
    manuscript, problems = loaded(folder(tmp_path, **files))
    assert order(manuscript) == [
        ("src/xu.md", "preface", 0),
        ("src/one/README.md", "part", 0),
        ("src/one/two.md", None, 1),
    ]
    assert manuscript.metadata.contributors[0].name == "王"
    assert codes(problems) == ["C209"]


def test_an_mdbook_whose_src_is_outside_stops(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    root = folder(tmp_path / "book", book_toml='[book]\nauthors = []\nsrc = "../out"\n')
    with pytest.raises(Stop) as stop:
        loaded(root)
    assert codes(stop.value.problems) == ["F203"]
    assert "../out" in frame(stop.value.problems[0], stop.value.texts, "en")


def test_gitbooks_readme_is_the_introduction_listed_or_not(tmp_path: Path) -> None:
    files = {"SUMMARY_md": "* [前言](README.md)\n* [一](a.md)\n", "README_md": "# 茶", "a_md": "# 一"}
    expected = [("README.md", "introduction", 0), ("a.md", None, 0)]
    assert order(loaded(folder(tmp_path, **files))[0]) == expected
    files["SUMMARY_md"] = "* [一](a.md)\n"
    assert order(loaded(folder(tmp_path, **files))[0]) == expected


def test_gitbooks_root_is_followed(tmp_path: Path) -> None:
    files = {".gitbook.yaml": "root: ./docs/\n", "docs__SUMMARY_md": "* [一](a.md)\n", "docs__a_md": "# 一"}
    assert order(loaded(folder(tmp_path, **files))[0]) == [("docs/a.md", None, 0)]


@pytest.mark.parametrize(
    ("chapters", "code"),
    [
        ('"a.md", "nowhere.md"', "F201"),
        ('"a.md", "./a.md"', "F202"),
        ('"a.md", "../x.md"', "F203"),
        ('"a.md", "/etc/x.md"', "F203"),
        ('"a.md", "link.md"', "F203"),
        ('"a.md", "folder.md"', "F204"),
        ('"a.md", "\\u0000.md"', "F201"),
        ('"a.md", "a.txt"', "F211"),
    ],
)
def test_what_is_wrong_with_the_order_is_told_where_it_is_written(
    tmp_path: Path, chapters: str, code: str
) -> None:
    root = folder(tmp_path / "book", book_toml=f"{CONFIG}chapters = [{chapters}]\n", a_md="# 甲")
    folder(tmp_path, x_md="外")
    (root / "folder.md").mkdir()
    (root / "link.md").symlink_to(tmp_path / "x.md")
    manuscript, problems = loaded(root)
    assert [path for path, _, _ in order(manuscript)] == ["a.md"]
    told = [found for found in problems if found.code != "F205"]
    assert codes(tuple(told)) == [code]
    assert told[0].origin is not None
    assert (told[0].origin.path, told[0].origin.line, told[0].origin.column) == ("book.toml", 5, 21)


def test_a_markdown_file_that_the_order_forgets_is_told(tmp_path: Path) -> None:
    files = {"book_toml": CONFIG + 'chapters = ["a.md"]\n', "a_md": "# 甲", "b_md": "# 乙", "README_md": "x"}
    _, problems = loaded(folder(tmp_path, **files, LICENSE_md="x", one__c_md="# 丙"))
    assert [(found.code, found.origin and found.origin.path) for found in problems] == [
        ("F205", "b.md"),
        ("F205", "one/c.md"),
    ]


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    text = CONFIG + 'slgu = "x"\nchapters = ["a.md", "b.md", "c.md"]\n[editions.xx]\n'
    root = folder(tmp_path, book_toml=text, a_md="# 甲\0", c_md="")
    (root / "b.md").write_bytes("市场部的人".encode("gbk"))
    _, problems = loaded(root)
    assert codes(problems) == ["C102", "F102", "F101", "F105", "C201"]


def test_a_broken_book_toml_does_not_hide_what_is_wrong_with_the_chapters(tmp_path: Path) -> None:
    _, problems = loaded(folder(tmp_path, book_toml="[book\n", a_md="# 甲\0"))
    assert codes(problems) == ["C101", "F102"]


def test_a_chapter_beyond_the_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST_CHAPTER", 100)
    _, problems = loaded(folder(tmp_path, book_toml=CONFIG, a_md="字" * 101, b_md="# 乙"))
    assert codes(problems) == ["F301"]
    assert "101" in problems[0].message("zh")


def test_an_order_beyond_the_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_CHAPTERS", 2)
    text = CONFIG + 'chapters = ["a.md", "b.md",\n"c.md"]\n'
    manuscript, problems = loaded(folder(tmp_path, book_toml=text, a_md="# 甲", b_md="# 乙", c_md="# 丙"))
    assert len(manuscript.sources) == 2
    assert codes(problems)[0] == "F302"
    assert problems[0].origin is not None
    assert problems[0].origin.line == 6


def test_a_folder_with_too_many_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("banben.disk.MOST_FILES", 2)
    _, problems = loaded(folder(tmp_path, book_toml=CONFIG, a_md="# 甲", b_md="# 乙", c_md="# 丙"))
    assert "F304" in codes(problems)


def test_without_a_folder_or_chapters_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    for root, code in ((tmp_path / "nowhere", "F207"), (tmp_path, "F206")):
        with pytest.raises(Stop) as stop:
            loaded(root)
        assert codes(stop.value.problems) == [code]


def test_a_source_date_epoch_in_the_environment_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder(tmp_path, book_toml='[book]\ntitle = "书"\n', a_md="# 甲")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert loaded(root)[0].metadata.published.isoformat() == "1970-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert codes(loaded(root)[1]) == ["C210"]


def test_the_folders_own_name_does_not_change_what_is_read(tmp_path: Path) -> None:
    files = {"book_toml": CONFIG, "a_md": "# 甲"}
    one, two = (loaded(folder(tmp_path / name, **files))[0] for name in ("one", "two"))
    assert one.metadata == two.metadata
    assert (one.sources, one.texts) == (two.sources, two.texts)
