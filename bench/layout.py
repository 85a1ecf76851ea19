"""What laying out a whole book costs: ours against stock WeasyPrint, vertical against horizontal, by length.

    python bench/layout.py [--runs 3] [--lengths 100000,200000,400000,800000] [--vertical]

Each run is a process of its own and the sides take turns, so that what else the machine does falls on both.
Times are CPU seconds; of several runs the least counts. Memory is the peak of the whole process, from the
manuscript to the finished PDF. Stock is WeasyPrint with its own parser and none of our functions, on the
same HTML, sheet and pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from typography_manuscript import write  # noqa: E402 - the folders are not on the path before

ENGINE = ROOT / "bench" / "typography_engine.py"
CHARACTERS = 79_000
HEAD = f"{'':26}{'layout':>10}{'writing':>10}{'whole':>10}{'before':>11}{'memory':>11}{'pages':>8}"
MOST_MEMORY = 700  # MB, for 800,000 characters


@dataclass(frozen=True, slots=True)
class Run:
    """CPU seconds of the layout, of writing the PDF and of the whole process; pages made.

    *memory* is the peak in MB, *before* the part of it that was reached before the layout began.
    """

    layout: float
    writing: float
    whole: float
    before: float
    memory: float
    pages: int


def run(kind: str, book: Path, edition: str, folder: Path) -> Run:
    """Lay out *edition* of *book* in a process of its own; SystemExit with its words when it fails."""
    out = folder / "out.pdf"
    command = [sys.executable, str(ENGINE), kind, str(book), edition, str(out)]
    with (folder / "printed.txt").open("w+", encoding="utf-8") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        lines = printed.read().splitlines()
    if process.returncode or not lines:
        raise SystemExit("\n".join([f"{kind} {edition} failed:", *lines[-20:]]))
    said = json.loads(lines[-1])
    whole = usage.ru_utime + usage.ru_stime
    return Run(said["layout"], said["writing"], whole, said["before"], usage.ru_maxrss / 1024, said["pages"])


def least(runs: Sequence[Run]) -> Run:
    """Return the run whose layout took the least; memory is the most of all."""
    best = min(runs, key=lambda one: one.layout)
    return replace(best, memory=max(one.memory for one in runs))


def in_turn(sides: Sequence[tuple[str, str]], book: Path, folder: Path, runs: int) -> list[Run]:
    """Return the best run of each side, a kind of engine and an edition, after runs in turn."""
    found: list[list[Run]] = [[] for _ in sides]
    for _ in range(runs):
        for (kind, edition), results in zip(sides, found, strict=True):
            results.append(run(kind, book, edition, folder))
    return [least(results) for results in found]


def compared(names: Sequence[str], runs: Sequence[Run]) -> Iterator[str]:
    """Yield the lines of two sides and their ratio."""
    yield HEAD
    yield from (_line(name, one) for name, one in zip(names, runs, strict=True))
    one, two = runs
    ratios = [
        two.layout / one.layout,
        two.writing / one.writing,
        two.whole / one.whole,
        two.memory / one.memory,
    ]
    layout, writing, whole, memory = (f"{ratio:.2f}×" for ratio in ratios)
    yield f"{'ratio':26}{layout:>10}{writing:>10}{whole:>10}{'':11}{memory:>11}"


def _line(name: str, one: Run) -> str:
    times = "".join(f"{seconds:8.2f} s" for seconds in (one.layout, one.writing, one.whole))
    return f"{name:26}{times}{one.before:8.0f} MB{one.memory:8.0f} MB{one.pages:8}"


def by_length(lengths: Sequence[int], folder: Path) -> Iterator[str]:
    """Yield a line for each length: what it costs, and what the layout of 1,000 characters of it does."""
    if lengths:
        yield f"\n{HEAD}{'of 1,000':>12}"
    for length in lengths:
        book = folder / str(length)
        ideographs = write(book, length, chapters=max(4, length // 5000))
        one = run("ours", book, "cn", folder)
        each = f"{1e6 * one.layout / length:9.2f} ms"
        over = "" if one.memory < MOST_MEMORY else f"  over {MOST_MEMORY} MB"
        yield _line(f"{length:,} ({ideographs:,} han)", one) + each + over


def main() -> None:
    """Read the options, run, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--runs", type=int, default=3, help="of each side")
    options.add_argument("--characters", type=int, default=CHARACTERS)
    options.add_argument("--lengths", default="", help="also lay out books of these lengths, with commas")
    options.add_argument("--vertical", action="store_true", help="compare tw-vertical with tw as well")
    options.add_argument("--book", type=Path, help="a manuscript folder; otherwise a text is generated")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = chosen.book or folder / "book"
        if chosen.book is None:
            write(book, chosen.characters)
        sides = [("stock", "cn"), ("ours", "cn")]
        print("\n".join(compared(("stock WeasyPrint", "ours"), in_turn(sides, book, folder, chosen.runs))))
        if chosen.vertical:
            sides = [("ours", "tw"), ("ours", "tw-vertical")]
            found = in_turn(sides, book, folder, chosen.runs)
            print("\n".join(compared(("horizontal (tw)", "vertical"), found)))
        for line in by_length([int(length) for length in chosen.lengths.split(",") if length], folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
