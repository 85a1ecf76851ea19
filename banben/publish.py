"""The output folder: an edition is published whole or not at all, and earlier files survive any failure.

A publication is written into a staging folder inside the output folder, synced, and decided by a
journal; only then are the files moved over the earlier ones, each in one step. A build that is
killed leaves staging without a journal, which the next one removes, or with one, which it finishes.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

from banben import __version__
from banben.documents import Artifact
from banben.editions import Product
from banben.folder_lock import locked
from banben.problems import Problem, problem

STAGING = ".banben-staging"
JOURNAL = "journal.json"
MANIFEST = "manifest.json"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
LONGEST = 255
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TOOLS: Mapping[Product, tuple[str, ...]] = {
    "epub": ("ebooklib", "jinja2", "lxml", "opencc"),
    "pdf": ("jinja2", "opencc", "pydyf", "weasyprint"),
    "onix": ("lxml", "opencc", "pypinyin"),
    "opds": ("opencc", "pypinyin"),
    "cover": ("jinja2", "opencc", "pymupdf"),
}


@dataclass(frozen=True, slots=True)
class Published:
    """One row of manifest.json; *size* in bytes, *pages* 0 for formats without pages."""

    edition: str
    format: Product
    file: str
    size: int
    sha256: str
    pages: int
    tools: Mapping[str, str]


def publish(artifacts: Sequence[Artifact], out: Path) -> tuple[tuple[Published, ...], tuple[Problem, ...]]:
    """Put *artifacts* into the folder *out*, edition by edition; return what is published there now.

    An edition that cannot be published whole leaves its earlier files and its rows untouched.
    """
    problems = [*check_folder(out), *(found for item in artifacts for found in _check_name(item.name, out))]
    if problems:
        return (), tuple(problems)
    done: list[Published] = []
    with locked(out):
        for _, group in groupby(artifacts, key=lambda item: item.edition):
            edition = tuple(group)
            try:
                recover(out)
                done += _publish(edition, out, problems)
            except OSError as fault:
                _discard(out)
                problems.append(_fault(fault, edition, out))
    return tuple(done), tuple(problems)


def check_folder(out: Path) -> tuple[Problem, ...]:
    """Make the folder *out* if need be; return why it cannot be written, if so (E101, E102)."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        return (problem("E102", path=out),)
    except NotADirectoryError:
        return (problem("E102", path=next(p for p in out.parents if p.exists())),)
    except OSError as fault:
        return (problem("E101", path=out, reason=fault.strerror),)
    if not os.access(out, os.W_OK | os.X_OK):
        return (problem("E101", path=out, reason=os.strerror(errno.EACCES)),)
    return ()


def recover(out: Path) -> None:
    """Finish a publication that was decided, remove one that was not; *out* is locked by the caller."""
    staging = out / STAGING
    if (staging / JOURNAL).exists():
        _move(staging, out)
    elif staging.exists():
        shutil.rmtree(staging)


def _check_name(name: str, out: Path) -> Iterator[Problem]:
    length = len(name.encode("utf-8", "surrogatepass"))
    if length > LONGEST:
        yield problem("E104", name=name, length=length, limit=LONGEST)
    elif not NAME.fullmatch(name):
        yield problem("E105", name=name)
    elif (out / name).is_dir():
        yield problem("E101", path=out / name, reason=os.strerror(errno.EISDIR))


def _publish(artifacts: Sequence[Artifact], out: Path, problems: list[Problem]) -> tuple[Published, ...]:
    rows = tuple(_row(artifact) for artifact in artifacts)
    staging = out / STAGING
    staging.mkdir()
    for artifact in artifacts:
        _write(staging / artifact.name, artifact.content)
    manifest, wrong = _manifest(rows, out)
    problems += wrong
    _write(staging / MANIFEST, manifest)
    # The manifest goes last, so that it never names a file that is not there yet.
    names = [*(artifact.name for artifact in artifacts), MANIFEST]
    _write(staging / f"{JOURNAL}.new", _json(names))
    _sync(staging)
    (staging / f"{JOURNAL}.new").replace(staging / JOURNAL)
    _sync(staging)
    _move(staging, out)
    return rows


def _move(staging: Path, out: Path) -> None:
    """Move what the journal lists; files that are moved already are not in *staging* any more."""
    for name in json.loads((staging / JOURNAL).read_bytes()):
        if (staging / name).exists():
            (staging / name).replace(out / name)
    _sync(out)
    (staging / JOURNAL).unlink()
    shutil.rmtree(staging)


def _row(artifact: Artifact) -> Published:
    tools = {name: version(name) for name in TOOLS[artifact.format]} | {"banben": __version__}
    digest = sha256(artifact.content).hexdigest()
    size = len(artifact.content)
    return Published(artifact.edition, artifact.format, artifact.name, size, digest, artifact.pages, tools)


def _manifest(rows: Sequence[Published], out: Path) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the manifest: *rows*, and earlier rows of other files that still are as they say."""
    new = {row.file: asdict(row) for row in rows}
    old, problems = _earlier(out / MANIFEST)
    kept = {row["file"]: row for row in old if row["file"] not in new and _is_true(row, out)}
    every = kept | new
    return _json({"files": [every[name] for name in sorted(every)]}), problems


def _earlier(path: Path) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    try:
        rows = json.loads(path.read_bytes())["files"]
        return [row for row in rows if NAME.fullmatch(row["file"])], ()
    except FileNotFoundError:
        return [], ()
    except (ValueError, KeyError, TypeError):
        return [], (problem("E106", path=path),)


def _is_true(row: Mapping[str, Any], out: Path) -> bool:
    """Whether the file of *row* is there with the bytes that *row* tells of."""
    try:
        return sha256((out / row["file"]).read_bytes()).hexdigest() == row.get("sha256")
    except OSError:
        return False


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the names in *folder* last through a power cut; Windows has no way to ask for it."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(out: Path) -> None:
    """Remove staging after a failure, unless it is decided: then the next build finishes it."""
    if not (out / STAGING / JOURNAL).exists():
        shutil.rmtree(out / STAGING, ignore_errors=True)


def _fault(fault: OSError, artifacts: Sequence[Artifact], out: Path) -> Problem:
    if fault.errno in FULL:
        size = sum(len(artifact.content) for artifact in artifacts)
        names = ", ".join(artifact.name for artifact in artifacts)
        return problem("E103", name=names, size=f"{size / 1e6:.1f} MB")
    return problem("E101", path=fault.filename or out, reason=fault.strerror or str(fault))
