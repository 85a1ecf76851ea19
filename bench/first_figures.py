"""How long three regions in both formats take, as a multiple of pandoc and WeasyPrint making one PDF.

    python bench/first_figures.py --runs 5

Both roads run in turn, on the same generated text, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from manuscript import write  # noqa: E402 - the folders are not on the path before
from measure import Run, measure  # noqa: E402

from banben.bootstrap import ensure  # noqa: E402


def compare(folder: Path, characters: int, runs: int) -> tuple[list[Run], list[Run]]:
    """Return the runs of the plain road and of Banben, made in turn after one of each to warm up."""
    book = folder / "book"
    found = write(book, characters)
    print(f"{found:,} characters, {runs} runs of each in turn")
    plain = [sys.executable, str(ROOT / "bench" / "plain.py"), str(book), str(folder)]
    ours = [sys.executable, str(ROOT / "build.py"), "--book", str(book), "--out", str(folder / "dist")]
    measured: tuple[list[Run], list[Run]] = ([], [])
    for turn in range(runs + 1):
        for command, results in zip((plain, ours), measured, strict=True):
            run = measure(command, folder)
            if turn:
                results.append(run)
    made = sorted(path.name for path in (folder / "dist").iterdir() if path.suffix in (".epub", ".pdf"))
    print(f"made: {', '.join(made)}")
    return measured


def table(plain: list[Run], ours: list[Run]) -> list[str]:
    """Return the lines of the report: the least and the median of each road, and their ratios."""
    lines = [f"{'':26}{'wall min':>10}{'median':>10}{'CPU':>10}{'memory':>12}"]
    for name, runs in (("pandoc + WeasyPrint, 1", plain), ("Banben, 6", ours)):
        wall = [run.wall for run in runs]
        cpu = statistics.median(run.cpu for run in runs)
        memory = max(run.memory for run in runs)
        lines.append(
            f"{name:26}{min(wall):8.2f} s{statistics.median(wall):8.2f} s{cpu:8.2f} s{memory:9.0f} MB"
        )
    least = min(run.wall for run in ours) / min(run.wall for run in plain)
    median = statistics.median(a.wall / b.wall for a, b in zip(ours, plain, strict=True))
    cpu = statistics.median(a.cpu / b.cpu for a, b in zip(ours, plain, strict=True))
    memory = max(run.memory for run in ours) / max(run.memory for run in plain)
    lines.append(f"{'ratio':26}{least:9.2f}×{median:9.2f}×{cpu:9.2f}×{memory:10.2f}×")
    return lines


def main() -> None:
    """Read the options, run, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--characters", type=int, default=80_000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            print("\n".join(table(*compare(Path(folder), chosen.characters, chosen.runs))))
        except subprocess.CalledProcessError as failure:
            sys.exit(f"{failure}\n{failure.output}")


if __name__ == "__main__":
    ensure(ROOT, ("bench",))
    main()
