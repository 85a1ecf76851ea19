"""Measure a Chinese book's PDF, horizontal or vertical, against W3C clreq from its glyphs' places alone.

    python bench/clreq.py FILE.pdf … [--show N] [--json]

Each figure is violations / opportunities. Only body text counts: lines whose glyphs are mostly of the
commonest size. The sections are those of «Requirements for Chinese Text Layout», https://www.w3.org/TR/clreq/.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from typography_glyphs import Line, Page, Pages, is_han, read
from typography_lines import SAME_SIZE, UPRIGHT, line_measures
from typography_pages import STOPS, Found, Sheet, page_measures, with_margins

MEASURES: Mapping[str, str] = {
    "line_start_prohibition": "3.1.4",
    "line_end_prohibition": "3.1.4",
    "broken_dash_or_ellipsis": "3.1.5.1",
    "number_broken": "3.1.5.2",
    "number_parted_from_unit": "3.1.5.2",
    "note_mark_at_line_start": "3.1.5.3",
    "adjacent_marks_not_compressed": "3.1.6.2",
    "full_width_mark_at_line_start": "3.1.6.3",
    "full_width_mark_at_line_end": "3.1.6.3",
    "no_gap_between_han_and_latin": "3.2.2",
    "one_character_last_line": "3.4.4",
    "right_edge_not_flush": "3.5.1",
    "ragged_in_paragraph": "3.5.1",
    "past_the_edge": "3.5.1",
    "overlapping_ideographs": "3.5.3",
    "line_too_loose": "3.5.4",
    "uneven_spacing": "3.5.4",
    "widow": "3.4.4",
    "paragraph_begun_on_last_line": "3.4.4",
    "heading_at_foot": "4.1.3",
    "off_the_grid": "2.3.3",
    "page_of_few_lines": "4.1.4",
    "invisible_characters": "",
}


@dataclass(slots=True)
class Tally:
    """Violations of a measure, its opportunities, and every violation as (page, text)."""

    bad: int = 0
    seen: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """The share of violations in percent; 0 where there was no opportunity."""
        return 100 * self.bad / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Audit:
    """What was measured; *body* is the size of the running text in points."""

    tallies: Mapping[str, Tally]
    pages: int
    body: float
    vertical: bool
    unembedded: int


def audit(path: Path) -> Audit:
    """Measure the PDF *path*; ValueError when it holds no ideographs."""
    pages = read(path)
    body = body_size(pages)
    tallies = {name: Tally() for name in MEASURES}
    whole = STOPS if pages.centred else UPRIGHT if pages.vertical else frozenset[str]()
    sheets = with_margins([Sheet(page, tuple(body_lines(page, body))) for page in pages.pages])
    for sheet in sheets:
        count(tallies, sheet.page, line_measures(sheet, body, whole))
        count(tallies, sheet.page, unseen(sheet.page))
    for sheet, found in page_measures(sheets, body, pages.vertical):
        count(tallies, sheet.page, [found])
    return Audit(tallies, len(pages.pages), body, pages.vertical, pages.unembedded)


def count(tallies: Mapping[str, Tally], page: Page, found: Iterable[Found]) -> None:
    """Enter what was *found* on *page* into *tallies*."""
    for name, bad, text in found:
        tally = tallies[name]
        tally.seen += 1
        if bad:
            tally.bad += 1
            tally.examples.append((page.number, text))


def body_size(pages: Pages) -> float:
    """Return the commonest size of an ideograph, in points."""
    glyphs = (glyph for page in pages.pages for line in page.lines for glyph in line.glyphs)
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if is_han(glyph.char))
    if not sizes:
        raise ValueError("no ideographs")
    return sizes.most_common(1)[0][0]


def body_lines(page: Page, body: float) -> Iterator[Line]:
    """Yield the lines of *page* that are running text of the size *body*."""
    for line in page.lines:
        near = sum(abs(glyph.size - body) < SAME_SIZE for glyph in line.glyphs)
        if near > 0.7 * len(line.glyphs) and any(is_han(glyph.char) for glyph in line.glyphs):
            yield line


def unseen(page: Page) -> Iterator[Found]:
    """Yield each character of *page*: those that a copy holds and nobody sees are violations."""
    for line in page.lines:
        yield from (("invisible_characters", False, "") for _ in line.glyphs)
    for char in page.invisible:
        yield "invisible_characters", True, f"U+{ord(char):04X}"


def report(path: Path, result: Audit, show: int) -> Iterator[str]:
    """Yield the lines that say what *result* holds, with at most *show* examples of each measure."""
    way = "vertical" if result.vertical else "horizontal"
    yield f"{path}: {result.pages} pages, {way}, {result.body} pt, {result.unembedded} fonts not embedded"
    for name, tally in result.tallies.items():
        share = f"{tally.bad:6d} / {tally.seen:6d} {tally.percent:7.2f} %"
        yield f"  {name:32}{MEASURES[name]:9}{share}"
        yield from (f"      p. {number}: {text}" for number, text in tally.examples[:show])


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("files", type=Path, nargs="+", metavar="FILE.pdf")
    options.add_argument("--show", type=int, default=0, help="examples of each measure")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    for path in chosen.files:
        result = audit(path)
        if chosen.json:
            figures = {name: (tally.bad, tally.seen) for name, tally in result.tallies.items()}
            print(json.dumps({str(path): figures}, ensure_ascii=False))
        else:
            print("\n".join(report(path, result, chosen.show)))


if __name__ == "__main__":
    main()
