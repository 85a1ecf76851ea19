"""Lost text is found, and text that a page turn interrupts is not taken for lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banben.model import Origin
from banben.verify.expected import Piece, Unit
from banben.verify.matching import Printed, Walk

# Characters of which none stands twice, so that a text says where it comes from.
HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))


def unit(text: str, line: int = 1, group: int = 0) -> Unit:
    return Unit((Piece(text, 0, Origin("01.md", line)),), group)


def lines(*texts: str) -> list[Unit]:
    return [unit(text, line) for line, text in enumerate(texts, 1)]


def lost(pages: list[str], units: list[Unit], turns: bool = True) -> list[tuple[str, int]]:
    missing, _ = Walk(Printed.of(pages), turns).missing(units, 0)
    return [(item.words, item.origin.line) for item in missing]


A, B, C, D = HAN[:40], HAN[40:80], HAN[80:120], HAN[120:160]


def test_whole_blocks_with_labels_between_are_found() -> None:
    assert lost([f"第一章{A}•{B}图11{C}3"], lines(A, B, C)) == []


def test_a_block_goes_on_after_notes_and_running_heads() -> None:
    assert lost([f"{A}{B[:7]}1注文在此3", f"书名{B[7:]}{C}"], lines(A, B, C)) == []


@pytest.mark.parametrize("cut", [1, 2, 5, 20, 38, 39])
def test_a_block_may_be_cut_anywhere(cut: int) -> None:
    assert lost([f"{A}{B[:cut]}3", f"书名{B[cut:]}{C}"], lines(A, B, C)) == []


def test_a_block_may_fill_several_pages() -> None:
    whole = A + B + C + D
    pages = [f"x{whole[:30]}1", f"书{whole[30:80]}2", f"章{whole[80:130]}3", f"书{whole[130:]}4"]
    assert lost(pages, lines(whole)) == []


def test_folios_that_look_like_the_next_character_do_not_mislead() -> None:
    assert lost([f"{B[:5]}二", f"书名{B[5:]}".replace(B[5], "二", 1)], lines(B[:5] + "二" + B[6:])) == []


def test_a_block_that_is_gone_is_missing_at_its_line() -> None:
    assert lost([f"{A}{C}"], lines(A, B, C)) == [(B, 2)]


def test_the_last_line_of_a_block_that_is_cut_off_is_missing() -> None:
    assert lost([f"{A}{B[:30]}3", f"书名{C}{D}"], lines(A, B, C, D)) == [(B[30:], 2)]


def test_the_last_character_counts() -> None:
    assert lost([f"{A}{B[:-1]}3", f"书名{C}"], lines(A, B, C)) == [(B[-1], 2)]


def test_a_gap_inside_a_block_is_missing() -> None:
    assert lost([f"{A}{B[:15]}{B[20:]}{C}"], lines(A, B, C))[0] == (B[15:], 2)


def test_blocks_in_the_wrong_order_are_missing_where_they_belong() -> None:
    assert lost([f"{B}{A}{C}"], lines(A, B, C)) == [(A, 1)]


def test_the_double_of_a_lost_heading_does_not_hide_it() -> None:
    assert lost([f"{A}{B}练习一{C}练习一{D}"], lines(A, "练习一", B, "练习一", C, "练习一", D)) == [
        ("练习一", 2)
    ]


def test_paragraphs_that_repeat_are_counted() -> None:
    assert lost([A * 3 + B], lines(A, A, A, B)) == []
    assert lost([A * 2 + B], lines(A, A, A, B)) == [(A, 3)]


def test_a_repeated_paragraph_that_a_page_turn_cuts_is_found_before_its_double() -> None:
    assert lost([f"{A}{A[:9]}1", f"书名{A[9:]}{B}{A}"], lines(A, A, B, A)) == []


def test_everything_after_a_loss_is_still_compared() -> None:
    assert lost([f"{A}{C}"], lines(A, B, C, D)) == [(B, 2), (D, 4)]


def test_room_between_pieces_is_bounded() -> None:
    pieces = (Piece(A, 0, Origin("01.md", 1)), Piece(B, 4, Origin("01.md", 1)))
    assert lost([f"{A}①{B}"], [Unit(pieces)]) == []
    assert lost([f"{A}{'多' * 9}{B}"], [Unit(pieces)]) == [(B, 1)]


def test_a_page_turn_may_fall_into_the_room_between_pieces() -> None:
    pieces = (Piece(A, 0, Origin("01.md", 1)), Piece(B, 4, Origin("01.md", 1)))
    assert lost([f"{A}①注3", f"书名{B}"], [Unit(pieces)]) == []


def test_a_short_beginning_that_stands_by_chance_before_its_block_does_not_mislead() -> None:
    pieces = (Piece("见", 0, Origin("01.md", 1)), Piece(B, 20, Origin("01.md", 1)))
    assert lost([f"{A}注：见别处。{'字' * 30}", f"见第二章{B}"], [unit(A), Unit(pieces)]) == []


def test_readings_drawn_after_the_page_are_found_with_their_characters() -> None:
    ruby = Piece("销", 0, Origin("01.md", 1), ("销xiao", "xiao销"))
    units = [Unit((Piece(A, 0, Origin("01.md", 1)), ruby, Piece(B, 9, Origin("01.md", 1))))]
    assert lost([f"{A}销xiao{B}"], units) == []
    assert lost([f"{A}{B}页脚xiao销3"], units) == []
    assert lost([f"{A}{B}3"], units) == [("销", 1)]


def test_the_cells_of_a_row_that_a_page_turn_splits_are_found() -> None:
    cells = [unit(A, 1, 7), unit(B, 2, 7), unit(C, 3)]
    assert lost([f"{A[:12]}{B[:12]}3", f"书名{A[12:]}{B[12:]}{C}"], cells) == []
    assert lost([f"{A[:12]}{B[:12]}3", f"书名{A[12:]}{C}"], cells) == [(B[12:], 2)]


def test_an_epub_has_no_page_turns() -> None:
    assert lost([f"{A}{B[:15]}尾", f"{B[15:]}"], lines(A, B), turns=False) == [(B[15:], 2)]


def test_nothing_was_printed() -> None:
    assert lost([], lines(A)) == [(A, 1)]
    assert lost(["", ""], lines(A)) == [(A, 1)]


PARAGRAPHS = st.lists(st.text(HAN, min_size=1, max_size=90), min_size=2, max_size=12)


def paged(text: str, sizes: list[int]) -> list[str]:
    """Cut *text* into pages with a head, notes and a folio that no paragraph can hold."""
    pages, start = [], 0
    for number in range(len(text) + 1):
        size = sizes[number % len(sizes)]
        pages.append(f"HEAD{text[start : start + size]}NOTE{number}")
        start += size
        if start >= len(text):
            break
    return pages


@given(PARAGRAPHS, st.lists(st.integers(60, 200), min_size=1, max_size=5))
def test_however_pages_fall_nothing_is_missing(paragraphs: list[str], sizes: list[int]) -> None:
    assert lost(paged("".join(paragraphs), sizes), lines(*paragraphs)) == []


@given(st.integers(0, 9), st.lists(st.integers(60, 200), min_size=1, max_size=5))
def test_whichever_paragraph_is_dropped_it_is_missed(dropped: int, sizes: list[int]) -> None:
    paragraphs = [HAN[n * 35 : n * 35 + 35] for n in range(10)]
    rest = paragraphs[:dropped] + paragraphs[dropped + 1 :]
    assert lost(paged("".join(rest), sizes), lines(*paragraphs)) == [(paragraphs[dropped], dropped + 1)]


def test_every_one_of_a_thousand_missing_lines_is_named() -> None:
    pages = [HAN] * 200
    found = lost(pages, lines(*(f"{n}缺" * 20 for n in range(1000))))
    assert len(found) == 1000


@pytest.mark.parametrize("lacking", [False, True])
def test_a_paragraph_of_many_pages_that_repeats_itself_is_followed_to_its_end(lacking: bool) -> None:
    text = "".join(f"掌柜的又招呼了第{n % 10}位客人。" for n in range(4000))
    pages = [f"书名{text[at : at + 700]}注{at}" for at in range(0, len(text), 700)]
    units = lines(A, text + ("缺" if lacking else ""), B)
    assert lost([A, *pages, B], units) == ([("缺", 2)] if lacking else [])
