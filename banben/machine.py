"""What this machine lacks outside Python: it is seen, installed by apt-get, or said with its commands.

Standard library only, like bootstrap.py, whose words stand here too. All is said on standard error:
standard output belongs to the command.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, NoReturn

ENVIRONMENT = 4  # banben.problems.Exit.ENVIRONMENT, which this module cannot import yet
LOCALES = ("BANBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Need(NamedTuple):
    """Something outside Python: how to see that it is there, and the packages that bring it."""

    kind: Literal["library", "program", "font", "module", "file"]
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
    Need("file", "rime-data/essay.txt", "rime-essay", ""),
    Need("file", "unicode/Unihan_IRGSources.txt.bz2", "unicode-data", ""),
    Need("program", "java", "default-jre-headless", "openjdk", "dev"),
    Need("program", "chromium", "chromium", "--cask chromium", "dev"),
    Need("program", "pdftoppm", "poppler-utils", "poppler", "dev"),
    Need("program", "node", "nodejs", "node", "dev"),
    Need("program", "npm", "npm", "node", "dev"),
    Need("program", "ebook-convert", "calibre", "--cask calibre", "dev"),
)

# Where systems keep data that belongs to no single program.
SHARES = (Path("/usr/share"), Path("/usr/local/share"), Path("/opt/homebrew/share"))

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
    "node": (
        "正在安装测试用的 npm 软件包到 .venv/node/ （只在第一次，约半分钟）……",
        "Installing the tests' npm packages into .venv/node/ (only this once, half a minute) …",
    ),
    "system": ("正在用 apt-get 安装：{packages} ……", "Installing with apt-get: {packages} …"),
    "run": ("这台机器还缺少：{names}。请运行：", "This machine lacks: {names}. Please run:"),
    "failed": ("没有成功（退出码 {code}）：{command}", "This failed (exit code {code}): {command}"),
}


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
    if need.kind == "file":
        return shared(need.probe) is not None
    return any(_loads(name) for name in _library_names(need.probe))


def shared(name: str) -> Path | None:
    """Return the file *name* of the system's shared data, None where it is not installed."""
    return next((folder / name for folder in SHARES if (folder / name).is_file()), None)


def _families() -> frozenset[str]:
    if shutil.which("fc-list") is None:
        return frozenset()
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    # fontconfig escapes hyphens in names: TW\-Kai.
    return frozenset(name.strip() for name in re.split("[,\n]", listed.replace("\\", "")))


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


def complete(lacking: Sequence[Need]) -> None:
    """Install *lacking* by apt-get where that is allowed; else say what to run, and stop if it is vital."""
    if not lacking:
        return
    prefix = _apt()
    packages = [name for name in dict.fromkeys(need.debian for need in lacking) if not _has(name)]
    if prefix is None:
        _advise(lacking)
    elif not packages or _installs(prefix, packages):
        return
    if any(need.kind in VITAL and not need.extra for need in lacking):
        raise SystemExit(ENVIRONMENT)


def _installs(prefix: Sequence[str], packages: Sequence[str]) -> bool:
    say("system", packages=" ".join(packages))
    update, install = ([*prefix, *command] for command in apt_commands(packages))
    call(update)
    if code := call(install):
        say("failed", code=code, command=shlex.join(install))
    return not code


def _has(package: str) -> bool:
    """Whether dpkg has *package*: then installing again would not help, and a later stage says what lacks."""
    asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "installed"


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
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") is None or subprocess.run([*sudo, "true"], capture_output=True).returncode:
        return None
    return sudo


def _advise(lacking: Sequence[Need]) -> None:
    say("run", names=", ".join(need.probe for need in lacking))
    for line in advice(lacking, sys.platform, shutil.which("apt-get") is not None):
        _write("    " + line)


def advice(lacking: Sequence[Need], platform: str, debian: bool) -> list[str]:
    """Return the commands that bring *lacking*: apt-get's, Homebrew's, or Debian's names to look up."""
    packages = list(dict.fromkeys(need.debian for need in lacking))
    if platform == "darwin":
        brews = dict.fromkeys(need.homebrew or f"# {_by_hand(need)}" for need in lacking)
        return [brew if brew.startswith("#") else f"brew install {brew}" for brew in brews]
    if debian:
        return [f"sudo apt-get update && sudo apt-get install {' '.join(packages)}"]
    return [f"# Debian: {' '.join(packages)}"]


def _by_hand(need: Need) -> str:
    """Return how to bring what Homebrew does not have."""
    if need.kind == "file":
        return f"{SHARES[1] / need.probe}, from Debian's package {need.debian}"
    return f"as a font file: {need.probe}"


# --- words ------------------------------------------------------------------------------


def run(*command: str) -> None:
    """Run *command*; where it fails, say so and end the program."""
    if code := call(list(command)):
        stop("failed", code=code, command=shlex.join(command))


def call(command: list[str]) -> int:
    """Run *command*, its output on standard error, and return its exit code."""
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode


def words(key: str, environment: dict[str, str], **values: object) -> str:
    """Return the message *key* in the language of *environment*, Chinese or English."""
    locale = next(filter(None, map(environment.get, LOCALES)), "")
    return WORDS[key][0 if locale.lower().startswith("zh") else 1].format(**values)


def say(key: str, **values: object) -> None:
    """Say the message *key*."""
    _write(words(key, dict(os.environ), **values))


def _write(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def stop(key: str, **values: object) -> NoReturn:
    """Say the message *key* and end the program."""
    say(key, **values)
    raise SystemExit(ENVIRONMENT)
