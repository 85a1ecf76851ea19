from __future__ import annotations

from dataclasses import replace

from sample_book import at, book, edition, para, text, words

from banben.fonts import Installed, installed, read
from banben.glyphs import check_glyphs, printed
from banben.model import PLAIN, Book, Chapter, CodeBlock, Inline, Ruby, RubyPair
from banben.problems import Problem

FULL = "20-2fff 3000-9fff fe00-ffff"


def listing(**charsets: str) -> Installed:
    """Return fonts of which each family has the characters of its charset."""
    rows = (f"{name.replace('_', ' ')}\t/f/{name}.ttf\t0\t80\t0\t{chars}" for name, chars in charsets.items())
    return read("\n".join(rows))


def holding(*parts: str | Inline) -> Book:
    chapter = Chapter("chapter", words("题"), (para(*parts, line=7),), (), PLAIN, at("01.md", 1))
    return replace(book(), chapters=(chapter,))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


ALL = {"Noto_Serif_CJK_SC": FULL, "Noto_Sans_CJK_SC": FULL, "LXGW_WenKai": FULL}
HERE = listing(**ALL, Noto_Sans_Mono_CJK_SC=FULL)


def test_a_book_in_common_characters_has_no_problem() -> None:
    assert check_glyphs(book(), edition(), HERE) == ()


def test_this_machine_sets_the_sample_in_every_region() -> None:
    for region in ("cn", "tw", "hk"):
        assert check_glyphs(book(), edition(region=region), installed()) == ()


def test_a_font_for_text_that_is_missing_is_an_error() -> None:
    without = listing(**{name: FULL for name in ALL if "Serif" not in name}, Noto_Sans_Mono_CJK_SC=FULL)
    found = check_glyphs(holding("字"), edition(), without)
    assert "G102" in codes(found)
    assert "fonts-noto-cjk" in next(item for item in found if item.code == "G102").help("en")


def test_song_stands_in_for_a_missing_kai() -> None:
    without = listing(**{name: FULL for name in ALL if name != "LXGW_WenKai"}, Noto_Sans_Mono_CJK_SC=FULL)
    found = check_glyphs(holding("字"), edition(), without)
    assert codes(found) == ["G103"]
    assert '"Noto Serif CJK SC" stands in' in found[0].message("en")


def test_a_font_that_the_edition_names_must_be_there() -> None:
    own = replace(edition(), tokens=(("font-body", '"No Such Song", serif'), ("font-code", "monospace")))
    found = check_glyphs(holding("字"), own, HERE)
    assert codes(found) == ["G104"]
    assert dict(found[0].values)["family"] == "No Such Song"


def test_a_character_without_a_glyph_is_told_at_its_first_place() -> None:
    found = check_glyphs(holding("好的", text("很好😀，好😀", "01.md", 9)), edition(), HERE)
    assert codes(found) == ["G201"]
    assert found[0].origin == at("01.md", 9, 3)
    assert dict(found[0].values)["count"] == "2"
    assert "U+1F600" in found[0].message("zh")


def test_a_character_of_another_font_is_a_warning() -> None:
    more = listing(**ALL, Noto_Sans_Mono_CJK_SC=FULL, Emoji="1f600")
    found = check_glyphs(holding("😀"), edition(), more)
    assert [(item.code, item.severity) for item in found] == [("G202", "warning")]
    assert dict(found[0].values)["family"] == "Emoji"


def test_the_edition_s_own_font_may_have_it() -> None:
    more = listing(**ALL, Noto_Sans_Mono_CJK_SC=FULL, Emoji="1f600")
    own = replace(edition(), tokens=(("font-body", "Emoji, serif"),))
    assert check_glyphs(holding("😀"), own, more) == ()


def test_marks_of_format_need_no_glyph() -> None:
    assert check_glyphs(holding("一\u200b\u2060\ufe0f\u3000\U000e0100"), edition(), HERE) == ()


def test_an_epub_is_set_in_the_fonts_of_its_reader() -> None:
    assert check_glyphs(holding("😀"), replace(edition(), formats=("epub",)), HERE) == ()


def test_what_is_printed_holds_readings_code_charts_and_metadata() -> None:
    ruby = Ruby((RubyPair(text("拉"), "lā"),), "pinyin")
    code = CodeBlock("x\n后台\n", "", PLAIN, at("01.md", 20))
    chapter = Chapter("chapter", words("题"), (para(ruby), code), (), PLAIN, at("01.md", 1))
    told = {part for part, _ in printed(replace(book(), chapters=(chapter, *book().chapters)))}
    assert {"题", "拉", "lā", "x\n后台\n", "数据分析市场", "认为重要的企业", "林河", "版本书坊"} <= told


def test_a_place_in_a_code_block_counts_its_lines() -> None:
    code = CodeBlock("x\n后😀\n", "", PLAIN, at("01.md", 20))
    chapter = Chapter("chapter", (), (code,), (), PLAIN, at("01.md", 1))
    found = check_glyphs(replace(book(), chapters=(chapter,)), edition(), HERE)
    assert found[0].origin == at("01.md", 22, 2)
