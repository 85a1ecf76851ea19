"""WeasyPrint's libraries are found without asking a compiler, and nothing else changes."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest

from banben.weasy import by_file_name

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems find libraries otherwise")


@LINUX
def test_a_name_is_no_file_name_inside_only() -> None:
    stock = ctypes.util.find_library
    with pytest.raises(RuntimeError), by_file_name():
        assert ctypes.util.find_library("c") is None
        raise RuntimeError
    assert ctypes.util.find_library is stock
    assert stock("c") is not None


@LINUX
def test_no_program_is_started_to_import_weasyprint() -> None:
    code = (
        "import subprocess; subprocess.Popen.__init__ = None\n"
        "from banben.weasy import HTML; print(len(HTML(string='<p>').render().pages))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]
