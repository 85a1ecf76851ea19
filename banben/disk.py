"""Reading a manuscript folder: what is in it, and nothing outside it, links included."""

from __future__ import annotations

import os
import posixpath
import stat
from dataclasses import dataclass
from pathlib import Path

from banben.encoding import decode
from banben.model import Origin
from banben.problems import Problem, problem

# Limits, stated in docs/configuration.md.
MOST_FILES = 20_000
MOST_BYTES = 8_000_000
_PASSED = frozenset({"node_modules", "__pycache__", "_book"})


@dataclass(frozen=True, slots=True)
class Listing:
    """The regular files under a book's root, POSIX paths in order, without hidden ones.

    *over* says that there were more than MOST_FILES. Folders that are links are not entered.
    """

    files: tuple[str, ...]
    over: bool = False

    def markdown_under(self, folder: str) -> tuple[str, ...]:
        """Return the Markdown files in *folder* (empty: everywhere) and below it."""
        inside = f"{folder}/" if folder else ""
        suffixes = (".md", ".markdown")
        return tuple(f for f in self.files if f.startswith(inside) and f.lower().endswith(suffixes))


def list_files(root: Path) -> Listing:
    """Return the files under *root*; folders that cannot be entered are passed over."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED)
        base = Path(folder).relative_to(root)
        found += [(base / name).as_posix() for name in names if not name.startswith(".")]
        if len(found) > MOST_FILES:
            return Listing(tuple(sorted(found[:MOST_FILES])), over=True)
    return Listing(tuple(sorted(found)))


def normal(file: str) -> str:
    """Return *file* without `.`, `..` and doubled slashes where they lead nowhere else."""
    return posixpath.normpath(file)


def is_outside(root: Path, file: str) -> bool:
    """Whether *file*, relative to *root*, leads out of it: by `..`, from the disk's root, or by a link."""
    if file.startswith(("/", "\\")) or normal(file).split("/")[0] == ".." or file[1:3] in (":\\", ":/"):
        return True
    try:
        real = Path(os.path.realpath(root / file))
    except ValueError:  # a NUL in the name: there is no such file anywhere
        return False
    return not real.is_relative_to(os.path.realpath(root))


def read_text(
    root: Path, file: str, origin: Origin | None = None, length: int = 1
) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of *file* under *root*; None where it cannot be read.

    Problems about the file as a whole stand at *origin* (who names it), or at the file itself.
    """
    origin = origin or Origin(file)
    try:
        if is_outside(root, file):
            return None, (problem("F203", origin, length, file=file),)
        status = (root / file).stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise OSError("not a regular file")  # reading a pipe would wait for ever
        size = status.st_size
        if size > MOST_BYTES:
            fields = {"size": f"{size:,}", "most": f"{MOST_BYTES:,}"}
            return None, (problem("F303", origin, length, file=file, **fields),)
        content = (root / file).read_bytes()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        return None, (problem("F204", origin, length, file=file, reason=reason),)
    return decode(content, file)
