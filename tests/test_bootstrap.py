"""The set-up: what a machine lacks is seen, named and brought, and nothing is done twice."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from banben import bootstrap, machine
from banben.bootstrap import ensure, requirements
from banben.machine import NEEDS, Need, advice, apt_commands, complete, missing, words
from banben.problems import Exit

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("", "dev", "bench")
FONT = Need("font", "A Family That Nobody Drew", "fonts-nobody", "--cask font-nobody")
PROGRAM = Need("program", "program-nobody-wrote", "nobody", "nobody")


class Calls(list[list[str]]):
    """Stands in for running commands; *code* is what each of them returns."""

    code = 0

    def __call__(self, command: list[str]) -> int:
        self.append(command)
        return self.code


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    seen = Calls()
    monkeypatch.setattr(machine, "call", seen)
    return seen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for extra in EXTRAS:
        path = requirements(tmp_path, extra)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {extra}\n", "utf-8")
    return tmp_path


def stamp(project: Path, root: Path, *extras: str) -> None:
    sets = {extra: hashlib.sha256(requirements(project, extra).read_bytes()).hexdigest() for extra in extras}
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").touch()
    (project / ".venv" / bootstrap.STAMP).write_text(json.dumps({"root": str(root), "sets": sets}), "utf-8")


# --- requirements -----------------------------------------------------------------------


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_requirement_is_pinned_and_hashed(extra: str) -> None:
    text = requirements(ROOT, extra).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", text)
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[^ ]+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("extra", EXTRAS)
def test_requirements_name_no_address(extra: str) -> None:
    assert not re.search(r"://|--index|--find-links|@ ", requirements(ROOT, extra).read_text("utf-8"))


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_dependency_of_the_project_is_pinned(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    pinned = set(re.findall(r"^([a-z0-9-]+)==", requirements(ROOT, extra).read_text("utf-8"), re.M))
    assert {re.split(r"[\[=<>]", item)[0] for item in wanted} <= pinned


# --- the module itself ------------------------------------------------------------------


def test_a_bare_python_can_import_it() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import banben.bootstrap"
    assert subprocess.run([sys.executable, "-I", "-S", "-c", code], check=False).returncode == 0


def test_its_exit_code_is_the_one_of_the_environment() -> None:
    assert machine.ENVIRONMENT == Exit.ENVIRONMENT


def test_an_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(SystemExit) as stopped:
        ensure(ROOT)
    assert stopped.value.code == Exit.ENVIRONMENT
    assert "3.11" in capsys.readouterr().err


def test_messages_follow_the_locale() -> None:
    assert words("venv", {"LANG": "zh_CN.UTF-8"}).startswith("正在安装")
    assert words("venv", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}).startswith("Installing")
    assert words("venv", {"LANG": "C", "BANBEN_LANG": "zh"}).startswith("正在安装")
    assert words("venv", {}).startswith("Installing")


# --- the system side --------------------------------------------------------------------


def test_what_is_absent_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Need("library", "nobody", "libnobody0", "nobody")
    module = Need("module", "nobody_wrote", "python3-nobody", "nobody")
    monkeypatch.setattr(machine, "NEEDS", (FONT, PROGRAM, library, module))
    assert missing() == (FONT, PROGRAM, library, module)


def test_what_is_there_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "NEEDS", (Need("module", "json", "", ""), Need("program", "sh", "", "")))
    assert missing() == ()


def test_needs_of_the_tests_are_asked_for_only_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "NEEDS", (PROGRAM._replace(extra="dev"),))
    assert missing() == ()
    assert missing(["dev"]) == (PROGRAM._replace(extra="dev"),)


def test_the_first_family_of_every_role_is_brought() -> None:
    # The families after it stand in for rare characters; the glyph check names what brings them.
    named = {
        families[0]
        for file in sorted((ROOT / "banben" / "regions").glob("*.toml"))
        for families in tomllib.loads(file.read_text("utf-8"))["fonts"].values()
    }
    brought = {need.probe for need in NEEDS if need.kind == "font"}
    noto = re.compile(r"Noto (Serif|Sans|Sans Mono) CJK (SC|TC|HK)")
    assert named
    assert {family for family in named if not noto.fullmatch(family)} <= brought


def test_apt_waits_for_a_lock_and_asks_nothing() -> None:
    update, install = apt_commands(["fontconfig"])
    assert update[-1] == "update"
    assert install[-1] == "fontconfig"
    for command in (update, install):
        assert "DEBIAN_FRONTEND=noninteractive" in command
        assert any(part.startswith("DPkg::Lock::Timeout=") for part in command)


def test_apt_installs_where_it_may(monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    monkeypatch.setattr(machine, "_apt", lambda: ["sudo", "-n"])
    complete([FONT, PROGRAM])
    assert calls == [["sudo", "-n", *command] for command in apt_commands(["fonts-nobody", "nobody"])]


def test_a_package_that_is_there_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    monkeypatch.setattr(machine, "_apt", list)
    monkeypatch.setattr(machine, "_has", lambda name: name == "fonts-nobody")
    complete([FONT])
    assert calls == []


def test_a_hyphen_in_a_family_is_seen_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\nprintf '%s\\n' 'TW\\-Kai,全字庫正楷體' 'LXGW WenKai'\n", "utf-8")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert machine._families() == {"TW-Kai", "全字庫正楷體", "LXGW WenKai", ""}


def test_a_failed_installation_is_said_and_stops_where_it_is_vital(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "_apt", list)
    calls.code = 100
    complete([FONT])
    assert "100" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        complete([FONT, PROGRAM])
    assert stopped.value.code == Exit.ENVIRONMENT


def test_where_apt_may_not_a_missing_font_is_said_and_a_missing_library_stops(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "_apt", lambda: None)
    complete([FONT])
    assert FONT.probe in capsys.readouterr().err
    with pytest.raises(SystemExit):
        complete([PROGRAM])
    assert calls == []


def test_the_advice_names_the_commands_of_the_system() -> None:
    lacking = [FONT, FONT, PROGRAM]
    assert advice(lacking, "darwin", debian=False) == [
        "brew install --cask font-nobody",
        "brew install nobody",
    ]
    assert advice(lacking, "linux", debian=True) == [
        "sudo apt-get update && sudo apt-get install fonts-nobody nobody"
    ]
    assert advice([FONT._replace(homebrew="")], "darwin", debian=False) == [f"# as a font file: {FONT.probe}"]
    assert advice(lacking, "linux", debian=False) == ["# Debian: fonts-nobody nobody"]


# --- the Python side --------------------------------------------------------------------


def test_a_fresh_folder_gets_an_environment_and_a_second_time_nothing(project: Path, calls: Calls) -> None:
    home = project / ".venv"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "python").touch()
    assert bootstrap._install(project, home, ("dev",))
    assert calls[0][1:3] == ["-m", "venv"]
    assert "--require-hashes" in calls[1]
    assert calls[1][-1] == str(requirements(project, "dev"))
    assert calls[2][-2:] == ["-e", str(project)]
    calls.clear()
    assert not bootstrap._install(project, home, ("dev",))
    assert calls == []


def test_changed_requirements_are_installed_again(project: Path, calls: Calls) -> None:
    stamp(project, project, "")
    requirements(project).write_text("# newer\n", "utf-8")
    assert bootstrap._install(project, project / ".venv", ())
    assert [command[-1] for command in calls] == [str(requirements(project)), str(project)]


def test_a_second_set_joins_the_first(project: Path, calls: Calls) -> None:
    stamp(project, project, "dev")
    assert bootstrap._install(project, project / ".venv", ("bench",))
    calls.clear()
    assert not bootstrap._install(project, project / ".venv", ("dev", "bench"))


def test_every_set_brings_the_plain_one(project: Path, calls: Calls) -> None:
    stamp(project, project, "dev")
    assert not bootstrap._install(project, project / ".venv", ())
    assert calls == []


def test_an_environment_of_another_folder_is_made_anew(project: Path, calls: Calls) -> None:
    stamp(project, project.parent, "")
    assert bootstrap._install(project, project / ".venv", ())
    assert calls[0][1:4] == ["-m", "venv", "--clear"]


def test_a_failed_package_leaves_no_stamp(project: Path, calls: Calls) -> None:
    calls.code = 1
    with pytest.raises(SystemExit):
        bootstrap._install(project, project / ".venv", ())
    assert not (project / ".venv" / bootstrap.STAMP).exists()


def test_inside_a_ready_environment_it_only_returns(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(project, project.resolve(), "")
    monkeypatch.setattr(sys, "prefix", str(project / ".venv"))
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("ran the command again"))
    monkeypatch.setattr(machine, "NEEDS", ())
    ensure(project)
    assert Path(sys.prefix) == project / ".venv"


def test_outside_the_command_is_run_again_inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(project, project.resolve(), "")
    ran: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execve", lambda path, arguments, _: ran.append((path, arguments)))
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-X", "dev", "build.py", "check"])
    monkeypatch.setattr(machine, "NEEDS", ())
    ensure(project)
    python = str(project.resolve() / ".venv" / "bin" / "python")
    assert ran == [(python, [python, "-X", "dev", "build.py", "check"])]


# --- the node side ----------------------------------------------------------------------


@pytest.fixture
def named(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = project / "tests" / "node"
    folder.mkdir(parents=True)
    for name in bootstrap.NODE_FILES:
        (folder / name).write_text("{}", "utf-8")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return folder


def test_npm_packages_come_once_and_run_no_script(project: Path, named: Path, calls: Calls) -> None:
    home = project / ".venv"
    bootstrap._install_node(project, home)
    (command,) = calls
    assert command[:4] == ["env", "PUPPETEER_SKIP_DOWNLOAD=1", "npm", "ci"]
    assert "--ignore-scripts" in command and command[-1] == str(home / "node")
    assert all((home / "node" / name).is_file() for name in bootstrap.NODE_FILES)
    bootstrap._install_node(project, home)
    assert len(calls) == 1


def test_changed_npm_packages_are_installed_again(project: Path, named: Path, calls: Calls) -> None:
    bootstrap._install_node(project, project / ".venv")
    (named / "package-lock.json").write_text('{"newer": true}', "utf-8")
    bootstrap._install_node(project, project / ".venv")
    assert len(calls) == 2


def test_a_failing_npm_is_said_and_tried_again(
    project: Path, named: Path, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.code = 7
    bootstrap._install_node(project, project / ".venv")
    assert "npm ci" in capsys.readouterr().err
    assert not (project / ".venv" / "node" / bootstrap.STAMP).exists()
    bootstrap._install_node(project, project / ".venv")
    assert len(calls) == 2


def test_without_npm_nothing_is_tried_and_the_machine_is_said_to_lack_it(
    project: Path, named: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    bootstrap._install_node(project, project / ".venv")
    assert calls == []
    lacking = {need.probe for need in NEEDS if need.extra == "dev"}
    assert {"node", "npm", "ebook-convert"} <= lacking
    assert not {"node", "npm", "ebook-convert"} & {need.probe for need in NEEDS if not need.extra}


def test_npm_packages_are_pinned_hashed_and_name_no_registry() -> None:
    named = json.loads((ROOT / "tests" / "node" / "package.json").read_text("utf-8"))
    locked = json.loads((ROOT / "tests" / "node" / "package-lock.json").read_text("utf-8"))["packages"]
    for name, version in named["dependencies"].items():
        assert locked[f"node_modules/{name}"]["version"] == version
    for place, package in locked.items():
        assert not place or package["integrity"].startswith("sha512-"), place
        assert "resolved" not in package, place
