"""Programs from npm that the tests use: where they are; epubcheck-ts and Ace run, their messages read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

MODULES = Path(sys.prefix) / "node" / "node_modules"
"""Where tests/run.py installs what tests/node/package.json names."""
SECONDS = 300
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a validator: its rule, how grave it is, the file inside the book, and its words."""

    id: str
    severity: str
    place: str
    words: str


def module(name: str) -> Path:
    """Return the folder of the npm package *name*; a test that needs one that is not there fails."""
    folder = MODULES / name
    if not folder.is_dir():
        pytest.fail(
            f"the npm package {name} is not in {MODULES}: `python3 tests/run.py` installs it into .venv/; in"
            " a virtual environment of your own, `npm ci --ignore-scripts` with the two files of tests/node/"
        )
    return folder


def program(name: str) -> str:
    """Return the path of the program *name*; a test that needs one that is not there fails."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed: `python3 tests/run.py` installs it or says how")
    return found


def browser() -> str:
    """Return the path of a Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or program(BROWSERS[0])


def artefacts(name: str, otherwise: Path) -> Path:
    """Return the folder *name* for reports and screenshots: kept below BANBEN_ARTEFACTS where that is set."""
    kept = os.environ.get("BANBEN_ARTEFACTS")
    folder = (Path(kept).resolve() if kept else otherwise) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def epubcheck_ts(book: Path) -> list[Message]:
    """Return all messages of epubcheck-ts on *book*, usage included."""
    script = module("@likecoin/epubcheck-ts") / "bin" / "epubcheck.js"
    command = [program("node"), str(script), str(book), "--quiet", "--usage", "--json", "-"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert done.stdout.startswith(b"{"), done.stderr.decode("utf-8", "replace")
    report: dict[str, Any] = json.loads(done.stdout)
    return [
        Message(item["ID"], item["severity"], _place(item.get("locations", [])), item["message"])
        for item in report["messages"]
    ]


def _place(locations: list[dict[str, Any]]) -> str:
    if not locations:
        return ""
    path, line = locations[0]["path"], locations[0]["line"]
    return f"{path}:{line}" if line > 0 else str(path)


def ace(book: Path, folder: Path) -> list[Message]:
    """Return the violations of every severity that Ace finds in *book*; its reports stay in *folder*."""
    module("@daisy/ace-axe-runner-puppeteer")
    script = module("@daisy/ace-cli") / "bin" / "ace.js"
    command = [program("node"), str(script), "--silent", "--force", "--outdir", str(folder), str(book)]
    environment = {"PUPPETEER_EXECUTABLE_PATH": browser(), "ACE_TIMEOUT_INITIAL": "60000"}
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, timeout=SECONDS, check=False
    )
    written = folder / "report.json"
    assert written.is_file(), (done.stdout + done.stderr).decode("utf-8", "replace")
    report = json.loads(written.read_text("utf-8"))
    assert report["assertions"], "Ace looked at nothing"
    return [
        Message(test["dct:title"], test["earl:impact"], document["earl:testSubject"]["url"], _words(item))
        for document in report["assertions"]
        for item in document["assertions"]
        for test in (item["earl:test"],)
    ]


def _words(assertion: dict[str, Any]) -> str:
    result = assertion["earl:result"]
    return " ".join(f"{result.get('dct:description', '')} {result.get('html', '')}".split())
