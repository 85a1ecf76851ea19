"""What the benches call «ours»: everything that this project installs into WeasyPrint, for the length of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec

from banben.writers.patches import patched
from banben.writers.tuning import calm_collector, tuned

INSTALL = "banben.cjk.install"


@contextmanager
def extended() -> Iterator[None]:
    """Lay out inside with the Chinese lines and the speed-ups; outside the stock functions are back."""
    with ExitStack() as stack:
        stack.enter_context(tuned())
        if find_spec("banben.cjk") and find_spec(INSTALL):
            stack.enter_context(patched(import_module(INSTALL).PATCHES))
        yield


@contextmanager
def stock() -> Iterator[None]:
    """Lay out inside with WeasyPrint as it comes, with the collector's settings that ours has too."""
    with calm_collector():
        yield


@contextmanager
def ours() -> Iterator[None]:
    """Lay out inside as a build does."""
    with calm_collector(), extended():
        yield
