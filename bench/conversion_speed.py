"""How long the conversion of a long book takes: with nothing remembered, and when one chapter has changed.

    python bench/conversion_speed.py [--characters 300000] [--runs 3]

Each run is a process of its own. The time is that of the stage alone: from the assembled book to the book
in Taiwan's characters and words, dictionaries read and memory written. Stock OpenCC converts the same text
beside it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from manuscript import write

from banben.conversion import Line, Rules
from banben.conversion.memory import Remembering
from banben.conversion.segments import Converted

ROOT = Path(__file__).resolve().parent.parent


def stage(folder: Path) -> dict[str, float]:
    """Convert the book of *folder* for Taiwan in this process; return seconds and megabytes."""
    from banben.assemble import assemble
    from banben.conversion import converter_for, load_rules, remembering
    from banben.load import Overrides
    from banben.localize import localize
    from banben.pipeline import Request, prepare

    prepared = prepare(Request(folder, Overrides(), ("tw",)))
    edition = prepared.manuscript.editions[0]
    book, _ = assemble(prepared.chapters, prepared.manuscript, edition)
    # As the command line does: the collector finds nothing in a tree of values.
    gc.set_threshold(1_000_000, 50, 50)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    rules, _ = load_rules(prepared.manuscript.texts, edition.region)
    converter = remembering(converter_for(edition.region, edition.conversion, rules), edition, folder)
    timed = Timed(converter)
    units = localize(book, edition, timed).units
    converter.keep()
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    stock("\n".join(unit.source for unit in units))
    return {
        "seconds": seconds,
        "lines": timed.seconds,
        "stock": time.perf_counter() - start,
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


@dataclass(slots=True)
class Timed:
    """A converter that counts the seconds of its lines, without those of the book's tree."""

    converter: Remembering
    seconds: float = 0.0

    @property
    def rules(self) -> Rules:
        """The converter's rules."""
        return self.converter.rules

    def convert(self, lines: Sequence[Line]) -> list[Converted]:
        """Convert *lines*, and count."""
        start = time.perf_counter()
        done = self.converter.convert(lines)
        self.seconds += time.perf_counter() - start
        return done


def stock(text: str) -> str:
    """Return *text* as OpenCC's s2twp prints it."""
    import opencc

    return str(opencc.OpenCC("s2twp").convert(text))


def run(folder: Path, cache: Path) -> dict[str, float]:
    """Run the stage in a process of its own, with its memory in *cache*."""
    command = [sys.executable, __file__, "--stage", str(folder)]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "bench")))
    environment = {**os.environ, "BANBEN_CACHE": str(cache), "PYTHONPATH": paths}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    values: dict[str, float] = json.loads(found.stdout)
    return values


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stage", type=Path)
    options = parser.parse_args()
    if options.stage:
        print(json.dumps(stage(options.stage)))
        return
    with tempfile.TemporaryDirectory() as home:
        book, cache = Path(home) / "book", Path(home) / "cache"
        count = write(book, options.characters, chapters=30)
        print(f"{count} ideographs in 30 chapters; each figure is the least of {options.runs} runs")
        cold, changed = [], []
        for number in range(options.runs):
            shutil.rmtree(cache, ignore_errors=True)
            cold.append(run(book, cache))
            chapter = book / "07.md"
            lines = chapter.read_text("utf-8").split("\n")
            chapter.write_text(
                "\n".join(f"{line}第{number}稿。" if line[:1] > "一" else line for line in lines)
            )
            changed.append(run(book, cache))
    for name, runs in (("nothing remembered", cold), ("one chapter changed", changed)):
        least = min(runs, key=lambda item: item["seconds"])
        print(
            f"{name}: {least['seconds']:.2f} s, of these for its lines {least['lines']:.2f} s"
            f" (stock OpenCC s2twp {least['stock']:.2f} s);"
            f" memory {least['before']:.0f} MB before, {least['peak']:.0f} MB at most"
        )


if __name__ == "__main__":
    main()
