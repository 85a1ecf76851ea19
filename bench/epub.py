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
MEGABYTES = 1.5


def publication(book: Path, edition: str, target: Path) -> None:
    """Make the EPUB of *edition* and keep what its writer was given as *target*."""
    from banben import making, pipeline
    from banben.documents import Artifact, Publication
    from banben.load import Overrides
    from banben.problems import Problem
    from banben.writers import WRITERS

    def keep(given: Publication) -> tuple[Artifact, tuple[Problem, ...]]:
        target.write_bytes(pickle.dumps(given))
        return WRITERS["epub"](given)

    setattr(making, "WRITERS", {**WRITERS, "epub": keep})  # noqa: B010 - a constant elsewhere
    prepared = pipeline.prepare(pipeline.Request(book, Overrides(), (edition,), ("epub",)))
    (chosen,) = prepared.manuscript.editions
    outcome = pipeline.make(prepared, chosen, lambda _: None)
    if not outcome.made:
        sys.exit("\n".join(problem.message("en") for problem in outcome.problems))


def writing(given: Path, writer: str) -> None:
    """Write the kept publication *given* by *writer*; print wall and CPU seconds and the peak in MB."""
    import epub_writing

    print(*epub_writing.timed(pickle.loads(given.read_bytes()), writer))


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
    with (folder / "book" / "book.toml").open("a", encoding="utf-8") as config:
        config.write('\n[editions.cn]\nformats = ["epub"]\n')  # no PDF, and so no pages of one
    kept = folder / "publication.pickle"
    child("--keep", str(folder / "book"), "--edition", "cn", "--given", str(kept))
    roads: dict[str, list[list[float]]] = {"banben": [], "ebooklib": []}
    for _ in range(runs):
        for writer, results in roads.items():  # in turn
            results.append([*map(float, child("--writer", writer, "--given", str(kept)).split())])
    least = {
        writer: [min(values) for values in zip(*results, strict=True)] for writer, results in roads.items()
    }
    whole = build(folder / "book", "cn", folder / "dist")
    lines = [f"{found:,} characters in {chapters} chapters{'':12}wall{'':7}CPU{'':5}memory"]
    names = {"banben": "writers/epub.py", "ebooklib": "EbookLib, EpubHtml"}
    for writer, (wall, cpu, memory) in least.items():
        lines.append(f"  {names[writer]:34}{wall:9.2f} s{cpu:8.2f} s{memory:8.0f} MB")
    ratios = [theirs / ours for theirs, ours in zip(least["ebooklib"], least["banben"], strict=True)]
    lines.append(f"  {'EbookLib to us':34}" + "".join(f"{ratio:8.1f} ×" for ratio in ratios))
    lines.append(f"  {'whole build, one EPUB':34}{whole.wall:9.2f} s{whole.cpu:8.2f} s{whole.memory:8.0f} MB")
    return lines


def sizes(out: Path) -> list[str]:
    """Return a line for each EPUB of the shipped book in *out*."""
    return [
        f"{path.name:45}{path.stat().st_size / 1e6:6.2f} MB (at most {MEGABYTES})"
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
