"""An edition is published whole or not at all, and nothing that goes wrong harms earlier files."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import banben.publish
from banben.documents import Artifact
from banben.publish import MANIFEST, STAGING, check_folder, publish

ROOT = Path(__file__).parents[1]
NAMES = ("wheels-cn.epub", "wheels-cn.pdf")


def artifact(name: str = NAMES[0], content: bytes = b"new") -> Artifact:
    edition = name.partition("-")[2].partition(".")[0]
    return Artifact(name, edition, "pdf" if name.endswith("pdf") else "epub", content, 3)


def edition(content: bytes) -> tuple[Artifact, ...]:
    return tuple(artifact(name, content) for name in NAMES)


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name in NAMES}


def rows(out: Path) -> dict[str, dict[str, object]]:
    return {row["file"]: row for row in json.loads((out / MANIFEST).read_bytes())["files"]}


def codes(found: object) -> list[str]:
    return [item.code for item in found]  # type: ignore[attr-defined]


def test_an_edition_is_published_with_its_manifest(tmp_path: Path) -> None:
    out = tmp_path / "some" / "dist"
    published, problems = publish(edition(b"new"), out)
    assert problems == ()
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST, *NAMES]
    row = rows(out)["wheels-cn.pdf"]
    assert row["edition"] == "cn" and row["format"] == "pdf"
    assert (row["size"], row["pages"]) == (3, 3)
    assert row["sha256"] == sha256(b"new").hexdigest()
    assert {"banben", "weasyprint"} <= set(row["tools"])  # type: ignore[call-overload]
    assert [item.file for item in published] == list(NAMES)


def test_the_same_input_gives_the_same_manifest(tmp_path: Path) -> None:
    for name in ("a", "b"):
        publish(edition(b"new"), tmp_path / name)
    assert (tmp_path / "a" / MANIFEST).read_bytes() == (tmp_path / "b" / MANIFEST).read_bytes()


def test_rows_of_editions_that_were_not_built_stay(tmp_path: Path) -> None:
    publish([artifact("wheels-tw.epub")], tmp_path)
    publish([artifact("wheels-cn.epub", b"newer")], tmp_path)
    assert list(rows(tmp_path)) == ["wheels-cn.epub", "wheels-tw.epub"]


def test_rows_of_files_that_are_gone_or_changed_are_dropped(tmp_path: Path) -> None:
    publish([artifact("wheels-tw.epub"), artifact("wheels-hk.epub")], tmp_path)
    (tmp_path / "wheels-tw.epub").unlink()
    (tmp_path / "wheels-hk.epub").write_bytes(b"other")
    publish([artifact("wheels-cn.epub")], tmp_path)
    assert list(rows(tmp_path)) == ["wheels-cn.epub"]


@pytest.mark.parametrize("broken", [b"{", b"[]", b'{"files": [1]}', b'{"files": [{}]}', b"\xff"])
def test_a_manifest_that_cannot_be_read_is_written_anew(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(broken)
    _, problems = publish([artifact()], tmp_path)
    assert list(rows(tmp_path)) == ["wheels-cn.epub"]
    assert codes(problems) == ["E106"]


def test_a_manifest_cannot_name_files_outside_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    out.mkdir()
    (tmp_path / "x").write_bytes(b"")
    row = {"file": "../x", "sha256": sha256(b"").hexdigest()}
    (out / MANIFEST).write_text(json.dumps({"files": [row]}))
    assert publish([artifact()], out)[1] == ()
    assert list(rows(out)) == ["wheels-cn.epub"]


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    publish([artifact()], tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_an_output_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    assert codes(publish([artifact()], tmp_path / "dist")[1]) == ["E102"]
    assert codes(publish([artifact()], tmp_path / "dist" / "deeper")[1]) == ["E102"]
    assert (tmp_path / "dist").read_text() == "a file"


def test_a_folder_that_cannot_be_made_or_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert codes(check_folder(tmp_path)) == ["E101"]

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert codes(check_folder(tmp_path / "new")) == ["E101"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert codes(publish([artifact()], tmp_path)[1]) == ["E101"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("书" * 90 + ".epub", "E104"),
        ("a" * 252 + ".pdf", "E104"),
        ("书-cn.epub", "E105"),
        ("Wheels-cn.epub", "E105"),
        ("../wheels.epub", "E105"),
        (".hidden", "E105"),
    ],
)
def test_a_name_that_no_disk_or_shop_takes_is_told(tmp_path: Path, name: str, code: str) -> None:
    assert codes(publish([Artifact(name, "cn", "epub", b"x")], tmp_path)[1]) == [code]
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_255_bytes_is_published(tmp_path: Path) -> None:
    name = "a" * 250 + ".epub"
    assert publish([Artifact(name, "cn", "epub", b"x")], tmp_path)[1] == ()
    assert (tmp_path / name).read_bytes() == b"x"


def test_a_folder_in_the_place_of_a_file_is_told_and_nothing_is_moved(tmp_path: Path) -> None:
    (tmp_path / NAMES[1]).mkdir()
    assert codes(publish(edition(b"new"), tmp_path)[1]) == ["E101"]
    assert not (tmp_path / NAMES[0]).exists()


@pytest.mark.parametrize("full_at", range(4))
def test_a_full_disk_leaves_the_earlier_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: int
) -> None:
    publish(edition(b"old"), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write, count = banben.publish._write, iter(range(99))

    def fill(path: Path, content: bytes) -> None:
        if next(count) == full_at:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content)

    monkeypatch.setattr(banben.publish, "_write", fill)
    published, problems = publish(edition(b"new"), tmp_path)
    assert (published, codes(problems)) == ((), ["E103"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_systems_own_limit_is_told_like_a_full_disk(tmp_path: Path) -> None:
    publish(edition(b"old"), tmp_path)
    script = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "_, problems = publish(edition(b'n' * 9000), out)\n"
        "print([item.code for item in problems])"
    )
    assert run(script, tmp_path).stdout.strip() == "['E103']"
    assert contents(tmp_path) == dict.fromkeys(NAMES, b"old")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 5000


def test_one_editions_failure_does_not_keep_another_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = banben.publish._write

    def fill(path: Path, content: bytes) -> None:
        if path.name == "wheels-cn.epub":
            raise OSError(errno.ENOSPC, "full")
        write(path, content)

    monkeypatch.setattr(banben.publish, "_write", fill)
    published, problems = publish([artifact(), artifact("wheels-tw.epub")], tmp_path)
    assert [item.file for item in published] == ["wheels-tw.epub"]
    assert codes(problems) == ["E103"]
    assert list(rows(tmp_path)) == ["wheels-tw.epub"]


def run(script: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Run *script* in a Python of its own, where `edition`, `publish` and `out` are known."""
    head = (
        "import os, sys, signal\nfrom pathlib import Path\n"
        f"sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        f"import banben.publish\nfrom test_publish import edition, publish\nout = Path({str(out)!r})\n"
    )
    return subprocess.run(
        [sys.executable, "-c", head + script], capture_output=True, text=True, timeout=60, check=False
    )


