"""Run WeasyPrint's own tests, stock and with our extension installed, and say where they differ.

    python bench/weasyprint_tests.py [--source weasyprint-70.0.tar.gz] [tests/layout tests/test_text.py …]

Without a path the source distribution is fetched with pip. Only its folder `tests` is unpacked, so that the
installed WeasyPrint is tested. Needs Ghostscript; all 4,380 tests take a minute and a half each way.
The module is also the pytest plugin that enters the extension: `-p weasyprint_tests`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSION = "70.0"
# Every test of these files and folders sets text in one way or another.
FILES = ("tests",)
SWITCH = "BANBEN_EXTENSION"
_session = ExitStack()


def pytest_configure() -> None:
    """Install the speed-ups for all tests."""
    if os.environ.get(SWITCH) == "on":
        from banben.writers.tuning import tuned

        _session.enter_context(tuned())


def pytest_unconfigure() -> None:
    """Take the speed-ups away."""
    _session.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Install what composes lines for one test, as a build does for one book: it remembers paragraphs."""
    if os.environ.get(SWITCH) != "on":
        return (yield)
    from banben.cjk.install import patches
    from banben.cjk.settings import Settings
    from banben.patches import patched
    from banben.writers.index_pages import PATCHES

    with patched((*patches(Settings()), *PATCHES)):
        return (yield)


def fetch(folder: Path) -> Path:
    """Download the source distribution into *folder* and return its path."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
    subprocess.run([*pip, "--dest", str(folder), f"weasyprint=={VERSION}"], check=True)
    return next(folder.glob("weasyprint-*.tar.gz"))


def unpack(source: Path, folder: Path) -> None:
    """Unpack the folder `tests` of the distribution *source* into *folder*."""
    with tarfile.open(source) as archive:
        for member in archive.getmembers():
            _, _, name = member.name.partition("/")
            if name.startswith("tests/"):
                archive.extract(member.replace(name=name), folder, filter="data")


def run(folder: Path, files: tuple[str, ...], extension: bool) -> Mapping[str, str]:
    """Run *files* in *folder*; return the outcome of each test: passed, failed, error or skipped."""
    report = folder / "report.xml"
    report.unlink(missing_ok=True)
    paths = os.pathsep.join((str(ROOT), str(ROOT / "bench")))
    environment = {**os.environ, "PYTHONPATH": paths, SWITCH: "on" if extension else "off"}
    options = ["-q", "-p", "no:cacheprovider", "-p", Path(__file__).stem, f"--junit-xml={report}", "--tb=no"]
    command = [sys.executable, "-m", "pytest", *options, *files]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if not report.exists():
        raise SystemExit(f"pytest made no report:\n{done.stdout}\n{done.stderr}")
    return dict(outcomes(report))


def outcomes(report: Path) -> Iterator[tuple[str, str]]:
    """Yield each test's name and outcome from a JUnit *report*; an expected failure counts as skipped."""
    for case in ElementTree.parse(report).iter("testcase"):
        found = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
        outcome = {"failure": "failed"}.get(found[0], found[0]) if found else "passed"
        yield f"{case.get('classname')}.{case.get('name')}", outcome


def differences(stock: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each test that comes out in another way."""
    for name in sorted({*stock, *ours}):
        before, after = stock.get(name, "not run"), ours.get(name, "not run")
        if before != after:
            yield f"  {name}: {before} -> {after}"


def summary(name: str, found: Mapping[str, str]) -> str:
    """Return the line that counts the outcomes of *found*."""
    counts = Counter(found.values())
    shown = ", ".join(f"{counts[kind]} {kind}" for kind in ("passed", "failed", "error", "skipped"))
    return f"{name:16}{shown}"


def main() -> None:
    """Run both ways and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("files", nargs="*", default=FILES, metavar="FILE", help="as in the distribution")
    options.add_argument("--source", type=Path, help="the source distribution, if it is at hand")
    options.add_argument("--ours-only", action="store_true", help="leave out the stock run")
    options.add_argument("--show", type=int, default=40, help="how many tests that differ are named")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(chosen.source or fetch(folder), folder)
        stock = {} if chosen.ours_only else run(folder, tuple(chosen.files), extension=False)
        ours = run(folder, tuple(chosen.files), extension=True)
    if stock:
        print(summary("stock", stock))
    print(summary("with extension", ours))
    found = list(differences(stock, ours) if stock else _failures(ours))
    print("\n".join(found[: chosen.show]) or "  no test differs")
    if len(found) > chosen.show:
        print(f"  … and {len(found) - chosen.show} more (--show)")


def _failures(found: Mapping[str, str]) -> Iterator[str]:
    return (f"  {name}" for name, outcome in found.items() if outcome in ("failed", "error"))


if __name__ == "__main__":
    main()
