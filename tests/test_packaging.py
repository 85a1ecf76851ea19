"""The installed package holds everything: code, codes, regions, templates, styles, the book."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("chapters", "styles", "templates")
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_every_package_of_the_tree_is_named() -> None:
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "banben").rglob("__init__.py")
    }
    assert {*SETUP["packages"]} == packages | {f"banben._shipped.{name}" for name in SHIPPED}


@pytest.mark.slow
def test_the_wheel_holds_every_file_and_runs_outside_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    # A copy, because setuptools leaves build/ and egg-info where it builds.
    source = tmp_path / "source"
    source.mkdir()
    for name in ("banben", *SHIPPED):
        for file in files_of(ROOT / name):
            target = source / name / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name / file).read_bytes())
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    build = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    subprocess.run([*build, str(source)], check=True)
    (wheel,) = tmp_path.glob("banben-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in SHIPPED:
        assert {f"banben/_shipped/{name}/{file}" for file in files_of(ROOT / name)} <= names
    assert {f"banben/{file}" for file in files_of(ROOT / "banben")} <= names

    installed = tmp_path / "installed"
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--target", str(installed), str(wheel)], check=True
    )
    run = subprocess.run(
        [str(installed / "bin" / "banben"), "check", "--json"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(installed), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
