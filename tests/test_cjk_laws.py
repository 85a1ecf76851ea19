"""Laws of lines: whatever the text, the markup and the measure."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sample_lines import EM, FONTS, PICTURE, Line, lines, pdf
from test_cjk_drawing import column_pdf
from test_cjk_tree import line_box

from banben.cjk import breaks
from banben.cjk.breaks import Measures, broken
from banben.cjk.classes import NOT_AT_END, NOT_AT_START
from banben.cjk.paragraphs import Paragraph, paragraph
from banben.cjk.settings import Settings
from banben.editions import Prohibition

HAN = "国家市场部销售渠道的了在是我有和人这中大为上个说时要就出会可也"
MARKS = [*"，。、；：！？（）《》“”‘’「」『』·～", "……", "——", "。”", "：“", "），", "》、《"]
LATIN = ["Linux", "return", "on", "a", "CRM", "e-mail", "a/b", "naïve", "C", "it’s", "(x)", "3.0", "x, y"]
DIGITS = ["1", "26", "100", "3,000.5", "99%", "2026年", "第3章", "5 kg", "100次"]
WORDS = st.text(HAN, min_size=1, max_size=7)
PIECES = st.one_of(
    WORDS, WORDS, WORDS, st.sampled_from(MARKS), st.sampled_from(LATIN), st.sampled_from(DIGITS), st.just(" ")
)
TAGS = st.sampled_from(["", "", "", "", "em", "b", "a", "sup"])
MARKUP = st.lists(st.tuples(TAGS, PIECES), min_size=1, max_size=40)
WIDTHS = st.one_of(st.integers(1, 25).map(float), st.floats(2, 25).map(lambda value: round(value, 2)))
STRENGTHS: st.SearchStrategy[Prohibition] = st.sampled_from(["loose", "normal", "strict"])
LANGUAGES = st.sampled_from(list(FONTS))
HAIR = 0.01 / EM
"""A hundredth of a CSS pixel in ems."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph of random text: its markup, what it says, and how it is set."""

    body: str
    text: str
    width: float
    settings: Settings
    language: str

    def lines(self) -> list[Line]:
        return lines(f"<p>{self.body}</p>", self.width, self.settings, self.language)

    def paragraph(self) -> Paragraph:
        sheet = f'html {{ font-family: "Noto Serif CJK {FONTS[self.language]}" }}'
        box, block = line_box(f'<p lang="{self.language}">{self.body}</p>', sheet)
        return paragraph(box, block, self.settings, lambda _: EM)


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    parts = draw(MARKUP)
    # What has no ideograph is not composed.
    text = re.sub(" +", " ", "国" + "".join(piece for _, piece in parts))
    body = "国" + "".join(
        f"<{tag}>{html.escape(piece)}</{tag}>" if tag else html.escape(piece) for tag, piece in parts
    )
    wanted = Settings(draw(STRENGTHS), draw(st.booleans()), draw(st.sampled_from([0.0, 0.125, 0.25])))
    return Sample(body, text, draw(WIDTHS), wanted, draw(LANGUAGES))


def ends(made: list[Line], source: str) -> list[int]:
    """Return where each line ends in *source*, the spaces at its edges left out."""
    found, at = [], 0
    for line in made:
        while source[at : at + 1] == " ":
            at += 1
        assert source.startswith(line.text, at), f"{line.text!r} is not {source[at : at + 30]!r}"
        at += len(line.text)
        found.append(at)
    assert source[at:].strip(" ") == ""
    return found


@settings(max_examples=40)
@given(samples())
def test_no_text_is_lost_or_doubled(sample: Sample) -> None:
    made = sample.lines()
    assert all(line.composed and line.text for line in made)
    ends(made, sample.text)


@settings(max_examples=30)
@given(st.lists(samples(), min_size=1, max_size=4), st.integers(2, 9), st.integers(0, 8))
def test_no_text_is_lost_between_pages(parts: list[Sample], rows: int, narrower: int) -> None:
    sheet = f"""@page {{ size: {12 * EM}px {rows * 2 * EM}px }}
        @page :left {{ margin-right: {narrower * EM}px }}
        body {{ width: auto }} p {{ text-indent: 2em; orphans: 2; widows: 2 }}"""
    made = lines("".join(f"<p>{part.body}</p>" for part in parts), 12, sheet=sheet)
    shown = "".join(line.text for line in made)
    assert shown.replace(" ", "") == "".join(part.text for part in parts).replace(" ", "")


