"""One build at a time in an output folder: the second waits until the first is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import time

    def _acquire(folder: Path) -> int:
        # A folder cannot be opened here, so a file inside stands for it.
        handle = os.open(folder / ".banben.lock", os.O_RDWR | os.O_CREAT)
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.1)
            else:
                return handle

else:
    import fcntl

    def _acquire(folder: Path) -> int:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold *folder*, which exists, for this process; the system lets go of it when the process dies."""
    handle = _acquire(folder)
    try:
        yield
    finally:
        os.close(handle)
