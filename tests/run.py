"""Set up what the tests need, run the linters, the type checker and pytest; options go to pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from banben.bootstrap import ensure  # noqa: E402 - the project's folder is not on the path before

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


def main(options: list[str]) -> int:
    """Run everything even where something fails; return 1 if anything did. pytest's last line is last."""
    ensure(ROOT, ("dev",))
    failed = [check for check in CHECKS if _module(*check)]
    if failed:
        sys.stderr.write("failed: " + ", ".join(" ".join(check) for check in failed) + "\n")
    code = _module("pytest", *options)
    return code or int(bool(failed))


def _module(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
