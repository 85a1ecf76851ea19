"""The user's cache folder: what can be made again at any time and is only kept because it takes long."""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

VARIABLE = "BANBEN_CACHE"


def folder() -> Path | None:
    """Return the folder ($BANBEN_CACHE, else `banben` in $XDG_CACHE_HOME or ~/.cache), None without any."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "banben"


def path(name: str, fingerprint: str) -> Path | None:
    """Return where *name* of the version *fingerprint* is kept; None where nothing can be kept."""
    home = folder()
    return home / f"{name}-{fingerprint[:20]}" if home else None


def remembered(name: str, fingerprint: str, make: Callable[[], Any]) -> Any:
    """Return the value *name* of the version *fingerprint* from the cache, or as *make* makes it.

    It is made of what marshal knows: tuples, lists, dictionaries, strings, numbers.
    """
    place = path(name, fingerprint)
    if place is not None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            return marshal.loads(place.read_bytes())
    made = make()
    if place is not None:
        keep(place, marshal.dumps(made))
    return made


def keep(place: Path, content: bytes) -> None:
    """Write *content* whole or not at all; a folder that cannot be written costs nothing but time.

    Older versions of the same name are removed.
    """
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(place)
        name = place.name.rpartition("-")[0]
        for old in place.parent.glob(f"{name}-*"):
            if old != place and old.name.rpartition("-")[0] == name:
                old.unlink(missing_ok=True)
