"""What a reader sees of finished files."""

from __future__ import annotations

from dataclasses import replace

from sample_publication import PRINT_SHEET, print_book, with_document

from banben.verify.reading import markup_text, pdf_pages
from banben.writers.pdf import write


def test_the_text_of_a_page_is_read_in_content_order() -> None:
    pages = pdf_pages(write(print_book())[0].content)
    assert len(pages) == 3
    assert pages[0] == "轮子与车试印社i"
    body = pages[1]
    assert body.startswith("第1章轮子之1最早的时候")
    assert body.index("后来铺子大了") < body.index("幌子是旧时店铺")


def test_text_off_the_page_is_not_read() -> None:
    off = with_document(print_book(), "book.xhtml", "<p>试印社</p>", '<p class="off">看不见</p>')
    off = replace(off, sheet=PRINT_SHEET + ".off { position: absolute; left: 500mm }\n")
    content = write(off)[0].content
    assert "看不见" not in pdf_pages(content)[0]
    assert "轮子与车" in pdf_pages(content)[0]


def test_text_that_runs_over_the_edge_is_read_as_far_as_the_page_goes() -> None:
    digits = "一二三四五六七八九十" * 9
    long = with_document(print_book(), "book.xhtml", "<p>试印社</p>", f'<p class="long">{digits}</p>')
    long = replace(long, sheet=PRINT_SHEET + ".long { white-space: nowrap }\n")
    page = pdf_pages(write(long)[0].content)[0]
    assert "一二三四五六七八九十" in page
    assert digits not in page


def test_text_that_a_box_cuts_off_is_not_read() -> None:
    cut = with_document(print_book(), "book.xhtml", "<p>试印社</p>", '<p class="cut">看得见<br/>看不见</p>')
    cut = replace(cut, sheet=PRINT_SHEET + ".cut { height: 1em; line-height: 1; overflow: hidden }\n")
    page = pdf_pages(write(cut)[0].content)[0]
    assert "看得见" in page
    assert "看不见" not in page


def test_latin_words_hyphens_and_ligatures_are_read_as_they_were_written() -> None:
    words = "An efficient waffle office—international understanding of affiliations."
    latin = with_document(
        print_book(), "book.xhtml", "<p>试印社</p>", f'<p class="narrow" lang="en">{words}</p>'
    )
    latin = replace(latin, sheet=PRINT_SHEET + ".narrow { width: 22mm; hyphens: auto }\n")
    assert (
        "anefficientwaffleoffice—internationalunderstandingofaffiliations."
        in pdf_pages(write(latin)[0].content)[0]
    )


def test_the_readings_of_ruby_and_the_head_are_not_text() -> None:
    markup = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>题</title></head><body>'
        "<p>前<ruby>拉<rp>(</rp><rt>lā</rt><rp>)</rp>新<rt>xīn</rt></ruby>后<!-- 注 --><b>重</b>尾</p>"
        "</body></html>"
    )
    assert markup_text(markup.encode()) == "前拉新后重尾"
