"""What the README tells a reader to type works, typed into a fresh copy on this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = "python3 tests/run.py"


def commands(text: str) -> list[str]:
    """Return the commands of the ```` ```sh ```` blocks in order, lines with a final backslash joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def test_commands_are_the_lines_of_sh_blocks_only() -> None:
    text = "```sh\na 1\n# why\nb \\\n  2\n```\n\n```\nc\n```\n\n```sh\nd\n```\n"
    assert commands(text) == ["a 1", "b    2", "d"]


def test_the_readme_opens_with_its_two_commands() -> None:
    assert commands((ROOT / "README.md").read_text("utf-8"))[:2] == ["python3 build.py", TESTS]


@pytest.fixture
def copy() -> Iterator[Path]:
    """A fresh clone as it would be with the work tree committed; removed at once, it grows large."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "banben"
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, clone / name)
        yield clone


@pytest.mark.slow
def test_every_command_of_the_readme_works_in_a_fresh_copy(copy: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    said = {}
    for command in commands((ROOT / "README.md").read_text("utf-8")):
        # The tests are running already: there, set everything up, run the linters and find the tests.
        line = f"{command} --collect-only --quiet" if command == TESTS else command
        line = line.replace("/tmp/", f"{copy.parent}/")
        run = subprocess.run(
            ["bash", "-c", line], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"$ {command}\n{run.stdout}\n{run.stderr}"
        said[command] = run.stdout
        if command == "python3 build.py":
            made = {path.name for path in (copy / "dist").iterdir()}
            slugs = {
                file["file"]
                for file in json.loads((copy / "dist" / "manifest.json").read_text("utf-8"))["files"]
            }
            assert made == slugs | {"manifest.json"}
            assert sum(name.endswith(".epub") for name in made) >= 3
            assert sum(name.endswith(".pdf") for name in made) >= 4
    assert any("「頭髮和發展。」" in text for text in said.values())
