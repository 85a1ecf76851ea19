"""Where the time of one edition goes, stage by stage, in this process.

python bench/stages.py --book chapters --edition cn
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from manuscript import write  # noqa: E402 - the folders are not on the path before

from banben.bootstrap import ensure  # noqa: E402

STAGES = (
    "load", "load_theme", "parse", "assemble", "load_rules", "localize", "typeset", "gather", "draw",
    "check_glyphs", "cover", "render", "embed", "fit",
)  # fmt: skip
MAKING = ("paginate", "verify", "catalogue")

P = ParamSpec("P")
T = TypeVar("T")


def timed(name: str, stage: Callable[P, T], spent: Counter[str]) -> Callable[P, T]:
    """Return *stage*, adding what it takes to *spent*[*name*], in microseconds."""

    def run(*arguments: P.args, **named: P.kwargs) -> T:
        start = time.perf_counter_ns()
        try:
            return stage(*arguments, **named)
        finally:
            spent[name] += (time.perf_counter_ns() - start) // 1000

    return run


def profile(book: Path, edition: str) -> tuple[Counter[str], float]:
    """Return the microseconds of each stage, and the seconds of the whole."""
    from banben import making, pipeline
    from banben.load import Overrides
    from banben.writers import WRITERS

    spent: Counter[str] = Counter()
    for module, names in ((pipeline, STAGES), (making, MAKING)):
        for name in names:
            setattr(module, name, timed(name, getattr(module, name), spent))
    writers = {format: timed(f"write {format}", writer, spent) for format, writer in WRITERS.items()}
    setattr(making, "WRITERS", writers)  # noqa: B010 - a constant elsewhere, replaced only here
    start = time.perf_counter()
    prepared = pipeline.prepare(pipeline.Request(book, Overrides(), (edition,)))
    for chosen in prepared.manuscript.editions:
        outcome = pipeline.make(prepared, chosen, lambda _: None)
        print(f"{chosen.name}: {len(outcome.made)} files, {len(outcome.problems)} problems")
    return spent, time.perf_counter() - start


def main() -> None:
    """Read the options, run, print the stages by their share."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--book", type=Path, help="a manuscript folder; otherwise a text is generated")
    options.add_argument("--characters", type=int, default=80_000)
    options.add_argument("--edition", default="cn")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.book is None:
            write(Path(folder), chosen.characters)
        spent, whole = profile(chosen.book or Path(folder), chosen.edition)
    for name, microseconds in spent.most_common():
        print(f"{name:14}{microseconds / 1e6:8.3f} s{microseconds / 1e4 / whole:7.1f} %")
    print(f"{'whole':14}{whole:8.3f} s")


if __name__ == "__main__":
    ensure(ROOT)
    main()
