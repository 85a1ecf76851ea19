"""One build at a time in a folder; the lock dies with its process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from banben.folder_lock import locked

ROOT = Path(__file__).parents[1]


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path):
            order.append("second")

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_folders_are_locked_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    with locked(one), locked(two):
        assert list(one.iterdir()) == []


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    script = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\n"
        "from banben.folder_lock import locked\n"
        f"with locked(Path({str(tmp_path)!r})):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate(timeout=5)
    with locked(tmp_path):
        assert holder.returncode < 0
