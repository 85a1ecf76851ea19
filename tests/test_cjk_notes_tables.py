"""Tables on the printed page, with the shipped sheet: split between rows, heads repeated, captions kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sample_book as sample
from test_cjk_notes import lines, parts, prose, words
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import TableCaptionBox, TableRowBox
from weasyprint.text.fonts import FontConfiguration

from banben.cjk import grid_lines, notes
from banben.patches import patched
from banben.style import sheet
from banben.theme import load_theme

SHEET = sheet(sample.edition(), "pdf", load_theme(Path("nowhere"))[0].texts)[0]
HEAD = "<thead><tr><th>部门</th><th>做什么</th></tr></thead>"


def pages(body: str) -> list[Any]:
    markup = (
        f'<html lang="zh"><style>{SHEET}</style><body><div class="body"><section class="chapter">'
        f"{body}</section></div></body></html>"
    )
    with patched((*grid_lines.PATCHES, *notes.PATCHES)):
        return [page._page_box for page in HTML(string=markup).render(font_config=FontConfiguration()).pages]


def table(rows: int, length: int = 12, kind: str = "") -> str:
    cells = "".join(f"<tr><td>行{row}</td><td>{prose(length)}</td></tr>" for row in range(rows))
    caption = '<caption><span class="label">表 1</span> 分工</caption>'
    return f'<div class="table {kind}"><table>{caption}{HEAD}<tbody>{cells}</tbody></table></div>'


def rows(page: Any) -> list[str]:
    """Return the texts of the rows on *page*, heads included."""
    return [words(box) for box in parts(page)[0].descendants() if isinstance(box, TableRowBox)]


@pytest.mark.parametrize("before", range(0, 27, 2))
def test_a_long_table_splits_between_rows_under_repeated_heads(before: int) -> None:
    laid_out = pages(f"<p>{prose(27 * before)}</p>" + table(40, 60))
    found = [rows(page) for page in laid_out]
    split = [texts for texts in found if texts]
    assert len(split) > 1
    assert all(texts[0] == "部门做什么" for texts in split)
    body = [text for texts in split for text in texts[1:]]
    assert body == [f"行{row}{prose(60)}" for row in range(40)]


@pytest.mark.parametrize("before", range(27))
@pytest.mark.parametrize("kind", ["", "few"])
def test_a_caption_stands_with_its_head_and_two_rows(before: int, kind: str) -> None:
    laid_out = pages("".join(f"<p>{prose(20)}</p>" for _ in range(before)) + table(12, kind=kind))
    for page in laid_out:
        captions = [box for box in parts(page)[0].descendants() if isinstance(box, TableCaptionBox)]
        if captions:
            assert len(rows(page)) >= 3
    assert sum(text.startswith("行") for page in laid_out for text in rows(page)) == 12


@pytest.mark.parametrize("before", range(14, 26, 3))
def test_a_small_table_waits_for_the_next_page_and_text_fills_this_one(before: int) -> None:
    start = "".join(f"<p>{prose(20)}</p>" for _ in range(before))
    after = f"<p>{prose(600)}</p>"
    first, second, *_ = pages(start + table(12, kind="few") + after)
    assert rows(first) == []
    assert len(lines(parts(first)[0])) == 26
    assert rows(second)[0] == "部门做什么"
    assert lines(parts(second)[0])[0].position_y < second.content_box_y() + 24