def marked(piece: tuple[str, str]) -> str:
    kind, text = piece
    return {
        "br": "<br>", "img": f'<img src="{PICTURE}">', "pad": f'<b class="pad">{text}</b>',
        "nowrap": f'<b class="nowrap">{text}</b>', "block": f'<b class="block">{text}</b>',
    }.get(kind, text)  # fmt: skip


SOUP = st.lists(
    st.tuples(st.sampled_from(["", "", "", "br", "img", "pad", "nowrap", "block"]), PIECES), max_size=25
)


@settings(max_examples=40)
@given(SOUP, WIDTHS)
def test_no_text_is_lost_whatever_stands_in_it(pieces: list[tuple[str, str]], width: float) -> None:
    sheet = ".pad { padding: 0 3px } .nowrap { white-space: nowrap } .block { display: inline-block }"
    made = lines(f"<p>{''.join(map(marked, pieces))}</p>", width, sheet=sheet)
    blocks = "".join(text for kind, text in pieces if kind == "block")
    source = "".join(text for kind, text in pieces if kind not in ("br", "img"))
    shown = "".join(line.text for line in made).replace("￼", "")
    assert sorted(shown.replace(" ", "")) == sorted(source.replace(" ", ""))
    if not blocks:
        assert shown.replace(" ", "") == source.replace(" ", "")


@settings(max_examples=40)
@given(samples())
def test_no_forbidden_mark_begins_or_ends_a_line(sample: Sample) -> None:
    made = sample.lines()
    strength = sample.settings.prohibition
    for line in made[1:]:
        assert line.text[0] not in NOT_AT_START[strength]
    for line in made[:-1]:
        assert line.text[-1] not in NOT_AT_END[strength]


@settings(max_examples=40)
@given(samples())
def test_no_line_is_too_long_that_could_have_been_broken(sample: Sample) -> None:
    made = sample.lines()
    allowed = sample.paragraph().measures.breaks
    start = 0
    for line, end in zip(made, ends(made, sample.text), strict=True):
        inside = [place for place in allowed if start < place < end]
        # A mark at the end of a last line may keep its empty half.
        over = 0.5 if line is made[-1] and line.text[-1] in MARKS else 0.0
        assert line.right <= sample.width + over + HAIR or not inside, line.text
        # A line ends after the space that is not shown.
        start = end + (sample.text[end : end + 1] == " ")


TWO = re.compile(f"[{HAN}年次第章][{HAN}年次第章]")


@settings(max_examples=40)
@given(samples())
def test_lines_end_flush(sample: Sample) -> None:
    for line in sample.lines()[:-1]:
        if TWO.search(line.text) and line.right < sample.width + HAIR:
            assert line.right == pytest.approx(sample.width, abs=HAIR), line.text


@settings(max_examples=40)
@given(samples())
def test_no_ink_stands_on_other_ink(sample: Sample) -> None:
    made, found = sample.lines(), sample.paragraph()
    items = found.items
    for line, end in zip(made, ends(made, sample.text), strict=True):
        inked = [
            (glyph, place)
            for place, glyph in enumerate(line.glyphs, end - len(line.text))
            if glyph.character != " "
        ]
        for (one, place), (other, following) in pairwise(inked):
            right = one.x + (items.widths[place] - items.after[place]) / EM
            left = other.x + items.before[following] / EM
            assert left >= right - 2 * HAIR, (one, other)


@settings(max_examples=30)
@given(samples())
def test_a_page_that_is_made_again_has_the_same_lines(sample: Sample) -> None:
    assert sample.lines() == sample.lines()


