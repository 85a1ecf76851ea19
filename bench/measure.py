"""Wall time, CPU time and peak memory of a command with all its processes (Linux: reads /proc)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """*wall* and *cpu* in seconds; *memory* in MB: the highest sum over the processes at one moment."""

    wall: float
    cpu: float
    memory: float


def measure(command: Sequence[str], folder: Path) -> Run:
    """Run *command* in *folder* to its end; CalledProcessError with its output when it fails.

    Memory is the proportional set size, which shares out the pages that forked processes have in common.
    """
    with (folder / "output.txt").open("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        peak = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(_proportional, _tree(process.pid))))
            time.sleep(INTERVAL)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
    return Run(wall, usage.ru_utime + usage.ru_stime, peak / 1024)


def _tree(pid: int) -> list[int]:
    """Return *pid* and its descendants; a process that ends meanwhile is left out."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text("ascii").split())
            except OSError:
                continue
    return found


def _proportional(pid: int) -> int:
    """Return the proportional set size of *pid* in kB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
