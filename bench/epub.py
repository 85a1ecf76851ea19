"""What writing an EPUB costs, and the same book by pandoc, calibre, plain EbookLib and us, looked through.

    python bench/epub.py                 # 800,000 characters, 1,000 chapters, the shipped book's size
    python bench/epub.py --rivals        # besides, the table of docs/epub.md

What is compared runs in turn in the same minute, so that what else the machine does falls on all.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from manuscript import write  # noqa: E402 - the folders are not on the path before
from measure import Run, measure  # noqa: E402

from banben.bootstrap import ensure  # noqa: E402

ITSELF = str(Path(__file__).resolve())
LIMITS = {"size": 1.5, "seconds": 2.0, "memory": 300.0, "chapters": 5.0}


def publication(book: Path, edition: str, target: Path) -> None:
    """Make the EPUB of *edition* and keep what its writer was given as *target*."""
    from banben import pipeline
    from banben.documents import Artifact, Publication
    from banben.load import Overrides
    from banben.problems import Problem
    from banben.writers import WRITERS

    def keep(given: Publication) -> tuple[Artifact, tuple[Problem, ...]]:
        target.write_bytes(pickle.dumps(given))
        return WRITERS["epub"](given)

    setattr(pipeline, "WRITERS", {**WRITERS, "epub": keep})  # noqa: B010 - a constant elsewhere
    prepared = pipeline.prepare(pipeline.Request(book, Overrides(), (edition,), ("epub",)))
    (chosen,) = prepared.manuscript.editions
    outcome = pipeline.make(prepared, chosen, lambda _: None)
    if not outcome.made:
        sys.exit("\n".join(problem.message("en") for problem in outcome.problems))


def writing(given: Path, writer: str) -> None:
    """Write the kept publication *given* by *writer*, and print its seconds and the process's peak in MB."""
    import epub_writing

    seconds, memory = epub_writing.timed(pickle.loads(given.read_bytes()), writer)
    print(f"{seconds:.3f} {memory:.0f}")


def child(*arguments: str) -> str:
    """Return what this script prints when it is called with *arguments*; its memory is its own."""
    command = [sys.executable, ITSELF, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def build(book: Path, edition: str, out: Path) -> Run:
    """Build the EPUB of *edition* by the command line into *out*, and return what that took."""
    command = [sys.executable, str(ROOT / "build.py"), "--book", str(book), "--edition", edition]
    return measure([*command, "--format", "epub", "--out", str(out)], out.parent)


def cost(folder: Path, characters: int, chapters: int, runs: int) -> list[str]:
    """Return lines on a generated book of so many *characters* in so many *chapters*."""
    found = write(folder / "book", characters, chapters)
    kept = folder / "publication.pickle"
    child("--keep", str(folder / "book"), "--edition", "cn", "--given", str(kept))
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for _ in range(runs):  # in turn
        for writer, results in (("banben", ours), ("ebooklib", theirs)):
            seconds, memory = map(float, child("--writer", writer, "--given", str(kept)).split())
            results.append((seconds, memory))
    whole = build(folder / "book", "cn", folder / "dist")
    ratio = min(theirs)[0] / min(ours)[0]
    lean = max(memory for _, memory in theirs) / max(memory for _, memory in ours)
    lines = [f"{found:,} characters in {chapters} chapters"]
    for name, results in (("writers/epub.py", ours), ("EbookLib, EpubHtml", theirs)):
        lines.append(f"  {name:22}{min(results)[0]:8.2f} s{max(memory for _, memory in results):8.0f} MB")
    lines.append(f"  {'EbookLib to us':22}{ratio:8.2f} ×{lean:8.2f} ×")
    lines.append(f"  {'whole build, one EPUB':22}{whole.wall:8.2f} s{whole.memory:8.0f} MB")
    return lines


def sizes(out: Path) -> list[str]:
    """Return a line for each EPUB of the shipped book in *out*."""
    return [
        f"{path.name:45}{path.stat().st_size / 1e6:6.2f} MB (at most {LIMITS['size']})"
        for path in sorted(out.glob("*.epub"))
    ]


def main() -> None:
    """Read the options, run, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--characters", type=int, default=800_000)
    options.add_argument("--chapters", type=int, default=1_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument(
        "--rivals", action="store_true", help="the table of docs/epub.md; needs calibre, Java, node"
    )
    for hidden in ("--keep", "--given", "--writer", "--edition"):
        options.add_argument(hidden, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.keep:
        return publication(Path(chosen.keep), chosen.edition, Path(chosen.given))
    if chosen.writer:
        return writing(Path(chosen.given), chosen.writer)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, chapters in (("long", 40), ("many", chosen.chapters)):
            (folder / title).mkdir()
            print("\n".join(cost(folder / title, chosen.characters, chapters, chosen.runs)), flush=True)
        build(ROOT / "chapters", "cn", folder / "dist")
        print("\n".join(sizes(folder / "dist")), flush=True)
        if chosen.rivals:
            import epub_table

            print("\n".join(epub_table.table(folder, chosen.runs)))
    return None


if __name__ == "__main__":
    ensure(ROOT, ("bench",))
    main()
