"""The door to WeasyPrint: its libraries are found by their file names, without a compiler's help."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def by_file_name() -> Iterator[None]:
    """Let a library's name that is not its file's fail at once inside.

    WeasyPrint tries several names for each of eight libraries. For one that the loader does not know,
    cffi asks `find_library`, which on Linux starts ldconfig, gcc and ld: 0.2 s, to come to the same
    file as the last name that WeasyPrint tries, which the loader does know.
    """
    stock = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = stock


def _unknown(name: str) -> None:
    """Find no library."""


with by_file_name():
    from weasyprint import HTML, Document

__all__ = ["HTML", "Document"]
