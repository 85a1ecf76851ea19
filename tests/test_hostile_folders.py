"""Whatever bytes stand in a book's files, `check` answers with problems, in bounded time, never a fault."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from banben.frames import as_json, frame
from banben.load import Overrides
from banben.pipeline import Request, check, prepare
from banben.problems import Problem, Stop, in_order

LONGEST = timedelta(seconds=10)
PHASES = (Phase.explicit, Phase.generate)
CHAPTER = """# 第一章　来历 {#ch-a}

市场部[^a]与**销售部**，见 [@fig-a]、[二](02.md#x)。她说：“好。”

![灯](images/lamp.svg "灯" ){#fig-a credit="自绘"}

::: 要点 题 {#box-a}
- {拉新|lā|xīn}[鼠标]{tw="滑鼠"}
:::

```chart {#fig-b}
kind = "bars"
data = "data/a.csv"
label = "特质"
values = ["比例"]
alt = "比例"
```

表：题
| 甲 | 乙 |
|---|---|
| 1 | <b>2</b> |

[^a]: 注。
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="2">灯</text></svg>'
OURS = {
    "book.toml": '[book]\ntitle = "书"\nslug = "s"\npublished = 2026-11-23\n\n'
    '[editions.tw]\nformats = ["epub"]\n',
    "SUMMARY.md": "# 目录\n\n[序](xu.md)\n\n- [一](01.md)\n  - [二](02.md)\n",
    "01.md": CHAPTER,
    "02.md": "# 二\n\n## x\n\n软件。\n",
    "xu.md": "# 序\n\n序。\n",
    "data/a.csv": "特质,比例\n勤奋,30\n创意,40.5\n",
    "glossary/tw.tsv": "软件\t軟體\t注\n",
    "glossary/names.tsv": "干宝\n",
    "images/lamp.svg": SVG,
    "templates/boxes.toml": '[recap]\nnames = ["回顾"]\nlabel = ""\n',
}
MDBOOK = {
    "book.toml": '[book]\ntitle = "书"\nauthors = ["王"]\n\n[output.html]\n',
    "src/SUMMARY.md": "- [一](01.md)\n",
    "src/01.md": "# 一\n\n{{#include in.md}}\n\n```\n{{#include in.md:2:3}}\n```\n",
    "src/in.md": "甲\n\n{{#include in.md:a}}\n<!-- ANCHOR: a -->\n乙\n",
}
GITBOOK = {
    "book.json": '{"title": "书", "structure": {"summary": "TOC.md"}}',
    ".gitbook.yaml": "root: ./\nstructure:\n  summary: TOC.md\n",
    "TOC.md": "* [一](01.md)\n",
    "01.md": '# 一\n\n{% hint style="info" %}\n字\n{% endhint %}\n',
}
FILES = [
    *((OURS, name) for name in OURS if name not in ("02.md", "xu.md")),
    *((MDBOOK, name) for name in MDBOOK),
    *((GITBOOK, name) for name in GITBOOK),
]


@st.composite
def spoiled(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw *content* with some stretches replaced, repeated or left out."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 12)))
        content = content[:start] + draw(st.binary(max_size=8) | st.just(content[:end])) + content[end:]
    return content


def told(root: Path) -> tuple[tuple[Problem, ...], Mapping[str, str]]:
    try:
        prepared = prepare(Request(root, Overrides()))
        return check(prepared), prepared.texts
    except Stop as stop:
        return in_order(stop.problems), stop.texts


@pytest.mark.slow
@pytest.mark.parametrize(("book", "file"), FILES, ids=[name for _, name in FILES])
def test_no_bytes_in_any_file_end_in_a_fault(book: Mapping[str, str], file: str) -> None:
    # Without shrinking: each example builds a book, and the files are small as they are.
    @settings(max_examples=10, deadline=LONGEST, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=300) | spoiled(book[file].encode()) | spoiled(book[file].encode()))
    def answered(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in book.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(content if name == file else text.encode())
            problems, texts = told(root)
            for item in problems:
                assert frame(item, texts, "zh").splitlines()[0].count(item.code) == 1
                assert as_json(item, "en")["message"]

    answered()


@pytest.mark.parametrize("book", [OURS, MDBOOK, GITBOOK], ids=["ours", "mdbook", "gitbook"])
def test_the_books_are_sound_before_they_are_spoiled(book: Mapping[str, str], tmp_path: Path) -> None:
    for name, text in book.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    problems, _ = told(tmp_path)
    assert [item for item in problems if item.severity == "error" and item.code != "F223"] == []
