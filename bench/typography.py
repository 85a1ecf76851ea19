"""Chinese typography in figures: our books against the aims, and one book against the rivals.

    python bench/typography.py [--referee clreq_audit.py] [--rivals] [--keep FOLDER]

The books are the shipped one and those of tests/texts (much Latin and lists; dialogue and marks), in every
edition that `--edition` names. `--rivals` sets one book of 79,000 characters with each engine that is
installed: stock WeasyPrint, XeLaTeX with ctex, Typst, Vivliostyle. Figures are percent of the opportunities;
bench/clreq.py says what each measures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from clreq import MEASURES, audit  # noqa: E402 - the folders are not on the path before
from typography_book import TEXTS, prepared  # noqa: E402
from typography_manuscript import write  # noqa: E402
from typography_rivals import RIVALS, Set, ours, stock  # noqa: E402

CHARACTERS = 79_000
# What the project aims at, in percent; the other measures have no figure to reach but 0.
AIMS: Mapping[str, float] = {
    "line_start_prohibition": 0,
    "line_end_prohibition": 0,
    "adjacent_marks_not_compressed": 0,
    "no_gap_between_han_and_latin": 0.3,
    "right_edge_not_flush": 1.0,
    "line_too_loose": 0.4,
    "one_character_last_line": 0,
    "broken_dash_or_ellipsis": 0,
}

Figures = Mapping[str, tuple[int, int]]


def measured(made: Set) -> Figures:
    """Return violations and opportunities of every measure in what an engine made."""
    assert made.pdf is not None
    return {name: (tally.bad, tally.seen) for name, tally in audit(made.pdf).tallies.items()}


def refereed(made: Set, referee: Path) -> Figures:
    """Return what the tool *referee* measures; it prints violations, opportunities and percent as JSON."""
    command = [sys.executable, str(referee), str(made.pdf), "--json"]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    (values,) = found.values()
    return {name: (value[0], value[1]) for name, value in values.items() if isinstance(value, list)}


def table(columns: Mapping[str, Figures]) -> Iterator[str]:
    """Yield a line for each measure and a column for each engine or book."""
    yield f"{'measure':32}{'clreq':>8}{'aim':>7}" + "".join(f"{name:>18}" for name in columns)
    for name in dict.fromkeys([*MEASURES, *(name for figures in columns.values() for name in figures)]):
        if not any(name in figures for figures in columns.values()):
            continue
        cells = "".join(f"{_cell(figures.get(name)):>18}" for figures in columns.values())
        yield f"{name:32}{MEASURES.get(name, ''):>8}{_aim(name):>7}{cells}"


def _aim(name: str) -> str:
    return f"{AIMS[name]:g} %" if name in AIMS else ""


def _cell(figure: tuple[int, int] | None) -> str:
    if figure is None or not figure[1]:
        return "–"
    bad, seen = figure
    return f"{bad}/{seen} {100 * bad / seen:.2f}"


def missed(columns: Mapping[str, Figures]) -> Iterator[str]:
    """Yield a line for each aim that a column does not reach."""
    for column, figures in columns.items():
        for name, aim in AIMS.items():
            bad, seen = figures.get(name, (0, 0))
            if seen and 100 * bad / seen > aim + 1e-9:
                yield f"  {column}: {name} is {100 * bad / seen:.2f} %, the aim {aim:g} %"


def books(folder: Path, editions: Iterable[str]) -> Iterator[Set]:
    """Yield the three books in each edition that they have, with their names."""
    for edition in editions:
        for book in (ROOT / "chapters", *sorted(TEXTS.iterdir())):
            place = folder / book.name
            place.mkdir(parents=True, exist_ok=True)
            made = ours(book, place, edition)
            yield Set(f"{book.name} {edition}", made.pdf, made.seconds, made.why)


def engines(folder: Path, only: str) -> Iterator[Set]:
    """Yield what each engine makes of the same book, those whose name contains *only*."""
    book = folder / "manuscript"
    write(book, CHARACTERS)
    ready = prepared(book)
    if only in "Banben":
        yield ours(book, folder)
    if only in "WeasyPrint":
        yield stock(book, folder)
    for name, rival in RIVALS.items():
        if only in name:
            yield rival(ready, folder)


def show(title: str, found: Iterable[Set], referee: Path | None) -> None:
    """Print the tables of what was *found*."""
    columns: dict[str, Figures] = {}
    judged: dict[str, Figures] = {}
    print(f"\n{title}")
    for made in found:
        if made.pdf is None:
            print(f"  {made.name}: left out, {made.why}")
            continue
        print(f"  {made.name}: {made.seconds:.1f} s, {made.pdf.stat().st_size // 1000} kB")
        columns[made.name] = measured(made)
        if referee:
            judged[made.name] = refereed(made, referee)
    for heading, figures in ((Path("bench/clreq.py"), columns), (referee, judged)):
        if figures:
            print(f"\n{heading}:")
            print("\n".join(table(figures)))
            print("\n".join(("aims that are not reached:", *missed(figures))))


def main() -> None:
    """Read the options, set the books, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--edition", action="append", help="cn by default; repeatable")
    options.add_argument("--rivals", action="store_true", help="set one book with every engine")
    options.add_argument("--only", default="", help="of the engines, those whose name contains this")
    options.add_argument("--referee", type=Path, help="another tool that measures a PDF, for comparison")
    options.add_argument("--keep", type=Path, help="leave what was made in this folder")
    chosen = options.parse_args()
    os.environ.setdefault("BANBEN_LANG", "en")
    with tempfile.TemporaryDirectory() as name:
        folder = (chosen.keep or Path(name)).resolve()
        show("our books", books(folder / "books", chosen.edition or ["cn"]), chosen.referee)
        if chosen.rivals:
            show("one book, every engine", engines(folder / "engines", chosen.only), chosen.referee)


if __name__ == "__main__":
    main()
