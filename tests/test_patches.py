"""Patched functions make the pages that the stock functions make, byte for byte, and leave no trace."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pydyf
import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline, percent
from weasyprint.text.fonts import FontConfiguration

from banben.patches import Patch, digest, patched
from banben.writers.tuning import PATCHES, VERSIONS, tuned

# Deflating at another level is the one patch that changes bytes on purpose.
SAME = [patch for patch in PATCHES if patch.name != "zlib"]
LIBRARIES = (weasyprint, pydyf)
SQUARE = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'>"
    "<rect width='20' height='20' fill='teal'/></svg>"
)
CJK = "国家市场部销售渠道的了在是我有和人这中大为上个说时要就出会可也你对生能而子那得于着下自之年过"
WIDE = "，。、；：？！（）《》「」『』“”‘’——……·"
LATIN = ["return", "on", "investment", "CRM", "2026", "e-mail", "a/b", "99%", "naïve", "co\u00adoperation"]

INLINE = ["em", "strong", 'span class="raised"', 'span class="lined"', 'a href="#h2"']
KINDS = (
    "", "percent", "latin", "rtl", "pre", "nowrap", "spaced", "anywhere", "all", "features", "lined", "left",
    "right", "box", "tiled", "hidden", "clip", "dots", "over", "abs", "letter", "line", "calc",
    "columns",
)  # fmt: skip

SHEET = f"""
@page {{ size: 120mm 160mm; margin: 15mm 12mm; @bottom-center {{ content: counter(page) "/" counter(pages) }}
  @top-left {{ content: string(title); letter-spacing: .1em }} @top-right {{ content: "右" }} }}