# Every step that touches the disk dies once, before and after it was done.
KILLED = """
count = 0
def deadly(step, after):
    def call(*args, **more):
        global count
        count += 1
        if count == {at} and not {after}:
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(*args, **more)
        if count == {at} and {after}:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return call
os.fsync = deadly(os.fsync, {after})
Path.replace = deadly(Path.replace, {after})
Path.unlink = deadly(Path.unlink, {after})
Path.mkdir = deadly(Path.mkdir, {after})
publish(edition(b'new'), out)
print('done', count)
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
def test_a_build_that_is_killed_at_any_step_leaves_old_files_or_new_ones(tmp_path: Path, after: bool) -> None:
    for at in range(1, 40):
        out = tmp_path / str(at)
        publish(edition(b"old"), out)
        done = run(KILLED.format(at=at, after=after), out)
        # Right after the kill every file is whole, old or new.
        assert set(contents(out)) == set(NAMES)
        assert set(contents(out).values()) <= {b"old", b"new"}
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        # The next build, of another edition, finishes what was decided and removes what was not.
        assert publish([artifact("wheels-tw.epub")], out)[1] == ()
        assert len(set(contents(out).values())) == 1
        assert not (out / STAGING).exists()
        for name, content in contents(out).items():
            assert rows(out)[name]["sha256"] == sha256(content).hexdigest()
    else:
        pytest.fail("the publication never came to its end")
    assert at > 8


@pytest.mark.slow
def test_two_builds_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    script = "for n in range(12):\n    assert publish(edition(sys.argv[1].encode() * 50000), out)[1] == ()"
    head = f"import sys\nfrom pathlib import Path\nsys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
    head += f"from test_publish import edition, publish\nout = Path({str(tmp_path)!r})\n"
    builds = [
        subprocess.Popen([sys.executable, "-c", head + script, word], stderr=subprocess.PIPE)
        for word in ("a", "b", "c")
    ]
    errors = [build.communicate(timeout=60)[1].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], errors
    found = contents(tmp_path)
    assert len(set(found.values())) == 1 and len(found) == 2
    assert rows(tmp_path)[NAMES[0]]["sha256"] == sha256(found[NAMES[0]]).hexdigest()
    assert not (tmp_path / STAGING).exists()


@pytest.mark.parametrize("wreck", ["empty", "half", "nested"])
def test_what_an_interrupted_build_left_is_removed(tmp_path: Path, wreck: str) -> None:
    staging = tmp_path / STAGING
    staging.mkdir()
    if wreck == "half":
        (staging / NAMES[0]).write_bytes(b"ha")
    if wreck == "nested":
        (staging / "deep").mkdir()
    assert publish([artifact()], tmp_path)[1] == ()
    assert not staging.exists()
    assert contents(tmp_path) == {NAMES[0]: b"new"}


def test_the_lock_is_let_go_of_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        def fail(*_: object) -> None:
            raise RuntimeError("fault")

        patch.setattr(banben.publish, "_publish", fail)
        with pytest.raises(RuntimeError):
            publish([artifact()], tmp_path)
    assert publish([artifact()], tmp_path)[1] == ()
