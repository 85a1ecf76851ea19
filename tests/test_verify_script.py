"""Residue in a finished EPUB: what nobody converted is found, what the writer protects is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planted import drawing
from sample_publication import book, epub, picture, with_document

from banben.documents import Publication
from banben.model import PLAIN, Book, Origin, Paragraph, Text, Verbatim
from banben.problems import Problem
from banben.verify.epub import check_package
from banben.writers.epub import write

STRANGE = "這個說法"


def found(publication: Publication, own: Book | None = None) -> list[Problem]:
    problems = check_package(write(publication)[0], publication, own or book())
    return [item for item in problems if item.code in ("V236", "V240")]


def with_markup(markup: str) -> Publication:
    return with_document(epub(), "c01.xhtml", "<figure", f"{markup}\n<figure")


@pytest.mark.parametrize(
    "markup",
    [
        f"<p><code>{STRANGE}</code></p>",
        f"<pre><code>{STRANGE}</code></pre>",
        f'<p>他说<span lang="zh-Hant-TW" xml:lang="zh-Hant-TW">{STRANGE}</span></p>',
        '<p lang="ja" xml:lang="ja">東京駅</p>',
    ],
)
def test_code_and_other_languages_are_left_alone(markup: str) -> None:
    assert found(with_markup(markup)) == []


def test_what_follows_a_passage_in_another_language_is_looked_at() -> None:
    (problem,) = found(with_markup(f'<p><span lang="ja" xml:lang="ja">東京</span>{STRANGE}</p>'))
    assert (problem.code, dict(problem.values)["characters"]) == ("V236", "這個說")


def test_a_passage_that_the_book_keeps_is_left_alone_and_its_characters_elsewhere_are_not() -> None:
    at = Origin("01.md", 70)
    kept = Paragraph((Text("老招牌写着", at), Verbatim("東來順", "keep", at)), PLAIN, at)
    whole = book()
    first = whole.chapters[0]
    own = replace(whole, chapters=(replace(first, blocks=(*first.blocks, kept)), *whole.chapters[1:]))
    assert found(with_markup("<p>老招牌写着東來順</p>"), own) == []
    (problem,) = found(with_markup('<p title="東風來了">老招牌写着東來順</p>'), own)
    assert dict(problem.values)["characters"] == "東風來"


def test_a_document_is_named_once_with_all_its_strange_characters() -> None:
    (problem,) = found(with_markup("<p>這個</p><p>說法</p>"))
    assert dict(problem.values)["characters"] == "這個說"
    assert problem.origin is not None and problem.origin.path == "01.md"


def test_words_in_a_drawing_of_the_writers_are_a_note() -> None:
    origin = Origin("01.md", 8)
    words = replace(picture("images/map.svg", drawing("<text>這裏</text>")), origin=origin)
    base = epub()
    (problem,) = found(replace(base, pictures={**base.pictures, "map.svg": words}))
    assert (problem.code, problem.severity, problem.origin) == ("V240", "note", origin)
    assert "這裏" in problem.message("zh")


def test_words_in_a_chart_of_ours_are_a_warning() -> None:
    chart = picture("images/fig-a.svg", drawing("<text>這裏</text>"))
    base = epub()
    (problem,) = found(replace(base, pictures={**base.pictures, "chart:fig-a": chart}))
    assert (problem.code, problem.severity) == ("V236", "warning")