@page :left {{ margin-left: 18mm; @bottom-center {{ content: "左" counter(page) }} }}
@page :first {{ @top-left {{ content: none }} }}
@page wide {{ size: 160mm 120mm; @right-middle {{ content: "宽"; width: 8mm }} }}
@page :nth(3) {{ background: #eef }}
body {{ font: 10.5pt/1.7 "Noto Serif CJK SC"; text-align: justify }}
h1 {{ string-set: title content(); bookmark-level: 1; break-before: page }}
h1::before {{ counter-increment: part; content: counter(part, cjk-decimal) "、" }}
p {{ margin: 0; text-indent: 2em }} p.percent {{ text-indent: 10%; margin: 0 5%; padding: 1% }}
.latin {{ hyphens: auto }} .rtl {{ direction: rtl }} .pre {{ white-space: pre-wrap; tab-size: 3 }}
.nowrap {{ white-space: nowrap }} .spaced {{ letter-spacing: .3em; word-spacing: .5em }}
.anywhere {{ overflow-wrap: anywhere; width: 30mm }} .all {{ word-break: break-all }}
.features {{ font-feature-settings: "halt" 1; font-variant-caps: small-caps; font-kerning: none }}
.lined {{ text-decoration: underline wavy red }}
.left {{ float: left; width: 20%; margin-right: 1em }} .right {{ float: right }}
.box {{ box-sizing: border-box; width: 50%; min-height: 3em; max-width: 40mm; padding: 1em; border: 2pt solid;
  border-radius: 2mm 1em / 10%; background: #ffd; box-shadow: 1mm 1mm red }}
.tiled {{ background: url("{SQUARE}") 10% 20% / 5mm repeat-x, currentcolor; color: silver }}
.hidden {{ visibility: hidden; background: red }} .clip {{ overflow: hidden; height: 2em }}
.dots {{ width: 30mm; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }}

.over {{ position: relative; top: 2pt }} .abs {{ position: absolute; right: 5%; width: 20% }}
.fixed {{ position: fixed; bottom: 0; left: 0 }} .note {{ float: footnote }}
.columns {{ columns: 2 }} .flex {{ display: flex; gap: 2% }} .flex > * {{ flex: 1 }}
.grid {{ display: grid; grid-template-columns: 1fr 2fr }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: 1pt solid; padding: 2% }}
table.apart {{ border-collapse: separate; border-spacing: 2pt }} td.round {{ border-radius: 3pt }}
.wide {{ page: wide }} .letter::first-letter {{ font-size: 2em }}
.line::first-line {{ font-weight: bold }} li {{ list-style: cjk-decimal }} li::marker {{ color: red }}
nav a::after {{ content: leader(".") target-counter(attr(href), page) }}
.raised {{ vertical-align: 20%; font-size: .7em }} .middle {{ vertical-align: middle; display: inline-block }}
.calc {{ width: calc(50% + 1em); margin-left: calc(1em * 2) }}
"""


def prose(chance: random.Random, length: int) -> str:
    """Return text of ideographs, marks, Latin words, spaces and inline elements."""
    parts: list[str] = []
    for _ in range(length):
        kind = chance.random()
        if kind < 0.72:
            parts.append("".join(chance.choices(CJK, k=chance.randint(1, 9))))
        elif kind < 0.88:
            parts.append(chance.choice(WIDE))
        elif kind < 0.96:
            parts.append(chance.choice(["", " "]) + chance.choice(LATIN) + chance.choice(["", " "]))
        else:
            name = chance.choice(
                ["em", "strong", 'span class="raised"', 'span class="lined"', 'a href="#h2"']
            )
            parts.append(f"<{name}>{chance.choice(CJK)}，{chance.choice(LATIN)}</{name.split()[0]}>")
    return "".join(parts)


def paragraphs(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for number in range(60):
        kind = KINDS[number % len(KINDS)] if number % 2 else ""
        yield f'<p class="{kind}">{prose(chance, chance.randint(1, 60))}</p>'
        if number % 12 == 0:
            yield f'<h1 id="h{number}">{prose(chance, 3)}</h1>'
            yield f'<p>注<span class="note">{prose(chance, 20)}</span>后</p>'


def tables(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for kind in ("", "apart"):
        rows = "".join(
            f'<tr><th>{row}</th><td class="round">{prose(chance, 4)}</td>'
            f'<td colspan="2">{prose(chance, 9)}</td></tr>'
            for row in range(9)
        )
        columns = '<colgroup><col style="width: 20%"/><col/></colgroup>'
        yield f'<table class="{kind}" id="t{kind}">{columns}{rows}</table>'


def book(seed: int) -> str:
    """Return a document with a little of everything that the patches come near to."""
    more = (
        '<div class="flex"><p>一二三</p><p>four five</p></div><div class="grid"><p>甲</p><p>乙丙丁</p></div>'
        '<ul><li>一</li><li lang="en">two</li></ul><div class="fixed">定</div>'
        f'<p>图<img src="{SQUARE}" style="width: 30%"/><span class="middle">中</span>\ue123</p>'
        '<section class="wide" id="w"><h2 id="h2">宽</h2><p lang="ja">日本語の文章</p></section>'
        '<nav><a href="#h12">去</a></nav><dl><dt>词</dt><dd>义</dd></dl>'
    )
    return f"<style>{SHEET}</style>{''.join(paragraphs(seed))}{more}{''.join(tables(seed))}"


def made(markup: str) -> bytes:
    content = HTML(string=markup).write_pdf(
        font_config=FontConfiguration(), pdf_tags=True, pdf_identifier=b"same"
    )
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize("seed", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
def test_patched_functions_make_the_same_pages(seed: int) -> None:
    markup = book(seed)
    stock = made(markup)
    with patched(SAME):
        assert made(markup) == stock


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.make.__name__)
def test_what_is_patched_is_what_the_patch_was_written_against(patch: Patch) -> None:
    assert digest(patch) == patch.digest, f"{patch.name} has changed: compare, then take its digest"


def test_the_installed_libraries_are_those_that_are_tuned() -> None:
    assert tuple(library.__version__ for library in LIBRARIES) == VERSIONS


def names() -> list[Any]:
    return [inline.resolve_percentages, percent.resolve_percentages, *(patch.stock for patch in PATCHES)]


def test_nothing_stays_patched_after_a_fault_either() -> None:
    before = names()
    with pytest.raises(RuntimeError), patched(PATCHES):
        assert inline.resolve_percentages is percent.resolve_percentages
        assert not any(new is old for new, old in zip(names(), before, strict=True))
        raise RuntimeError
    assert names() == before
    assert "id" not in vars(weasyprint.css)


def test_another_version_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = names()
    monkeypatch.setattr("banben.writers.tuning.VERSIONS", ("71.0", "0.13.0"))
    with tuned():
        assert names() == before
    monkeypatch.undo()
    with tuned():
        assert names() != before


def test_one_name_may_be_patched_alone() -> None:
    def twice(stock: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: (stock(*given), stock(*given))

    with patched([Patch(inline, "can_break_text", twice, "", alone=True)]):
        assert inline.can_break_text("国家", "zh") == (True, True)
        assert weasyprint.text.line_break.can_break_text("国家", "zh") is True


def test_what_floats_in_a_flexible_box_keeps_its_text() -> None:
    markup = '<article style="display: flex"><div style="float: left">天</div></article>'
    with tuned():
        (page,) = HTML(string=markup).render().pages
    assert [box.text for box in page._page_box.descendants() if isinstance(box, TextBox)] == ["天"]