@st.composite
def measures(draw: st.DrawFn) -> Measures:
    """Items of random widths, of which some may end lines, be trimmed, squeezed or spread."""
    count = draw(st.integers(1, 80))
    sizes = st.sampled_from([1.0, 1.0, 1.0, 0.5, 0.25, 0.55, 2.8])
    widths = draw(st.lists(sizes, min_size=count, max_size=count))
    position, places = [0.0], []
    for width in widths:
        position.append(position[-1] + width * EM)
    places = sorted(draw(st.sets(st.integers(1, count), min_size=count // 2)) | {count})

    def some(values: list[float], number: int) -> list[float]:
        return draw(st.lists(st.sampled_from(values), min_size=number, max_size=number))

    def sums(values: list[float]) -> list[float]:
        return [sum(values[:end]) for end in range(count + 1)]

    return Measures(
        EM, position, places, some([0.0, 0.0, 0.0, 6.0, 60.0, 5000.0], count + 1),
        some([0.0, 0.0, 0.5 * EM], count + 1), some([0.0, 0.0, 0.5 * EM], count + 1),
        [max(place - 1, 0) for place in range(count + 1)],
        sums(some([0.0, 0.25 * EM], count)), sums(some([0.0, 0.25 * EM], count)),
        [int(value) for value in sums(some([0.0, 1.0, 1.0], count))],
    )  # fmt: skip


def cost(of: Measures, chosen: list[int], width: float) -> float:
    """Return what lines that end at *chosen* cost, by the composer's own reckoning."""
    edges = [of.ends[place] - of.tails[place] for place in of.breaks]
    total, start = 0.0, 0
    for end in chosen:
        known = {
            line.end: price
            for line, price, _ in breaks._lines(of, edges, start, width, True, breaks.DESPERATE)
        }
        total += known[end]
        start = end
    return total


def greedy(of: Measures, width: float) -> list[int]:
    """Return where lines end that each take all that goes in, squeezed if need be."""
    edges = [of.ends[place] - of.tails[place] for place in of.breaks]
    found, start = [], 0
    while start < of.breaks[-1]:
        start = max(line.end for line, _, _ in breaks._lines(of, edges, start, width, True, breaks.DESPERATE))
        found.append(start)
    return found


@settings(max_examples=60)
@given(measures(), st.floats(2, 30))
def test_a_paragraph_is_never_worse_than_line_by_line(given_measures: Measures, ems: float) -> None:
    width = ems * EM
    best = [line.end for line in broken(given_measures, (width, width))]
    plain = greedy(given_measures, width)
    assert cost(given_measures, best, width) <= cost(given_measures, plain, width) + 1e-6


@settings(max_examples=60)
@given(measures(), st.floats(2, 30))
def test_no_line_gives_more_than_it_has(given_measures: Measures, ems: float) -> None:
    of, width = given_measures, ems * EM
    for line in broken(of, (width, width)):
        room = of.shrinks[of.lasts[line.end]] - of.shrinks[line.start]
        alone = not any(line.start < place < line.end for place in of.breaks)
        assert -line.extra <= room + 0.02 or alone


def opened(content: bytes) -> Any:
    return pymupdf.open("pdf", content)


def poppler(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    made = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return made.stdout.decode()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@settings(max_examples=15)
@given(sample=samples())
def test_two_readers_copy_the_source(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> None:
    # Readers take what stands above the line for a row of its own, and gaps for spaces.
    assume("sup" not in sample.body)
    content = pdf(f"<p>{sample.body}</p>", sample.width, sample.settings, sample.language)
    folder = tmp_path_factory.mktemp("copied")
    copied = [opened(content)[0].get_text(), poppler(content, folder / "a.pdf")]
    for text in copied:
        assert re.sub(r"\s", "", text) == sample.text.replace(" ", "")


@settings(max_examples=15)
@given(WORDS, st.text(HAN + "，。、；：", max_size=40), st.integers(6, 20))
def test_chinese_is_copied_to_the_letter(first: str, rest: str, width: int) -> None:
    source = first + rest
    copied: str = opened(pdf(f"<p>{source}</p>", width))[0].get_text()
    assert copied.replace("\n", "") == source


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(["international", "communication", "国家", "，", "的", "management"]), max_size=20
    )
)
def test_hyphens_are_only_where_a_word_was_divided(words: list[str]) -> None:
    body = "".join(words)
    made = lines(f'<p style="hyphens: auto">国{body}</p>', 9)
    for one, other in pairwise(made):
        inside = one.text[-1:].isascii() and other.text[:1].isascii() and other.text[:1].isalpha()
        assert not one.hyphenated or inside
    assert "".join(line.text for line in made) == f"国{body}"


UPRIGHT = st.one_of(
    WORDS,
    WORDS,
    st.sampled_from([*"，。、「」（）！？·", "——", "……", "：「", " ", "Linux", "3.5", "2026", "<br>"]),
    st.integers(1, 99).map(lambda value: f'<span class="tcy">{value}</span>'),
    st.sampled_from(['<span class="upright">WTO</span>', "<em>國</em>", "<sup>1</sup>"]),
)


@settings(max_examples=12)
@given(st.lists(UPRIGHT, max_size=25), st.integers(2, 14))
def test_columns_are_copied_in_the_order_of_reading(pieces: list[str], height: int) -> None:
    body = "國" + "".join(pieces)
    copied = "".join(page.get_text() for page in opened(column_pdf(f"<p>{body}</p>", height)))
    assert re.sub(r"\s", "", copied) == re.sub(r"<.*?>|\s", "", body)
