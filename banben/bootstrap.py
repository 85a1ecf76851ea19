"""What a bare machine lacks: the project's `.venv/`, Pango, fonts, the tools of the tests.

Standard library only, and importable by any Python 3, so that the first command of a fresh clone works
(or says what it needs) before anything is installed. All it says goes to standard error: standard output
belongs to the command.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

OLDEST = (3, 11)
ENVIRONMENT = 4  # banben.problems.Exit.ENVIRONMENT, which this module cannot import yet
STAMP = "banben.json"


class Need(NamedTuple):
    """Something outside Python: how to see that it is there, and the packages that bring it."""

    kind: Literal["library", "program", "font", "module"]
    probe: str
    debian: str
    homebrew: str
    extra: str = ""


NEEDS = (
    Need("module", "ensurepip", f"python3.{sys.version_info[1]}-venv", "python"),
    Need("library", "pango-1.0", "libpango-1.0-0", "pango"),
    Need("library", "pangoft2-1.0", "libpangoft2-1.0-0", "pango"),
    Need("library", "harfbuzz-subset", "libharfbuzz-subset0", "harfbuzz"),
    Need("program", "fc-list", "fontconfig", "fontconfig"),
    Need("font", "Noto Serif CJK SC", "fonts-noto-cjk", "--cask font-noto-serif-cjk"),
    Need("font", "Noto Sans CJK SC", "fonts-noto-cjk", "--cask font-noto-sans-cjk"),
    Need("font", "Noto Serif CJK SC Light", "fonts-noto-cjk-extra", "--cask font-noto-serif-cjk"),
    Need("font", "LXGW WenKai", "fonts-lxgw-wenkai", "--cask font-lxgw-wenkai"),
    Need("font", "TW-Kai", "fonts-cns11643-kai", ""),
    Need("font", "AR PL UKai HK", "fonts-arphic-ukai", ""),
    Need("program", "java", "default-jre-headless", "openjdk", "dev"),
    Need("program", "chromium", "chromium", "--cask chromium", "dev"),
    Need("program", "pdftoppm", "poppler-utils", "poppler", "dev"),
)

# Without these nothing can be laid out; what else is missing, a later stage reports with its place.
VITAL = frozenset({"module", "library", "program"})

WORDS = {
    "old": (
        "Banben 需要 Python 3.11 或更新的版本；这里运行的是 {found}。",
        "Banben needs Python 3.11 or newer; this is {found}.",
    ),
    "venv": (
        "正在安装 Python 软件包到 .venv/ （只在第一次，约一两分钟）……",
        "Installing the Python packages into .venv/ (only this once, a minute or two) …",
    ),
    "system": ("正在用 apt-get 安装：{packages} ……", "Installing with apt-get: {packages} …"),
    "run": ("这台机器还缺少：{names}。请运行：", "This machine lacks: {names}. Please run:"),
    "fonts": (
        "请用系统的软件包管理器或字体文件安装：{names}。",
        "Please install these with the system's package manager or as font files: {names}.",
    ),
    "failed": ("没有成功（退出码 {code}）：{command}", "This failed (exit code {code}): {command}"),
}


def ensure(root: Path, extras: Sequence[str] = ()) -> None:
    """Return where everything is there; else set it up, and run the command again in *root*/.venv.

    *extras* name the further sets of packages: `dev`, `bench`. Another virtual environment, one that the
    caller chose and that has the packages, is left as it is. Ends the program with exit code 4 where the
    machine lacks something that cannot be installed from here.
    """
    if sys.version_info[:2] < OLDEST:
        _stop("old", found=".".join(map(str, sys.version_info[:3])))
    _complete(missing(extras))
    home = root.resolve() / ".venv"
    inside = Path(sys.prefix).resolve() == home
    if not inside and sys.prefix != sys.base_prefix and _importable(extras):
        return
    fresh = _install(root.resolve(), home, extras)
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
    # The sets with an extra include the plain one.
    wanted = {
        extra: hashlib.sha256(requirements(root, extra).read_bytes()).hexdigest()
        for extra in (extras or ("",))
    }
    if _installed(root, home).items() >= wanted.items():
        return False
    with _alone(root):
        done = _installed(root, home)
        if done.items() >= wanted.items():
            return False
        _say("venv")
        python = str(home / "bin" / "python")
        if not done:
            _run(sys.executable, "-m", "venv", "--clear", str(home))
        for extra in wanted:
            _pip(python, "--require-hashes", "--prefer-binary", "-r", str(requirements(root, extra)))
        _pip(python, "--no-deps", "--no-build-isolation", "-e", str(root))
        stamp = {"root": str(root), "sets": {**done, **wanted}}
        (home / STAMP).write_text(json.dumps(stamp), "utf-8")
    return True


def _installed(root: Path, home: Path) -> dict[str, str]:
    """Return the hashes of the sets in *home*; none where it is broken or was made in another folder."""
    try:
        stamp = json.loads((home / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if stamp.get("root") != str(root) or not (home / "bin" / "python").exists():
        return {}
    return dict(stamp["sets"])


def _pip(python: str, *arguments: str) -> None:
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold a lock on the folder *root*, so that two first builds at once do not install over each other."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# --- the system side --------------------------------------------------------------------


def missing(extras: Sequence[str] = ()) -> tuple[Need, ...]:
    """Return what this machine lacks of the needs of Banben itself and of *extras*."""
    families = _families()
    return tuple(need for need in NEEDS if need.extra in ("", *extras) and not _present(need, families))


def _present(need: Need, families: frozenset[str]) -> bool:
    if need.kind == "font":
        return need.probe in families
    if need.kind == "program":
        return shutil.which(need.probe) is not None
    if need.kind == "module":
        return importlib.util.find_spec(need.probe) is not None
    return any(_loads(name) for name in _library_names(need.probe))


def _families() -> frozenset[str]:
    if shutil.which("fc-list") is None:
        return frozenset()
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def _library_names(name: str) -> tuple[str, ...]:
    if sys.platform != "darwin":
        return (f"lib{name}.so.0",)
    return tuple(f"{prefix}/lib/lib{name}.0.dylib" for prefix in ("/opt/homebrew", "/usr/local"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _complete(lacking: Sequence[Need]) -> None:
    """Install *lacking* by apt-get where that is allowed; else say what to run, and stop if it is vital."""
    if not lacking:
        return
    packages = list(dict.fromkeys(need.debian for need in lacking))
    prefix = _apt()
    if prefix is not None:
        _say("system", packages=" ".join(packages))
        for command in apt_commands(packages):
            code = _call([*prefix, *command])
        if code:
            _stop("failed", code=code, command=shlex.join([*prefix, *command]))
        return
    _advise(lacking)
    if any(need.kind in VITAL and not need.extra for need in lacking):
        raise SystemExit(ENVIRONMENT)


def apt_commands(packages: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the two commands that install *packages*; the second waits for another one's lock.

    The first may fail (a mirror that is away, its lists locked) while the second still works.
    """
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=600"]
    return [*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]


