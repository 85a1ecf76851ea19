"""The first heading of a text, as a title."""

from __future__ import annotations

import pytest

from banben.headings import first_heading


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 一\n", "一"),
        ("正文\n\n## 二\n\n#  三 #\n", "三"),
        ("# **江湖**地位 {#ch-a .x}\n", "江湖地位"),
        ("# [名](a.md) `码` <b>重</b>\n", "名 码 重"),
        ("#标签\n\n## 二\n", ""),
        ("", ""),
    ],
)
def test_the_first_heading_is(text: str, title: str) -> None:
    assert first_heading(text) == title
