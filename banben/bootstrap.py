"""What a fresh clone lacks: the project's `.venv/` with the pinned packages, and what machine.py brings.

Standard library only, and importable by any Python 3, so that the first command works (or says what it
needs) before anything is installed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from banben import machine

OLDEST = (3, 11)
STAMP = "banben.json"
NODE_FILES = ("package.json", "package-lock.json")


def ensure(root: Path, extras: Sequence[str] = ()) -> None:
    """Return where everything is there; else set it up, and run the command again in *root*/.venv.

    *extras* name the further sets of packages: `dev`, `bench`. Another virtual environment, one that the
    caller chose and that has the packages, is left as it is. Ends the program with exit code 4 where the
    machine lacks something that cannot be installed from here.
    """
    if sys.version_info[:2] < OLDEST:
        machine.stop("old", found=".".join(map(str, sys.version_info[:3])))
    machine.complete(machine.missing(extras))
    home = root.resolve() / ".venv"
    inside = Path(sys.prefix).resolve() == home
    if not inside and sys.prefix != sys.base_prefix and _importable(extras):
        return
    fresh = _install(root.resolve(), home, extras)
    if "dev" in extras:
        _install_node(root.resolve(), home)
    if fresh or not inside:
        python = str(home / "bin" / "python")
        os.execve(python, [python, *sys.orig_argv[1:]], _libraries_found(dict(os.environ)))


# --- the Python side --------------------------------------------------------------------


def requirements(root: Path, extra: str = "") -> Path:
    """Return the pinned requirements of *extra*, which include the plain ones."""
    return root / ".ci" / (f"requirements-{extra}.txt" if extra else "requirements.txt")


def _importable(extras: Sequence[str]) -> bool:
    modules = {"": ("weasyprint", "ebooklib", "opencc"), "dev": ("pytest", "mypy"), "bench": ("pypandoc",)}
    return all(importlib.util.find_spec(name) for extra in ("", *extras) for name in modules[extra])


def _install(root: Path, home: Path, extras: Sequence[str]) -> bool:
    """Bring *home* up to the requirements; return whether anything had to be done."""
    wanted = frozenset(extras or ("",))
    if wanted <= _current(root, home):
        return False
    with _alone(root):
        done = _current(root, home)
        if wanted <= done:
            return False
        machine.say("venv")
        python = str(home / "bin" / "python")
        if not _stamp(root, home):
            machine.run(sys.executable, "-m", "venv", "--clear", str(home))
        for extra in sorted(wanted):
            _pip(python, "--require-hashes", "--prefer-binary", "-r", str(requirements(root, extra)))
        _pip(python, "--no-deps", "--no-build-isolation", "-e", str(root))
        sets = {extra: _hash(root, extra) for extra in sorted(done | wanted)}
        (home / STAMP).write_text(json.dumps({"root": str(root), "sets": sets}), "utf-8")
    return True


def _hash(root: Path, extra: str) -> str:
    return hashlib.sha256(requirements(root, extra).read_bytes()).hexdigest()


def _current(root: Path, home: Path) -> frozenset[str]:
    """Return the extras that *home* holds as they are pinned now; each brings the plain set too."""
    sets = _stamp(root, home)
    current = frozenset(extra for extra, seen in sets.items() if seen == _hash(root, extra))
    return current | {""} if current else current


def _stamp(root: Path, home: Path) -> dict[str, str]:
    """Return the hashes of the sets in *home*; none where it is broken or was made in another folder."""
    try:
        stamp = json.loads((home / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if stamp.get("root") != str(root) or not (home / "bin" / "python").exists():
        return {}
    return dict(stamp["sets"])


def _pip(python: str, *arguments: str) -> None:
    machine.run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


# --- the node side ----------------------------------------------------------------------


def _install_node(root: Path, home: Path) -> None:
    """Bring *home*/node up to tests/node: validators and readers for the tests, none for the editions.

    A machine without npm is told so by machine.py; where npm fails, the tests that need it say so again.
    """
    named, node = root / "tests" / "node", home / "node"
    if shutil.which("npm") is None or _node_current(named, node):
        return
    with _alone(root):
        if _node_current(named, node):
            return
        machine.say("node")
        node.mkdir(parents=True, exist_ok=True)
        for name in NODE_FILES:
            shutil.copyfile(named / name, node / name)
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(node))
        command = ["env", "PUPPETEER_SKIP_DOWNLOAD=1", "npm", "ci", *options]
        if code := machine.call(command):
            machine.say("failed", code=code, command=shlex.join(command))
        else:
            (node / STAMP).write_text(_node_hash(named), "utf-8")


def _node_current(named: Path, node: Path) -> bool:
    stamp = node / STAMP
    return stamp.is_file() and stamp.read_text("utf-8") == _node_hash(named)


def _node_hash(folder: Path) -> str:
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in NODE_FILES)).hexdigest()


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold a lock on the folder *root*, so that two first builds at once do not install over each other."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _libraries_found(environment: dict[str, str]) -> dict[str, str]:
    """Return *environment* with Homebrew's libraries, which a Python from elsewhere does not search."""
    if sys.platform == "darwin":
        environment.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    return environment