def _apt() -> list[str] | None:
    """Return what must stand before apt-get, or None where it is absent or not allowed."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    ):
        return ["sudo", "-n"]
    return None


def _advise(lacking: Sequence[Need]) -> None:
    _say("run", names=", ".join(need.probe for need in lacking))
    for line in advice(lacking, sys.platform, shutil.which("apt-get") is not None):
        _write("    " + line)
    by_hand = [need.probe for need in lacking if sys.platform == "darwin" and not need.homebrew]
    if by_hand:
        _say("fonts", names=", ".join(by_hand))


def advice(lacking: Sequence[Need], platform: str, debian: bool) -> list[str]:
    """Return the commands that bring *lacking*: apt-get's, Homebrew's, or Debian's names to look up."""
    packages = list(dict.fromkeys(need.debian for need in lacking))
    if platform == "darwin":
        brews = dict.fromkeys(need.homebrew for need in lacking if need.homebrew)
        return [f"brew install {brew}" for brew in brews]
    if debian:
        return [f"sudo apt-get update && sudo apt-get install {' '.join(packages)}"]
    return [f"# Debian: {' '.join(packages)}"]


def _libraries_found(environment: dict[str, str]) -> dict[str, str]:
    """Return *environment* with Homebrew's libraries, which a Python from elsewhere does not search."""
    if sys.platform == "darwin":
        environment.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    return environment


# --- words ------------------------------------------------------------------------------


def _run(*command: str) -> None:
    code = _call(list(command))
    if code:
        _stop("failed", code=code, command=shlex.join(command))


def _call(command: list[str]) -> int:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode


def words(key: str, environment: dict[str, str], **values: object) -> str:
    """Return the message *key* in Chinese where the locale of *environment* is Chinese, else in English."""
    locale = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return WORDS[key][0 if locale.startswith("zh") else 1].format(**values)


def _say(key: str, **values: object) -> None:
    _write(words(key, dict(os.environ), **values))


def _write(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _stop(key: str, **values: object) -> NoReturn:
    _say(key, **values)
    raise SystemExit(ENVIRONMENT)
