"""Functions of WeasyPrint and pydyf replaced for a while by faster ones with the same results."""

from __future__ import annotations

import builtins
import hashlib
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Patch:
    """*make* takes the stock function *owner*.*name* and returns the one that stands in for it.

    *digest* is of the stock source that *make* was written against: a test compares it, so that a new
    version of the library is looked at before it is used.
    """

    owner: Any
    name: str
    make: Callable[[Any], Any]
    digest: str
    reader: Any = None
    """The function that reads the name, where it is its source that counts and not the stock's own."""
    alone: bool = False
    """Only under this name, not under the others by which the library knows the same function."""

    @property
    def stock(self) -> Any:
        """What *owner* has under *name* now; a module may have Python's own."""
        return inspect.getattr_static(self.owner, self.name, getattr(builtins, self.name, None))


def digest(patch: Patch) -> str:
    """Return the start of the SHA-256 of the source that *patch* stands in for."""
    source = inspect.getsource(patch.reader or patch.stock)
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@contextmanager
def patched(patches: Sequence[Patch]) -> Iterator[None]:
    """Install *patches* inside, also under every name that other modules of the library import."""
    with ExitStack() as undo:
        for patch in patches:
            stock, new = patch.stock, patch.make(patch.stock)
            owners = [patch.owner] if patch.alone else _owners(patch.owner, patch.name, stock)
            for owner in owners:
                if patch.name in vars(owner):
                    undo.callback(setattr, owner, patch.name, stock)
                else:
                    undo.callback(delattr, owner, patch.name)
                setattr(owner, patch.name, new)
        yield


def _owners(owner: Any, name: str, stock: Any) -> list[Any]:
    if not isinstance(owner, ModuleType):
        return [owner]
    package = owner.__name__.partition(".")[0]
    return [
        module
        for found, module in list(sys.modules.items())
        if found.partition(".")[0] == package and getattr(module, "__dict__", {}).get(name) is stock
    ]
